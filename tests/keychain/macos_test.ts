import assert from "node:assert/strict";
import { AtlcliError, KeychainError } from "../../src/core/errors.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { Secret } from "../../src/core/secret.ts";
import type { SecretStore } from "../../src/core/secret_store.ts";
import { everyCall, failure, keychainContract } from "../helpers/keychain_contract.ts";
import { security, type SecurityItem, type SecurityKnobs } from "../stand_ins/security.ts";
import { fromBytes, utf8 } from "../stand_ins/security_line.ts";
import { inTheOpen, type TestHost, testHost } from "./hosts.ts";
import { adviceOn } from "../helpers/advice.ts";

const SITE = "https://company.atlassian.net";
const TOKEN = "ATATT3xFfGF0-the-token";
const PROGRAM = "/usr/bin/security";
const item = { secret: new Secret(TOKEN), site: SITE };

interface Mac {
  readonly host: TestHost;
  readonly store: SecretStore;
  readonly items: SecurityItem[];
}

function mac(knobs: SecurityKnobs = {}, interactive = false): Mac {
  const items: SecurityItem[] = [];
  const env = { HOME: "/Users/me", USER: "me", LOGNAME: "me", ATLCLI_API_TOKEN: TOKEN, DYLD_X: "x" };
  const host = testHost("darwin", {
    env,
    programs: { [PROGRAM]: (command) => security(command, items, knobs) },
  });
  return { host, items, store: openKeychain(host, { interactive }) };
}

function byHand(items: SecurityItem[], account: string, secret: string, comment?: string): void {
  const comments = comment === undefined ? [] : ["-j", comment];
  security(
    { args: ["add-generic-password", "-s", "atlcli", "-a", account, ...comments, "-w", secret] },
    items,
  );
}

keychainContract("macOS adapter", () => {
  const { store, items } = mac();
  return {
    store,
    storeByHand: (account, secret) => Promise.resolve(byHand(items, account, secret)),
  };
}, { fits: 3000, tooLarge: 4095 });

Deno.test("macosKeychain() keeps a token so that the documented command shows it", async () => {
  const { store, items } = mac();
  await store.set("alice", item);
  const shown = security(
    { args: ["find-generic-password", "-s", "atlcli", "-a", "alice", "-w"] },
    items,
  );
  assert.ok(shown !== "hang");
  assert.equal(fromBytes(shown.stdout), `${TOKEN}\n`);
});

Deno.test("macosKeychain() keeps the site as the item's comment", async () => {
  const { store, items } = mac();
  await store.set("alice", item);
  assert.deepEqual(items.map(({ service, account, comment }) => ({ service, account, comment })), [
    { service: "atlcli", account: "alice", comment: SITE },
  ]);
});

Deno.test("macosKeychain() encodes a secret that security would show as hexadecimal digits", async () => {
  const { store, items } = mac();
  await store.set("alice", { ...item, secret: new Secret("über") });
  assert.equal(items[0]?.secret, "atlcli-b64:w7xiZXI=");
});

Deno.test("macosKeychain() never gives the secret on a command line or in an environment", async () => {
  const { host, store } = mac();
  await store.set("alice", item);
  await store.get("alice");
  await store.delete("alice");
  assert.ok(host.commands.length > 0);
  for (const command of host.commands) assert.ok(!inTheOpen(command).includes(TOKEN));
});

Deno.test("macosKeychain() starts /usr/bin/security with an environment of its own", async () => {
  const { host, store } = mac();
  await store.look("alice");
  assert.deepEqual(host.commands.map(({ program }) => program), [PROGRAM]);
  assert.deepEqual(host.commands[0]?.environment, {
    kind: "only",
    variables: { HOME: "/Users/me", USER: "me", LOGNAME: "me", PATH: "/usr/bin:/bin", LC_ALL: "C" },
  });
});

