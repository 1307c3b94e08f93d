import assert from "node:assert/strict";
import { resolveCredential } from "../../src/resolver/resolve.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { A, B, D, E, machine, type MachineOptions, sentBy, type Written } from "./fixture.ts";
import { adviceOn } from "../helpers/advice.ts";

const PA: Written = { baseUrl: A, email: "pa@x.test", apiToken: "stored-pa" };
const PA2: Written = { baseUrl: A, email: "pa2@x.test", apiToken: "stored-pa2" };
const WORK: Written = { baseUrl: B, email: "work@x.test", apiToken: "stored-work" };
const DC: Written = { baseUrl: D, authType: "bearer", apiToken: "stored-dc" };

const REFUSALS: readonly {
  readonly name: string;
  readonly options: MachineOptions;
  readonly flag?: string;
  readonly code: "no-credential" | "credential-refused" | "unknown-profile";
  readonly message: string;
  readonly hint: string;
}[] = [
  {
    name: "a site without a token, nothing active, several profiles for it",
    options: { env: { ATLCLI_SITE: A }, profiles: { pa: PA, pa2: PA2 } },
    code: "credential-refused",
    message: `ATLCLI_SITE is ${A}, and no profile is active`,
    hint: "Use --profile pa or --profile pa2, or set ATLCLI_API_TOKEN",
  },
  {
    name: "a site without a token, nothing active, no profile for it",
    options: { env: { ATLCLI_SITE: E }, profiles: { pa: PA } },
    code: "no-credential",
    message: `ATLCLI_SITE is ${E}, and there is no token for it`,
    hint: `Set ATLCLI_API_TOKEN, or sign in there: atlcli auth login --site ${E} --profile NAME`,
  },
  {
    name: "a site without a token, another one's profile is active, another is for it",
    options: { env: { ATLCLI_SITE: A }, profiles: { pa: PA, work: WORK }, active: "work" },
    code: "credential-refused",
    message: `The token of profile "work" belongs to ${B}, and ATLCLI_SITE is ${A}`,
    hint: "Use --profile pa, or set ATLCLI_API_TOKEN",
  },
  {
    name: "a site without a token, no profile for it",
    options: { env: { ATLCLI_SITE: E }, profiles: { work: WORK }, active: "work" },
    code: "credential-refused",
    message: `The token of profile "work" belongs to ${B}, and ATLCLI_SITE is ${E}`,
    hint: `Set ATLCLI_API_TOKEN, or sign in there: atlcli auth login --site ${E} --profile NAME`,
  },
  {
    name: "a site without a token, which differs from a profile's by its context path",
    options: { env: { ATLCLI_SITE: `${D}2` }, profiles: { dc: DC }, active: "dc" },
    code: "credential-refused",
    message: `The token of profile "dc" belongs to ${D}, and ATLCLI_SITE is ${D}2`,
    hint: `Set ATLCLI_API_TOKEN, or sign in there: atlcli auth login --site ${D}2 --profile NAME`,
  },
  {
    name: "site and token, several profiles, none active",
    options: { env: { ATLCLI_SITE: A, ATLCLI_API_TOKEN: "t" }, profiles: { pa: PA, pa2: PA2, work: WORK } },
    code: "credential-refused",
    message: `Several profiles are for ${A}: "pa", "pa2"`,
    hint: "Say which: --profile NAME, or set ATLCLI_EMAIL too",
  },
  {
    name: "a token that a folder would steer",
    options: {
      env: { ATLCLI_API_TOKEN: "t" },
      profiles: { work: WORK },
      active: "work",
      files: { "/home/me/.atlcli-profile": "work" },
    },
    code: "credential-refused",
    message:
      '"/home/me/.atlcli-profile" chose profile "work", and a folder must not steer the environment\'s token',
    hint: "Set ATLCLI_SITE to the site that the token is for, or say --profile work",
  },
  {
    name: "a token's file that a folder would steer",
    options: {
      env: { ATLCLI_API_TOKEN_FILE: "/run/token" },
      profiles: { work: WORK },
      files: { "/home/me/project/.atlcli-profile": "work", "/run/token": "t" },
    },
    code: "credential-refused",
    message:
      '"/home/me/project/.atlcli-profile" chose profile "work", and a folder must not steer the environment\'s token',
    hint: "Set ATLCLI_SITE to the site that the token is for, or say --profile work",
  },
  {
    name: "a token alone",
    options: { env: { ATLCLI_API_TOKEN: "t" }, profiles: { work: WORK } },
    code: "no-credential",
    message: "ATLCLI_API_TOKEN is set, but no site is named",
    hint: "Set ATLCLI_SITE to the site that the token is for (and ATLCLI_EMAIL on Cloud)",
  },
  {
    name: "a token's file alone",
    options: { env: { ATLCLI_API_TOKEN_FILE: "/run/token" } },
    code: "no-credential",
    message: "ATLCLI_API_TOKEN_FILE is set, but no site is named",
    hint: "Set ATLCLI_SITE to the site that the token is for (and ATLCLI_EMAIL on Cloud)",
  },
  {
    name: "another account's email",
    options: { env: { ATLCLI_EMAIL: "o@x.test" }, profiles: { work: WORK }, active: "work" },
    code: "credential-refused",
    message: 'ATLCLI_EMAIL is o@x.test, and the stored token of profile "work" belongs to work@x.test',
    hint: "Set ATLCLI_API_TOKEN to that account's token, or unset ATLCLI_EMAIL",
  },
  {
    name: "another account's email and the profile's site",
    options: { env: { ATLCLI_EMAIL: "o@x.test", ATLCLI_SITE: B }, profiles: { work: WORK }, active: "work" },
    code: "credential-refused",
    message: 'ATLCLI_EMAIL is o@x.test, and the stored token of profile "work" belongs to work@x.test',
    hint: "Set ATLCLI_API_TOKEN to that account's token, or unset ATLCLI_EMAIL",
  },
  {
    name: "a profile that is not there, though another is active",
    options: { profiles: { work: WORK }, active: "work" },
    flag: "wrk",
    code: "unknown-profile",
    message: 'There is no profile "wrk"',
    hint: 'Did you mean "work"?',
  },
  {
    name: "a folder's profile that is not there, though site and token are",
    options: {
      env: { ATLCLI_SITE: B, ATLCLI_API_TOKEN: "t" },
      profiles: { work: WORK },
      files: { "/home/me/project/.atlcli-profile": "wrk" },
    },
    code: "unknown-profile",
    message: 'There is no profile "wrk", which /home/me/project/.atlcli-profile names',
    hint: 'Did you mean "work"?',
  },
];

