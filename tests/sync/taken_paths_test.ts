import assert from "node:assert/strict";
import { candidates, TakenPaths } from "../../src/sync/taken_paths.ts";

/** Whether a path is taken once another one is. */
function clash(taken: string, path: string): boolean {
  const paths = new TakenPaths();
  paths.add(taken);
  return paths.has(path);
}

Deno.test("TakenPaths takes paths for one that some file system does, in folders, too", () => {
  for (
    const [one, other] of [
      ["a.md", "A.md"],
      ["a/b/c.md", "A/B/C.MD"],
      ["a./x.md", "a/x.md"],
      ["Stra\u00dfe/x.md", "STRASSE/x.md"],
    ] as const
  ) {
    assert.ok(clash(one, other) && clash(other, one), `${one} and ${other}`);
  }
});

Deno.test("TakenPaths tells paths in different folders apart, whichever of them it has met", () => {
  for (
    const [one, other] of [
      ["a/ab.md", "ab.md"],
      ["x/y/a.md", "z/y/a.md"],
      ["y/a.md", "x/y/a.md"],
      ["a.md", "b.md"],
    ] as const
  ) {
    assert.ok(!clash(one, other) && !clash(other, one), `${one} and ${other}`);
  }
});

Deno.test("TakenPaths takes the first free candidate", () => {
  const paths = new TakenPaths();
  const names = (): Iterable<string> => candidates({ stem: "a/x", id: "7", ending: ".md" });
  const isFree = (path: string): boolean => path !== "a/x-7.md";
  assert.deepEqual([1, 2, 3].map(() => paths.take(names(), isFree)), ["a/x.md", "a/x-7-2.md", "a/x-7-3.md"]);
});

Deno.test("TakenPaths fails if the candidates run out", () => {
  assert.throws(() => new TakenPaths().take([], () => true), RangeError);
});
