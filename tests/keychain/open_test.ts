import assert from "node:assert/strict";
import type { Os } from "../../src/core/host.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { everyCall } from "../helpers/keychain_contract.ts";
import { advapi32 } from "../stand_ins/advapi32.ts";
import { testHost } from "./hosts.ts";
import { adviceOn } from "../helpers/advice.ts";
import { failsWith } from "../helpers/fails_with.ts";

const LABELS: Readonly<Record<Os, string>> = {
  darwin: "macOS keychain",
  linux: "Secret Service",
  windows: "Windows Credential Manager",
  other: "keychain",
};
const SYSTEMS: readonly Os[] = ["darwin", "linux", "windows", "other"];

for (const os of SYSTEMS) {
  Deno.test(`openKeychain() on ${os} is called ${LABELS[os]}, and starts and loads nothing`, () => {
    const system = advapi32();
    const host = testHost(os, { ffi: system.ffi });
    assert.equal(openKeychain(host).label, LABELS[os]);
    assert.equal(host.commands.length, 0);
    assert.equal(system.open(), 0);
  });
}

Deno.test("openKeychain() on a system without a keychain says so at every call", async () => {
  const store = openKeychain(testHost("other", {}));
  for (const call of everyCall(store)) {
    const error = await failsWith(call(), "keychain-unavailable");
    assert.match(adviceOn(error), /--storage file.*ATLCLI_API_TOKEN/);
  }
});

Deno.test("openKeychain() looks at the account first, also where there is no keychain", async () => {
  for (const os of SYSTEMS) {
    const store = openKeychain(testHost(os, {}));
    await assert.rejects(store.get(""), { code: "usage" }, os);
    await assert.rejects(store.delete("a\nb"), { code: "usage" }, os);
  }
});

Deno.test("openKeychain() passes on other errors unchanged", async () => {
  const bug = new TypeError("a bug");
  const host = { ...testHost("darwin", {}), run: () => Promise.reject(bug) };
  await assert.rejects(openKeychain(host).get("a"), bug);
});
