/** docs/security.md: every promise names its tests, and these are there. */
import assert from "node:assert/strict";

const ROOT = new URL("../../", import.meta.url);

interface Cited {
  readonly file: string;
  readonly name: string;
}

/** The tests that the table names, by the promise that they are for. */
async function promises(): Promise<ReadonlyMap<string, readonly Cited[]>> {
  const text = await Deno.readTextFile(new URL("docs/security.md", ROOT));
  const found = new Map<string, Cited[]>();
  let promise = "";
  for (const line of text.split("\n")) {
    const [, first = "", , cell = ""] = line.split("|").map((part) => part.trim());
    const [, file, name] = /^`(tests\/[^`]+)`: (.+)$/.exec(cell) ?? [];
    if (first !== "") promise = first;
    if (file !== undefined && name !== undefined) {
      found.set(promise, [...found.get(promise) ?? [], { file, name }]);
    } else if (found.size > 0 && line.startsWith("|") && cell !== "") assert.fail(`No test: ${line}`);
    if (found.size > 0 && !line.startsWith("|")) break;
  }
  return found;
}

/** A name as it may stand in the source: `…` is a hole of a template, or the end that a template adds. */
function patternOf(name: string): RegExp {
  const parts = name.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(`["'\`]${parts.join('(?:\\$\\{.+?\\})?[^"`\n]*')}`);
}

Deno.test("docs/security.md names existing tests for every promise", async (step) => {
  const all = await promises();
  assert.ok(all.size >= 15, `only ${all.size} promises`);
  for (const [promise, cited] of all) {
    await step.step(promise, async () => {
      for (const { file, name } of cited) {
        const source = await Deno.readTextFile(new URL(file, ROOT));
        assert.match(source, patternOf(name), `${file} has no test "${name}"`);
      }
    });
  }
});
