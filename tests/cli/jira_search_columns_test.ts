/** Columns of `jira search` that a profile remembers. */
import assert from "node:assert/strict";
import { CLOUD, machine, MIA, PROFILES } from "./fixture.ts";

const FILE = "/home/me/.atlcli/credentials.json";

Deno.test("jira search --save-fields remembers the columns, and --fields default forgets them", async () => {
  const { run, host } = machine({ profiles: PROFILES });
  const saved = await run("jira search --fields key,priority --save-fields --profile work");
  assert.equal(saved.exit, 0, saved.err);
  assert.match(saved.err, /Profile "work" shows these columns from now on/);
  const headOf = async (line: string): Promise<string> => (await run(line)).out.split("\n", 1)[0] ?? "";
  assert.match(await headOf("jira search --profile work"), /^KEY +PRIORITY$/i);
  assert.match(host.disk.text(FILE) ?? "", /"searchFields": \[\s*"key",\s*"priority"\s*\]/);
  assert.match(await headOf("jira search --profile work --fields default"), /SUMMARY/i);
  assert.match(await headOf("jira search --profile work --fields key,status"), /^KEY +STATUS$/i);
  const forgotten = await run("jira search --fields default --save-fields --profile work");
  assert.equal(forgotten.exit, 0, forgotten.err);
  assert.match(forgotten.err, /shows the default columns again/);
  assert.match(await headOf("jira search --profile work"), /SUMMARY/i);
  assert.doesNotMatch(host.disk.text(FILE) ?? "", /searchFields/);
});

Deno.test("saved columns change nothing that a script reads", async () => {
  const { run } = machine({ profiles: PROFILES });
  const before = (await run("jira search --json --profile work")).out;
  assert.equal((await run("jira search --fields key --save-fields --profile work")).exit, 0);
  assert.equal((await run("jira search --json --profile work")).out, before);
});

Deno.test("jira search --save-fields requires --fields, and a profile", async () => {
  const alone = await machine({ profiles: PROFILES }).run("jira search --save-fields --profile work");
  assert.equal(alone.exit, 2);
  assert.match(alone.err, /--save-fields requires --fields/);
  const token = String(PROFILES["work"]?.["apiToken"]);
  const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: token };
  const { exit, err } = await machine({ env }).run("jira search --fields key --save-fields");
  assert.equal(exit, 2);
  assert.match(err, /No profile to save the fields in/);
});
