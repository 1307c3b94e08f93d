import assert from "node:assert/strict";
import { CLOUD, FILE, JIRA, type Json, type Machine, machine, MIA, PROFILES } from "./fixture.ts";

const FOLDER = "/home/me/.atlcli";
const STEERED: Readonly<Record<string, Json>> = {
  ...PROFILES,
  steered: {
    baseUrl: "https://steered.test",
    username: "mia",
    authType: "bearer",
    tokenCommand: ["pass", "show", "a b"],
    proxy: "http://me:Passw0rd@proxy.test:8080",
    caFile: "/me@work/ca.pem",
  },
};

/** A machine with a credentials file that others can write. */
function shared(profiles: Readonly<Record<string, Json>> = PROFILES): Machine {
  const its = machine({ profiles });
  its.host.disk.write(FILE, its.host.disk.text(FILE) ?? "", { mode: 0o666 });
  return its;
}

const SHOWN = `Others can write the credentials file "${FILE}"
In "${FILE}":
  work (active): ${CLOUD}, ${MIA}
  dc: ${JIRA}, no account
`;

Deno.test("trust shows each profile, asks with No as the first choice, and closes the file", async () => {
  const { run, host } = shared();
  const { exit, out, err, terminal } = await run("auth trust", { isTerminal: true, answers: [true] });
  assert.equal(exit, 0);
  assert.equal(out, "");
  assert.ok(err.startsWith(SHOWN), err);
  assert.ok(err.endsWith(`Only you can write "${FILE}" now\n`), err);
  assert.deepEqual(terminal.asked, ["confirm: Are all of these yours, and do you trust the file?"]);
  assert.equal(host.disk.mode(FILE), 0o600);
  assert.equal((await run("jira me")).exit, 0);
});

Deno.test("trust shows settings that run a program or affect traffic, without passwords", async () => {
  const { err } = await shared(STEERED).run("auth trust --yes");
  assert.match(
    err,
    /^ {2}steered: https:\/\/steered\.test, mia\n {4}tokenCommand: pass show a b\n {4}proxy: \[secret\]@proxy\.test:8080\n {4}caFile: \/me@work\/ca\.pem$/m,
  );
  assert.doesNotMatch(err, /Passw0rd/);
});

Deno.test("trust changes nothing without consent, and ends with 130", async () => {
  const { run, host } = shared();
  const { exit, err } = await run("auth trust", { isTerminal: true, answers: [false] });
  assert.equal(exit, 130);
  assert.match(err, /Error: The credentials file was not changed, and is not trusted\n$/);
  assert.equal(host.disk.mode(FILE), 0o666);
  assert.equal((await run("jira me")).exit, 8);
});

Deno.test("trust requires --yes if no prompt is possible, and shows the file first", async () => {
  const { run, host } = shared();
  const { exit, err } = await run("auth trust");
  assert.equal(exit, 2);
  assert.ok(err.startsWith(SHOWN), err);
  assert.match(err, /^Error: Confirmation required; pass --yes$/m);
  assert.equal(host.disk.mode(FILE), 0o666);
  assert.equal((await run("auth trust --yes")).exit, 0);
  assert.equal(host.disk.mode(FILE), 0o600);
});

Deno.test("trust --json prints what was trusted and done", async () => {
  const { run } = shared(STEERED);
  const { exit, json } = await run("auth trust --yes --json");
  assert.equal(exit, 0);
  const profile = { email: null, username: null, active: false, settings: {} };
  assert.deepEqual(json(), {
    path: FILE,
    trusted: true,
    profiles: [
      { ...profile, name: "work", site: CLOUD, email: MIA, active: true },
      { ...profile, name: "dc", site: JIRA },
      {
        ...profile,
        name: "steered",
        site: "https://steered.test",
        username: "mia",
        settings: {
          tokenCommand: ["pass", "show", "a b"],
          proxy: "[secret]@proxy.test:8080",
          caFile: "/me@work/ca.pem",
        },
      },
    ],
    restricted: [{ did: "Rewrote the file for you alone (mode 600)", where: FILE }],
  });
});

Deno.test("trust does nothing, and does not ask, if no other user can write", async () => {
  const { run } = machine({ profiles: PROFILES });
  const { exit, err, terminal } = await run("auth trust", { isTerminal: true });
  assert.deepEqual([exit, terminal.opened], [0, false]);
  assert.equal(err, `Only you can write "${FILE}": nothing to do\n`);
  assert.deepEqual((await run("auth trust --json")).json()["restricted"], []);
});

Deno.test("trust names what it cannot restrict, does not ask, and ends with 8", async () => {
  const { run, host } = shared();
  host.disk.folder("/home/me", { owner: 1001 });
  for (const line of ["auth trust", "auth trust --yes"]) {
    const { exit, err, terminal } = await run(line, { isTerminal: true });
    assert.deepEqual([exit, terminal.opened], [8, false]);
    assert.match(err, /^Error: [^]* to you: Another user \(1001\) owns the folder "\/home\/me"$/m);
    assert.doesNotMatch(err, /no longer/);
  }
  assert.equal(host.disk.mode(FILE), 0o666);
});

