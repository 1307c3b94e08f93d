import assert from "node:assert/strict";
import { KeychainError } from "../../src/core/errors.ts";
import type { CommandResult } from "../../src/core/host.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { Secret } from "../../src/core/secret.ts";
import type { SecretStore } from "../../src/core/secret_store.ts";
import { everyCall, failure, keychainContract } from "../helpers/keychain_contract.ts";
import { type SecretItem, secretTool, type SecretToolKnobs } from "../stand_ins/secret_tool.ts";
import { inTheOpen, type TestHost, testHost } from "./hosts.ts";
import { adviceOn } from "../helpers/advice.ts";
import { failsWith } from "../helpers/fails_with.ts";

const SITE = "https://company.atlassian.net";
const OTHER_SITE = "https://jira.company.com";
const TOKEN = "ATATT3xFfGF0-the-token";
const BUS = "unix:path=/run/user/1000/bus";
const item = { secret: new Secret(TOKEN), site: SITE };

interface Desktop {
  readonly host: TestHost;
  readonly store: SecretStore;
  readonly items: SecretItem[];
}

const ENV = {
  PATH: "/usr/bin",
  HOME: "/home/me",
  XDG_RUNTIME_DIR: "/run/user/1000",
  DBUS_SESSION_BUS_ADDRESS: BUS,
  DISPLAY: ":0",
  WAYLAND_DISPLAY: "wayland-0",
  LD_PRELOAD: "x.so",
  ATLCLI_API_TOKEN: TOKEN,
};

