import assert from "node:assert/strict";
import { unguardedUnix } from "../helpers/unix_reach.ts";

const START = 'await new Deno.Command("mkfifo", { args: [] }).output();';
const HELPER = `export async function makePipe() { ${START} }
export const NO_PIPES = notOn("windows", "no pipes");
export function unixTest(name, fn) { gatedTest({ name, unless: NO_PIPES, fn }); }
export function anyTest(name, fn) { Deno.test(name, fn); }
export const CASES = { pipe: makePipe };
function unused() { ${START} }`;
const IMPORT = 'import { anyTest, CASES, makePipe as pipe, NO_PIPES, unixTest } from "./helper.ts";\n';

const TESTS: readonly (readonly [text: string, isOpen: boolean])[] = [
  [`Deno.test("a", async () => { ${START} });`, true],
  [`Deno.test("a", () => pipe());`, true],
  [`anyTest("a", () => pipe());`, true],
  [`for (const run of Object.values(CASES)) anyTest("a", run);`, true],
  [`async function prepare() { await pipe(); }\nanyTest("a", prepare);`, true],
  [`unixTest("a", () => {});\nanyTest("b", () => pipe());`, true],
  [`const os = Deno.build.os;\nanyTest("b", () => pipe());`, true],
  [`gatedTest({ name: "a", unless: onlyOn("windows", "b"), fn: () => pipe() });`, true],
  [`gatedTest({ name: "a", unless: noExecutable(), fn: () => pipe() });`, true],
  [`await pipe();`, true],
  [`unixTest("a", () => pipe());`, false],
  [`gatedTest({ name: "a", unless: NO_PIPES, fn: () => pipe() });`, false],
  [`gatedTest({ name: "a", unless: notOn("windows", "b"), fn: () => pipe() });`, false],
  [`gatedTest({ name: "a", unless: onlyOn("linux", "b"), fn: () => pipe() });`, false],
  [`function posix(name, body) { unixTest(name, body); }\nposix("a", () => pipe());`, false],
  [
    `async function prepare() { if (Deno.build.os !== "windows") await pipe(); }\nanyTest("a", prepare);`,
    false,
  ],
  [`async function prepare() { await pipe(); }\nanyTest("a", () => {});`, false],
];

for (const [text, isOpen] of TESTS) {
  Deno.test(`a test file ${isOpen ? "reaches" : "does not reach"} a program of Unix on Windows: ${text}`, () => {
    const read = (file: string): string => file.endsWith("/helper.ts") ? HELPER : IMPORT + text;
    const open = unguardedUnix("file:///tests/a_test.ts", { read, withoutExecutable: false });
    assert.equal(open.length > 0, isOpen, open.join("\n"));
  });
}

Deno.test("a test that needs the executable counts as skipped in a suite without it", () => {
  const text = `${IMPORT}gatedTest({ name: "a", unless: noExecutable(), fn: () => pipe() });`;
  const read = (file: string): string => file.endsWith("/helper.ts") ? HELPER : text;
  assert.deepEqual(unguardedUnix("file:///tests/a_test.ts", { read, withoutExecutable: true }), []);
});