for (const [interactive, seconds] of [[false, 10], [true, 60]] as const) {
  Deno.test(`openKeychain() gives each call ${seconds} s when interactive is ${interactive}`, async () => {
    const { host, store } = mac({}, interactive);
    await store.set("alice", item);
    assert.deepEqual(new Set(host.commands.map(({ timeoutMs }) => timeoutMs)), new Set([seconds * 1000]));
  });
}

Deno.test("macosKeychain() overwrites the line with the secret after it was read", async () => {
  const lines: Uint8Array[] = [];
  const items: SecurityItem[] = [];
  const host = testHost("darwin", {
    programs: {
      [PROGRAM]: (command) => {
        if (command.stdin !== undefined) lines.push(command.stdin);
        return security(command, items);
      },
    },
  });
  await openKeychain(host).set("alice", item);
  assert.ok(lines.length === 1 && lines.every((line) => line.every((byte) => byte === 0)));
});

Deno.test("macosKeychain() looks at the attributes first, and reads no secret of an absent item", async () => {
  const { host, store } = mac();
  await store.get("alice");
  assert.deepEqual(host.commands.map(({ args }) => args), [[
    "find-generic-password",
    "-s",
    "atlcli",
    "-a",
    "alice",
  ]]);
});

Deno.test("look() reads attributes only", async () => {
  const { host, store, items } = mac();
  byHand(items, "alice", TOKEN, SITE);
  await store.look("alice");
  assert.ok(host.commands.every(({ args }) => !args.includes("-w") && !args.includes("-g")));
});

const COMMENTS: readonly (readonly [comment: string, site: string | undefined])[] = [
  [SITE, SITE],
  ["my own note", undefined],
  [`see "${SITE}"`, undefined],
  ["für Jira", undefined],
  ["https://bücher.example/jira", "https://bücher.example/jira"],
  ["https://a.example/b\\c", "https://a.example/b\\c"],
  ["two\nlines", undefined],
];
for (const [comment, site] of COMMENTS) {
  Deno.test(`look() takes the comment ${JSON.stringify(comment)} for the site ${site}`, async () => {
    const { store, items } = mac();
    byHand(items, "alice", TOKEN, comment);
    assert.deepEqual(await store.look("alice"), { site });
  });
}

const BY_HAND = ["plain", "0a0b0c", "c3bc", "über", "a line\n", " \t ", 'quo"te', "back\\slash", "deadbeef"];
for (const secret of BY_HAND) {
  Deno.test(`get() reads ${JSON.stringify(secret)} as it was stored by hand`, async () => {
    const { store, items } = mac();
    byHand(items, "alice", secret);
    assert.equal((await store.get("alice"))?.secret.reveal(), secret);
  });
}

const UNREADABLE = {
  "atlcli-b64:*": "broken base64",
  "atlcli-b64:/w==": "no text",
  "\xff": "bytes that are no text",
};
for (const [secret, what] of Object.entries(UNREADABLE)) {
  Deno.test(`get() of an item with ${what} in it is keychain-failed`, async () => {
    const { store, items } = mac();
    items.push({ service: "atlcli", account: "alice", label: "atlcli", secret });
    await assert.rejects(store.get("alice"), { code: "keychain-failed" });
  });
}

Deno.test("get() of an empty item is keychain-failed, not absent", async () => {
  const { store, items } = mac();
  items.push({ service: "atlcli", account: "alice", label: "atlcli", secret: "" });
  await assert.rejects(store.get("alice"), { code: "keychain-failed" });
});

