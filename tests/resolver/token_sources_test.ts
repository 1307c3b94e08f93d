import assert from "node:assert/strict";
import { KeychainError, type KeychainErrorCode } from "../../src/core/errors.ts";
import type { Profile } from "../../src/profile/profile.ts";
import type { Provenance } from "../../src/resolver/provenance.ts";
import {
  findToken,
  requireItemFor,
  TOKEN_SOURCES,
  type TokenQuestion,
} from "../../src/resolver/token_sources.ts";
import { Secret } from "../../src/core/secret.ts";
import { siteOf } from "../../src/site/site.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";
import { memorySecretStore, type MemorySecretStoreOptions } from "../../src/testing/memory_secret_store.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { printed } from "./fixture.ts";
import { adviceOn } from "../helpers/advice.ts";

const SITE = siteOf("https://jira.test");
const EVERYWHERE: Partial<Profile> = {
  username: "me",
  tokenCommand: ["pass", "atlassian"],
  tokenEnv: "ATLCLI_WORK",
  apiToken: new Secret("of-file"),
};
const FROM: Readonly<Record<string, Provenance>> = {
  environment: { source: "env", detail: "ATLCLI_API_TOKEN" },
  keychain: { source: "keychain", detail: "atlcli/me" },
  command: { source: "command", detail: "pass" },
  variable: { source: "env", detail: "ATLCLI_WORK" },
  file: { source: "file", detail: "credentials.json" },
};

interface Setting {
  readonly members?: Partial<Profile> | undefined;
  readonly environment?: string;
  readonly items?: MemorySecretStoreOptions["items"];
  readonly fault?: KeychainErrorCode;
  readonly variable?: string | undefined;
}

function ask(setting: Setting): TokenQuestion & {
  readonly keychain: ReturnType<typeof memorySecretStore>;
  readonly host: ReturnType<typeof memoryHost>;
} {
  const { members = EVERYWHERE, environment, items = { me: { secret: "of-keychain", site: SITE.url } } } =
    setting;
  const { variable = "of-variable", fault } = setting;
  const keychain = memorySecretStore({ items, ...(fault !== undefined && { fault }) });
  const host = memoryHost({ env: { ATLCLI_WORK: variable }, run: () => printed("of-command\n") });
  return {
    site: SITE,
    profile: { name: "work", baseUrl: SITE.url, ...members },
    token: environment === undefined ? undefined : {
      provenance: { source: "env", detail: "ATLCLI_API_TOKEN" },
      read: () => Promise.resolve(new Secret(environment)),
    },
    host,
    secretStore: keychain,
    keychain,
  };
}

Deno.test("findToken() looks in five places, in the documented order", () => {
  assert.deepEqual(TOKEN_SOURCES.map(({ kind }) => kind), [
    "environment",
    "keychain",
    "command",
    "variable",
    "file",
  ]);
});

const ORDER: readonly {
  readonly from: string;
  readonly setting: Setting;
  readonly left: readonly string[];
}[] = [
  {
    from: "environment",
    setting: { environment: "of-environment" },
    left: ["keychain", "command", "variable", "file"],
  },
  { from: "keychain", setting: {}, left: ["command", "variable", "file"] },
  { from: "command", setting: { items: {} }, left: ["variable", "file"] },
  { from: "command", setting: { members: { ...EVERYWHERE, tokenStore: "command" } }, left: [] },
  {
    from: "variable",
    setting: { items: {}, members: { ...EVERYWHERE, tokenStore: "env" } },
    left: [],
  },
  {
    from: "variable",
    setting: {
      items: {},
      members: { username: "me", tokenEnv: "ATLCLI_WORK", apiToken: new Secret("of-file") },
    },
    left: ["file"],
  },
  {
    from: "file",
    setting: { items: {}, members: { username: "me", apiToken: new Secret("of-file") } },
    left: [],
  },
  { from: "file", setting: { members: { ...EVERYWHERE, tokenStore: "file" } }, left: [] },
  { from: "keychain", setting: { members: { ...EVERYWHERE, tokenStore: "keychain" } }, left: [] },
];

