/** Rows beyond the table: where else a token lies, who else can write a file, and values that cannot be one. */
import type { Row } from "./credential_table.ts";

/** Profiles that a row names, if it has them. */
export const SPECIAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "variable": { baseUrl: "{b}", email: "work@x.test", tokenEnv: "ATLCLI_WORK_TOKEN", deployment: "cloud" },
  "thief": { baseUrl: "{b}", email: "work@x.test", tokenEnv: "ATLCLI_API_TOKEN", deployment: "cloud" },
  "steered": { baseUrl: "{b}", email: "work@x.test", apiToken: "stored-steered", caFile: "/ca.pem" },
  "plain": { baseUrl: "{b}", email: "work@x.test", apiToken: "stored-plain", deployment: "cloud" },
};

const ENV_A = { ATLCLI_SITE: "{a}", ATLCLI_EMAIL: "env@x.test", ATLCLI_API_TOKEN: "env-token" };
const TOKEN = { ATLCLI_API_TOKEN: "env-token" };

/** The rows. */
export const MORE_ROWS: readonly Row[] = [
  {
    name: "the token in a file, and everything else in variables",
    env: { ATLCLI_SITE: "{a}", ATLCLI_EMAIL: "env@x.test", ATLCLI_API_TOKEN_FILE: "secrets/token" },
    files: { "secrets/token": "env-token\n" },
    content: "{ broken",
    expect: { site: "a", as: "Basic env@x.test:env-token" },
  },
  {
    name: "the token in a file, --profile work",
    env: { ATLCLI_API_TOKEN_FILE: "token" },
    files: { "token": "env-token" },
    flag: "work",
    expect: { site: "b", as: "Basic work@x.test:env-token" },
    says: /ATLCLI_API_TOKEN_FILE instead of the one stored/,
  },
  {
    name: "the token in a file, and a folder chooses",
    env: { ATLCLI_API_TOKEN_FILE: "token" },
    files: { "token": "env-token" },
    folder: "work",
    expect: { exit: 4 },
    says: /must not steer/,
  },
  {
    name: "the token in a file that is not there",
    env: { ATLCLI_API_TOKEN_FILE: "gone" },
    active: "work",
    expect: { exit: 8 },
    says: /The token file does not exist/,
  },
  {
    name: "the token, and a file with another one",
    env: { ...TOKEN, ATLCLI_API_TOKEN_FILE: "gone" },
    active: "work",
    expect: { site: "b", as: "Basic work@x.test:env-token" },
    says: /Set aside ATLCLI_API_TOKEN_FILE/,
  },
  {
    name: "everything of the environment, and a credentials file that is broken",
    env: ENV_A,
    content: "{ broken",
    expect: { site: "a", as: "Basic env@x.test:env-token" },
  },
  {
    name: "a token alone, and a credentials file that is broken",
    env: TOKEN,
    content: "{ broken",
    expect: { exit: 8 },
    says: /credentials\.json.*line 1, column 3/,
  },
  {
    name: "a profile whose token is in a variable of its own",
    env: { ATLCLI_WORK_TOKEN: "own-token" },
    profiles: ["variable"],
    active: "variable",
    expect: { site: "b", as: "Basic work@x.test:own-token" },
  },
  {
    name: "a profile that calls the environment's token its own, which is another site's",
    env: ENV_A,
    profiles: ["thief"],
    flag: "thief",
    expect: { exit: 4 },
    says: /There is no token for profile "thief"/,
  },
  {
    name: "a profile that calls the environment's token its own, chosen by a folder",
    env: TOKEN,
    profiles: ["thief"],
    folder: "thief",
    expect: { exit: 4 },
    says: /must not steer/,
  },
  {
    name: "a folder's file that others can write is ignored",
    folder: "work",
    modes: { folder: 0o666 },
    active: "pa",
    expect: { site: "a", as: "Basic pa@x.test:stored-pa" },
    says: /Ignored .*\.atlcli-profile.*Others can write it/,
  },
  {
    name: "a credentials file that others can write, and a profile that steers traffic",
    profiles: ["steered", "plain"],
    modes: { file: 0o622 },
    active: "steered",
    expect: { exit: 8 },
    says: /Cannot use profile "steered": others can write .* its "baseUrl", "caFile"/,
  },
  {
    name: "a credentials file that others can write, and a profile that nothing confirms",
    profiles: ["steered", "plain"],
    modes: { file: 0o622 },
    active: "plain",
    expect: { exit: 8 },
    says: /Cannot use profile "plain": others can write .* its "baseUrl"/,
  },
  {
    name: "ATLCLI_SITE with a user and a password",
    env: { ...ENV_A, ATLCLI_SITE: "https://env-token:env-token@a.test" },
    expect: { exit: 2 },
    says: /ATLCLI_SITE: The address of a\.test has a user name/,
  },
  {
    name: "ATLCLI_SITE over plain http to another machine",
    env: { ...ENV_A, ATLCLI_SITE: "http://a.test" },
    expect: { exit: 2 },
    says: /ATLCLI_SITE: Plain http/,
  },
  {
    name: "an invalid ATLCLI_EMAIL",
    env: { ...ENV_A, ATLCLI_EMAIL: "env" },
    expect: { exit: 2 },
    says: /ATLCLI_EMAIL: Not an email/,
  },
  {
    name: "a token with a line break in it",
    env: { ...ENV_A, ATLCLI_API_TOKEN: "env-token\nenv-token" },
    expect: { exit: 2 },
    says: /ATLCLI_API_TOKEN: The token contains/,
  },
];
