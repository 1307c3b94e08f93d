import assert from "node:assert/strict";
import { formatTable, type Table } from "../../src/cli/output/table.ts";
import { Styled } from "../../src/cli/output/styled.ts";
import { FILE, type Json, machine, PROFILES } from "./fixture.ts";

const ESCAPE = "\u001b";

Deno.test("a table has columns with two spaces between, and no white space at the end of a line", async () => {
  const lines = await formatTable({
    header: ["NAME", "VALUE", "MARK"],
    rows: [["a", "long value", ""], ["longer name", "b", "✓"]],
    width: undefined,
  });
  assert.deepEqual(lines, [
    "NAME         VALUE       MARK",
    "a            long value",
    "longer name  b           ✓",
  ]);
});

const WIDE: Table = {
  header: ["KEY", "ASSIGNEE", "SUMMARY"],
  rows: [
    ["PROJ-1", "Zoë Ångström", "Umlauts in the address become question marks, and more"],
    ["PROJ-12345", "Mia", "Short"],
  ],
  width: 80,
};

for (const width of [30, 40, 60, 80, 100, 200]) {
  Deno.test(`a table fits a terminal of ${width} columns`, async () => {
    const lines = (await formatTable({ ...WIDE, width })).map(String);
    assert.equal(lines.length, 3);
    for (const line of lines) assert.ok(line.length <= width, `${line.length}: ${line}`);
  });
}

Deno.test("a table cuts its widest column, marks where, and leaves the others whole", async () => {
  assert.deepEqual(await formatTable({ ...WIDE, width: 50 }), [
    "KEY         ASSIGNEE      SUMMARY",
    "PROJ-1      Zoë Ångström  Umlauts in the address …",
    "PROJ-12345  Mia           Short",
  ]);
});

Deno.test("a table that cannot fit leaves eight columns of each", async () => {
  const [, row] = await formatTable({ ...WIDE, width: 10 });
  assert.equal(row, "PROJ-1    Zoë Ång…  Umlauts…");
});

Deno.test("a table that goes into a pipe is not cut", async () => {
  assert.ok(String((await formatTable({ ...WIDE, width: undefined }))[1]).endsWith("and more"));
});

Deno.test("a table counts columns as a terminal does: wide, combined and coloured characters", async () => {
  const table = await formatTable({
    header: ["A", "B"],
    rows: [["日本語", "x"], ["e\u0301", "x"], ["👩‍👩‍👧", "x"]],
    width: undefined,
    paint: (text) => new Styled([{ text, style: "heading" }]),
  });
  const lines = table.map(String);
  assert.deepEqual(lines, ["A       B", "日本語  x", "e\u0301       x", "👩‍👩‍👧      x"]);
});

Deno.test("a table keeps a cell on one line, without what steers a terminal", async () => {
  const [, row] = await formatTable({
    header: ["A"],
    rows: [[`a\nb\t${ESCAPE}[2Jc\u202e`]],
    width: undefined,
  });
  assert.equal(row, "a b [2Jc");
});

const line = "auth list";
const profiles: Readonly<Record<string, Json>> = PROFILES;
const COLOURED: readonly (readonly [string, Readonly<Record<string, string>>, string, boolean])[] = [
  ["a terminal", {}, line, true],
  ["a terminal and NO_COLOR", { NO_COLOR: "1" }, line, false],
  ["a terminal and an empty NO_COLOR, which counts as unset", { NO_COLOR: "" }, line, true],
  ["a terminal, NO_COLOR and --color always", { NO_COLOR: "1" }, `${line} --color always`, true],
  ["a terminal and --color never", {}, `${line} --color never`, false],
];

for (const [name, env, words, coloured] of COLOURED) {
  Deno.test(`output is ${coloured ? "" : "not "}coloured on ${name}`, async () => {
    const { out } = await machine({ profiles, env }).run(words, { isTerminal: true });
    assert.equal(out.includes(ESCAPE), coloured);
  });
}

Deno.test("output into a pipe is coloured with --color always alone", async () => {
  const { run } = machine({ profiles });
  assert.ok(!(await run("auth list")).out.includes(ESCAPE));
  assert.ok((await run("auth list --color always")).out.includes(ESCAPE));
});

Deno.test("each stream is coloured by itself: stdout in a pipe is not, stderr on the terminal is", async () => {
  const { out, err } = await machine({ profiles }).run("auth status", {
    isTerminal: true,
    piped: ["stdout"],
  });
  assert.ok(!out.includes(ESCAPE));
  assert.ok(err.includes(`${ESCAPE}[33mWarning:`));
});

Deno.test("JSON is never coloured", async () => {
  const { out } = await machine({ profiles }).run("auth list --json --color always", { isTerminal: true });
  assert.ok(!out.includes(ESCAPE));
});

Deno.test("the same lines go to a pipe and to a wide terminal", async () => {
  const { run } = machine({ profiles });
  const piped = await run("jira search");
  const shown = await run("jira search --color never", { isTerminal: true, columns: 200 });
  assert.equal(shown.out, piped.out);
});

Deno.test("a search fits the terminal's width", async () => {
  const { out } = await machine({ profiles }).run("jira search --color never", {
    isTerminal: true,
    columns: 60,
  });
  const lines = out.trimEnd().split("\n");
  assert.ok(lines.length > 3);
  for (const each of lines) assert.ok(each.length <= 60, each);
  assert.match(out, /…$/m);
});

Deno.test("JSON escapes what a terminal would act on", async () => {
  const evil = { work: { baseUrl: "https://demo.atlassian.net", email: "a\u009b31m\u202e\u007f@x.test" } };
  const { out, json } = await machine({ profiles: evil }).run("auth list --json");
  assert.match(out, /a\\u009b31m\\u202e\\u007f@x\.test/);
  assert.match(JSON.stringify(json()), /\u009b/);
});

Deno.test("errors and warnings hold nothing that steers a terminal", async () => {
  const { err } = await machine({ profiles, env: { ATLCLI_PROFILE: `${ESCAPE}[2Jevil\u202e` } }).run(
    "auth status",
  );
  assert.match(err, /^Error: There is no profile "\[2Jevil", which ATLCLI_PROFILE names$/m);
  const file = { [FILE]: JSON.stringify({ profiles: {}, currentProfile: `${ESCAPE}[2Jevil` }) };
  const warned = await machine({ files: file }).run("auth list");
  assert.match(warned.err, /^Warning: /m);
  assert.ok(!warned.err.includes(ESCAPE), warned.err);
});

Deno.test("a closed output pipe ends a command with 0 and no error", async () => {
  for (const words of ["auth list", "auth status", "jira search", "auth status --json", "--help"]) {
    const { exit, err } = await machine({ profiles }).run(words, { readerGoneAfter: 0 });
    assert.equal(exit, 0, words);
    assert.doesNotMatch(err, /Error/, words);
  }
});

Deno.test("--verbose shows requests, and no token", async () => {
  // The run itself fails when a token is printed.
  const { err } = await machine({ profiles }).run("auth status --verbose");
  assert.match(err, /^> GET https:\/\/demo\.atlassian\.net\/rest\/api\/3\/myself$/m);
  assert.match(err, /^> {3}Authorization: \[secret\]$/im);
  assert.match(err, /^< 200 after \d+ ms$/m);
});
