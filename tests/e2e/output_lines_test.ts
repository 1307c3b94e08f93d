/**
 * Every command line of docs/api.md and docs/output.md, and of the help of `api`, as it stands there.
 */
import assert from "node:assert/strict";
import { machine, PROFILES } from "../cli/fixture.ts";

const ISSUE = { fields: { project: { key: "PROJ" }, issuetype: { name: "Task" }, summary: "New" } };

const fresh = () =>
  machine({
    profiles: PROFILES,
    cwd: "/home/me",
    files: { "/home/me/issue.json": JSON.stringify(ISSUE), "/home/me/notes.md": "# Notes\n" },
  });

/** The words that a shell makes of a line. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain = ""]) => quoted ?? plain);
}

function linesIn(text: string): readonly string[] {
  return text.split("\n").map((line) => line.trim().replace(/^\$ /, "")).filter((line) =>
    line.startsWith("atlcli ")
  );
}

const pages = ["api", "output"].map((name) =>
  Deno.readTextFileSync(new URL(`../../docs/${name}.md`, import.meta.url))
);
const { out: help } = await fresh().run("api --help");

for (const line of new Set([...pages, help].flatMap(linesIn))) {
  Deno.test(`${line} runs as it stands`, async () => {
    const { run, sandbox } = fresh();
    const { exit, out, err } = await run(wordsOf(line).slice(1));
    assert.equal(exit, 0, err);
    assert.equal(err, "");
    // What is changed or removed answers with nothing.
    assert.equal(out === "", /api (?:PUT|DELETE)/.test(line));
    assert.ok(line.includes("auth") || sandbox.requests.length > 0);
  });
}
