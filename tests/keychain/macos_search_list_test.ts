/** A default keychain of macOS that is not on the search list: items go in, and are not found. */
import assert from "node:assert/strict";
import { KeychainError } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { security, type SecurityItem } from "../stand_ins/security.ts";
import { testHost } from "./hosts.ts";
import { adviceOn } from "../helpers/advice.ts";

const TOKEN = "ATATT3xFfGF0-the-token";

Deno.test("set() says so when the default keychain is not on the search list", async () => {
  const items: SecurityItem[] = [];
  const host = testHost("darwin", {
    programs: { "/usr/bin/security": (command) => security(command, items, { unlisted: true }) },
  });
  const store = openKeychain(host);
  const item = { secret: new Secret(TOKEN), site: "https://company.atlassian.net" };
  await assert.rejects(store.set("alice", item), (error) => {
    assert.ok(error instanceof KeychainError, String(error));
    assert.equal(error.code, "keychain-unavailable");
    assert.match(error.message, /the default keychain is not on the search list$/);
    assert.match(adviceOn(error), /"security list-keychains -d user -s".*"security default-keychain"/);
    assert.ok(!`${error.message}${adviceOn(error)}`.includes(TOKEN));
    return true;
  });
  assert.equal(items.length, 1);
  assert.equal(await store.get("alice"), undefined);
});
