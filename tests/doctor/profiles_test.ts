import assert from "node:assert/strict";
import {
  BACKUP,
  type Cases,
  type Complaint,
  examined,
  HEALTHY,
  type Json,
  PATH,
  patient,
  testCases,
  textOf,
} from "./patient.ts";

const KEYCHAIN: Json = {
  baseUrl: "https://jira.test/jira",
  authType: "bearer",
  username: "myuser",
  tokenStore: "keychain",
  deployment: "data-center",
};

const CASES: Cases = {
  "a token in plain text": [
    {},
    {
      check: "profiles",
      severity: "note",
      where: 'profile "work"',
      problem: /plain text/,
      remedy: /atlcli auth migrate work --storage keychain$/,
    },
  ],
  "a token that has expired, of the profile in use": [
    { profiles: { work: { ...HEALTHY, tokenExpiresAt: "2025-12-31T00:00:00Z" } } },
    {
      check: "profiles",
      severity: "error",
      code: "authentication-failed",
      problem: /expired on 2025-12-31T00:00:00\.000Z/,
      remedy:
        /atlcli auth login --profile work --site https:\/\/work\.atlassian\.net --email me@work\.test --token -$/,
    },
  ],
  "a token that has expired, of another profile": [
    { profiles: { work: HEALTHY, old: { ...HEALTHY, tokenExpiresAt: "2025-12-31" } } },
    {
      check: "profiles",
      severity: "warning",
      where: 'profile "old"',
      problem: /expired on/,
      remedy: /--profile old/,
    },
  ],
  "a token that expires soon": [
    { profiles: { work: { ...HEALTHY, tokenExpiresAt: "2026-01-03" } } },
    { check: "profiles", severity: "warning", problem: /expires on 2026-01-03/, remedy: /auth login/ },
  ],
  "an invalid expiry time": [
    { profiles: { work: { ...HEALTHY, tokenExpiresAt: "soon" } } },
    { check: "profiles", severity: "warning", problem: /not a valid time/, remedy: /2027/ },
  ],
  "a CA file that does not exist": [
    { profiles: { work: { ...HEALTHY, caFile: "/ca.pem" } } },
    {
      check: "profiles",
      severity: "error",
      code: "usage",
      problem: /The CA file does not exist: "\/ca\.pem"/,
      remedy: /Check the path/,
    },
  ],
  "a CA file without a certificate, of another profile": [
    {
      profiles: { work: HEALTHY, old: { ...HEALTHY, caFile: "/ca.pem" } },
      fill: (disk) => disk.write("/ca.pem", "rubbish"),
    },
    {
      check: "profiles",
      severity: "warning",
      where: 'profile "old"',
      problem: /contains no certificate/,
      remedy: /PEM/,
    },
  ],
  "a client certificate that is not there": [
    { profiles: { work: { ...HEALTHY, clientCertFile: "/cert.pem" } } },
    {
      check: "profiles",
      severity: "error",
      problem: /client certificate's file does not exist/,
      remedy: /Check the path/,
    },
  ],
  "an invalid proxy": [
    { profiles: { work: { ...HEALTHY, proxy: "ftp://me:SECRET@proxy" } } },
    { check: "profiles", severity: "error", problem: /^Invalid proxy URL$/, remedy: /http:/ },
  ],
  "a keychain item that is missing": [
    { profiles: { dc: KEYCHAIN } },
    {
      check: "profiles",
      severity: "error",
      code: "no-credential",
      problem: /no item atlcli\/myuser/,
      remedy: /auth login --profile dc --site https:\/\/jira\.test\/jira --bearer --token -/,
    },
  ],
  "a keychain item that is missing, beside an old token in the file": [
    { profiles: { dc: { ...KEYCHAIN, apiToken: "SECRET" } } },
    { check: "profiles", severity: "error", problem: /no item atlcli\/myuser/, remedy: /auth login/ },
  ],
  "a keychain item of another site": [
    {
      profiles: { dc: KEYCHAIN },
      keychain: { items: { myuser: { secret: "SECRET", site: "https://other.test" } } },
    },
    {
      check: "profiles",
      severity: "error",
      code: "credential-refused",
      problem: /belongs to https:\/\/other\.test, not to https:\/\/jira\.test\/jira/,
      remedy: /auth login/,
    },
  ],
  "a keychain item that was stored by hand": [
    { profiles: { dc: KEYCHAIN }, keychain: { items: { myuser: { secret: "SECRET" } } } },
    {
      check: "profiles",
      severity: "error",
      problem: /does not say which site/,
      remedy: /--username myuser --adopt-keychain-item$/,
    },
  ],
  "a keychain that is locked, and needed": [
    { profiles: { dc: KEYCHAIN }, keychain: { fault: "keychain-locked" } },
    { check: "keychain", severity: "error", code: "keychain-locked", problem: /./, remedy: /./ },
  ],
  "a keychain that takes too long, and is not needed": [
    { keychain: { fault: "keychain-timeout" } },
    { check: "keychain", severity: "note", problem: /./, remedy: /./ },
  ],
  "a variable of a profile that is not set": [
    { profiles: { work: { ...HEALTHY, apiToken: undefined, tokenStore: "env", tokenEnv: "ATLCLI_WORK" } } },
    {
      check: "profiles",
      severity: "error",
      code: "no-credential",
      problem: /ATLCLI_WORK, which is not set/,
      remedy: /Set ATLCLI_WORK/,
    },
  ],
  "a profile with a program, in a file that others can write": [
    {
      fill: (disk) =>
        disk.write(PATH, textOf({ work: { ...HEALTHY, tokenCommand: ["pass"] } }), { mode: 0o666 }),
    },
    {
      check: "profiles",
      severity: "error",
      code: "credentials-file-untrusted",
      problem: /^Cannot use profile "work": others can write .*, and could have changed its "tokenCommand"$/,
      remedy: /atlcli auth trust$/,
    },
  ],
};

