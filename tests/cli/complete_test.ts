import assert from "node:assert/strict";
import { commandNames } from "../../src/cli/command_table.ts";
import { SHELLS } from "../../src/cli/completion/completion.ts";
import { JIRA, type Machine, machine, type MachineOptions, PROFILES } from "./fixture.ts";

const HOSTILE = ["$(touch x)", "`touch x`", 'a "b"', "it's", "--help"];

const SEEN = JSON.stringify({
  sites: {
    "https://demo.atlassian.net": {
      projects: ["PROJ", "OPS"],
      spaces: ["TEAM"],
      statuses: ["Done", "In Progress"],
    },
    "https://jira.demo.test/jira": { projects: ["DC"] },
  },
});

function withSeen(): Machine {
  return machine({ profiles: PROFILES, files: { "/home/me/.atlcli/seen.json": SEEN } });
}

/** The values that are offered. The last word is being typed. */
async function offered({ run }: Machine, ...words: readonly string[]): Promise<readonly string[]> {
  const { exit, out, err } = await run(["__complete", "--", ...words]);
  assert.deepEqual([exit, err], [0, ""]);
  return out.split("\n").slice(0, -1).map((line) => line.replace(/(?<=.)\t.*$/, ""));
}

const LINES: readonly (readonly [words: readonly string[], values: readonly string[]])[] = [
  [["au"], ["auth"]],
  [["auth", "lo"], ["login", "logout"]],
  [["auth", "switch", ""], ["work", "dc"]],
  [["auth", "switch", "w"], ["work"]],
  [["auth", "switch", "work", ""], ["--help", "--version", "--profile"]],
  [["auth", "rename", "d"], ["dc"]],
  [["auth", "rename", "dc", "w"], []],
  [["auth", "logout", ""], ["work", "dc"]],
  [["auth", "delete", ""], ["work", "dc"]],
  [["auth", "migrate", ""], ["work", "dc"]],
  [["auth", "list", "--profile", ""], ["work", "dc"]],
  [["--profile", "d"], ["dc"]],
  [["auth", "list", "--profile=d"], ["--profile=dc"]],
  [["jira", "search", "--project", ""], ["PROJ", "OPS"]],
  [["jira", "search", "--project", "P"], ["PROJ"]],
  [["jira", "search", "--profile", "dc", "--project", ""], ["DC"]],
  [["--profile=dc", "jira", "search", "--project", ""], ["DC"]],
  [["jira", "search", "--status", ""], ["Done", "In Progress"]],
  [["jira", "issue", "transition", "PROJ-1", "--to", "I"], ["In Progress"]],
  [["jira", "issue", "move", "PROJ-1", "--to", "D"], ["Done"]],
  [["jira", "issue", "link", "PROJ-1", "--to", ""], []],
  [["wiki", "page", "list", "--space", ""], ["TEAM"]],
  [["auth", "login", "--storage", ""], ["file", "keychain"]],
  [["auth", "login", "--storage=k"], ["--storage=keychain"]],
  [["jira", "search", "--color", "a"], ["auto", "always"]],
  [["jira", "search", "--order-by", "key", "--cou"], ["--count"]],
  [["jira", "search", "--coun"], ["--count"]],
  [["auth", "list", "--", "--pro"], []],
  [["auth", "ls", "--verb"], ["--verbose"]],
  [["api", "--input", ""], ["\tfiles"]],
  [["auth", "list", "--ca-file="], ["\tfiles"]],
  [["wiki", "docs", "pull", ""], ["\tfolders"]],
  [["completion", ""], SHELLS],
  [["help", "exit"], ["exit-codes"]],
  [["help", "jira", "is"], ["issue"]],
  [["nothing", ""], []],
];

for (const [words, values] of LINES) {
  Deno.test(`what could come next: ${["atlcli", ...words].join(" ")}`, async () => {
    const its = withSeen();
    const found = await offered(its, ...words);
    if (values.includes("--help")) { for (const value of values) assert.ok(found.includes(value), value); }
    else assert.deepEqual(found, values);
    assert.deepEqual(its.received(), []);
    assert.deepEqual(its.keychain.calls, []);
  });
}

