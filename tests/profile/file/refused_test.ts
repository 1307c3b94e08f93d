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
    ["an empty file", "", "line 1, column 1: nothing is there"],
    ["a list", "[]", "line 1, column 1: an empty list, where an object is wanted"],
    ["a text", '""', "line 1, column 1: empty text, where an object is wanted"],
    ["null", "null", "line 1, column 1: null, where an object is wanted"],
    ["a number", "7", "line 1, column 1: a number, where an object is wanted"],
    ["half a file", HALF, 'line 5, column 19: a text has no closing "'],
    ["a file of zeros", "\0\0\0\0", "line 1, column 1: a value is expected"],
    ["currentProfile null", '{"currentProfile": null}', "currentProfile: null, where text is wanted"],
    ["profiles as a list", '{"profiles": []}', "profiles: an empty list, where an object is wanted"],
    [
      "a profile twice",
      '{"profiles": {"a": {},\n"a": {}}}',
      "line 2, column 1: the same member is there already",
    ],
    [
      "a profile named __proto__",
      '{"profiles": {"__proto__": {}}}',
      'line 1, column 15: no member may be named "__proto__"',
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
    [{ baseUrl: undefined }, "profiles.work.baseUrl: nothing, where text is wanted"],
    [{ baseUrl: "" }, "profiles.work.baseUrl: The site is empty"],
    [{ baseUrl: "ftp://x.test" }, /^profiles\.work\.baseUrl: .*ftp/],
    [{ baseUrl: "http://jira.test" }, /^profiles\.work\.baseUrl: Plain http/],
    [{ baseUrl: "http://jira.test", allowHttp: false }, /^profiles\.work\.baseUrl: Plain http/],
    [{ baseUrl: "https://me:SECRET@jira.test" }, /^profiles\.work\.baseUrl: .*password in it$/],
    [{ name: "other" }, "profiles.work.name: another name than its key"],
    [{ name: "" }, "profiles.work.name: another name than its key"],
    [{ name: 5 }, "profiles.work.name: a number, where text is wanted"],
    [{ email: ["SECRET"] }, "profiles.work.email: a list, where text is wanted"],
    [{ email: null }, "profiles.work.email: null, where text is wanted"],
    [{ apiToken: { SECRET: 1 } }, "profiles.work.apiToken: an object, where text is wanted"],
    [{ apiToken: "SEC RET" }, /^profiles\.work\.apiToken: The token has a space/],
    [{ pat: "SECRET\u0007" }, /^profiles\.work\.pat: The token has a space/],
    [{ apiToken: " " }, /^profiles\.work\.apiToken: The token is empty/],
    [{ apiToken: "SECRET", pat: "SECRET2" }, "profiles.work.pat: another token than apiToken"],
    [{ authType: "bearrer" }, 'profiles.work.authType: "bearrer", where "basic" or "bearer" is wanted'],
    [{ authType: true }, 'profiles.work.authType: true or false, where "basic" or "bearer" is wanted'],
    [
      { tokenStore: "vault" },
      'profiles.work.tokenStore: "vault", where "file" or "keychain" or "command" or "env" is wanted',
    ],
    [
      { deployment: "server" },
      'profiles.work.deployment: "server", where "cloud" or "data-center" is wanted',
    ],
    [
      { authType: "a-token-in-the-wrong-place" },
      'profiles.work.authType: a text of 26 characters, where "basic" or "bearer" is wanted',
    ],
    [{ product: "trello" }, 'profiles.work.product: "trello", where "jira" or "confluence" is wanted'],
    [{ tokenCommand: "pass" }, "profiles.work.tokenCommand: text, where a list of texts is wanted"],
    [{ tokenCommand: [] }, "profiles.work.tokenCommand: an empty list, where a list of texts is wanted"],
    [{ tokenCommand: ["a", 5] }, "profiles.work.tokenCommand[1]: a number, where text is wanted"],
    [{ tokenCommand: ["", "a"] }, "profiles.work.tokenCommand[0]: empty text, where a program is wanted"],
    [{ allowHttp: "yes" }, "profiles.work.allowHttp: text, where true or false is wanted"],
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
    ["constructor", "profiles.constructor: no profile can have this name"],
    ["prototype", "profiles.prototype: no profile can have this name"],
    ["a\u001b[2Jb", 'profiles["a[2Jb"]: no profile can have this name'],
  ] as const
) {
  Deno.test(`decodeCredentialsFile() refuses a profile named ${JSON.stringify(name)}`, () => {
    assert.ok(problemOf(() => profile({}, name)).message.endsWith(place));
  });
}

Deno.test("decodeCredentialsFile() refuses a profile that is no object", () => {
  for (const value of [null, 1, "x", true, ["x"]]) {
    assert.match(
      problemOf(() => decode({ profiles: { a: value } })).message,
      /profiles\.a: .*where an object is wanted$/,
    );
  }
});

Deno.test("decodeCredentialsFile() shows no more of a long name or word than fits on a line", () => {
  assert.ok(problemOf(() => profile({ email: 1 }, "x".repeat(10_000))).message.length < 300);
  assert.ok(problemOf(() => profile({ authType: "x".repeat(10_000) })).message.length < 300);
});

Deno.test("decodeCredentialsFile() refuses a file of more than 16 MiB", () => {
  const { message } = problemOf(() => decodeCredentialsFile(new Uint8Array(16 * 1024 * 1024 + 1), PATH));
  assert.match(message, /more than 16777216 bytes$/);
});

Deno.test("decodeCredentialsFile() tells where a byte is not UTF-8", () => {
  const bytes = Uint8Array.from([0x7b, 0x0a, 0xff, 0x7d]);
  assert.match(
    problemOf(() => decodeCredentialsFile(bytes, PATH)).message,
    /line 2, column 1: a byte is not UTF-8$/,
  );
});
