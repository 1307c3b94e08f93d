/**
 * A push of 12 pages: edits, titles, labels, moves, new pages below each other, and files, new and changed.
 */
import assert from "node:assert/strict";
import type { Failure, Matrix, Scenario } from "./docs_crashes.ts";

const TOP = "Generated pages";

/** The push. */
export const PUSH: Scenario = {
  command: "push",
  async prepare(site) {
    for (const [id, name] of [[600_007, "a.txt"], [600_008, "b.txt"]] as const) {
      const form = new FormData();
      form.set("file", new Blob([`first ${name}`], { type: "text/plain" }), name);
      form.set("minorEdit", "true");
      await site("POST", `/rest/api/content/${id}/child/attachment`, form);
    }
  },
  edit(files) {
    const edit = (name: string, changes: readonly (readonly [string | RegExp, string])[]): void => {
      const path = `${TOP}/${name}.md`;
      let text = files.get(path);
      assert.ok(text !== undefined, path);
      for (const [part, by] of changes) {
        const next: string = text.replace(part, by);
        assert.notEqual(next, text, `${path}: ${part}`);
        text = next;
      }
      files.set(path, text);
    };
    const body = [/page of many/, "page of *many*"] as const;
    edit("Page 1", [body]);
    edit("Page 2", [body, [/^labels: .*$/m, 'labels: ["generated", "new", "other"]']]);
    edit("Page 3", [[/^labels: .*$/m, 'labels: ["one", "two"]']]);
    edit("Page 4", [[/^title: .*$/m, 'title: "Page 4, renamed"']]);
    edit("Page 5", [[/^parent: .*$/m, 'parent: "600001"']]);
    edit("Page 6", [[/page of many/, "page with a [file](../pics/new.txt)"]]);
    files.set("pics/new.txt", "a new file");
    assert.ok(files.has(`${TOP}/Page 7.attachments/a.txt`));
    files.set(`${TOP}/Page 7.attachments/a.txt`, "second a.txt, changed");
    edit("Page 8", [body]);
    files.set(`${TOP}/Page 8.attachments/b.txt`, "second b.txt, changed");
    edit("Page 10/Page 11", [
      body,
      [/^title: .*$/m, 'title: "Page 11, moved"'],
      [/^parent: .*$/m, 'parent: "600002"'],
      [/^labels: .*$/m, "labels: [moved]"],
    ]);
    files.set(`${TOP}/New A.md`, "---\nlabels: [fresh, top]\n---\n\nNew, with a [file](../pics/two.txt)\n");
    files.set("pics/two.txt", "another new file");
    files.set(`${TOP}/New A/New B.md`, "Below [A](../New%20A.md)\n");
    files.set(`${TOP}/New A/New C.md`, "---\nlabels: [last]\n---\n\nAlso below.\n");
  },
};

/** How requests fail. */
const FAILURES: readonly Failure[] = [
  ...[400, 403, 404, 409, 429, 500].map((status): Failure => ({ kind: "status", status })),
  { kind: "dropped", when: "before" },
  { kind: "dropped", when: "after" },
  { kind: "dropped", when: "after", once: true },
  { kind: "interrupted" },
];

/** Every `every`th case of all requests and failures, and of all steps on the disk. */
export async function runAll(matrix: Matrix, every = 1): Promise<void> {
  const { requests, steps } = matrix.parts;
  let turn = 0;
  for (let at = 1; at <= requests; at++) {
    for (const failure of FAILURES) {
      if (turn++ % every === 0) await matrix.run(at, failure);
    }
  }
  for (let at = 1; at <= steps; at += every) await matrix.run(at, { kind: "killed" });
}