for (const { from, setting, left } of ORDER) {
  const store = setting.members?.tokenStore ?? "no store";
  Deno.test(`findToken() takes the token of the ${from} (${store}), before ${left.join(", ") || "nothing"}`, async () => {
    const found = await findToken(ask(setting));
    assert.equal(found.token.reveal(), `of-${from}`);
    assert.deepEqual(found.provenance, FROM[from]);
    assert.deepEqual(found.shadowed, left.map((place) => FROM[place]));
  });
}

const UNTOUCHED: readonly { readonly name: string; readonly setting: Setting; readonly command: boolean }[] =
  [
    { name: "the environment has one", setting: { environment: "t" }, command: false },
    {
      name: "the profile keeps it in the file",
      setting: { members: { ...EVERYWHERE, tokenStore: "file" } },
      command: false,
    },
    {
      name: "a command gives it",
      setting: { members: { ...EVERYWHERE, tokenStore: "command" } },
      command: true,
    },
    {
      name: "a variable holds it",
      setting: { members: { ...EVERYWHERE, tokenStore: "env" } },
      command: false,
    },
    {
      name: "the profile names no account",
      setting: { members: { email: "a@x.test", apiToken: new Secret("t") } },
      command: false,
    },
  ];

for (const { name, setting, command } of UNTOUCHED) {
  Deno.test(`findToken() does not touch a keychain when ${name}`, async () => {
    const question = ask({ ...setting, fault: "keychain-locked" });
    await findToken(question);
    assert.deepEqual(question.keychain.calls, []);
    assert.equal(question.host.commands.length, command ? 1 : 0);
  });
}

Deno.test("findToken() starts no command when the keychain has the token", async () => {
  const question = ask({});
  await findToken(question);
  assert.deepEqual(question.host.commands, []);
  assert.deepEqual(question.keychain.calls, [{ method: "get", account: "me" }]);
});

const FAULTS: readonly KeychainErrorCode[] = [
  "keychain-unavailable",
  "keychain-locked",
  "keychain-denied",
  "keychain-timeout",
  "keychain-too-large",
  "keychain-failed",
];

for (const fault of FAULTS) {
  for (
    const [name, members] of [
      ["keeps its token there", { ...EVERYWHERE, tokenStore: "keychain" }],
      ["has no token in the file", { username: "me", tokenCommand: ["pass"], tokenEnv: "ATLCLI_WORK" }],
    ] as const
  ) {
    Deno.test(`findToken() takes ${fault} for no absence when the profile ${name}`, async () => {
      const question = ask({ members, fault });
      assert.ok(await failsWith(findToken(question), fault) instanceof KeychainError);
      assert.deepEqual(question.host.commands, []);
    });
  }

  const message = fault === "keychain-unavailable" ? "goes on to the file" : "stops";
  Deno.test(`findToken() ${message} at ${fault} when the profile has its token in the file`, async () => {
    const work = findToken(ask({ members: { username: "me", apiToken: new Secret("of-file") }, fault }));
    if (fault === "keychain-unavailable") assert.equal((await work).token.reveal(), "of-file");
    else await failsWith(work, fault);
  });
}

for (
  const [name, item, message] of [
    [
      "of another site",
      "https://other.test",
      /atlcli\/me belongs to https:\/\/other\.test, and profile "work" is for https:\/\/jira\.test/,
    ],
    ["of another context path", "https://jira.test/jira", /belongs to https:\/\/jira\.test\/jira/],
    ["without a site", undefined, /atlcli\/me does not say which site it is for/],
  ] as const
) {
  Deno.test(`findToken() refuses a keychain item ${name}, and asks nowhere else`, async () => {
    const question = ask({ items: { me: { secret: "theirs", ...(item !== undefined && { site: item }) } } });
    const error = await failsWith(findToken(question), "credential-refused");
    assert.match(error.message, message);
    assert.doesNotMatch(`${error.message} ${adviceOn(error)}`, /theirs/);
    assert.match(adviceOn(error), /auth login --profile work --site https:\/\/jira\.test/);
    assert.deepEqual(question.host.commands, []);
  });
}

