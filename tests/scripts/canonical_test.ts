import assert from "node:assert/strict";
import { canonicalFiles } from "../../scripts/release/canonical.ts";

const ENTRY = "cli.js";

/** A bundle with a circle in it, as two machines name its files. */
function bundle(one: string, two: string): Map<string, string> {
  return new Map([
    [`chunk-${two}.js`, `import"./list-${one}.js";export let b`],
    [ENTRY, `import{a}from"./chunk-${two}.js";await import("./list-${one}.js");a("./none.js")`],
    [`list-${one}.js`, `import"./chunk-${two}.js";export let a="./chunk-${two}.css"`],
  ]);
}

Deno.test("a bundle has the same names and texts whatever the bundler called its files", () => {
  const here = canonicalFiles(bundle("AAAAAAAA", "ZZZZZZZZ"), ENTRY);
  const there = canonicalFiles(bundle("ZZ123456", "BBBBBBBB"), ENTRY);
  assert.deepEqual([...here.keys()], [ENTRY, "chunk-1.js", "list-2.js"]);
  assert.deepEqual([...here.keys()], [...there.keys()]);
  assert.equal(here.get(ENTRY), `import{a}from"./chunk-1.js";await import("./list-2.js");a("./none.js")`);
  assert.equal(here.get(ENTRY), there.get(ENTRY));
  assert.equal(here.get("chunk-1.js"), there.get("chunk-1.js"));
});

Deno.test("a file of a bundle that nothing names is an error: it would be left out", () => {
  const texts = bundle("AAAAAAAA", "ZZZZZZZZ").set("lost-00000000.js", "");
  assert.throws(() => canonicalFiles(texts, ENTRY), /Nothing in the bundle names lost-00000000\.js/);
});
