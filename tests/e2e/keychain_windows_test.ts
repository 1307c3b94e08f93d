/** The real Credential Manager of Windows, of this user. Every item is removed again. */
import { denoHost } from "../../src/host/deno/host.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { keychainContract } from "../helpers/keychain_contract.ts";
import { ignoreInstead, mustRun, wantsRealKeychain } from "./keychain_gate.ts";

if (Deno.build.os !== "windows") {
  ignoreInstead("Windows Credential Manager", "this is not Windows");
} else if (!wantsRealKeychain()) {
  ignoreInstead("Windows Credential Manager", "ATLCLI_TEST_KEYCHAIN is not 1");
} else {
  keychainContract("Windows Credential Manager", () => ({
    store: openKeychain(denoHost()),
    storeByHand: async (account, secret) => {
      await mustRun("cmdkey", [`/generic:atlcli:${account}`, "/user:by-hand", `/pass:${secret}`]);
    },
  }), { fits: 2560, tooLarge: 2561 });
}
