import assert from "node:assert/strict";
import { withoutBareImports } from "../../scripts/release/bare_imports.ts";

const HELPER =
  "var d=Object.defineProperty;var e=(c,a)=>{for(var b in a)d(c,b,{get:a[b],enumerable:!0})};export{e as a};\n";

function entry(text: string, imported: string): string | undefined {
  return withoutBareImports(new Map([["cli.js", text], ["chunk-2.js", imported]])).get("cli.js");
}

Deno.test("a bare import of the bundler's helper is taken out", () => {
  assert.equal(entry('import"./chunk-2.js";run();', HELPER), "run();");
});

Deno.test("a bare import of an empty file is taken out", () => {
  assert.equal(entry('import"./chunk-2.js";run();', "\n"), "run();");
});

for (
  const [what, text, imported] of [
    ["that names something", 'import{a as e}from"./chunk-2.js";e();', HELPER],
    ["of a file that does something", 'import"./chunk-2.js";run();', "globalThis.a=1;"],
    ["of the helper with something behind it", 'import"./chunk-2.js";run();', `${HELPER}globalThis.a=1;`],
    ["of a file that is not in the bundle", 'import"./chunk-3.js";run();', HELPER],
  ] as const
) {
  Deno.test(`an import ${what} stays`, () => assert.equal(entry(text, imported), text));
}
