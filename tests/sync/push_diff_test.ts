import assert from "node:assert/strict";
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