for (const { name, options, flag, code, message, hint } of REFUSALS) {
  Deno.test(`resolveCredential() refuses ${name}`, async () => {
    const error = await failsWith(resolveCredential(machine(options).parts, { profile: flag }), code);
    assert.deepEqual([error.message, adviceOn(error)], [message, hint]);
  });
}

const TAKEN: readonly {
  readonly name: string;
  readonly options: MachineOptions;
  readonly flag?: string;
  readonly sent: string;
  readonly setAside?: readonly (readonly [string, RegExp])[];
}[] = [
  {
    name: "a site in another spelling than the active profile's",
    options: {
      env: { ATLCLI_SITE: "HTTPS://A.Atlassian.NET.:443/wiki" },
      profiles: { pa: PA },
      active: "pa",
    },
    sent: `${A} as Basic pa@x.test:stored-pa`,
  },
  {
    name: "ATLCLI_PROFILE for ATLCLI_SITE, though another is active",
    options: {
      env: { ATLCLI_SITE: A, ATLCLI_PROFILE: "pa" },
      profiles: { pa: PA, work: WORK },
      active: "work",
    },
    sent: `${A} as Basic pa@x.test:stored-pa`,
  },
  {
    name: "a folder's profile for ATLCLI_SITE with the environment's token: the folder steers no token there",
    options: {
      env: { ATLCLI_SITE: A, ATLCLI_API_TOKEN: "t" },
      profiles: { pa: PA, pa2: PA2 },
      active: "pa",
      files: { "/home/me/project/.atlcli-profile": "pa2" },
    },
    sent: `${A} as Basic pa2@x.test:t`,
  },
  {
    name: "site and token, while a folder's profile is for another site",
    options: {
      env: { ATLCLI_SITE: A, ATLCLI_API_TOKEN: "t" },
      profiles: { pa: PA, work: WORK },
      files: { "/home/me/project/.atlcli-profile": "work" },
    },
    sent: `${A} as Basic pa@x.test:t`,
    setAside: [[
      "/home/me/project/.atlcli-profile",
      /^profile "work" is for https:\/\/b\..*ATLCLI_SITE is https:\/\/a\./,
    ]],
  },
  {
    name: "--profile with every variable of another site",
    options: {
      env: { ATLCLI_SITE: A, ATLCLI_EMAIL: "o@x.test", ATLCLI_API_TOKEN: "t", ATLCLI_API_TOKEN_FILE: "/x" },
      profiles: { work: WORK },
    },
    flag: "work",
    sent: `${B} as Basic work@x.test:stored-work`,
    setAside: [
      ["ATLCLI_API_TOKEN_FILE", /ATLCLI_API_TOKEN is set/],
      ["ATLCLI_SITE", /^belongs to https:\/\/a\.atlassian\.net, and profile "work" is for https:\/\/b\./],
      ["ATLCLI_EMAIL", /^belongs to/],
      ["ATLCLI_API_TOKEN", /^belongs to/],
    ],
  },
  {
    name: "--profile with a token and an email: the identity is the profile's",
    options: { env: { ATLCLI_EMAIL: "o@x.test", ATLCLI_API_TOKEN: "t" }, profiles: { work: WORK } },
    flag: "work",
    sent: `${B} as Basic work@x.test:t`,
    setAside: [["ATLCLI_EMAIL", /^profile "work" signs in as work@x\.test$/]],
  },
  {
    name: "--profile without an email of its own: the environment's",
    options: {
      env: { ATLCLI_EMAIL: "o@x.test", ATLCLI_API_TOKEN: "t" },
      profiles: { work: { baseUrl: B } },
    },
    flag: "work",
    sent: `${B} as Basic o@x.test:t`,
  },
  {
    name: "a profile without an email, and the environment's email for its stored token",
    options: {
      env: { ATLCLI_EMAIL: "o@x.test" },
      profiles: { work: { baseUrl: B, apiToken: "s" } },
      active: "work",
    },
    sent: `${B} as Basic o@x.test:s`,
  },
  {
    name: "a bearer profile, the environment's token and email",
    options: { env: { ATLCLI_EMAIL: "o@x.test", ATLCLI_API_TOKEN: "t" }, profiles: { dc: DC }, active: "dc" },
    sent: `${D} as Bearer t`,
    setAside: [["ATLCLI_EMAIL", /^profile "dc" signs in with a PAT$/]],
  },
  {
    name: "a bearer profile that has an email all the same",
    options: { profiles: { dc: { ...DC, email: "dc@x.test" } }, active: "dc" },
    sent: `${D} as Bearer stored-dc`,
  },
  {
    name: "a bearer profile's own email in the environment",
    options: {
      env: { ATLCLI_EMAIL: "dc@x.test" },
      profiles: { dc: { ...DC, email: "dc@x.test" } },
      active: "dc",
    },
    sent: `${D} as Bearer stored-dc`,
  },
];

for (const { name, options, flag, sent, setAside = [] } of TAKEN) {
  Deno.test(`resolveCredential() takes ${name}`, async () => {
    const { parts } = machine(options);
    assert.equal(await sentBy(parts, flag), sent);
    const resolution = await resolveCredential(parts, { profile: flag });
    assert.deepEqual(resolution.setAside.map(({ what }) => what.detail), setAside.map(([what]) => what));
    resolution.setAside.forEach(({ why }, index) => assert.match(why, setAside[index]?.[1] ?? /^$/));
  });
}