const STATUSES: readonly (readonly [status: number, code: string])[] = [
  [29, "keychain-locked"],
  [36, "keychain-locked"],
  [45, "keychain-denied"],
  [51, "keychain-denied"],
  [52, "keychain-denied"],
  [128, "keychain-denied"],
  [37, "keychain-unavailable"],
  [49, "keychain-unavailable"],
  [50, "keychain-unavailable"],
  [53, "keychain-unavailable"],
  [1, "keychain-failed"],
  [2, "keychain-failed"],
  [137, "keychain-failed"],
];
for (const [status, code] of STATUSES) {
  Deno.test(`macosKeychain() takes exit status ${status} for ${code}, and says nothing that security said`, async () => {
    const empty = new Uint8Array();
    const said = new TextEncoder().encode(`security: unknown command "${TOKEN}"`);
    const host = testHost("darwin", {
      programs: { [PROGRAM]: () => ({ code: status, stdout: empty, stderr: new Uint8Array(said) }) },
    });
    const store = openKeychain(host);
    for (const call of everyCall(store)) {
      const error = await failure(call());
      assert.ok(error instanceof KeychainError);
      assert.equal(error.code, code);
      assert.ok(!`${error.message}${adviceOn(error)}${error.stack}`.includes(TOKEN));
      assert.match(adviceOn(error), /--storage file.*ATLCLI_API_TOKEN/);
    }
  });
}

for (const locked of [36, 51, 128]) {
  Deno.test(`a keychain that answers ${locked} still shows attributes, and is never taken for absent`, async () => {
    const { store, items } = mac({ locked });
    byHand(items, "alice", TOKEN, SITE);
    assert.deepEqual(await store.look("alice"), { site: SITE });
    for (const call of everyCall(store).slice(1)) {
      const error = await failure(call());
      assert.ok(error instanceof KeychainError);
      assert.equal(error.code, locked === 36 ? "keychain-locked" : "keychain-denied");
    }
    assert.equal(items.length, 1);
  });
}

Deno.test("an unanswered dialog is keychain-timeout", async () => {
  const { store } = mac({ hang: true });
  for (const call of everyCall(store)) {
    await assert.rejects(call, { code: "keychain-timeout", message: /within 10 seconds/ });
  }
});

Deno.test("a security that is not there is keychain-unavailable", async () => {
  await assert.rejects(openKeychain(testHost("darwin", {})).get("a"), {
    code: "keychain-unavailable",
    message: 'The macOS keychain cannot be used: "/usr/bin/security" was not found',
  });
});

Deno.test("set() takes the longest line that security reads whole, and not a byte more", async () => {
  const { store, host } = mac();
  const empty = `add-generic-password -U "-s" "atlcli" "-a" "alice" "-j" "${SITE}" "-w" ""`.length;
  const longest = "k".repeat(4094 - empty);
  await store.set("alice", { secret: new Secret(longest), site: SITE });
  assert.equal(host.commands.find(({ args }) => args[0] === "-i")?.stdin?.length, 4095);
  const started = host.commands.length;
  const error = await failure(store.set("alice", { secret: new Secret(`${longest}k`), site: SITE }));
  assert.ok(error instanceof AtlcliError && error.code === "keychain-too-large");
  assert.equal(host.commands.length, started);
});

Deno.test("set() counts what quoting and encoding add", async () => {
  const { store, host } = mac();
  for (const secret of ['"'.repeat(2050), "ü".repeat(1550)]) {
    await assert.rejects(store.set("alice", { secret: new Secret(secret), site: SITE }), {
      code: "keychain-too-large",
    });
  }
  assert.equal(host.commands.length, 0);
});

Deno.test("set() that was not kept is keychain-failed", async () => {
  const items: SecurityItem[] = [];
  const host = testHost("darwin", {
    programs: {
      [PROGRAM]: (command) => {
        const result = security(command, items);
        for (const each of items) items.splice(0, 1, { ...each, secret: utf8("another") });
        return result;
      },
    },
  });
  await assert.rejects(openKeychain(host).set("alice", item), {
    code: "keychain-failed",
    message: 'The macOS keychain did not store the token of account "alice" unchanged',
  });
});

Deno.test("delete() that left an item behind is keychain-failed", async () => {
  const items: SecurityItem[] = [];
  const host = testHost("darwin", {
    programs: {
      [PROGRAM]: (command) =>
        command.args[0] === "delete-generic-password"
          ? security({ args: ["help"] }, items)
          : security(command, items),
    },
  });
  byHand(items, "alice", TOKEN);
  await assert.rejects(openKeychain(host).delete("alice"), { code: "keychain-failed", message: /still has/ });
});
