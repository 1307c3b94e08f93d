/** Twenty processes that sign in at the same moment, into one file: none loses what another one saved. */
import assert from "node:assert/strict";
import { inHome } from "./atlcli_process.ts";

const PROCESSES = 20;
const SITE = "https://company.atlassian.net";

interface Credentials {
  readonly currentProfile?: string;
  readonly profiles: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A file with the given number of profiles. */
function credentials(count: number): Credentials {
  const names = Array.from({ length: count }, (_, index) => `old-${index}`);
  return {
    currentProfile: "old-0",
    profiles: Object.fromEntries(names.map((name) => [name, profileOf(name)])),
  };
}

function profileOf(name: string): Readonly<Record<string, string>> {
  return {
    name,
    baseUrl: SITE,
    email: `${name}@company.com`,
    apiToken: `token-of-${name}`,
    deployment: "cloud",
  };
}

for (const before of [0, 1_000]) {
  Deno.test(`twenty parallel logins into a file of ${before} profiles add twenty`, () =>
    inHome(async (home) => {
      const old = credentials(before);
      if (before > 0) await home.write(old);
      const names = Array.from({ length: PROCESSES }, (_, index) => `new-${index}`);
      const runs = await Promise.all(names.map((name) =>
        home.run([
          ...["auth", "login", "--no-verify", "--profile", name, "--site", SITE],
          ...["--email", `${name}@company.com`],
          // Not on standard input: under wine, four processes that read theirs at a time hang.
        ], { env: { ATLCLI_API_TOKEN: `token-of-${name}` } })
      ));
      for (const { exit, err } of runs) assert.equal(exit, 0, err);
      const { currentProfile, profiles }: Credentials = JSON.parse(await home.read());
      const added = Object.fromEntries(names.map((name) => [name, profileOf(name)]));
      assert.deepEqual(profiles, { ...old.profiles, ...added });
      assert.ok(before > 0 ? currentProfile === "old-0" : names.includes(currentProfile ?? ""));
      const left = [...Deno.readDirSync(`${home.folder}/.atlcli`)].map(({ name }) => name).sort();
      assert.deepEqual(left, ["credentials.json", "credentials.json.bak", "credentials.json.lock"]);
    }));
}
