/**
 * A process that works on a credentials file, for tests of what happens between processes.
 *
 * `store_worker.ts FOLDER add NAME`, `… hold` (prints a line when it has the lock, and keeps it), `… churn` (changes the
 * file again and again, and prints a line after the first time).
 *
 * @module
 */
import { denoHost } from "../../src/host/deno/host.ts";
import { withoutToken, withProfile } from "../../src/profile/edits.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import { Secret } from "../../src/core/secret.ts";

const [folder = "", task = "", name = "churn"] = Deno.args;
const host = denoHost();
const store = openProfileStore(host, { folder });
const profile = { name, baseUrl: `https://${name}.atlassian.net`, apiToken: new Secret(`token-of-${name}`) };

switch (task) {
  case "add":
    await store.update((file) => withProfile(file, profile));
    break;
  case "hold":
    await host.files.lock(`${store.path}.lock`, { timeoutMs: 5_000 });
    console.log("locked");
    await host.clock.sleep(60_000);
    break;
  case "churn":
    for (let round = 0;; round++) {
      await store.update((file) => round % 2 === 0 ? withProfile(file, profile) : withoutToken(file, name));
      if (round === 0) console.log("changing");
    }
}
