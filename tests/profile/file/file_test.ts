import assert from "node:assert/strict";
import { decodeCredentialsFile, encodeCredentialsFile } from "../../../src/profile/file/file.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { Secret } from "../../../src/core/secret.ts";

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
    searchFields: ["key", "summary"],
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
