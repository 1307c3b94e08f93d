/**
 * docs/schemas/ and the program say the same: every command has a schema, and every member of a schema is printed.
 *
 * That nothing else is printed is seen in every run: see `requireShape` in the fixture.
 */
import assert from "node:assert/strict";
import { pulled, refuse, replaced } from "./wiki_docs_faults.ts";
import { commandNames } from "../../src/cli/command_table.ts";
import { ERROR_CODES } from "../../src/cli/errors/codes.ts";
import { isSchema, SEEN_MEMBERS } from "../helpers/json_shapes.ts";
import { readSchema, type Schema, SCHEMA_NAMES } from "../helpers/schemas.ts";
import { CLOUD, FILE, JIRA, type Machine, machine, MIA, PAT, TOKEN, WIKI_PROFILES } from "./fixture.ts";
import { docsMachine } from "./wiki_docs_fixture.ts";

/** Lines whose outputs have every member between them. */
const LINES = [
  "auth status",
  "auth status --offline",
  "auth list",
  "auth switch dc",
  "auth rename dc other",
  "auth logout work",
  "auth delete work",
  "auth migrate work --storage keychain",
  `auth login --site ${CLOUD} --email ${MIA} --token -`,
  `auth login --site ${JIRA} --bearer --username mia --token -`,
  `auth init --site ${CLOUD} --email ${MIA} --token -`,
  "jira search --project PROJ",
  "jira search --count",
  "jira issue view PROJ-1",
  "jira issue create --project PROJ --type Bug --summary x",
  "jira issue edit PROJ-1 --priority High",
  "jira issue comment PROJ-2 --body x",
  "jira issue view PROJ-2",
  "jira issue assign PROJ-1 --to me",
  "jira issue assign PROJ-1 --to none",
  "jira issue transition PROJ-1 --to Done",
  "jira issue link PROJ-1 --type blocks --to PROJ-2",
  "jira issue worklog PROJ-1 --time 1h",
  "jira issue delete PROJ-4 --subtasks --yes",
  "jira project list",
  "jira me",
  "api /rest/api/2/myself",
  "version",
  "completion bash",
  "wiki search release --space TEAM",
  "wiki space list",
  "wiki page list --space TEAM",
  "wiki page create --space TEAM --title X --body -",
  "wiki page edit 40002 --title Y --message Shorter",
  "wiki page view 40002",
  "wiki page list --space TEAM",
  "wiki page delete 40003 --yes",
];

/** Schemas of what no command prints by itself. */
const OTHERS = ["credentials", "error", "identity"];

/** Members that a machine in memory does not have, and the test that validates them instead. */
const ELSEWHERE: readonly RegExp[] = [
  // The sandbox serves until it is interrupted: tests/cli/sandbox_test.ts.
  /^sandbox\.json/,
  // There is no release: tests/cli/upgrade_test.ts.
  /^upgrade\.json/,
];

function fresh(): Machine {
  return machine({ profiles: WIKI_PROFILES, active: "work" });
}

Deno.test("every command has a schema, and every schema a command", () => {
  const commands = commandNames().map((name) => name.replaceAll(" ", "-"));
  assert.deepEqual(SCHEMA_NAMES.toSorted(), [...commands, ...OTHERS].toSorted());
});

Deno.test("an error has one of the codes that there are", async () => {
  const code = find(await readSchema("error") ?? {}, ["definitions", "error", "properties", "code", "enum"]);
  assert.deepEqual(code, [...Object.keys(ERROR_CODES), "internal"]);
});

Deno.test("every member that a schema describes is printed", async () => {
  for (const format of ["--json", "--ndjson"]) {
    for (const profile of ["work", "dc", "wiki"]) {
      const its = fresh();
      for (const line of LINES) {
        const named = / (?:login|init) /.test(line) ? `new-${profile}` : profile;
        const stdin = line.includes("--bearer") ? PAT : line.includes("--token") ? TOKEN : "Text";
        const one = /^auth/.test(line) ? fresh() : its;
        await one.run([...line.split(" "), "--profile", named, format], { stdin });
      }
    }
    for (const profile of ["work", "wiki"]) await folders(profile, format);
    await unfinished(format);
  }
  await inOtherWays();
  const missing = (await describedMembers()).filter((member) =>
    !SEEN_MEMBERS.has(member) && !ELSEWHERE.some((pattern) => pattern.test(member))
  );
  assert.deepEqual(missing, []);
});

