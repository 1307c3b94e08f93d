import assert from "node:assert/strict";
import { templateSelection } from "../../src/cli/output/template.ts";
import { machine, PROFILES } from "./fixture.ts";

const ESCAPE = "\u001b";
const EVIL = {
  evil: { baseUrl: "https://demo.atlassian.net", email: `a${ESCAPE}[2J\u009b31m\u202e@x.test` },
};

const signedIn = () => machine({ profiles: PROFILES });
const KEYS = [
  "jira",
  "search",
  "--jql",
  "project = PROJ ORDER BY key",
  "--limit",
  "3",
  "--fields",
  "summary",
];

Deno.test("--jq selects from the JSON object that --json would print, and prints strings as they are", async () => {
  const { exit, out, err } = await signedIn().run([...KEYS, "--jq", ".issues[].key"]);
  assert.equal(exit, 0, err);
  assert.equal(out, "PROJ-1\nPROJ-2\nPROJ-3\n");
});

Deno.test("--jq with --json selects from the same object", async () => {
  const { out } = await signedIn().run([...KEYS, "--json", "--jq", "[.more, .jql]"]);
  assert.equal(out, '[true,"project = PROJ ORDER BY key"]\n');
});

Deno.test("--jq with --ndjson selects from each item", async () => {
  const { out } = await signedIn().run([...KEYS, "--ndjson", "--jq", "{key}"]);
  assert.equal(out, '{"key":"PROJ-1"}\n{"key":"PROJ-2"}\n{"key":"PROJ-3"}\n');
});

Deno.test("--jq with --ndjson prints what is selected of a page before it asks for the next one", async () => {
  const { run, received } = machine({ profiles: PROFILES, issues: 230 });
  const pagesAtLine: number[] = [];
  await run(["jira", "search", "--jql", "project = LOAD", "--all", "--ndjson", "--jq", ".key"], {
    onWrite: () => pagesAtLine.push(received().filter((request) => request.includes("/search")).length),
  });
  assert.equal(pagesAtLine.length, 230);
  assert.deepEqual([pagesAtLine[0], pagesAtLine[99], pagesAtLine[100], pagesAtLine[229]], [1, 1, 2, 3]);
});

const SHOWN: readonly (readonly [string, string])[] = [
  [".profiles | length", "2\n"],
  ['"a", 1.5, true, null', "a\n1.5\ntrue\n\n"],
  ["{a: [1, {b: 2}]}", '{"a":[1,{"b":2}]}\n'],
  ["empty", ""],
  ['"two\\nlines\\tand a tab"', "two\nlines\tand a tab\n"],
  ['[["a", "b"], ["c", "d"]] | .[] | @tsv', "a\tb\nc\td\n"],
  ['.profiles[0] | "\\(.name): \\(.deployment)"', "work: cloud\n"],
  ["-1", "-1\n"],
  ["-(.profiles | length)", "-2\n"],
  ['[.profiles[] as {name: $n} | $n] | join("/") # a comment', "work/dc\n"],
  ['try error("x") catch .', "x\n"],
];

for (const [expression, expected] of SHOWN) {
  Deno.test(`--jq prints what jq does: ${expression}`, async () => {
    const { exit, out, err } = await signedIn().run(["auth", "list", "--jq", expression]);
    assert.deepEqual([exit, out, err], [0, expected, ""]);
  });
}

Deno.test("--jq indents on a terminal", async () => {
  const { out } = await signedIn().run(["auth", "list", "--jq", "{a: 1}"], { isTerminal: true });
  assert.equal(out, '{\n  "a": 1\n}\n');
});

Deno.test("an invalid --jq ends with 2 and jq's message, before anything is sent", async () => {
  const { run, received } = signedIn();
  const { exit, out, err } = await run(["jira", "search", "--jq", ".issues[] | b("]);
  assert.deepEqual([exit, out, received()], [2, "", []]);
  assert.match(err, /^Error: --jq failed: syntax error, unexpected end of file at .*, line 1, column 14:/);
  assert.doesNotMatch(err, /compile error/);
});

for (const expression of ["-n", "--version", "-r"]) {
  Deno.test(`--jq reads ${expression} as an expression, not as an option of jq`, async () => {
    const { exit, out, err } = await signedIn().run(["auth", "list", `--jq=${expression}`]);
    assert.deepEqual([exit, out], [2, ""]);
    assert.match(err, /\/0 is not defined/);
  });
}

Deno.test("--jq that fails on a value ends with 2 and jq's message, after the previous results", async () => {
  const { exit, out, err } = await signedIn().run(["auth", "list", "--jq", '"first", (.profiles + 1)']);
  assert.deepEqual([exit, out], [2, "first\n"]);
  assert.match(err, /^Error: --jq failed: array \(.*\) and number \(1\) cannot be added$/m);
});

