import assert from "node:assert/strict";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { CLOUD, FILE, JIRA, machine, PROFILES, TOKEN } from "./fixture.ts";

Deno.test("doctor asks the site in use, and reports no problems", async () => {
  const { run, received } = machine({ profiles: PROFILES });
  const { exit, out, err } = await run("doctor");
  assert.equal(exit, 0, err);
  assert.match(out, /^✓ file: .*credentials\.json: 2 profiles$/m);
  assert.match(
    out,
    new RegExp(
      `^✓ credential: profile "work", token from file credentials\\.json: ${CLOUD} says Mia Müller$`,
      "m",
    ),
  );
  assert.match(out, /^No problems found$/m);
  assert.deepEqual(received(), ["GET /rest/api/3/myself as cloud-valid"]);
});

Deno.test("doctor --offline asks no server, and reports that", async () => {
  const { run, received } = machine({ profiles: PROFILES });
  const { exit, out } = await run("doctor --offline");
  assert.equal(exit, 0);
  assert.match(out, /not verified with its site/);
  assert.deepEqual(received(), []);
});

Deno.test("doctor --profile looks at that profile's credential", async () => {
  const { out } = await machine({ profiles: PROFILES }).run("doctor --profile dc");
  assert.match(out, new RegExp(`^✓ credential: profile "dc".*${JIRA} says`, "m"));
});

Deno.test("doctor ends with 4 when the site refuses the token, after all of its report", async () => {
  const profiles = { work: { ...PROFILES["work"], apiToken: "wrong-token" } };
  const { exit, out, err } = await machine({ profiles }).run("doctor");
  assert.equal(exit, 4);
  assert.match(out, /^✗ credential: profile "work"$/m);
  assert.match(out, /^1 error, 0 warnings$/m);
  assert.match(err, /^Error: .*Authentication failed \(401\)$/m);
  assert.doesNotMatch(out + err, /wrong-token/);
});

Deno.test("doctor ends with 8 when the file is damaged, names the place, and changes nothing", async () => {
  const { run, host } = machine({ files: { [FILE]: '{"profiles": [' } });
  const { exit, out, err } = await run("doctor");
  assert.equal(exit, 8);
  assert.match(out, /^ {4}error: .*credentials\.json": line 1, column 15: /m);
  assert.match(err, /^Error: Cannot use the credentials file/m);
  assert.equal(host.disk.text(FILE), '{"profiles": [');
});

Deno.test("doctor ends with 8 when a keychain that is needed cannot be used", async () => {
  const profiles = { dc: { baseUrl: JIRA, authType: "bearer", username: "me", tokenStore: "keychain" } };
  const keychain = memorySecretStore({ fault: "keychain-timeout" });
  const { exit } = await machine({ profiles, keychain }).run("doctor --offline");
  assert.equal(exit, 8);
});

Deno.test("doctor --fix restores the previous version, reports it, and has nothing to do the second time", async () => {
  const good = JSON.stringify({ currentProfile: "work", profiles: { work: PROFILES["work"] } });
  const { run, host } = machine({ files: { [FILE]: "{", [`${FILE}.bak`]: good } });
  const first = await run("doctor --fix");
  assert.equal(first.exit, 0, first.err);
  assert.match(
    first.out,
    /^Repaired .*: Moved the damaged file aside, to .*credentials\.json\.corrupt-20260101T000000Z$/m,
  );
  assert.match(first.out, /^Repaired .*: Restored the backup/m);
  assert.equal(host.disk.text(FILE), good);
  const second = await run("doctor --fix --json");
  assert.equal(second.exit, 0, second.err);
  assert.deepEqual([second.json()["repaired"], second.json()["healthy"]], [[], true]);
});

Deno.test("doctor --fix reads a file again that it has made readable", async () => {
  const { run, host } = machine({ profiles: PROFILES });
  const text = host.disk.text(FILE) ?? "";
  host.disk.write(FILE, "{", { mode: 0o200 });
  host.disk.write(`${FILE}.bak`, text);
  const { exit, out, err } = await run("doctor --fix --offline");
  assert.equal(exit, 0, err + out);
  assert.equal(host.disk.text(FILE), text);
});

Deno.test("doctor --fix ends with 8 if the disk refuses, and shows its findings", async () => {
  const { run, host } = machine({ profiles: PROFILES });
  host.disk.write(FILE, host.disk.text(FILE) ?? "", { mode: 0o644 });
  host.failNext("setMode", "read-only");
  const { exit, out, err } = await run("doctor --fix --offline");
  assert.equal(exit, 8);
  assert.match(out, /Others can read it/);
  assert.match(err, /^Error: Cannot change the credentials file .*: the file system is read-only: /m);
});

Deno.test("doctor --json is one object with every check and every finding", async () => {
  const { run, host } = machine({ profiles: PROFILES, env: { ATLCLI_SIET: "x" } });
  host.disk.write(FILE, host.disk.text(FILE) ?? "", { mode: 0o644 });
  const { exit, json } = await run("doctor --json --offline");
  assert.equal(exit, 0, "warnings alone are no failure");
  const { checks, healthy } = json();
  assert.equal(healthy, true);
  assert.ok(Array.isArray(checks));
  assert.deepEqual(checks.map(({ name }) => name), [
    ...[
      "folder",
      "file",
      "lock",
      "backup",
      "profiles",
      "environment",
      "folder-profile",
      "keychain",
      "credential",
    ],
  ]);
  assert.deepEqual(checks[1].findings, [{
    severity: "warning",
    where: FILE,
    problem: "Others can read it (mode 644)",
    remedy: `chmod 600 ${FILE}`,
    code: null,
    repairable: true,
  }]);
  assert.match(checks[5].findings[0].remedy, /Did you mean ATLCLI_SITE/);
});

Deno.test("the remedy for a plain-text token works as it is shown", async () => {
  const { run, keychain } = machine({ profiles: PROFILES });
  const { out } = await run("doctor --offline");
  const [, command] = /plain text\n.*keychain: atlcli (auth migrate work.*)$/m.exec(out) ?? [];
  const { exit, err } = await run(command ?? "");
  assert.equal(exit, 0, err);
  assert.equal(keychain.items.size, 1);
});

Deno.test("doctor does not show a misplaced token", async () => {
  const profiles = { work: { ...PROFILES["work"], authType: TOKEN } };
  for (const line of ["doctor", "doctor --json"]) {
    const { exit, out } = await machine({ profiles }).run(line);
    assert.equal(exit, 8);
    assert.match(out, /profiles\.work\.authType: /);
    assert.ok(!out.includes(TOKEN.slice(0, 40)));
  }
});
