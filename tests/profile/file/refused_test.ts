import assert from "node:assert/strict";
import { decodeCredentialsFile } from "../../../src/profile/file/file.ts";
import { StorageError } from "../../../src/core/errors.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { adviceOn } from "../../helpers/advice.ts";

const PATH = "/home/me/.atlcli/credentials.json";
const GATEWAY = "https://api.atlassian.com/ex/jira/0000-1111";

function decode(content: unknown): ReturnType<typeof decodeCredentialsFile> {
  return decodeCredentialsFile(JSON.stringify(content), PATH);
}

/** Decodes a file with one profile of these members. */
function profile(members: Record<string, unknown>, name = "work"): Profile | undefined {
  const content = { profiles: { [name]: { baseUrl: "https://work.atlassian.net", ...members } } };
  return decode(content).profiles.get(name);
}

function problemOf(action: () => unknown): StorageError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof StorageError, String(error));
    assert.equal(error.code, "credentials-file");
    assert.ok(error.message.includes(PATH), error.message);
    assert.ok(adviceOn(error).includes(`${PATH}.bak`));
    return error;
  }
  assert.fail("It was taken");
}

const HALF = `{
  "currentProfile": "work",
  "profiles": {
    "default": {
      "name": "def`;

for (
  const [what, text, place] of [
    ["an empty file", "", "line 1, column 1: a value is expected, not the end"],
    ["a list", "[]", "line 1, column 1: an empty list, expected an object"],
    ["a text", '""', "line 1, column 1: empty text, expected an object"],
    ["null", "null", "line 1, column 1: null, expected an object"],
    ["a number", "7", "line 1, column 1: a number, expected an object"],
    ["half a file", HALF, 'line 5, column 19: a text has no closing "'],
    ["a file of zeros", "\0\0\0\0", "line 1, column 1: a value is expected"],
    ["currentProfile null", '{"currentProfile": null}', "currentProfile: null, expected text"],
    ["profiles as a list", '{"profiles": []}', "profiles: an empty list, expected an object"],
    [
      "a profile twice",
      '{"profiles": {"a": {},\n"a": {}}}',
      "line 2, column 1: duplicate member",
    ],
    [
      "a profile named __proto__",
      '{"profiles": {"__proto__": {}}}',
      'line 1, column 15: a member must not be named "__proto__"',
    ],
  ] as const
) {
  Deno.test(`decodeCredentialsFile() refuses ${what}`, () => {
    const { message } = problemOf(() => decodeCredentialsFile(text, PATH));
    assert.equal(message, `Cannot use the credentials file "${PATH}": ${place}`);
  });
}

