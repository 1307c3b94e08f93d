import assert from "node:assert/strict";
import { copyCommandLine, moveCommandLine, removeCommandLine } from "../../src/doctor/shell.ts";

for (
  const [os, path, line] of [
    ["linux", "/home/me/.atlcli", "rm /home/me/.atlcli"],
    ["linux", "/home/me/my files", 'rm "/home/me/my files"'],
    ["linux", "/home/me/$x", "rm '/home/me/$x'"],
    ["linux", "/home/me/it's $x", "rm '/home/me/it'\\''s $x'"],
    ["linux", "/home/me/a\\b", "rm '/home/me/a\\b'"],
    ["darwin", "/Users/me/Library/x", "rm /Users/me/Library/x"],
    ["windows", "C:\\Users\\me\\.atlcli", "del C:\\Users\\me\\.atlcli"],
    ["windows", "C:\\Users\\Mia Müller\\.atlcli", 'del "C:\\Users\\Mia Müller\\.atlcli"'],
    ["windows", "C:\\Users\\O'Hara\\a b", `del "C:\\Users\\O'Hara\\a b"`],
    ["windows", "C:\\Users\\$me's", "del 'C:\\Users\\$me''s'"],
    ["windows", "C:\\a\u201d\u2019", "del 'C:\\a\u201d\u2019\u2019'"],
  ] as const
) {
  Deno.test(`removeCommandLine() quotes ${path} for the shells of ${os}`, () => {
    assert.equal(removeCommandLine(os, path), line);
  });
}

Deno.test("moveCommandLine() and copyCommandLine() quote both paths", () => {
  const paths = { from: "C:\\a b", to: "C:\\c d" };
  assert.equal(moveCommandLine("windows", paths), 'move "C:\\a b" "C:\\c d"');
  assert.equal(copyCommandLine("windows", paths), 'copy "C:\\a b" "C:\\c d"');
  assert.equal(copyCommandLine("linux", { from: "/a b", to: "/c" }), 'cp -p "/a b" /c');
});
