/** Pages, help, messages and comments use the terms of the field, and no phrase that reads as translated. */
import assert from "node:assert/strict";
import { filesBelow, ROOT } from "../helpers/documentation.ts";
import { plainEnglishHits } from "../helpers/plain_english.ts";

const AREAS: Readonly<Record<string, readonly string[]>> = {
  "pages": [
    "README.md",
    "SECURITY.md",
    "CHANGELOG.md",
    ...filesBelow("docs", ".md"),
    ...filesBelow(".github", ".md"),
  ],
  "scripts and checks": [".ci/run", ...filesBelow("scripts", ".ts")],
  "installers, the action, examples and tasks": [
    "install.sh",
    "install.ps1",
    "action.yml",
    "deno.json",
    ...filesBelow("action", ".mjs"),
    ...filesBelow("examples", ""),
    ...filesBelow(".github", ".yml"),
  ],
  "sources: comments, help and messages": ["mod.ts", "cli.ts", ...filesBelow("src", ".ts")],
};

for (const [area, files] of Object.entries(AREAS)) {
  Deno.test(`plain English: ${area}`, () => {
    assert.ok(files.length > 5, String(files.length));
    const hits = files.flatMap((file) =>
      plainEnglishHits(Deno.readTextFileSync(new URL(file, ROOT)))
        .map(({ line, found, instead }) => `${file}:${line}: "${found}": write ${instead}`)
    );
    assert.deepEqual(hits, []);
  });
}

const BEFORE: readonly string[] = [
  "What `search` is told.",
  "where foreign functions are not to be had",
  "Whether an answer with a status that is no success is an answer too",
  "So deep may lists and objects lie in each other",
  "As many bytes as a text may have",
  "As much of an answer as is looked at",
  "/** Says so. */",
  "@throws when the expression is none",
  "Deno passes over what is no certificate in silence",
  "is read when it is asked for",
  "costs the start of no other",
  "by way of a temporary one beside it",
  "Public names that lead to private addresses",
  "Watches over a list that is held until it is whole",
  "The hop that an answer asks for",
  "Where a request goes and as whom",
  "What those get who are not let in",
  "Trouble on request",
  "No TLS connection to X came about",
  "There is no way to the host X from here",
  "The proxy wants a user and a password",
  "It is no file",
  "redirects in a circle, or on and on",
  "the site took the request for nobody's",
  "this executable is none that may be replaced",
  "Missing: your consent",
  'leads to "nowhere" or is called so',
  'Not a time that can be spent: "2hours"',
  "the same command goes on from there",
  "the issue, in another way",
  "desc after it turns the order round",
  "no other condition goes with it",
  "note the time that was spent on an issue",
  "print what makes a shell complete",
  "done; also when the reader of the output went away",
  "API token (it is not shown)",
  "it is shown only then",
  "A tab that completes",
  "a line a file",
  "is cut to 128 characters without a word",
  "what a line without options made needless goes",
  "As\n * many bytes as a text may have",
  "as it is\n// told",
];

const AFTER: readonly string[] = [
  "Options of `jira search`.",
  "where FFI is unavailable",
  "Maximum nesting depth",
  "Maximum size of a text, in bytes",
  "one JSON object per line, as long as the list lasts",
  "There is no certificate in the file, and it is no longer needed",
  "shows differences between the folder and the space",
  "maximum number of results; amended, comments, recommended",
];

Deno.test("plain English: the list finds each phrase, also across lines of a comment", () => {
  assert.deepEqual(BEFORE.filter((text) => plainEnglishHits(text).length === 0), []);
  assert.deepEqual(AFTER.flatMap(plainEnglishHits), []);
});

Deno.test("plain English: a hit names its line", () => {
  assert.deepEqual(
    plainEnglishHits("one\ntwo\nWhat `search`\n * is told.").map(({ line, found }) => [line, found]),
    [[4, "is told"]],
  );
});
