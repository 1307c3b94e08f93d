import assert from "node:assert/strict";
import type { CredentialsFile } from "../../src/profile/file/file.ts";
import { CredentialError, StorageError, UsageError } from "../../src/core/errors.ts";
import type { Profile } from "../../src/profile/profile.ts";
import {
  getProfile,
  withActiveProfile,
  withoutProfile,
  withoutToken,
  withProfile,
  withRenamedProfile,
} from "../../src/profile/edits.ts";
import { Secret } from "../../src/core/secret.ts";
import { adviceOn } from "../helpers/advice.ts";

function cloud(name: string, more: Partial<Profile> = {}): Profile {
  return { name, baseUrl: `https://${name}.atlassian.net`, ...more };
}

/** A file with these profiles, the first of which is active. */
function fileOf(...names: readonly string[]): CredentialsFile {
  return {
    ...(names[0] !== undefined && { currentProfile: names[0] }),
    profiles: new Map(names.map((name) => [name, cloud(name)])),
    unknown: { version: 1 },
  };
}

const EMPTY: CredentialsFile = { profiles: new Map() };

Deno.test("withProfile() makes the first profile the active one, and later ones not", () => {
  const one = withProfile(EMPTY, cloud("one"));
  const two = withProfile(one, cloud("two"));
  assert.equal(one.currentProfile, "one");
  assert.equal(two.currentProfile, "one");
  assert.deepEqual([...two.profiles.keys()], ["one", "two"]);
});

Deno.test("withProfile() makes no profile active when none of several is", () => {
  const { currentProfile: _, ...none } = fileOf("a", "b");
  assert.equal(withProfile(none, cloud("c")).currentProfile, undefined);
});

Deno.test("withProfile() replaces a profile where it stands", () => {
  const after = withProfile(fileOf("a", "b", "c"), cloud("b", { email: "new@b.test" }));
  assert.deepEqual([...after.profiles.keys()], ["a", "b", "c"]);
  assert.equal(after.profiles.get("b")?.email, "new@b.test");
  assert.equal(after.currentProfile, "a");
});

Deno.test("withProfile() keeps the unknown members of the profile that it replaces", () => {
  const before = withProfile(EMPTY, cloud("a", { unknown: { x: 1, y: 1 } }));
  assert.deepEqual(
    withProfile(before, cloud("a", { unknown: { y: 2 } })).profiles.get("a")?.unknown,
    {
      x: 1,
      y: 2,
    },
  );
  assert.deepEqual(withProfile(before, cloud("a")).profiles.get("a")?.unknown, { x: 1, y: 1 });
});

Deno.test("withProfile() refuses a new name that cannot be one, and takes an old one", () => {
  for (const name of ["__proto__", "constructor", "", "a b", "a/b", "x".repeat(200)]) {
    assert.throws(() => withProfile(EMPTY, cloud(name)), UsageError);
  }
  const old: CredentialsFile = { profiles: new Map([["a b", cloud("a b")]]) };
  assert.equal(
    withProfile(old, cloud("a b", { email: "x@y.z" })).profiles.get("a b")?.email,
    "x@y.z",
  );
});

Deno.test("withoutProfile() leaves no profile active when it was the active one", () => {
  assert.equal(withoutProfile(fileOf("a", "b"), "a").currentProfile, undefined);
  assert.equal(withoutProfile(fileOf("a", "b"), "b").currentProfile, "a");
});

Deno.test("withRenamedProfile() keeps a profile's place and moves the mark", () => {
  const after = withRenamedProfile(fileOf("a", "b", "c"), { from: "a", to: "z" });
  assert.deepEqual([...after.profiles.keys()], ["z", "b", "c"]);
  assert.equal(after.profiles.get("z")?.name, "z");
  assert.equal(after.currentProfile, "z");
  assert.equal(withRenamedProfile(fileOf("a", "b"), { from: "b", to: "z" }).currentProfile, "a");
});

Deno.test("withRenamedProfile() refuses a name that is taken", () => {
  assert.throws(() => withRenamedProfile(fileOf("a", "b"), { from: "a", to: "b" }), (error) => {
    assert.ok(error instanceof StorageError);
    assert.equal(error.code, "profile-exists");
    assert.match(error.message, /"b"/);
    return true;
  });
});

Deno.test("withRenamedProfile() to the same name changes nothing", () => {
  const file = fileOf("a");
  assert.equal(withRenamedProfile(file, { from: "a", to: "a" }), file);
});

Deno.test("withRenamedProfile() refuses a name that cannot be one", () => {
  assert.throws(() => withRenamedProfile(fileOf("a"), { from: "a", to: "__proto__" }), UsageError);
});

Deno.test("withActiveProfile() marks a profile", () => {
  assert.equal(withActiveProfile(fileOf("a", "b"), "b").currentProfile, "b");
});

Deno.test("withoutToken() takes the token and what was known of it, and nothing else", () => {
  const token = { apiToken: new Secret("t"), tokenId: "1", tokenExpiresAt: "2027", verifiedAt: "2026" };
  const kept = cloud("a", { email: "a@b.test", tokenStore: "file", unknown: { x: 1 } });
  const file = withProfile(fileOf("b"), { ...kept, ...token });
  assert.deepEqual(withoutToken(file, "a").profiles.get("a"), kept);
});

for (
  const [what, edit] of [
    ["withoutProfile()", (file) => withoutProfile(file, "wrok")],
    ["withRenamedProfile()", (file) => withRenamedProfile(file, { from: "wrok", to: "x" })],
    ["withActiveProfile()", (file) => withActiveProfile(file, "wrok")],
    ["withoutToken()", (file) => withoutToken(file, "wrok")],
    ["getProfile()", (file) => getProfile(file, "wrok")],
  ] as readonly (readonly [string, (file: CredentialsFile) => unknown])[]
) {
  Deno.test(`${what} tells the nearest name of a profile that does not exist`, () => {
    assert.throws(() => edit(fileOf("home", "work")), (error) => {
      assert.ok(error instanceof CredentialError);
      assert.equal(error.code, "unknown-profile");
      assert.equal(error.message, 'There is no profile "wrok"');
      assert.equal(adviceOn(error), 'Did you mean "work"?');
      return true;
    });
    assert.throws(() => edit(EMPTY), (error) => adviceOn(error) === "See which there are: atlcli auth list");
  });
}

Deno.test("no edit changes the file that it was given, or loses what it does not know", () => {
  const file = fileOf("a", "b");
  const before = structuredClone(file);
  const edits = [
    withProfile(file, cloud("c")),
    withoutProfile(file, "a"),
    withRenamedProfile(file, { from: "a", to: "z" }),
    withActiveProfile(file, "b"),
    withoutToken(file, "a"),
  ];
  assert.deepEqual(file, before);
  for (const after of edits) assert.deepEqual(after.unknown, { version: 1 });
});