Deno.test("--jq reports a failure even if a later item succeeds", async () => {
  const expression = 'if .key == "PROJ-2" then error("no") else .key end';
  const { exit, out, err } = await signedIn().run([...KEYS, "--ndjson", "--jq", expression]);
  assert.deepEqual([exit, out], [2, "PROJ-1\nPROJ-3\n"]);
  assert.match(err, /"--jq failed: no"/);
});

Deno.test("--jq reaches nothing of this machine", async () => {
  const { out } = await signedIn().run(["auth", "list", "--jq", "$ENV.HOME, (env | keys | length < 10)"]);
  assert.equal(out, "/home/web_user\ntrue\n");
  const { exit } = await signedIn().run(["auth", "list", "--jq", 'include "/etc/passwd"; .']);
  assert.equal(exit, 2);
});

Deno.test("--jq and --template print nothing that steers a terminal", async () => {
  const { run } = machine({ profiles: EVIL });
  const select = ["--jq", ".profiles[0].email"];
  assert.equal((await run(["auth", "list", ...select])).out, "a[2J31m@x.test\n");
  const object = (await run(["auth", "list", "--jq", ".profiles[0] | {email}"])).out;
  assert.equal(object, '{"email":"a\\u001b[2J\\u009b31m\\u202e@x.test"}\n');
  assert.equal((await run(["auth", "list", "--template", "{{email}}"])).out, "a[2J31m@x.test\n");
});

Deno.test("a lone surrogate in a server's text does not stop --jq", async () => {
  const { run } = machine({
    profiles: { half: { baseUrl: "https://demo.atlassian.net", email: "\\\ud83d@x" } },
  });
  const { exit, out, err } = await run(["auth", "list", "--jq", ".profiles[0].email"]);
  assert.deepEqual([exit, out, err], [0, "\\\ufffd@x\n", ""]);
});

Deno.test("--template prints one line per item, with the values of its names", async () => {
  const { exit, out, err } = await signedIn().run([...KEYS, "--template", "{{key}}: {{ fields.summary }}!"]);
  assert.equal(exit, 0, err);
  assert.match(out, /^PROJ-1: New checkout!\nPROJ-2: Pay by invoice!\n/);
});

const NAMES: readonly (readonly [string, string])[] = [
  ["plain", "plain"],
  ["{{name}}", "work"],
  ["{{.name}}", "work"],
  ["[{{ name }}]\\t{{deployment}}\\n\\\\n", "[work]\tcloud\n\\n"],
  ["{{username}}{{nothing}}{{nothing.below}}{{name.below}}{{toString}}", ""],
  ["{{active}} {{readOnly}}", "true false"],
  ["a } b }} {c} $&", "a } b }} {c} $&"],
];

for (const [template, expected] of NAMES) {
  Deno.test(`--template fills in: ${template}`, async () => {
    const { run } = machine({ profiles: { work: PROFILES["work"] ?? {} } });
    const { exit, out, err } = await run(["auth", "list", "--template", template]);
    assert.deepEqual([exit, out, err], [0, `${expected}\n`, ""]);
  });
}

const VALUE = {
  labels: ["a", "b"],
  parts: [{ name: "x" }, { name: null }, { name: "y" }],
  object: { deep: [1, { z: null }] },
};
const VALUES: readonly (readonly [string, string])[] = [
  ["{{labels}}", "a, b"],
  ["{{labels.1}}", "b"],
  ["{{labels.7}}", ""],
  ["{{parts.name}}", "x, y"],
  ["{{object}}", '{"deep":[1,{"z":null}]}'],
  ["{{object.deep}}", '1, {"z":null}'],
  ["{{.}}", JSON.stringify(VALUE)],
];

for (const [template, expected] of VALUES) {
  Deno.test(`a template shows lists and objects: ${template}`, () => {
    assert.deepEqual([...templateSelection(template)([VALUE])], [expected]);
  });
}

for (const template of ["{{", "{{name", "{{}}", "{{ }}", "{{a..b}}", "{{a.}}", "x {{name}} {{"]) {
  Deno.test(`an invalid --template ends with 2: ${template}`, async () => {
    const { exit, out, err } = await signedIn().run(["auth", "list", "--template", template]);
    assert.deepEqual([exit, out], [2, ""]);
    assert.match(err, /^Error: Invalid template /);
  });
}

for (const other of ["--json", "--ndjson", "--jq=."]) {
  Deno.test(`--template cannot be combined with ${other}`, async () => {
    const { exit, out } = await signedIn().run(["auth", "list", "--template", "x", other]);
    assert.deepEqual([exit, out], [2, ""]);
  });
}
