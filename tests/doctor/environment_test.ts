import assert from "node:assert/strict";
import { variablesOf } from "../../src/cli/help/environment_variables.ts";
import { KNOWN_VARIABLES } from "../../src/doctor/environment.ts";
import { type Cases, HEALTHY, testCases } from "./patient.ts";

const CASES: Cases = {
  "an empty variable": [
    { env: { ATLCLI_SITE: "" } },
    {
      check: "environment",
      severity: "warning",
      where: "env ATLCLI_SITE",
      problem: /empty/,
      remedy: /^unset ATLCLI_SITE$/,
    },
  ],
  "a variable that is misspelled": [
    { env: { ATLCLI_API_TOKN: "SECRET" } },
    {
      check: "environment",
      severity: "warning",
      where: "env ATLCLI_API_TOKN",
      problem: /Nothing reads/,
      remedy: /Did you mean ATLCLI_API_TOKEN\?/,
    },
  ],
  "a variable by another word": [
    { env: { ATLCLI_PAT: "SECRET" } },
    { check: "environment", where: "env ATLCLI_PAT", problem: /Nothing reads/, remedy: /ATLCLI_API_TOKEN/ },
  ],
  "a variable like no other": [
    { env: { ATLCLI_QWERTYUIOP: "1" } },
    { check: "environment", problem: /Nothing reads/, remedy: /atlcli help environment/ },
  ],
  "a token and a token's file": [
    { env: { ATLCLI_API_TOKEN: "SECRET", ATLCLI_API_TOKEN_FILE: "/t" } },
    { check: "environment", where: "env ATLCLI_API_TOKEN_FILE", problem: /set aside/, remedy: /unset/ },
  ],
  "a profile beside variables that say everything": [
    {
      env: {
        ATLCLI_SITE: "https://a.atlassian.net",
        ATLCLI_EMAIL: "a@b.test",
        ATLCLI_API_TOKEN: "SECRET-1",
        ATLCLI_PROFILE: "work",
      },
    },
    {
      check: "environment",
      where: "env ATLCLI_PROFILE",
      problem: /set aside/,
      remedy: /unset ATLCLI_PROFILE/,
    },
  ],
  "a key without a certificate": [
    { env: { ATLCLI_CLIENT_KEY_FILE: "/k" } },
    { check: "environment", problem: /without a certificate/, remedy: /ATLCLI_CLIENT_CERT_FILE/ },
  ],
  "a token's file that is not there": [
    { env: { ATLCLI_API_TOKEN_FILE: "/run/secrets/token" } },
    {
      check: "environment",
      severity: "error",
      code: "credentials-file",
      problem: /token file does not exist: "\/run\/secrets\/token"/,
      remedy: /./,
    },
  ],
  "an invalid site": [
    { env: { ATLCLI_SITE: "ftp://x" } },
    { check: "environment", severity: "error", code: "usage", problem: /ATLCLI_SITE/, remedy: /./ },
  ],
  "an invalid duration": [
    { env: { ATLCLI_TIMEOUT: "soon" } },
    { check: "environment", severity: "error", code: "usage", problem: /ATLCLI_TIMEOUT/, remedy: /./ },
  ],
  "a CA file of the environment that does not exist": [
    { env: { ATLCLI_CA_FILE: "/ca.pem" } },
    { check: "environment", severity: "error", problem: /CA file does not exist/, remedy: /./ },
  ],
  "a folder's profile that others can write": [
    { fill: (disk) => disk.write("/home/me/.atlcli-profile", "work", { mode: 0o666 }) },
    {
      check: "folder-profile",
      severity: "warning",
      where: "/home/me/.atlcli-profile",
      problem: /Ignored/,
      remedy: /chmod go-w/,
    },
  ],
  "a folder's profile that there is not": [
    { fill: (disk) => disk.write("/home/me/.atlcli-profile", "wrok") },
    {
      check: "folder-profile",
      severity: "warning",
      problem: /"wrok", which does not exist/,
      remedy: /atlcli auth list/,
    },
  ],
  "a profile without a token": [
    { profiles: { work: { ...HEALTHY, apiToken: undefined } } },
    {
      check: "credential",
      severity: "error",
      code: "no-credential",
      problem: /There is no token for profile "work"/,
      remedy: /Sign in/,
    },
  ],
  "a name that no profile has": [
    { profile: "wrok" },
    {
      check: "credential",
      severity: "error",
      code: "unknown-profile",
      problem: /no profile "wrok"/,
      remedy: /Did you mean "work"/,
    },
  ],
  "a token of the environment for another site than the profile's": [
    { env: { ATLCLI_SITE: "https://other.atlassian.net" } },
    { check: "credential", severity: "error", code: "credential-refused", problem: /./, remedy: /./ },
  ],
  "no sign-in": [
    { profiles: null },
    { check: "credential", severity: "note", problem: /Not signed in/, remedy: /atlcli auth init/ },
  ],
};

testCases(CASES);

Deno.test("the doctor knows the variables that help shows", () => {
  const shown = variablesOf("setting").map(([name]) => name);
  assert.deepEqual(KNOWN_VARIABLES.filter((name) => !shown.includes(name)), []);
});
