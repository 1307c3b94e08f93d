import assert from "node:assert/strict";
import {
  BACKUP,
  type Cases,
  examined,
  FOLDER,
  HEALTHY,
  PATH,
  patient,
  testCases,
  textOf,
} from "./patient.ts";

const CASES: Cases = {
  "a lock that is a link": [
    { fill: (disk) => disk.link(`${PATH}.lock`, "/etc/passwd") },
    {
      check: "lock",
      severity: "error",
      code: "credentials-file",
      problem: /symbolic link/,
      remedy: /Remove the link/,
    },
  ],
  "a lock that others can take": [
    { fill: (disk) => disk.write(`${PATH}.lock`, "", { mode: 0o666 }) },
    {
      check: "lock",
      severity: "warning",
      problem: /Others can write it \(mode 666\)/,
      remedy: /^rm /,
      repair: null,
    },
  ],
  "a lock of another user": [
    { fill: (disk) => disk.write(`${PATH}.lock`, "", { owner: 1001 }) },
    {
      check: "lock",
      severity: "warning",
      problem: /Another user \(1001\) owns it/,
      remedy: /^rm /,
      repair: null,
    },
  ],
  "a backup that others can write": [
    { fill: (disk) => disk.write(BACKUP, textOf({ work: HEALTHY }), { mode: 0o620 }) },
    {
      check: "backup",
      severity: "warning",
      where: BACKUP,
      problem: /^Others can write it \(mode 620\)$/,
      remedy: /^The next change replaces it\. Or remove it: rm /,
      repair: null,
    },
  ],
  "a backup of another user": [
    { fill: (disk) => disk.write(BACKUP, textOf({ work: HEALTHY }), { owner: 1001 }) },
    {
      check: "backup",
      severity: "warning",
      problem: /^Another user \(1001\) owns it$/,
      repair: null,
      remedy: /rm /,
    },
  ],
  "a backup with a token that was taken away, which others can write": [
    {
      fill: (disk) =>
        disk.write(BACKUP, textOf({ work: { ...HEALTHY, apiToken: "OLD-SECRET" } }), { mode: 0o606 }),
    },
    {
      check: "backup",
      problem: /a secret that is no longer in the credentials file/,
      remedy: /rm /,
      repair: null,
    },
  ],
  "a temporary file of a dead writer, in a folder that others can write": [
    {
      fill: (disk) => {
        disk.folder(FOLDER, { mode: 0o770 });
        disk.write(`${PATH}.lock`, "");
        disk.write(`${PATH}.tmp-0123abcd`, "{");
      },
    },
    { check: "lock", problem: /Left behind by a killed process/, remedy: /^rm /, repair: null },
  ],
  "a temporary file of a dead writer": [
    {
      fill: (disk) => {
        disk.write(`${PATH}.lock`, "");
        disk.write(`${PATH}.tmp-0123abcd`, "{");
      },
    },
    {
      check: "lock",
      severity: "warning",
      where: `${PATH}.tmp-0123abcd`,
      problem: /Left behind by a killed process/,
      remedy: /^rm /,
      repair: "remove-leftovers",
    },
  ],
  "a backup that does not fit": [
    { fill: (disk) => disk.write(BACKUP, "[") },
    {
      check: "backup",
      severity: "warning",
      problem: /The backup is unusable: .*line 1, column 2/,
      remedy: /rm /,
      repair: null,
    },
  ],
  "a backup that others can read": [
    { fill: (disk) => disk.write(BACKUP, textOf({ work: HEALTHY }), { mode: 0o640 }) },
    { check: "backup", problem: /Others can read/, remedy: /chmod 600/, repair: "set-mode" },
  ],
  "a backup with a token that was taken away": [
    { fill: (disk) => disk.write(BACKUP, textOf({ work: { ...HEALTHY, apiToken: "OLD-SECRET" } })) },
    {
      check: "backup",
      severity: "warning",
      where: BACKUP,
      problem: /a secret that is no longer in the credentials file/,
      remedy: /rm /,
      repair: "clean-backup",
    },
  ],
  "a damaged file that was moved aside": [
    { fill: (disk) => disk.write(`${PATH}.corrupt-20260101T000000Z`, "{") },
    { check: "backup", severity: "note", problem: /moved aside/, remedy: /rm .*corrupt-20260101T000000Z/ },
  ],
};

testCases(CASES);

Deno.test("diagnose() says that another process holds the lock", async () => {
  const host = patient({ fill: (disk) => disk.write(`${PATH}.lock`, "") });
  const unlock = await host.files.lock(`${PATH}.lock`, { timeoutMs: 1 });
  const findings = await examined(host);
  const held = findings.find(({ check }) => check === "lock");
  assert.deepEqual([held?.code, held?.where], ["credentials-file-busy", `${PATH}.lock`]);
  assert.match(held?.remedy ?? "", /fuser -v/);
  unlock?.();
  assert.deepEqual((await examined(host)).filter(({ check }) => check === "lock"), []);
});

Deno.test("diagnose() only notes that a runtime cannot lock, as Node cannot", async () => {
  const host = patient({ fill: (disk) => disk.write(`${PATH}.lock`, "") });
  host.failNext("lock", "no-locks");
  const findings = await examined(host);
  const lock = findings.find(({ check }) => check === "lock");
  assert.equal(lock?.severity, "note");
  assert.match(lock?.problem ?? "", /file locks are unavailable/);
});
