import assert from "node:assert/strict";
import { absolutePath, baseName, isAbsolutePath, joinPath, parentPath } from "../../src/core/paths.ts";

for (
  const [path, parent] of [
    ["/home/me/a", "/home/me"],
    ["/home/me/a/", "/home/me"],
    ["/home//me", "/home"],
    ["/home", "/"],
    ["/", undefined],
    ["//", undefined],
    ["/a\\b", "/"],
    ["C:\\Users\\me", "C:\\Users"],
    ["C:\\Users\\me\\", "C:\\Users"],
    ["C:/Users/me", "C:/Users"],
    ["C:\\Users", "C:\\"],
    ["C:\\", undefined],
    ["C:/", undefined],
    ["\\\\server\\share\\folder", "\\\\server\\share"],
    ["\\\\server\\share", undefined],
  ] as const
) {
  Deno.test(`parentPath() of ${path} is ${parent}`, () => assert.equal(parentPath(path), parent));
}

for (
  const [folder, name, path] of [
    ["/home/me", "a", "/home/me/a"],
    ["/home/me/", "a", "/home/me/a"],
    ["/", "a", "/a"],
    ["C:\\Users\\me", "a", "C:\\Users\\me\\a"],
    ["C:\\", "a", "C:\\a"],
    ["\\\\server\\share", "a", "\\\\server\\share\\a"],
  ] as const
) {
  Deno.test(`joinPath() of ${folder} and ${name} is ${path}`, () => {
    assert.equal(joinPath(folder, name), path);
    assert.equal(parentPath(path), parentPath(joinPath(folder, "b")));
    assert.equal(baseName(path), name);
  });
}

Deno.test("isAbsolutePath() knows both kinds of system", () => {
  for (const path of ["/", "/a", "C:\\a", "c:/a", "\\\\server\\share"]) assert.ok(isAbsolutePath(path), path);
  for (const path of ["", "a", "./a", "../a", "C:a", "~"]) assert.ok(!isAbsolutePath(path), path);
});

Deno.test("absolutePath() keeps an absolute path, and puts another inside the folder", () => {
  assert.equal(absolutePath("/home/me", "/etc/a"), "/etc/a");
  assert.equal(absolutePath("/home/me", "conf"), "/home/me/conf");
  assert.equal(absolutePath("C:\\Users\\me", "conf"), "C:\\Users\\me\\conf");
});
