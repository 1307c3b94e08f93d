import assert from "node:assert/strict";
import { decodeCredentialsFile, encodeCredentialsFile } from "../src/credentials_file.ts";
import { StorageError } from "../src/errors.ts";
import type { Profile } from "../src/profile.ts";
import { Secret } from "../src/secret.ts";

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
    assert.ok(error.hint?.includes(`${PATH}.bak`));
    return error;
  }
  assert.fail("It was taken");
}

const DOCUMENTED = `{
  "currentProfile": "work",
  "profiles": {
    "default": {
      "name": "default",
      "baseUrl": "https://company.atlassian.net",
      "email": "you@company.com",
      "apiToken": "ATATT3x..."
    },
    "work": {
      "name": "work",
      "baseUrl": "https://work.atlassian.net",
      "email": "work@company.com",
      "apiToken": "ATATT3x..."
    },
    "dc": {
      "name": "dc",
      "baseUrl": "https://jira.company.com/jira",
      "authType": "bearer",
      "username": "myuser"
    }
  }
}
`;

Deno.test("decodeCredentialsFile() reads the documented file", () => {
  const file = decodeCredentialsFile(DOCUMENTED, PATH);
  assert.equal(file.currentProfile, "work");
  assert.deepEqual([...file.profiles.keys()], ["default", "work", "dc"]);
  const { apiToken, ...rest } = file.profiles.get("work") ?? assert.fail();
  assert.deepEqual(rest, { name: "work", baseUrl: "https://work.atlassian.net", email: "work@company.com" });
  assert.equal(apiToken?.reveal(), "ATATT3x...");
  assert.deepEqual(file.profiles.get("dc"), {
    name: "dc",
    baseUrl: "https://jira.company.com/jira",
    authType: "bearer",
    username: "myuser",
  });
});

Deno.test("encodeCredentialsFile() writes the documented file byte for byte", () => {
  assert.equal(encodeCredentialsFile(decodeCredentialsFile(DOCUMENTED, PATH)), DOCUMENTED);
});

Deno.test("encodeCredentialsFile() keeps every member that a profile can have", () => {
  const all: Required<Profile> = {
    name: "all",
    baseUrl: "https://all.atlassian.net",
    email: "a+b@ünï.test",
    authType: "basic",
    username: "user",
    apiToken: new Secret("token"),
    deployment: "cloud",
    product: "jira",
    accountId: "1:2",
    displayName: "A \u001b[31m B",
    cloudId: "0000-1111",
    apiBaseUrl: GATEWAY,
    tokenStore: "command",
    tokenCommand: ["pass", "show", ""],
    tokenEnv: "ATLCLI_TOKEN_2",
    keychainAccount: "user@all",
    caFile: "/ca.pem",
    clientCertFile: "/cert.pem",
    clientKeyFile: "/key.pem",
    proxy: "http://me:pw@proxy:8080",
    allowHttp: false,
    readOnly: true,
    tokenId: "7",
    tokenExpiresAt: "2027-01-01T00:00:00Z",
    verifiedAt: "2026-01-01T00:00:00Z",
    unknown: { zeta: { deep: [1, { x: null }] }, alpha: "" },
  };
  const text = encodeCredentialsFile({ profiles: new Map([["all", all]]), unknown: { version: 3, x: [] } });
  const read = decodeCredentialsFile(text, PATH);
  const { apiToken, ...rest } = read.profiles.get("all") ?? assert.fail();
  const { apiToken: written, ...expected } = all;
  assert.deepEqual(rest, expected);
  assert.ok(apiToken?.equals(written));
  assert.deepEqual(read.unknown, { version: 3, x: [] });
  assert.equal(encodeCredentialsFile(read), text);
});

Deno.test("encodeCredentialsFile() writes members in the documented order, unknown ones last", () => {
  const text = encodeCredentialsFile(decode({
    extra: 1,
    profiles: {
      a: { zz: 1, proxy: "http://p", apiToken: "t", email: "e@x", baseUrl: "https://a.test", name: "a" },
    },
    currentProfile: "a",
  }));
  assert.deepEqual([...text.matchAll(/"(\w+)":/g)].map(([, name]) => name), [
    ...["currentProfile", "profiles", "a", "name", "baseUrl", "email", "apiToken", "proxy", "zz", "extra"],
  ]);
});

