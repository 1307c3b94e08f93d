import assert from "node:assert/strict";
import { LONG } from "../../src/markdown/dialect/limits.ts";
import { diffOf } from "../../src/sync/push_diff.ts";

const shown = (body: string) => ({ title: "T", body });

Deno.test("diffOf() shows the lines that differ, with those around them", async () => {
  assert.equal(
    await diffOf("x.md", { old: shown("a\nb\nc\n"), now: shown("a\nB\nc\n") }),
    "--- a/x.md\n+++ b/x.md\n@@ -4,5 +4,5 @@\n ---\n \n a\n-b\n+B\n c\n",
  );
});

Deno.test("diffOf() shows a new file as added, however long it is", async () => {
  const patch = await diffOf("x.md", { old: undefined, now: shown("a\n".repeat(200_000)) });
  assert.match(patch, /^--- \/dev\/null\n\+\+\+ b\/x\.md\n@@ -0,0 \+1,200005 @@\n\+---\n/);
});

Deno.test("diffOf() shows texts that differ in thousands of lines as replaced, and compares them no further", async () => {
  const [old, now] = ["a\n".repeat(100_000), "b\n".repeat(200_000)];
  const patch = await diffOf("x.md", { old: shown(old), now: shown(now) });
  const front = ["---", 'title: "T"', "labels: []", "---", ""];
  const lines = [
    "--- a/x.md",
    "+++ b/x.md",
    "@@ -1,100005 +1,200005 @@",
    ...front.map((line) => `-${line}`),
    ...Array.from({ length: 100_000 }, () => "-a"),
    ...front.map((line) => `+${line}`),
    ...Array.from({ length: 200_000 }, () => "+b"),
  ];
  assert.ok(patch === `${lines.join("\n")}\n`);
});

Deno.test("diffOf() shows title, parent and sorted labels, each in JSON", async () => {
  const old = { title: 'The "old"', parent: "1", labels: ["b", 'a"'], body: "Text\n" };
  const patch = await diffOf("x.md", { old, now: { title: "New", labels: ["b"], body: "Text\n" } });
  assert.equal(
    patch,
    "--- a/x.md\n+++ b/x.md\n@@ -1,7 +1,6 @@\n ---\n" +
      '-title: "The \\"old\\""\n-parent: "1"\n-labels: ["a\\"", "b"]\n+title: "New"\n+labels: ["b"]\n' +
      " ---\n \n Text\n",
  );
});

Deno.test("diffOf() compares texts that differ in a thousand lines, and replaces those that differ in more", async () => {
  const patch = (lines: number): Promise<string> =>
    diffOf("x.md", { old: shown("x\n".repeat(lines)), now: shown("") });
  assert.match(
    await patch(1_000),
    /^--- a\/x\.md\n\+\+\+ b\/x\.md\n@@ -3,1003 \+3,3 @@\n labels: \[\]\n ---\n \n-x\n/,
  );
  assert.match(await patch(1_001), /^--- a\/x\.md\n\+\+\+ b\/x\.md\n@@ -1,1006 \+1,5 @@\n----\n/);
});

Deno.test("diffOf() replaces texts without a final line end, and leaves none of their letters out", async () => {
  const [old, now] = ["a\n".repeat(1_000), "b\n".repeat(1_000)];
  const patch = await diffOf("x.md", { old: shown(`${old}old end`), now: shown(`${now}new end`) });
  assert.match(patch, /^--- a\/x\.md\n\+\+\+ b\/x\.md\n@@ -1,1006 \+1,1006 @@\n/);
  assert.match(patch, /\n-old end\n\+---\n/);
  assert.ok(patch.endsWith("\n+new end\n"));
});

Deno.test("diffOf() lets a signal end the comparison of two texts that are long together", async () => {
  let count = 0;
  const endless = <T>(work: () => T): T => (count++, work());
  const half = "x\n".repeat(LONG / 4);
  await diffOf("x.md", { old: shown(half), now: shown(half), endless });
  assert.equal(count, 1);
  await diffOf("x.md", { old: shown("a"), now: shown("b"), endless });
  assert.equal(count, 1);
});
