import assert from "node:assert/strict";
import { UsageError } from "../../src/core/errors.ts";
import { isBearer, keychainAccountOf, type Profile, profileSite } from "../../src/profile/profile.ts";
import { parseProfileName } from "../../src/profile/name.ts";

for (
  const name of ["a", "default", "client-acme", "ada@company.com", "1.2_3+4", "Jörg", "仕事", "x".repeat(64)]
) {
  Deno.test(`parseProfileName() takes "${name.slice(0, 20)}" (${name.length})`, () => {
    assert.equal(parseProfileName(name), name);
  });
}

const NO_NAMES: readonly (readonly [name: string, message: RegExp])[] = [
  ["", /is empty/],
  ["x".repeat(65), /longer than 64 characters: "x{20}…"/],
  ["😀".repeat(65), /longer than 64/],
  ["-x", /cannot be named "-x"/],
  [".x", /cannot be named/],
  ["@x", /cannot be named/],
  ["a b", /cannot be named "a b"/],
  ["a/b", /cannot be named/],
  ["a\\b", /cannot be named/],
  ['a"b', /cannot be named "a\\"b"/],
  ["a\nb", /cannot be named "a\\nb"/],
  ["a\u202eb", /cannot be named/],
  ["__proto__", /cannot be named "__proto__"/],
  ["constructor", /cannot be named "constructor"/],
  ["prototype", /cannot be named "prototype"/],
];

for (const [name, message] of NO_NAMES) {
  Deno.test(`parseProfileName() refuses ${JSON.stringify(name.slice(0, 20))} (${name.length})`, () => {
    assert.throws(() => parseProfileName(name), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      assert.match(error.hint ?? "", /1 to 64/);
      return true;
    });
  });
}

Deno.test("parseProfileName() counts characters, not their halves", () => {
  assert.equal(parseProfileName("𝐚".repeat(64)).length, 128);
});

Deno.test("profileSite() allows plain http only where the profile says so", () => {
  assert.equal(profileSite({ baseUrl: "http://jira.test", allowHttp: true }).url, "http://jira.test");
  assert.throws(() => profileSite({ baseUrl: "http://jira.test", allowHttp: false }), UsageError);
  assert.throws(() => profileSite({ baseUrl: "http://jira.test" }), UsageError);
});

Deno.test("isBearer() says yes to bearer alone", () => {
  assert.deepEqual([isBearer({ authType: "bearer" }), isBearer({ authType: "basic" }), isBearer({})], [
    true,
    false,
    false,
  ]);
});

const ACCOUNTS: readonly (readonly [members: Partial<Profile>, account: string | undefined])[] = [
  [{}, undefined],
  [{ email: "a@x" }, undefined],
  [{ username: "u" }, "u"],
  [{ username: "u", email: "a@x" }, "u"],
  [{ keychainAccount: "k" }, "k"],
  [{ keychainAccount: "k", username: "u", email: "a@x", tokenStore: "keychain" }, "k"],
  [{ username: "u", email: "a@x", tokenStore: "keychain" }, "u"],
  [{ email: "a@x", tokenStore: "keychain" }, "a@x"],
  [{ tokenStore: "keychain" }, undefined],
  [{ username: "u", keychainAccount: "k", tokenStore: "file" }, undefined],
  [{ username: "u", keychainAccount: "k", tokenStore: "command" }, undefined],
  [{ username: "u", keychainAccount: "k", tokenStore: "env" }, undefined],
];

for (const [members, account] of ACCOUNTS) {
  Deno.test(`keychainAccountOf() says ${account} of ${JSON.stringify(members)}`, () => {
    assert.equal(keychainAccountOf({ name: "p", baseUrl: "https://jira.test", ...members }), account);
  });
}
