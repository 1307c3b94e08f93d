/** The real keychain of macOS: the default one of this user, unlocked. Every item is removed again. */
import assert from "node:assert/strict";
import { denoHost } from "../../src/host/deno/host.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { Secret } from "../../src/core/secret.ts";
import { keychainContract } from "../helpers/keychain_contract.ts";
import { mustRun, noRealKeychain } from "./keychain_gate.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const SECURITY = "/usr/bin/security";

const unless = onlyOn("darwin", "this is not macOS") ?? noRealKeychain();

if (unless !== undefined) {
  gatedTest({ name: "macOS keychain", unless, fn: () => {} });
} else {
  keychainContract("macOS keychain", () => ({
    store: openKeychain(denoHost()),
    storeByHand: async (account, secret) => {
      await mustRun(SECURITY, ["add-generic-password", "-s", "atlcli", "-a", account, "-w", secret]);
    },
  }), { fits: 3000, tooLarge: 4095 });

  Deno.test("macOS keychain: shows the token to the documented command", async () => {
    const store = openKeychain(denoHost());
    const account = `atlcli-test-${crypto.randomUUID()}`;
    try {
      await store.set(account, { secret: new Secret("the-token"), site: "https://company.atlassian.net" });
      const find = ["find-generic-password", "-s", "atlcli", "-a", account];
      assert.equal(await mustRun(SECURITY, [...find, "-w"]), "the-token\n");
      assert.match(await mustRun(SECURITY, find), /"icmt"<blob>="https:\/\/company\.atlassian\.net"/);
    } finally {
      await store.delete(account);
    }
  });
}
