import assert from "node:assert/strict";
import { inspectTokens, type TokenPresence } from "../../../src/profile/tokens/inspect.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { Secret } from "../../../src/core/secret.ts";
import { memoryHost } from "../../../src/testing/memory_host.ts";
import { memorySecretStore } from "../../../src/testing/memory_secret_store.ts";
import { DC, JIRA, OTHER } from "./fixture.ts";

const NOTHING: TokenPresence = {
  environment: false,
  keychain: false,
  keychainReason: undefined,
  file: false,
};

const CASES: readonly {
  readonly name: string;
  readonly profile?: Profile;
  readonly env?: Readonly<Record<string, string>>;
  readonly site?: string;
  readonly expected: Partial<TokenPresence>;
}[] = [
  { name: "nothing", expected: {} },
  { name: "the environment's", env: { ATLCLI_API_TOKEN: "t" }, expected: { environment: true } },
  {
    name: "the environment's file, unread",
    env: { ATLCLI_API_TOKEN_FILE: "/gone" },
    expected: { environment: true },
  },
  {
    name: "no token in empty variables",
    env: { ATLCLI_API_TOKEN: "", ATLCLI_API_TOKEN_FILE: "" },
    expected: {},
  },
  {
    name: "the file's",
    profile: { ...DC, apiToken: new Secret("t"), tokenStore: "file" },
    expected: { file: true },
  },
  { name: "the keychain's", profile: DC, site: JIRA, expected: { keychain: true } },
  { name: "none in the keychain", profile: { ...DC, username: "nobody" }, site: JIRA, expected: {} },
  { name: "not the keychain's of another site", profile: DC, site: OTHER, expected: {} },
  { name: "not a keychain item that was not taken over", profile: DC, expected: {} },
  {
    name: "not the keychain's of a profile that keeps its own elsewhere",
    profile: { ...DC, tokenStore: "env" },
    site: JIRA,
    expected: {},
  },
  {
    name: "all of them",
    profile: { ...DC, apiToken: new Secret("t") },
    env: { ATLCLI_API_TOKEN: "t" },
    site: JIRA,
    expected: { environment: true, keychain: true, file: true },
  },
];

for (const { name, profile, env = {}, site, expected } of CASES) {
  Deno.test(`inspectTokens() sees ${name}, and reads none`, async () => {
    const secretStore = memorySecretStore({
      items: { myuser: { secret: "t", ...(site !== undefined && { site }) } },
    });
    const host = memoryHost({ env });
    assert.deepEqual(await inspectTokens({ host, secretStore }, profile), { ...NOTHING, ...expected });
    assert.ok(secretStore.calls.every(({ method }) => method === "look"));
    assert.equal(host.steps, 0);
  });
}

Deno.test("inspectTokens() does not take a mistake for a keychain that refuses", async () => {
  const secretStore = { ...memorySecretStore(), look: () => Promise.reject(new RangeError("a mistake")) };
  await assert.rejects(inspectTokens({ host: memoryHost(), secretStore }, DC), RangeError);
});

Deno.test("inspectTokens() cannot tell of a keychain that refuses, and says why", async () => {
  for (const fault of ["keychain-locked", "keychain-unavailable", "keychain-timeout"] as const) {
    const presence = await inspectTokens(
      { host: memoryHost(), secretStore: memorySecretStore({ fault }) },
      DC,
    );
    assert.equal(presence.keychain, null);
    assert.match(presence.keychainReason ?? "", new RegExp(fault));
  }
});