const SITES: Readonly<Record<string, readonly [options: MachineOptions, projects: readonly string[]]>> = {
  "the active profile": [{}, ["PROJ", "OPS"]],
  "a folder's profile": [{ files: { "/home/me/.atlcli-profile": "dc\n" } }, ["DC"]],
  "ATLCLI_PROFILE, and not a folder's": [
    { env: { ATLCLI_PROFILE: "work" }, files: { "/home/me/.atlcli-profile": "dc\n" } },
    ["PROJ", "OPS"],
  ],
  "ATLCLI_SITE, and not ATLCLI_PROFILE's": [
    { env: { ATLCLI_PROFILE: "work", ATLCLI_SITE: JIRA } },
    ["DC"],
  ],
  "no site when ATLCLI_SITE cannot be one": [{ env: { ATLCLI_SITE: "ftp://x" } }, []],
};

for (const [what, [options, projects]] of Object.entries(SITES)) {
  Deno.test(`projects are offered of ${what}`, async () => {
    const files = { "/home/me/.atlcli/seen.json": SEEN, ...options.files };
    const its = machine({ profiles: PROFILES, ...options, files });
    assert.deepEqual(await offered(its, "jira", "search", "--project", ""), projects);
  });
}

Deno.test("every command can be completed, word by word, and its options", async () => {
  const its = machine();
  for (const command of commandNames()) {
    const words = command.split(" ");
    for (const index of words.keys()) {
      const found = await offered(its, ...words.slice(0, index), words[index]?.slice(0, -1) ?? "");
      assert.ok(found.includes(words[index] ?? ""), command);
    }
    const options = await offered(its, ...words, "-");
    for (const option of ["--help", "--profile", "--json"]) assert.ok(options.includes(option), command);
  }
});

Deno.test("completion and help hide commands that are for programs", async () => {
  const its = machine();
  assert.ok(!(await offered(its, "")).some((value) => value.startsWith("_")));
  assert.doesNotMatch((await its.run("help")).out, /__complete/);
});

Deno.test("each value has a description", async () => {
  const { out } = await machine({ profiles: PROFILES }).run(["__complete", "--", "auth", "switch", "w"]);
  assert.equal(out, "work\thttps://demo.atlassian.net\n");
});

Deno.test("an option stands for an empty word, as PowerShell requires", async () => {
  const { out } = await machine({ profiles: PROFILES }).run(["__complete", "--next", "--", "auth", "switch"]);
  assert.match(out, /^work\t/);
});

Deno.test("names of an older file are passed on unchanged", async () => {
  const profiles = Object.fromEntries(HOSTILE.map((name) => [name, PROFILES["work"] ?? {}]));
  const found = await offered(machine({ profiles }), "auth", "switch", "");
  assert.deepEqual(found, HOSTILE);
});

Deno.test("a credentials file that is damaged is no error for a shell", async () => {
  const its = machine({ files: { "/home/me/.atlcli/credentials.json": "{" } });
  assert.deepEqual(await offered(its, "auth", "switch", ""), []);
  assert.deepEqual(await offered(its, "auth", "sw"), ["switch"]);
});

Deno.test("a folder of names that is damaged is no error for a shell", async () => {
  for (
    const text of [
      "{",
      "[]",
      '{"sites":[]}',
      '{"sites":{"https://demo.atlassian.net":{"projects":[1,null,"A\\u001b"]}}}',
    ]
  ) {
    const its = machine({ profiles: PROFILES, files: { "/home/me/.atlcli/seen.json": text } });
    assert.deepEqual(await offered(its, "jira", "search", "--project", ""), []);
  }
});

for (const shell of SHELLS) {
  Deno.test(`completion ${shell} prints a script that asks __complete and evaluates nothing`, async () => {
    const { exit, out, err } = await machine().run(`completion ${shell}`);
    assert.deepEqual([exit, err], [0, ""]);
    assert.match(out, /atlcli.* __complete .*--.*\$|\$program __complete @options '--' @words/);
    assert.doesNotMatch(out, /\beval\b|Invoke-Expression|iex|readonly|@\{\(?[#@A-Za-z(]/);
  });
}