Deno.test("encodeCredentialsFile() lets no unknown member replace a known one", () => {
  const unknown = { apiToken: "other", name: "x", pat: "y", zz: 1 };
  const work: Profile = {
    name: "work",
    baseUrl: "https://work.atlassian.net",
    apiToken: new Secret("t"),
    unknown,
  };
  const text = encodeCredentialsFile({
    profiles: new Map([["work", work]]),
    unknown: { profiles: {}, yy: 2 },
  });
  assert.deepEqual(JSON.parse(text), {
    profiles: { work: { name: "work", baseUrl: "https://work.atlassian.net", apiToken: "t", zz: 1 } },
    yy: 2,
  });
});

for (const content of [{}, { profiles: {} }, { currentProfile: "" }, { currentProfile: "", profiles: {} }]) {
  Deno.test(`decodeCredentialsFile() reads ${JSON.stringify(content)} as a file without profiles`, () => {
    assert.deepEqual(decode(content), { profiles: new Map() });
  });
}

Deno.test("decodeCredentialsFile() reads a file whose active profile is not there", () => {
  assert.equal(decode({ currentProfile: "gone", profiles: {} }).currentProfile, "gone");
});

Deno.test("decodeCredentialsFile() reads pat as apiToken, and it is written so", () => {
  assert.equal(profile({ pat: "t" })?.apiToken?.reveal(), "t");
  assert.equal(profile({ pat: "t", apiToken: "t" })?.apiToken?.reveal(), "t");
  assert.equal(profile({ pat: "t", apiToken: "" })?.apiToken?.reveal(), "t");
  const text = encodeCredentialsFile(decode({ profiles: { a: { baseUrl: "https://a.test", pat: "t" } } }));
  assert.match(text, /"apiToken": "t"/);
  assert.doesNotMatch(text, /"pat"/);
});

Deno.test("decodeCredentialsFile() drops white space around a token", () => {
  assert.equal(profile({ apiToken: " t\n" })?.apiToken?.reveal(), "t");
  assert.equal(profile({ apiToken: "x".repeat(3_000) })?.apiToken?.length, 3_000);
});

Deno.test("decodeCredentialsFile() counts an empty text as absent", () => {
  const empty = {
    email: "",
    apiToken: "",
    username: "",
    apiBaseUrl: "",
    tokenEnv: "",
    authType: "",
    name: "work",
  };
  assert.deepEqual(profile(empty), { name: "work", baseUrl: "https://work.atlassian.net" });
});

Deno.test("decodeCredentialsFile() gives a profile without a name its key's", () => {
  assert.equal(profile({}, "old")?.name, "old");
});

Deno.test("decodeCredentialsFile() brings an address into the one form", () => {
  assert.equal(profile({ baseUrl: "Work.atlassian.net/wiki/" })?.baseUrl, "https://work.atlassian.net");
  assert.equal(profile({ baseUrl: "http://127.0.0.1:8080/" })?.baseUrl, "http://127.0.0.1:8080");
  assert.equal(profile({ baseUrl: "http://jira.test", allowHttp: true })?.baseUrl, "http://jira.test");
});

for (const name of ["two words", "a/b", "-x", "ä😀", "x".repeat(200), "toString", ""]) {
  Deno.test(`decodeCredentialsFile() reads a profile named ${JSON.stringify(name.slice(0, 20))}`, () => {
    assert.equal(profile({}, name)?.name, name);
    const text = encodeCredentialsFile(decode({ profiles: { [name]: { baseUrl: "https://a.test" } } }));
    assert.ok(decodeCredentialsFile(text, PATH).profiles.has(name));
  });
}

Deno.test("decodeCredentialsFile() accepts the gateway of the profile's own tenant", () => {
  assert.equal(profile({ cloudId: "0000-1111", apiBaseUrl: GATEWAY })?.apiBaseUrl, GATEWAY);
});

for (
  const [what, text, place] of [
    ["an empty file", "", "line 1, column 1: nothing is there"],
    ["a list", "[]", "line 1, column 1: an empty list, where an object is wanted"],
    ["a text", '""', "line 1, column 1: empty text, where an object is wanted"],
    ["null", "null", "line 1, column 1: null, where an object is wanted"],
    ["a number", "7", "line 1, column 1: a number, where an object is wanted"],
    ["half a file", DOCUMENTED.slice(0, 150), 'line 7, column 13: a text has no closing "'],
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
