/**
 * The table "Which credential" of the design, as data: what is set, and which credential reaches which site.
 *
 * It is run twice: in memory, and by real processes against real servers.
 */
import assert from "node:assert/strict";

/** Four sites: a and b are Cloud, d is Data Center, e is nobody's. */
export type SiteName = "a" | "b" | "d" | "e";

/** A row of the table. */
export interface Row {
  readonly name: string;
  /** Variables; `{a}` stands for the address of site a. */
  readonly env?: Readonly<Record<string, string>>;
  readonly flag?: string;
  /** What a `.atlcli-profile` in the working folder says. */
  readonly folder?: string;
  /** The active profile. */
  readonly active?: string;
  /** Profiles, by name; by default {@linkcode PROFILES}. */
  readonly profiles?: readonly string[];
  /** `site as credential`, or an exit code. */
  readonly expect: { readonly site: SiteName; readonly as: string } | { readonly exit: number };
  /** What has to be said on stderr. */
  readonly says?: RegExp;
  /** What must not be said on stderr. */
  readonly silent?: RegExp;
}

/** What a run came to. */
export interface Ran {
  readonly exit: number;
  readonly stderr: string;
  /** Credentials that servers received, as `site as credential`. */
  readonly received: readonly string[];
}

/** The profiles that a row may have. Each has its token in the file. */
export const PROFILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "pa": { baseUrl: "{a}", email: "pa@x.test", apiToken: "stored-pa", deployment: "cloud" },
  "pa2": { baseUrl: "{a}", email: "pa2@x.test", apiToken: "stored-pa2", deployment: "cloud" },
  "work": { baseUrl: "{b}", email: "work@x.test", apiToken: "stored-work", deployment: "cloud" },
  "dc": { baseUrl: "{d}", authType: "bearer", apiToken: "stored-dc", deployment: "data-center" },
};

const ENV_A = { ATLCLI_SITE: "{a}", ATLCLI_EMAIL: "env@x.test", ATLCLI_API_TOKEN: "env-token" };
const TOKEN = { ATLCLI_API_TOKEN: "env-token" };