Deno.test("trust refuses a file that changed while the question stood", async () => {
  const its = shared();
  const { exit, err } = await its.run("auth trust", {
    isTerminal: true,
    answers: [true],
    onAsk: () => {
      const text = (its.host.disk.text(FILE) ?? "").replace(CLOUD, "https://evil.test");
      its.host.disk.write(FILE, text, { mode: 0o666 });
    },
  });
  assert.equal(exit, 8);
  assert.match(err, /was changed while it was being\s+reviewed/);
  assert.equal(its.host.disk.mode(FILE), 0o666);
  assert.equal((await its.run("jira me")).exit, 8);
  assert.deepEqual(its.received(), []);
});

Deno.test("trust reports an invalid file, and leaves it unchanged", async () => {
  const { run, host } = machine();
  host.disk.write(FILE, "{", { mode: 0o666 });
  const { exit, err } = await run("auth trust --yes");
  assert.equal(exit, 8);
  assert.match(err, /line 1, column 2/);
  assert.equal(host.disk.mode(FILE), 0o666);
});

const REFUSED: readonly string[] = [
  "auth switch dc",
  "auth switch work",
  "auth rename dc other",
  "auth logout dc",
  "auth delete dc",
  "auth migrate dc --storage file",
  `auth login --profile new --site ${CLOUD} --email ${MIA} --token -`,
  `auth init --profile work --site ${CLOUD} --email ${MIA} --token -`,
  "jira search --fields key --save-fields --profile work",
];

for (const line of REFUSED) {
  for (const open of ["a file", "a folder", "a home"]) {
    Deno.test(`no command changes the credentials file when others can write ${open}: ${line}`, async () => {
      const its = machine({ profiles: PROFILES });
      const { disk } = its.host;
      if (open === "a file") disk.write(FILE, disk.text(FILE) ?? "", { mode: 0o666 });
      if (open === "a folder") disk.folder(FOLDER, { mode: 0o770 });
      if (open === "a home") disk.folder("/home/me", { mode: 0o777 });
      const [text, paths] = [disk.text(FILE), disk.paths()];
      const { exit, err } = await its.run(line, { stdin: "a-token" });
      assert.equal(exit, 8, err);
      assert.match(
        err,
        /^ {2}- Review what is in the file, and make it yours alone again: atlcli auth trust$/m,
      );
      assert.deepEqual([disk.text(FILE), disk.paths(), its.keychain.calls], [text, paths, []]);
      assert.deepEqual(its.received(), []);
    });
  }
}

Deno.test("list, status and doctor still show a file that others can write, with a warning", async () => {
  const { run } = shared();
  const warning = new RegExp(`Others can write the credentials file "${FILE}"`);
  const list = await run("auth list");
  assert.equal(list.exit, 0);
  assert.match(list.out, /^work +https/m);
  assert.match(list.err, warning);
  const status = await run("auth status");
  assert.equal(status.exit, 8);
  assert.match(
    status.out,
    new RegExp(`^Profile: work \\(active\\)\nSite: ${CLOUD}\n.*\nStatus: Not used: .* ✗$`, "m"),
  );
  assert.match(status.err, warning);
  assert.match(status.err, /^Error: Cannot use profile "work": others can write/m);
  const json = await run("auth status --json");
  assert.deepEqual([json.exit, json.json()["authenticated"], json.json()["status"]], [8, null, "failed"]);
  const doctor = await run("doctor --fix");
  assert.equal(doctor.exit, 8);
  assert.match(doctor.out, warning);
  assert.doesNotMatch(doctor.out, /Repaired/);
});

Deno.test("doctor --fix leaves a file alone that others can write, and all that lies beside it", async () => {
  for (const mode of [0o666, 0o622, 0o066, 0o002]) {
    const { run, host: { disk } } = machine({ profiles: PROFILES });
    disk.write(FILE, disk.text(FILE) ?? "", { mode });
    disk.write(`${FILE}.bak`, '{"profiles": {"gone": {"baseUrl": "https://x.test", "apiToken": "OLD"}}}', {
      mode: 0o640,
    });
    disk.write(`${FILE}.tmp-0123abcd`, "{");
    const before = disk.paths().map((path) => [path, disk.text(path), disk.mode(path)]);
    assert.equal((await run("doctor --fix --offline")).exit, 8);
    const after = disk.paths().map((path) => [path, disk.text(path), disk.mode(path)]);
    assert.deepEqual(after, before);
  }
});

Deno.test("doctor --fix restores no version before that others could write, and cleans none", async () => {
  const evil = '{"profiles": {"work": {"baseUrl": "https://evil.test", "apiToken": "OLD"}}}';
  for (const [text, ours] of [["{", false], ['{"profiles": {}}', true]] as const) {
    const { run, host: { disk } } = machine({ files: { [FILE]: text } });
    disk.write(`${FILE}.bak`, evil, { mode: 0o620 });
    const { exit } = await run("doctor --fix --offline");
    assert.equal(exit, ours ? 0 : 8);
    assert.deepEqual([disk.text(FILE), disk.text(`${FILE}.bak`), disk.mode(`${FILE}.bak`)], [
      text,
      evil,
      0o620,
    ]);
  }
});
