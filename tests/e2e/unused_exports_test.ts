import assert from "node:assert/strict";
import { unusedExports } from "../../scripts/lint/unused_exports.ts";

/** What `unusedExports()` finds in `a.ts`, which `b.ts` may import. */
function unusedIn(text: string, importer: string): readonly string[] {
  const sources = new Map([["src/a.ts", text], ["src/x/b.ts", importer]]);
  return unusedExports(sources, (path) => path === "src/x/b.ts").map((each) =>
    each.replace("src/a.ts: ", "")
  );
}

const DECLARATIONS = `
export function one() {}
export async function two() {}
export class Three {}
export interface Four {}
export type Five = Four;
export const six = 6, [seven, { eight: nine }] = LIST;
const hidden = 1;
export { hidden as ten };
`;

Deno.test("unusedExports() lists every kind of export that no other file imports", () => {
  assert.deepEqual(unusedIn(DECLARATIONS, ""), [
    "one",
    "two",
    "Three",
    "Four",
    "Five",
    "six",
    "seven",
    "nine",
    "ten",
  ]);
});

const IMPORTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["a static import", `import { a, type B as C } from "../a.ts";`, ["c"]],
  ["a type import", `import type { B } from "../a.ts";`, ["a", "c"]],
  ["a re-export", `export { a as z } from "../a.ts";`, ["B", "c"]],
  ["a namespace", `import * as all from "../a.ts";`, []],
  ["an export of everything", `export * from "../a.ts";`, []],
  ["an import of a type in place", `let x: import("../a.ts").B.D;`, ["a", "c"]],
  ["a lazy import, taken apart", `const { a: z } = await import("../a.ts");`, ["B", "c"]],
  ["a member of a lazy import", `(await import("../a.ts")).c();`, ["a", "B"]],
  ["a lazy import, taken apart later", `import("../a.ts").then(({ a }) => a());`, ["B", "c"]],
  ["a lazy import kept whole", `const all = await import("../a.ts");`, []],
  ["a lazy import handed on", `keep(import("../a.ts"));`, []],
  ["another file of the same name", `import { a } from "./a.ts";`, ["a", "B", "c"]],
  ["a comment and a text", `// import { a } from "../a.ts"\n"import('../a.ts')";`, ["a", "B", "c"]],
];

for (const [name, importer, expected] of IMPORTS) {
  Deno.test(`unusedExports() handles ${name}`, () => {
    const text = "export const a = 1; export type B = 1; export function c() {}";
    assert.deepEqual(unusedIn(text, importer), expected);
  });
}

Deno.test("unusedExports() counts no import of a file by itself", () => {
  assert.deepEqual(unusedIn(`export const a = 1; import { a as b } from "./a.ts";`, ""), ["a"]);
});

Deno.test("unusedExports() ignores the exports of an entry", () => {
  assert.deepEqual(unusedIn("", "export const free = 1;"), []);
});