export const ROWS: readonly Row[] = [
  {
    name: "site, email and token of the environment",
    env: ENV_A,
    active: "work",
    expect: { site: "a", as: "Basic env@x.test:env-token" },
    silent: /Set aside|instead/,
  },
  {
    name: "the same, with a profile named by ATLCLI_PROFILE: later wins",
    env: { ...ENV_A, ATLCLI_PROFILE: "work" },
    expect: { site: "a", as: "Basic env@x.test:env-token" },
  },
  {
    name: "the same, and the site is Data Center: Bearer, the email is set aside",
    env: { ...ENV_A, ATLCLI_SITE: "{d}" },
    expect: { site: "d", as: "Bearer env-token" },
    says: /ATLCLI_EMAIL/,
  },
  {
    name: "site and token, one profile is for it",
    env: { ...TOKEN, ATLCLI_SITE: "{a}" },
    profiles: ["pa", "work"],
    active: "work",
    expect: { site: "a", as: "Basic pa@x.test:env-token" },
  },
  {
    name: "site and token, several profiles are for it, one of them active",
    env: { ...TOKEN, ATLCLI_SITE: "{a}" },
    active: "pa2",
    expect: { site: "a", as: "Basic pa2@x.test:env-token" },
  },
  {
    name:
      "site and token, several profiles are for it, the active one although ATLCLI_PROFILE names another site's",
    env: { ...TOKEN, ATLCLI_SITE: "{a}", ATLCLI_PROFILE: "work" },
    active: "pa2",
    expect: { site: "a", as: "Basic pa2@x.test:env-token" },
    says: /ATLCLI_PROFILE/,
  },
  {
    name: "site and token, several profiles are for it, none of them active",
    env: { ...TOKEN, ATLCLI_SITE: "{a}" },
    active: "work",
    expect: { exit: 4 },
    says: /"pa", "pa2"/,
  },
  {
    name: "site and token, no profile, Data Center",
    env: { ...TOKEN, ATLCLI_SITE: "{d}" },
    profiles: ["work"],
    active: "work",
    expect: { site: "d", as: "Bearer env-token" },
  },
  {
    name: "site and token, no profile, Cloud",
    env: { ...TOKEN, ATLCLI_SITE: "{a}" },
    profiles: ["work"],
    active: "work",
    expect: { exit: 4 },
    says: /ATLCLI_EMAIL/,
  },
  {
    name: "site without a token, the active profile is for it",
    env: { ATLCLI_SITE: "{a}" },
    active: "pa",
    expect: { site: "a", as: "Basic pa@x.test:stored-pa" },
  },
  {
    name: "site without a token, the active profile is for another site, and another one is for it",
    env: { ATLCLI_SITE: "{a}" },
    profiles: ["pa", "work"],
    active: "work",
    expect: { exit: 4 },
    says: /--profile pa/,
  },
  {
    name: "site without a token, no profile is for it",
    env: { ATLCLI_SITE: "{e}" },
    active: "work",
    expect: { exit: 4 },
    says: /The token of profile "work" belongs to/,
  },
  {
    name: "site without a token and no profile at all",
    env: { ATLCLI_SITE: "{e}" },
    profiles: [],
    expect: { exit: 4 },
    says: /no token/,
  },
  {
    name: "token alone, --profile work",
    env: TOKEN,
    flag: "work",
    active: "pa",
    expect: { site: "b", as: "Basic work@x.test:env-token" },
    says: /ATLCLI_API_TOKEN instead of the one stored for profile "work"/,
  },
  {
    name: "token alone, ATLCLI_PROFILE=work",
    env: { ...TOKEN, ATLCLI_PROFILE: "work" },
    active: "pa",
    expect: { site: "b", as: "Basic work@x.test:env-token" },
    says: /instead of the one stored/,
  },
  {
    name: "token alone, work is active",
    env: TOKEN,
    active: "work",
    expect: { site: "b", as: "Basic work@x.test:env-token" },
    says: /instead of the one stored/,
  },
  {
    name: "token alone, work is chosen by a folder",
    env: TOKEN,
    folder: "work",
    active: "pa",
    expect: { exit: 4 },
    says: /must not steer.*\n.*ATLCLI_SITE/,
  },
  {
    name: "token alone, a folder chooses, and --profile is named all the same",
    env: TOKEN,
    folder: "pa",
    flag: "work",
    expect: { site: "b", as: "Basic work@x.test:env-token" },
  },
  {
    name: "token alone, nothing names a profile",
    env: TOKEN,
    expect: { exit: 4 },
    says: /ATLCLI_SITE/,
  },
  {
    name: "a folder chooses, nothing else is set",
    folder: "work",
    active: "pa",
    expect: { site: "b", as: "Basic work@x.test:stored-work" },
  },
  {
    name: "ATLCLI_PROFILE wins over a folder",
    env: { ATLCLI_PROFILE: "pa" },
    folder: "work",
    expect: { site: "a", as: "Basic pa@x.test:stored-pa" },
  },
  {
    name: "everything of the environment is for another site: --profile wins whole",
    env: ENV_A,
    flag: "work",
    expect: { site: "b", as: "Basic work@x.test:stored-work" },
    says: /Set aside ATLCLI_API_TOKEN/,
  },
  {
    name: "the site alone of the environment is another: --profile wins whole",
    env: { ATLCLI_SITE: "{a}" },
    flag: "work",
    expect: { site: "b", as: "Basic work@x.test:stored-work" },
    says: /Set aside ATLCLI_SITE/,
  },
  {
    name: "site and token are the same site's as --profile's: its identity, the environment's token",
    env: { ...TOKEN, ATLCLI_SITE: "{b}" },
    flag: "work",
    active: "pa",
    expect: { site: "b", as: "Basic work@x.test:env-token" },
  },
  {
    name: "another email without a token beside it",
    env: { ATLCLI_EMAIL: "other@x.test" },
    active: "work",
    expect: { exit: 4 },
    says: /other@x\.test.*"work" belongs to work@x\.test/,
  },
  {
    name: "another email without a token beside it, and --profile",
    env: { ATLCLI_EMAIL: "other@x.test" },
    flag: "work",
    expect: { exit: 4 },
    says: /belongs to work@x\.test/,
  },
  {
    name: "the same email, written otherwise",
    env: { ATLCLI_EMAIL: "Work@X.test" },
    active: "work",
    expect: { site: "b", as: "Basic work@x.test:stored-work" },
  },
  {
    name: "email and token of the environment, without a site: the active profile's site",
    env: { ...TOKEN, ATLCLI_EMAIL: "other@x.test" },
    active: "work",
    expect: { site: "b", as: "Basic other@x.test:env-token" },
  },
  {
    name: "an email and a bearer profile: ignored, reported",
    env: { ATLCLI_EMAIL: "other@x.test" },
    active: "dc",
    expect: { site: "d", as: "Bearer stored-dc" },
    says: /Set aside ATLCLI_EMAIL/,
  },
  {
    name: "a profile that does not exist, from --profile",
    flag: "wrok",
    active: "pa",
    expect: { exit: 4 },
    says: /"wrok"[\s\S]*"work"/,
  },
  {
    name: "a profile that does not exist, from ATLCLI_PROFILE",
    env: { ATLCLI_PROFILE: "wrok" },
    active: "pa",
    expect: { exit: 4 },
    says: /ATLCLI_PROFILE[\s\S]*"work"/,
  },
  {
    name: "a profile that does not exist, from a folder",
    folder: "wrok",
    active: "pa",
    expect: { exit: 4 },
    says: /\.atlcli-profile[\s\S]*"work"/,
  },
  {
    name: "a profile that does not exist is active",
    active: "wrok",
    expect: { exit: 4 },
    says: /credentials\.json[\s\S]*"work"/,
  },
  { name: "an active profile", active: "pa", expect: { site: "a", as: "Basic pa@x.test:stored-pa" } },
  {
    name: "--profile wins over the active one",
    active: "pa",
    flag: "dc",
    expect: { site: "d", as: "Bearer stored-dc" },
  },
  {
    name: "empty variables count as unset",
    env: { ATLCLI_SITE: "", ATLCLI_EMAIL: "", ATLCLI_API_TOKEN: "", ATLCLI_PROFILE: "" },
    active: "pa",
    expect: { site: "a", as: "Basic pa@x.test:stored-pa" },
  },
  { name: "nothing is set", expect: { exit: 4 }, says: /auth init/ },
];