for (
  const [members, problem] of [
    [{ baseUrl: undefined }, "profiles.work.baseUrl: nothing, expected text"],
    [{ baseUrl: "" }, "profiles.work.baseUrl: The site is empty"],
    [{ baseUrl: "ftp://x.test" }, /^profiles\.work\.baseUrl: .*ftp/],
    [{ baseUrl: "http://jira.test" }, /^profiles\.work\.baseUrl: Plain http/],
    [{ baseUrl: "http://jira.test", allowHttp: false }, /^profiles\.work\.baseUrl: Plain http/],
    [{ baseUrl: "https://me:SECRET@jira.test" }, /^profiles\.work\.baseUrl: .*password in it$/],
    [{ name: "other" }, "profiles.work.name: differs from the profile's key"],
    [{ name: "" }, "profiles.work.name: differs from the profile's key"],
    [{ name: 5 }, "profiles.work.name: a number, expected text"],
    [{ email: ["SECRET"] }, "profiles.work.email: a list, expected text"],
    [{ email: null }, "profiles.work.email: null, expected text"],
    [{ apiToken: { SECRET: 1 } }, "profiles.work.apiToken: an object, expected text"],
    [{ apiToken: "SEC RET" }, /^profiles\.work\.apiToken: The token contains a space/],
    [{ pat: "SECRET\u0007" }, /^profiles\.work\.pat: The token contains a space/],
    [{ apiToken: " " }, /^profiles\.work\.apiToken: The token is empty/],
    [{ apiToken: "SECRET", pat: "SECRET2" }, "profiles.work.pat: differs from apiToken"],
    [{ authType: "bearrer" }, 'profiles.work.authType: "bearrer", expected "basic" or "bearer"'],
    [{ authType: true }, 'profiles.work.authType: true or false, expected "basic" or "bearer"'],
    [
      { tokenStore: "vault" },
      'profiles.work.tokenStore: "vault", expected "file" or "keychain" or "command" or "env"',
    ],
    [
      { deployment: "server" },
      'profiles.work.deployment: "server", expected "cloud" or "data-center"',
    ],
    [
      { authType: "a-token-in-the-wrong-place" },
      'profiles.work.authType: a text of 26 characters, expected "basic" or "bearer"',
    ],
    [{ product: "trello" }, 'profiles.work.product: "trello", expected "jira" or "confluence"'],
    [{ tokenCommand: "pass" }, "profiles.work.tokenCommand: text, expected a list of texts"],
    [{ tokenCommand: [] }, "profiles.work.tokenCommand: an empty list, expected a list of texts"],
    [{ tokenCommand: ["a", 5] }, "profiles.work.tokenCommand[1]: a number, expected text"],
    [{ tokenCommand: ["", "a"] }, "profiles.work.tokenCommand[0]: empty text, expected a program"],
    [{ allowHttp: "yes" }, "profiles.work.allowHttp: text, expected true or false"],
    [{ tokenEnv: "PATH" }, /^profiles\.work\.tokenEnv: .*"ATLCLI_"$/],
    [{ tokenEnv: "ATLCLI_" }, /^profiles\.work\.tokenEnv: .*"ATLCLI_"$/],
    [{ tokenEnv: "X_ATLCLI_A" }, /^profiles\.work\.tokenEnv: .*"ATLCLI_"$/],
    [{ apiBaseUrl: GATEWAY }, /^profiles\.work\.apiBaseUrl: not the address of Atlassian's gateway/],
    [{ apiBaseUrl: GATEWAY, cloudId: "other" }, /^profiles\.work\.apiBaseUrl: not/],
    [
      { apiBaseUrl: "https://api.atlassian.com.evil.test/ex/jira/a", cloudId: "a" },
      /^profiles\.work\.apiBaseUrl: not/,
    ],
    [{ apiBaseUrl: "https://evil.test", cloudId: "a" }, /^profiles\.work\.apiBaseUrl: not/],
  ] as const
) {
  Deno.test(`decodeCredentialsFile() refuses a profile with ${JSON.stringify(members)}`, () => {
    const error = problemOf(() => profile(members));
    const place = error.message.replace(`Cannot use the credentials file "${PATH}": `, "");
    if (typeof problem === "string") assert.equal(place, problem);
    else assert.match(place, problem);
    assert.ok(!Deno.inspect(error).includes("SECRET"), Deno.inspect(error));
  });
}

for (
  const [name, place] of [
    ["constructor", "profiles.constructor: a reserved name"],
    ["prototype", "profiles.prototype: a reserved name"],
    ["a\u001b[2Jb", 'profiles["a[2Jb"]: a reserved name'],
  ] as const
) {
  Deno.test(`decodeCredentialsFile() refuses a profile named ${JSON.stringify(name)}`, () => {
    assert.ok(problemOf(() => profile({}, name)).message.endsWith(place));
  });
}

Deno.test("decodeCredentialsFile() refuses a profile that is not an object", () => {
  for (const value of [null, 1, "x", true, ["x"]]) {
    assert.match(
      problemOf(() => decode({ profiles: { a: value } })).message,
      /profiles\.a: .*expected an object$/,
    );
  }
});

Deno.test("decodeCredentialsFile() shows no more of a long name or word than fits on a line", () => {
  assert.ok(problemOf(() => profile({ email: 1 }, "x".repeat(10_000))).message.length < 300);
  assert.ok(problemOf(() => profile({ authType: "x".repeat(10_000) })).message.length < 300);
});

Deno.test("decodeCredentialsFile() refuses a file of more than 16 MiB", () => {
  const { message } = problemOf(() => decodeCredentialsFile(new Uint8Array(16 * 1024 * 1024 + 1), PATH));
  assert.match(message, /larger than 16777216 bytes$/);
});

Deno.test("decodeCredentialsFile() tells where a byte is not UTF-8", () => {
  const bytes = Uint8Array.from([0x7b, 0x0a, 0xff, 0x7d]);
  assert.match(
    problemOf(() => decodeCredentialsFile(bytes, PATH)).message,
    /line 2, column 1: a byte is not UTF-8$/,
  );
});
