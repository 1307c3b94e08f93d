/** The real Credential Manager of Windows, of this user. Every item is removed again. */
import { denoHost } from "../../src/host/deno/host.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { withCredentials } from "../../src/keychain/advapi.ts";
import { encodeCredential, wide } from "../../src/keychain/credential_layout.ts";
import { keychainContract } from "../helpers/keychain_contract.ts";
import { IS_WINE } from "../helpers/wine.ts";
import { mustRun, noRealKeychain } from "./keychain_gate.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const unless = onlyOn("windows", "this is not Windows") ?? noRealKeychain();

if (unless !== undefined) {
  gatedTest({ name: "Windows Credential Manager", unless, fn: () => {} });
} else {
  keychainContract("Windows Credential Manager", () => ({
    store: openKeychain(denoHost()),
    storeByHand: IS_WINE ? storeAsCmdkey : async (account, secret) => {
      await mustRun("cmdkey", [`/generic:atlcli:${account}`, "/user:by-hand", `/pass:${secret}`]);
    },
  }), { fits: 2560, tooLarge: 2561 });
}

/** Wine has no `cmdkey`, which stores the secret in UTF-16 and no comment. */
function storeAsCmdkey(account: string, secret: string): Promise<void> {
  const { ffi, env } = denoHost();
  if (ffi === undefined) throw new TypeError("This is not Windows");
  const outcome = withCredentials({ ffi, env }, ({ pointerTo, write }) => {
    const [target, userName, comment] = [wide(`atlcli:${account}`), wide("by-hand"), wide("")];
    const blob = wide(secret).slice(0, -2);
    return write(encodeCredential({
      targetName: pointerTo(target),
      comment: pointerTo(comment),
      userName: pointerTo(userName),
      blob: pointerTo(blob),
      blobSize: blob.length,
    }));
  });
  if (outcome.kind !== "done") throw new Error(`CredWriteW: ${JSON.stringify(outcome)}`);
  return Promise.resolve();
}
