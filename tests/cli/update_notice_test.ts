import assert from "node:assert/strict";
import { VERSION } from "../../src/core/version.ts";
import { release, upgradeMachine, type UpgradeMachineOptions } from "./release_server.ts";

const STATE = "/home/me/.atlcli/update.json";
const DAY = 24 * 60 * 60 * 1_000;
const NOW = Date.UTC(2026, 0, 1);
const PERSON = { isTerminal: true } as const;
const NOTICE = `atlcli 9.1.0 is available (this is ${VERSION}): atlcli upgrade\n`;

/** A machine with a check at that age, which found that version. */
function lookedBefore(ms: number, options: UpgradeMachineOptions & { readonly newest?: string } = {}) {
  const { newest, ...rest } = options;
  return upgradeMachine({ ...rest, files: { [STATE]: JSON.stringify({ checkedAt: NOW - ms, newest }) } });
}

Deno.test("a known newer version is mentioned on stderr after a command, without a request", async () => {
  const machine = lookedBefore(DAY - 1, { newest: "9.1.0" });
  const { exit, err, out } = await machine.run("version", PERSON);
  assert.deepEqual({ exit, err, out: out.includes("9.1.0") }, { exit: 0, err: NOTICE, out: false });
  assert.deepEqual({ asked: machine.asked, alone: machine.alone }, { asked: [], alone: [] });
  assert.deepEqual(await machine.host.files.list("/home/me/.atlcli"), ["update.json"]);
});

Deno.test("a version that is not newer is not worth a word", async () => {
  for (const newest of [VERSION, "0.0.1", `${VERSION}-rc.1`]) {
    assert.equal((await lookedBefore(0, { newest }).run("version", PERSON)).err, "");
  }
});

Deno.test("after a day the executable looks once more, on its own, and no other command does", async () => {
  const machine = lookedBefore(DAY, { newest: "0.0.1" });
  await machine.run("version", PERSON);
  await machine.run("version", PERSON);
  assert.deepEqual(machine.alone, [["upgrade", "--check", "--timeout", "10"]]);
  assert.deepEqual(machine.asked, []);
  machine.host.clock.advance(DAY);
  await machine.run("version", PERSON);
  assert.equal(machine.alone.length, 2);
});

Deno.test("twenty commands that end at once look once", async () => {
  const machine = lookedBefore(DAY);
  await Promise.all(Array.from({ length: 20 }, () => machine.run("version", PERSON)));
  assert.equal(machine.alone.length, 1);
});

Deno.test("the result of the check is shown by the next command, except by upgrade", async () => {
  const machine = lookedBefore(DAY, { releases: await release("9.1.0") });
  const look = await machine.run("upgrade --check --timeout 10");
  assert.equal(look.exit, 0, look.err);
  assert.deepEqual(JSON.parse(machine.host.disk.text(STATE) ?? ""), { checkedAt: NOW, newest: "9.1.0" });
  assert.equal((await machine.run("version", PERSON)).err, NOTICE);
  assert.equal((await machine.run("--profile work upgrade --check", PERSON)).err, "");
});

Deno.test("a clock that was set back does not put it off for longer than a day", async () => {
  const machine = lookedBefore(-30 * DAY);
  await machine.run("version", PERSON);
  assert.equal(machine.alone.length, 1);
});

for (
  const [where, terminal, options] of [
    ["in a pipe", { isTerminal: true, piped: ["stdout"] }, {}],
    ["where stderr is read by a program", { isTerminal: true, piped: ["stderr"] }, {}],
    ["in CI", PERSON, { env: { CI: "true" } }],
    ["where ATLCLI_NO_UPDATE_CHECK is set", PERSON, { env: { ATLCLI_NO_UPDATE_CHECK: "1" } }],
    ["of sources that Deno runs", PERSON, { program: { executable: undefined } }],
    ["without a key", PERSON, { program: { releaseKeys: [] } }],
  ] as const
) {
  Deno.test(`there is no notice and no check ${where}`, async () => {
    const machine = lookedBefore(DAY, { newest: "9.1.0", ...options });
    const { err } = await machine.run("version", terminal);
    assert.deepEqual({ err, alone: machine.alone }, { err: "", alone: [] });
  });
}

Deno.test("JSON output has no notice, and a machine without a sign-in gets no file", async () => {
  assert.equal((await lookedBefore(DAY, { newest: "9.1.0" }).run("version --json", PERSON)).err, "");
  const machine = upgradeMachine();
  assert.equal((await machine.run("version", PERSON)).err, "");
  assert.deepEqual({ left: machine.host.disk.text(STATE), alone: machine.alone }, {
    left: undefined,
    alone: [],
  });
});

for (const text of ["", "{", "[]", "null", '{"checkedAt":"x"}', '{"checkedAt":0,"newest":"\\u001b[2J"}']) {
  Deno.test(`an update.json of ${JSON.stringify(text)} is ignored and rewritten`, async () => {
    const machine = upgradeMachine({ files: { [STATE]: text } });
    const { exit, err } = await machine.run("version", PERSON);
    assert.deepEqual({ exit, err, looks: machine.alone.length }, { exit: 0, err: "", looks: 1 });
    assert.equal(machine.host.disk.text(STATE), `{"checkedAt":${NOW}}\n`);
  });
}
