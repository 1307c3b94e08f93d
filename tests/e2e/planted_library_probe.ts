/**
 * Uses the real Credential Manager once, and prints what came of it as JSON: `planted_library_test.ts` starts it in a folder
 * with other libraries of the same names, with the permissions of the executable.
 */
import { denoHost } from "../../src/host/deno/host.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { Secret } from "../../src/core/secret.ts";

const account = `atlcli-test-${crypto.randomUUID()}`;
const store = openKeychain(denoHost());
await store.set(account, { secret: new Secret("kept"), site: "https://company.atlassian.net" });
const kept = (await store.get(account))?.secret.reveal();
const removed = await store.delete(account);
console.log(JSON.stringify({ kept, removed }));