Deno.test("requireItemFor() names the option that takes over an item without a site", () => {
  const item = { secret: new Secret("x"), site: undefined };
  assert.throws(
    () => requireItemFor(SITE, item, { account: "me", profile: "p" }),
    (error) => /--username me --adopt-keychain-item$/.test(adviceOn(error)),
  );
});

Deno.test("requireItemFor() gives the secret of an item of this site", () => {
  const item = { secret: new Secret("x"), site: SITE.url };
  assert.equal(requireItemFor(SITE, item, { account: "me", profile: "p" }).reveal(), "x");
});

Deno.test("findToken() looks on when a variable is not set", async () => {
  const members: Partial<Profile> = { tokenEnv: "ATLCLI_WORK", apiToken: new Secret("of-file") };
  assert.equal((await findToken(ask({ members, variable: "" }))).token.reveal(), "of-file");
});

Deno.test("findToken() names the variable whose text is no token", async () => {
  const question = ask({ members: { tokenEnv: "ATLCLI_WORK" }, variable: "se cret" });
  const error = await failsWith(findToken(question), "usage");
  assert.match(error.message, /^ATLCLI_WORK: The token contains/);
  assert.doesNotMatch(error.message, /cret/);
});

Deno.test("findToken() lets no profile take ATLCLI_API_TOKEN for its own", async () => {
  const question = ask({ members: { tokenEnv: "ATLCLI_API_TOKEN" } });
  question.host.setEnv("ATLCLI_API_TOKEN", "of-another-site");
  await failsWith(findToken(question), "no-credential");
});

const NOTHING: readonly { readonly members: Partial<Profile>; readonly message: RegExp }[] = [
  { members: {}, message: /^There is no token for profile "work"$/ },
  { members: { username: "me" }, message: /nothing in keychain atlcli\/me$/ },
  { members: { tokenEnv: "ATLCLI_WORK" }, message: /nothing in env ATLCLI_WORK$/ },
  { members: { username: "me", tokenEnv: "ATLCLI_WORK" }, message: /keychain atlcli\/me, env ATLCLI_WORK$/ },
  { members: { ...EVERYWHERE, tokenStore: "keychain" }, message: /nothing in keychain atlcli\/me$/ },
  {
    members: { apiToken: new Secret("t"), tokenStore: "command" },
    message: /^There is no token for profile "work"$/,
  },
  {
    members: { apiToken: new Secret("t"), tokenStore: "env" },
    message: /^There is no token for profile "work"$/,
  },
  {
    members: { apiToken: new Secret("t"), tokenStore: "keychain" },
    message: /^There is no token for profile "work"$/,
  },
];

for (const { members, message } of NOTHING) {
  Deno.test(`findToken() says where it looked: ${JSON.stringify(members)}`, async () => {
    const error = await failsWith(findToken(ask({ members, items: {}, variable: "" })), "no-credential");
    assert.match(error.message, message);
    assert.match(adviceOn(error), /auth login --profile work --token -\nOr set ATLCLI_API_TOKEN/);
  });
}

Deno.test("findToken() without a profile has the environment's token or none", async () => {
  const question = { ...ask({ environment: "t" }), profile: undefined };
  assert.deepEqual((await findToken(question)).shadowed, []);
  const error = await failsWith(findToken({ ...question, token: undefined }), "no-credential");
  assert.equal(error.message, "There is no token for https://jira.test");
  assert.equal(adviceOn(error), "Set ATLCLI_API_TOKEN");
});