/** The credentials file of a row, with the sites' addresses in it. */
export function credentialsOf(row: Row, sites: Readonly<Record<SiteName, string>>): string {
  const names = row.profiles ?? Object.keys(PROFILES);
  const profiles = Object.fromEntries(names.map((name) => [name, { name, ...PROFILES[name] }]));
  return withSites(
    JSON.stringify({ ...(row.active !== undefined && { currentProfile: row.active }), profiles }),
    sites,
  );
}

/** Puts the sites' addresses where `{a}` stands. */
export function withSites(text: string, sites: Readonly<Record<SiteName, string>>): string {
  return text.replace(
    /\{([abde])\}/g,
    (whole, name: string) =>
      name === "a" || name === "b" || name === "d" || name === "e" ? sites[name] : whole,
  );
}

/** Registers a test a row. */
export function credentialTable(title: string, drive: (row: Row) => Promise<Ran>): void {
  for (const row of ROWS) {
    Deno.test(`${title} ${row.name}`, async () => {
      const ran = await drive(row);
      const { expect } = row;
      assert.equal(ran.exit, "exit" in expect ? expect.exit : 0, ran.stderr);
      assert.deepEqual(
        [...new Set(ran.received)],
        "exit" in expect ? [] : [`${expect.site} as ${expect.as}`],
      );
      if (row.says !== undefined) assert.match(ran.stderr, row.says);
      if (row.silent !== undefined) assert.doesNotMatch(ran.stderr, row.silent);
      for (const secret of ["env-token", "stored-"]) {
        assert.ok(!ran.stderr.includes(secret), "a token on stderr");
      }
    });
  }
}
