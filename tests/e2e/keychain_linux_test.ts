/**
 * The real Secret Service: `deno task test:keychain` makes the sessions in which this file runs.
 *
 * `ATLCLI_TEST_KEYCHAIN_SESSION` says what the session is: `unlocked` (when unset), `locked`, `no-bus`, `no-provider`
 * or `no-keyring`.
 */
import assert from "node:assert/strict";
import { denoHost } from "../../src/host/deno/host.ts";
import { KeychainError } from "../../src/core/errors.ts";
import type { Host } from "../../src/core/host.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { Secret } from "../../src/core/secret.ts";
import { everyCall, failure, keychainContract } from "../helpers/keychain_contract.ts";
import { mustRun, noRealKeychain, runTool } from "./keychain_gate.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const SITE = "https://company.atlassian.net";
const TOKEN = "ATATT3xFfGF0-the-token-of-the-test";
/** Kept from the session that is unlocked to the one that is not. */
const KEPT = "kept for the locked session";
const item = { secret: new Secret(TOKEN), site: SITE };

const sessions: Readonly<Record<string, () => void>> = {
  "unlocked": unlocked,
  "locked": locked,
  "no-bus": () => unusable("a session without a bus"),
  "no-provider": () => unusable("a bus without a Secret Service"),
  "no-keyring": noKeyring,
};

const unless = onlyOn("linux", "this is not Linux") ?? noRealKeychain();

if (unless !== undefined) {
  gatedTest({ name: "Secret Service", unless, fn: () => {} });
} else {
  const session = Deno.env.get("ATLCLI_TEST_KEYCHAIN_SESSION") ?? "unlocked";
  const register = sessions[session];
  if (register === undefined) throw new Error(`No such session: "${session}"`);
  register();
}

function unlocked(): void {
  keychainContract("Secret Service", () => ({
    store: openKeychain(denoHost()),
    storeByHand: async (account, secret) => {
      const attributes = ["--", "service", "atlcli", "account", account];
      await mustRun("secret-tool", ["store", "--label=by hand", ...attributes], secret);
    },
  }), { fits: 8191, tooLarge: 8192 });

  Deno.test("Secret Service: shows the token to the documented command", async () => {
    const store = openKeychain(denoHost());
    await store.set(KEPT, item);
    const shown = await mustRun("secret-tool", [
      "lookup",
      "service",
      "atlcli",
      "account",
      KEPT,
      "site",
      SITE,
    ]);
    assert.equal(shown, TOKEN);
  });

  Deno.test("Secret Service: silently truncates a secret of more than 8,192 bytes, which is why ours refuses it", async () => {
    const attributes = ["service", "atlcli-test", "account", "too long"];
    await runTool("secret-tool", ["store", "--label=x", ...attributes], "k".repeat(9000));
    const { stdout } = await runTool("secret-tool", ["lookup", ...attributes]);
    await mustRun("secret-tool", ["clear", ...attributes]);
    assert.equal(stdout.length, 8192);
  });

  Deno.test("Secret Service: no process has the token in its command line or environment", async () => {
    const { host, seen, close } = await watchedHost();
    const store = openKeychain(host);
    try {
      await mustRun(
        "secret-tool",
        ["store", "--label=x", "service", "atlcli", "account", "watched"],
        "by hand",
      );
      await store.set("watched", item);
      assert.equal((await store.get("watched"))?.secret.reveal(), TOKEN);
      await store.delete("watched");
      const open = await seen();
      assert.match(open, /store/);
      assert.match(open, /DBUS_SESSION_BUS_ADDRESS=/);
      assert.doesNotMatch(open, /DISPLAY=|ATLCLI_/);
      assert.ok(!open.includes(TOKEN));
    } finally {
      await close();
    }
  });
}

function locked(): void {
  Deno.test("Secret Service, locked: every call is keychain-locked, at once, and the item is still there", async () => {
    const store = openKeychain(denoHost());
    const started = performance.now();
    for (const call of everyCall(store, KEPT)) await assertCode(call(), "keychain-locked");
    assert.ok(performance.now() - started < 9000);
    const found = await mustRun("secret-tool", ["search", "--all", "service", "atlcli", "account", KEPT]);
    assert.match(found, /^\[\/\d+\]$/m);
  });
  Deno.test("Secret Service, locked: set() of a new account is keychain-locked", async () => {
    await assertCode(openKeychain(denoHost()).set("new", item), "keychain-locked");
  });
}

function unusable(what: string): void {
  Deno.test(`Secret Service: ${what} is keychain-unavailable, at once`, async () => {
    const store = openKeychain(denoHost());
    const started = performance.now();
    for (const call of everyCall(store, KEPT)) await assertCode(call(), "keychain-unavailable");
    assert.ok(performance.now() - started < 9000);
  });
}

function noKeyring(): void {
  Deno.test("Secret Service: where no keyring was ever made there is no item, and none can be stored", async () => {
    const store = openKeychain(denoHost());
    assert.equal(await store.get(KEPT), undefined);
    await assertCode(store.set(KEPT, item), "keychain-unavailable");
  });
}

async function assertCode(call: Promise<unknown>, code: string): Promise<void> {
  const error = await failure(call);
  assert.ok(error instanceof KeychainError, String(error));
  assert.equal(error.code, code, error.message);
  assert.ok(!`${error.message}${error.hint}`.includes(TOKEN));
}

/** A host whose `secret-tool` writes down what `/proc` shows of it, and then becomes the real one. */
async function watchedHost(): Promise<{
  readonly host: Host;
  readonly seen: () => Promise<string>;
  readonly close: () => Promise<void>;
}> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-watched-" });
  const real = (await mustRun("sh", ["-c", "command -v secret-tool"])).trim();
  const log = `${folder}/seen`;
  const script = `#!/bin/sh\ncat /proc/$$/cmdline /proc/$$/environ >> '${log}'\nexec '${real}' "$@"\n`;
  await Deno.writeTextFile(`${folder}/secret-tool`, script, { mode: 0o755 });
  const host = denoHost();
  return {
    host: {
      ...host,
      env: (name) => name === "PATH" ? `${folder}:${host.env(name)}` : host.env(name),
      run: (command) =>
        host.run({
          ...command,
          program: command.program === "secret-tool" ? `${folder}/secret-tool` : command.program,
        }),
    },
    seen: async () => (await Deno.readTextFile(log)).replaceAll("\0", "\n"),
    close: () => Deno.remove(folder, { recursive: true }),
  };
}