interface DesktopOptions extends SecretToolKnobs {
  readonly interactive?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

function desktop({ interactive = false, env = ENV, ...knobs }: DesktopOptions = {}): Desktop {
  const items: SecretItem[] = [];
  const programs = { "secret-tool": (command: TestCommand) => secretTool(command, items, knobs) };
  const host = testHost("linux", { env, programs });
  return { host, items, store: openKeychain(host, { interactive }) };
}
type TestCommand = Parameters<typeof secretTool>[0];

function byHand(items: SecretItem[], account: string, secret: string, site?: string): void {
  const attributes = { service: "atlcli", account, ...(site === undefined ? {} : { site }) };
  items.push({ attributes, secret: new TextEncoder().encode(secret) });
}

function said(stderr: string, code = 1): CommandResult {
  return { code, stdout: new Uint8Array(), stderr: new Uint8Array(new TextEncoder().encode(stderr)) };
}

keychainContract("Linux adapter", () => {
  const { store, items } = desktop();
  return { store, storeByHand: (account, secret) => Promise.resolve(byHand(items, account, secret)) };
}, { fits: 8191, tooLarge: 8192 });

Deno.test("secretService() keeps service, account and site as attributes", async () => {
  const { store, items } = desktop();
  await store.set("alice", item);
  assert.deepEqual(items.map(({ attributes }) => attributes), [
    { service: "atlcli", account: "alice", site: SITE },
  ]);
});

Deno.test("secretService() never gives the secret on a command line or in an environment", async () => {
  const { host, store, items } = desktop();
  byHand(items, "alice", "by-hand");
  await store.set("alice", item);
  await store.get("alice");
  await store.delete("alice");
  for (const command of host.commands) assert.ok(!inTheOpen(command).includes(TOKEN));
});

Deno.test("secretService() hands on no screen, and nothing that is not on its list", async () => {
  const { host, store } = desktop();
  await store.look("alice");
  assert.deepEqual(host.commands[0]?.environment, {
    kind: "only",
    variables: {
      PATH: "/usr/bin",
      HOME: "/home/me",
      XDG_RUNTIME_DIR: "/run/user/1000",
      DBUS_SESSION_BUS_ADDRESS: BUS,
      LC_ALL: "C.UTF-8",
    },
  });
});

Deno.test("secretService() hands on the screen when it is interactive", async () => {
  const { host, store } = desktop({ interactive: true });
  await store.look("alice");
  const [command] = host.commands;
  assert.ok(command?.environment.kind === "only");
  assert.equal(command.environment.variables["DISPLAY"], ":0");
  assert.equal(command.environment.variables["WAYLAND_DISPLAY"], "wayland-0");
  assert.equal(command.timeoutMs, 60_000);
});

const BUSES: readonly (readonly [env: Readonly<Record<string, string>>, address: string | undefined])[] = [
  [{ DBUS_SESSION_BUS_ADDRESS: BUS, XDG_RUNTIME_DIR: "/r" }, BUS],
  [{ XDG_RUNTIME_DIR: "/run/user/1000" }, BUS],
  [{ XDG_RUNTIME_DIR: "/run/my user;1" }, "unix:path=/run/my%20user%3B1/bus"],
  [{ DBUS_SESSION_BUS_ADDRESS: "autolaunch:", XDG_RUNTIME_DIR: "/run/user/1000" }, BUS],
  [{ DBUS_SESSION_BUS_ADDRESS: "autolaunch:", DISPLAY: ":0" }, undefined],
  [{ DISPLAY: ":0" }, undefined],
];
for (const [env, address] of BUSES) {
  Deno.test(`secretService() names the bus ${address} when the environment has ${JSON.stringify(env)}`, async () => {
    const { host, store } = desktop({ env });
    if (address === undefined) {
      for (const call of everyCall(store)) await assert.rejects(call, { code: "keychain-unavailable" });
      assert.equal(host.commands.length, 0);
    } else {
      await store.look("alice");
      const [command] = host.commands;
      assert.ok(command?.environment.kind === "only");
      assert.equal(command.environment.variables["DBUS_SESSION_BUS_ADDRESS"], address);
    }
  });
}

Deno.test("a locked keyring is keychain-locked, never absent, and is asked nothing that brings up a dialog", async () => {
  const { host, store, items } = desktop({ locked: "for good" });
  byHand(items, "alice", TOKEN, SITE);
  for (const call of everyCall(store)) {
    const error = await failure(call());
    assert.ok(error instanceof KeychainError);
    assert.equal(error.code, "keychain-locked");
  }
  assert.ok(host.commands.every(({ args }) => args[0] !== "lookup" && args[0] !== "store"));
  assert.ok(host.commands.every(({ args }) => !args.includes("--unlock")));
});

Deno.test("set() of a new account into a locked keyring is keychain-locked", async () => {
  await assert.rejects(desktop({ locked: "for good" }).store.set("alice", item), { code: "keychain-locked" });
});

Deno.test("an interactive call lets the user unlock the keyring", async () => {
  const { store, items } = desktop({ locked: "until asked", interactive: true });
  byHand(items, "alice", TOKEN, SITE);
  assert.equal((await store.get("alice"))?.secret.reveal(), TOKEN);
});

for (const missing of ["bus", "provider"] as const) {
  Deno.test(`a session without a ${missing} is keychain-unavailable`, async () => {
    for (const call of everyCall(desktop({ missing }).store)) {
      const error = await failsWith(call(), "keychain-unavailable");
      assert.match(adviceOn(error), /--storage file.*ATLCLI_API_TOKEN/);
    }
  });
}

Deno.test("a session without a keyring has no item, and cannot keep one", async () => {
  const { store } = desktop({ missing: "keyring" });
  assert.equal(await store.get("alice"), undefined);
  await assert.rejects(store.set("alice", item), { code: "keychain-unavailable" });
});

Deno.test("secret-tool that is not there is keychain-unavailable, and the hint says what to install", async () => {
  const store = openKeychain(testHost("linux", { env: ENV }));
  for (const call of everyCall(store)) {
    await assert.rejects(call, { code: "keychain-unavailable", hint: /libsecret-tools/ });
  }
});

Deno.test("an unanswered dialog is keychain-timeout", async () => {
  for (const call of everyCall(desktop({ hang: true }).store)) {
    await assert.rejects(call, { code: "keychain-timeout" });
  }
});

const FAILURES: readonly (readonly [stderr: string, code: string])[] = [
  ["secret-tool: Cannot autolaunch D-Bus without X11 $DISPLAY\n", "keychain-unavailable"],
  ["secret-tool: Could not connect: No such file or directory\n", "keychain-unavailable"],
  ["secret-tool: The prompt was dismissed\n", "keychain-denied"],
  ["secret-tool: Cannot get secret of a locked object\n", "keychain-locked"],
  ["secret-tool: \x1b[31mOut of memory\n", "keychain-failed"],
  ["", "keychain-failed"],
];
for (const [stderr, code] of FAILURES) {
  Deno.test(`secretService() takes ${JSON.stringify(stderr)} for ${code}`, async () => {
    const host = testHost("linux", { env: ENV, programs: { "secret-tool": () => said(stderr) } });
    const error = await failure(openKeychain(host).look("alice"));
    assert.ok(error instanceof KeychainError);
    assert.equal(error.code, code);
    assert.doesNotMatch(error.message, /\p{Cc}/u);
  });
}

Deno.test('an account named "locked" is not a locked keyring', async () => {
  const { store } = desktop();
  await store.set("locked", item);
  assert.deepEqual(await store.look("locked"), { site: SITE });
});

Deno.test("an answer without attributes is keychain-failed, not absent", async () => {
  const secret = new Uint8Array(new TextEncoder().encode("[/1]\nsecret = x\n"));
  const result = { code: 0, stdout: secret, stderr: new Uint8Array() };
  const host = testHost("linux", { env: ENV, programs: { "secret-tool": () => result } });
  await assert.rejects(openKeychain(host).look("alice"), { code: "keychain-failed" });
});

Deno.test("two items of one account are keychain-failed until set() replaces them by one", async () => {
  const { store, items } = desktop();
  byHand(items, "alice", "t1", SITE);
  byHand(items, "alice", "t2", OTHER_SITE);
  await assert.rejects(store.look("alice"), { code: "keychain-failed", message: /2 items/ });
  await assert.rejects(store.get("alice"), { code: "keychain-failed" });
  await store.set("alice", item);
  assert.equal((await store.get("alice"))?.secret.reveal(), TOKEN);
  assert.equal(items.length, 1);
});

Deno.test("delete() removes every item of the account", async () => {
  const { store, items } = desktop();
  byHand(items, "alice", "t1", SITE);
  byHand(items, "alice", "t2");
  assert.equal(await store.delete("alice"), true);
  assert.deepEqual(items, []);
});

/** Kills `set` before each of its calls in turn; gives what the keyring holds then. */
async function cutShort(old: { readonly site?: string }): Promise<readonly (readonly string[])[]> {
  const states: string[][] = [];
  for (let left = 0; left < 20; left++) {
    const items: SecretItem[] = [];
    byHand(items, "alice", "old", old.site);
    let calls = left;
    const host = testHost("linux", {
      env: ENV,
      programs: { "secret-tool": (command) => calls-- > 0 ? secretTool(command, items) : "hang" },
    });
    const isDone = await openKeychain(host).set("alice", item).then(() => true, () => false);
    states.push(items.map(({ secret }) => new TextDecoder().decode(secret)));
    if (isDone) return states;
  }
  return states;
}

for (const old of [{ site: OTHER_SITE }, {}]) {
  Deno.test(`set() that is cut short anywhere loses neither ${JSON.stringify(old)} nor the new item`, async () => {
    const states = await cutShort(old);
    assert.ok(states.length > 5);
    for (const secrets of states) assert.ok(secrets.includes("old") || secrets.includes(TOKEN));
    assert.deepEqual(states.at(-1), [TOKEN]);
  });
}

Deno.test("delete() removes the copy that a set() left which was cut short", async () => {
  const { store, items } = desktop();
  items.push({
    attributes: { service: "atlcli-spare", account: "alice", site: SITE },
    secret: new Uint8Array([65]),
  });
  assert.equal(await store.delete("alice"), false);
  assert.deepEqual(items, []);
});

Deno.test("set() of a silently truncated secret is keychain-failed", async () => {
  const items: SecretItem[] = [];
  const programs = {
    "secret-tool": (command: TestCommand): CommandResult | "hang" =>
      secretTool({ ...command, ...(command.stdin ? { stdin: command.stdin.slice(0, 5) } : {}) }, items),
  };
  await assert.rejects(openKeychain(testHost("linux", { env: ENV, programs })).set("alice", item), {
    code: "keychain-failed",
    message: 'The Secret Service did not store the token of account "alice" unchanged',
  });
});

Deno.test("get() of an item that is empty or not text is keychain-failed", async () => {
  for (const bytes of [[0xff, 0xfe], []]) {
    const { store, items } = desktop();
    items.push({ attributes: { service: "atlcli", account: "alice" }, secret: new Uint8Array(bytes) });
    await assert.rejects(store.get("alice"), { code: "keychain-failed" });
  }
});