async function folders(profile: string, format: string): Promise<void> {
  const its = docsMachine(profile);
  await its.docs(`pull --space TEAM ${format}`);
  await its.editThere(40002, { title: "Other" });
  const [first = ""] = its.tree().filter((path) => /Decisions\/.*\.md$/.test(path));
  its.write(`${first.replace(/[^/]*$/, "")}notes.txt`, "notes");
  its.write(first, `${its.text(first)}\nmore [notes](notes.txt)\n`);
  its.write("New.md", "hello");
  its.write("Web shop team/New.md", "below a page");
  await its.docs(`status ${format}`);
  await its.docs(`push --dry-run ${format}`);
  await its.docs(`push --yes ${format}`);
  await its.docs(`pull ${format}`);
  const [own = ""] = its.tree().filter((path) => /Other\.md$/.test(path));
  its.write(own, `${its.text(own)}\nhere\n`);
  await its.editThere(40002, { title: "Another" });
  assert.equal((await its.docs(`pull ${format}`)).exit, 1);
  assert.equal((await its.docs(`push --yes ${format}`)).exit, 1);
}

/** A page whose id is invalid, and a push that a site ends between two steps. */
async function unfinished(format: string): Promise<void> {
  const path = "Web shop team/Decisions.md";
  const its = await pulled("work");
  its.fail((_, next) => replaced(next(), [['"id":"40002"', '"id":"x"']]));
  assert.equal((await its.docs(`status ${format}`)).exit, 1);
  its.editHere(path, 'labels: ["decision"]', "labels: [decision, urgent]");
  its.editHere(path, "One page for each", "One page for every one");
  its.fail(({ method, url }) => method === "POST" && url.includes("/label") ? refuse(503) : undefined);
  assert.equal((await its.docs(`push --yes ${format}`)).exit, 1);
}

/** What only happens where something is amiss. */
async function inOtherWays(): Promise<void> {
  const { keychain, run } = machine({
    profiles: { kept: { baseUrl: JIRA, authType: "bearer", username: "mia", tokenStore: "keychain" } },
    env: { ATLCLI_EMAIL: "me@example.com" },
  });
  keychain.fault = "keychain-locked";
  await run("auth status --json");
  await fresh().run("jira search --jql nonsense --json");
  const open = fresh();
  open.host.disk.write(FILE, open.host.disk.text(FILE) ?? "", { mode: 0o644 });
  await open.run("doctor --json");
  await open.run("doctor --fix --ndjson");
  for (const format of ["--json", "--ndjson"]) {
    open.host.disk.write(FILE, open.host.disk.text(FILE) ?? "", { mode: 0o666 });
    assert.equal((await open.run(`auth trust --yes ${format}`)).exit, 0);
  }
  const env = { ATLCLI_SITE: JIRA, ATLCLI_API_TOKEN: PAT };
  await machine({ profiles: WIKI_PROFILES, env }).run("auth status --profile work --json");
}

async function describedMembers(): Promise<readonly string[]> {
  const all: string[] = [];
  for (const name of SCHEMA_NAMES.filter((each) => each !== "credentials")) {
    const { definitions = {}, ...own } = await readSchema(name) ?? {};
    all.push(...membersOf(own, `${name}.json#`));
    if (!isSchema(definitions)) continue;
    for (const [key, schema] of Object.entries(definitions)) {
      all.push(...membersOf(schema, `${name}.json#/definitions/${key}`));
    }
  }
  return all;
}

function membersOf(schema: unknown, place: string): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap((each, index) => membersOf(each, `${place}/${index}`));
  if (!isSchema(schema)) return [];
  const properties = isSchema(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  return [
    ...properties.map((name) => `${place}/properties/${name}`),
    ...Object.entries(schema).flatMap(([key, value]) =>
      key === "properties" && isSchema(value)
        ? Object.entries(value).flatMap(([name, member]) => membersOf(member, `${place}/properties/${name}`))
        : ["items", "anyOf", "oneOf", "allOf"].includes(key)
        ? membersOf(value, `${place}/${key}`)
        : []
    ),
  ];
}

function find(schema: Schema, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => isSchema(value) ? value[name] : undefined, schema);
}
