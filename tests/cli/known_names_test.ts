import assert from "node:assert/strict";
import { MAX_VALUES } from "../../src/cli/state/known_names.ts";
import { CLOUD, JIRA, type Machine, machine, PROFILES, TOKEN, WIKI_PROFILES } from "./fixture.ts";

const FILE = "/home/me/.atlcli/seen.json";

interface Seen {
  readonly sites: Readonly<
    Record<string, Readonly<Record<"projects" | "spaces" | "statuses", readonly string[]>>>
  >;
}

function seen({ host }: Machine): Seen | undefined {
  const text = host.disk.text(FILE);
  return text === undefined ? undefined : JSON.parse(text);
}

Deno.test("projects, spaces and statuses that a command shows are remembered, by site", async () => {
  const its = machine({ profiles: WIKI_PROFILES });
  await its.run("jira project list");
  assert.ok(seen(its)?.sites[CLOUD]?.projects.includes("PROJ"));
  await its.run("wiki space list");
  assert.ok(seen(its)?.sites[CLOUD]?.spaces.includes("TEAM"));
  await its.run("jira search --project PROJ --profile dc");
  assert.deepEqual(seen(its)?.sites[JIRA]?.projects, ["PROJ"]);
  assert.ok((seen(its)?.sites[JIRA]?.statuses.length ?? 0) > 1);
  await its.run("jira issue transition PROJ-1 --to Done --profile work");
  assert.deepEqual(seen(its)?.sites[CLOUD]?.statuses, ["Done"]);
  await its.run(["jira", "issue", "view", "PROJ-2", "--profile", "work"]);
  assert.ok(seen(its)?.sites[CLOUD]?.statuses.includes("Done"));
});

Deno.test("remembered names are private, contain no token, and can be completed", async () => {
  const its = machine({ profiles: PROFILES });
  await its.run("jira project list");
  assert.equal((await its.host.files.stat(FILE))?.mode, 0o600);
  assert.ok(!JSON.stringify(seen(its)).includes(TOKEN));
  const { out } = await its.run(["__complete", "--", "jira", "search", "--project", "P"]);
  assert.match(out, /^PROJ\t$/m);
  const names = await its.host.files.list("/home/me/.atlcli") ?? [];
  assert.deepEqual(names.filter((name) => name.includes("tmp")), []);
});

Deno.test("known names are not written again", async () => {
  const its = machine({ profiles: PROFILES });
  await its.run("jira project list");
  const before = (await its.host.files.stat(FILE))?.modifiedAt;
  await its.host.clock.sleep(0);
  await its.host.files.setMode(FILE, 0o640);
  await its.run("jira project list");
  const stat = await its.host.files.stat(FILE);
  assert.deepEqual([stat?.mode, stat?.modifiedAt], [0o640, before]);
});

Deno.test("nothing is remembered in CI, or if everything comes from the environment", async () => {
  const ci = machine({ profiles: PROFILES, env: { CI: "true" } });
  assert.equal((await ci.run("jira project list")).exit, 0);
  assert.equal(seen(ci), undefined);
  const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: "mia.mueller@sandbox.example", ATLCLI_API_TOKEN: TOKEN };
  const bare = machine({ profiles: { dc: PROFILES["dc"] ?? {} }, env });
  assert.equal((await bare.run("jira project list")).exit, 0);
  assert.equal(seen(bare), undefined);
});

Deno.test("a site is forgotten with its last profile", async () => {
  const its = machine({ profiles: { ...PROFILES, other: PROFILES["work"] ?? {} } });
  await its.run("jira project list --profile work");
  await its.run("jira project list --profile dc");
  await its.run("auth delete other");
  assert.deepEqual(Object.keys(seen(its)?.sites ?? {}), [JIRA, CLOUD]);
  await its.run("auth delete work");
  assert.deepEqual(Object.keys(seen(its)?.sites ?? {}), [JIRA]);
});

Deno.test("an unwritable folder or an invalid file does not affect the command", async () => {
  const its = machine({ profiles: PROFILES, files: { [FILE]: "{" } });
  assert.equal((await its.run("jira project list")).exit, 0);
  assert.ok(seen(its)?.sites[CLOUD]);
  const closed = machine({ profiles: PROFILES });
  closed.host.failNext("create", "full");
  assert.equal((await closed.run("jira project list")).exit, 0);
  assert.equal(seen(closed), undefined);
  closed.host.failNext("rename", "denied");
  assert.equal((await closed.run("jira project list")).exit, 0);
  assert.deepEqual(await closed.host.files.list("/home/me/.atlcli"), ["credentials.json"]);
});

Deno.test("the number of remembered names is limited", async () => {
  const its = machine({ profiles: PROFILES });
  const { rememberNames } = await import("../../src/cli/state/known_names.ts");
  const { openLibrary } = await import("../../mod.ts");
  const library = openLibrary({ host: its.host });
  const resolution = await library.resolve({ profile: "work" });
  const projects = Array.from({ length: 2 * MAX_VALUES }, (_, index) => `P${index}`);
  await rememberNames({ library, host: its.host }, {
    resolution,
    projects: [...projects, "a\nb", "x".repeat(200)],
  });
  assert.equal(seen(its)?.sites[CLOUD]?.projects.length, MAX_VALUES);
});