testCases(CASES);

Deno.test("diagnose() finds nothing wrong where nothing is", async () => {
  const items = { myuser: { secret: "SECRET", site: "https://jira.test/jira" } };
  const complaint: Complaint = {
    profiles: { dc: { ...KEYCHAIN, tokenExpiresAt: "2026-06-01" } },
    keychain: { items },
    fill: (disk) => {
      disk.write(`${PATH}.lock`, "");
      disk.write(BACKUP, textOf({ dc: KEYCHAIN }));
      disk.write("/home/me/.atlcli-profile", "dc");
    },
    env: { ATLCLI_TIMEOUT: "10s" },
  };
  assert.deepEqual(await examined(patient(complaint), complaint), []);
});

Deno.test("diagnose() says of a damaged file only that, and still looks at the environment", async () => {
  const complaint: Complaint = { fill: (disk) => disk.write(PATH, "{"), env: { ATLCLI_SITE: "" } };
  const findings = await examined(patient(complaint), complaint);
  assert.deepEqual(findings.map(({ check }) => check), ["file", "environment"]);
});

Deno.test("diagnose() resolves the environment's credential while the file is damaged", async () => {
  const env = {
    ATLCLI_SITE: "https://a.atlassian.net",
    ATLCLI_EMAIL: "a@b.test",
    ATLCLI_API_TOKEN: "SECRET-1",
  };
  const complaint: Complaint = { fill: (disk) => disk.write(PATH, "{"), env };
  const findings = await examined(patient(complaint), complaint);
  assert.deepEqual(findings.map(({ check }) => check), ["file"]);
});

Deno.test("diagnose() says once that the keychain cannot be used, not for each profile", async () => {
  const complaint: Complaint = {
    profiles: { dc: KEYCHAIN, other: { ...KEYCHAIN, username: "other" } },
    keychain: { fault: "keychain-timeout" },
  };
  const checks = (await examined(patient(complaint), complaint)).map(({ check }) => check);
  assert.deepEqual(checks, ["keychain", "credential"]);
});

Deno.test("diagnose() does not miss a keychain item whose token is in the file, where no place is named", async () => {
  const complaint: Complaint = {
    profiles: { dc: { ...KEYCHAIN, tokenStore: undefined, apiToken: "SECRET" } },
  };
  const findings = await examined(patient(complaint), complaint);
  assert.deepEqual(findings.map(({ problem }) => problem), ["Its token is kept in plain text"]);
});
