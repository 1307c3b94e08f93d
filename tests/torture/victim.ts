/**
 * A process that something happens to while it changes a credentials file.
 *
 *     victim.ts FOLDER CHANGE kill STEP     it dies by SIGKILL before that step
 *     victim.ts FOLDER CHANGE lock STEP     its folder and file can no longer be written from that step on
 *     victim.ts FOLDER CHANGE slow MS       each step takes so long
 *     victim.ts FOLDER churn                it changes the file again and again, until it is killed
 */
import { denoHost } from "../../src/host/deno/host.ts";
import { withProfile } from "../../src/profile/edits.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import { change, profileOf } from "./changes.ts";
import { type OnStep, steppedHost } from "./stepped_host.ts";

const [folder = "", name = "", how = "", number = "0"] = Deno.args;
const at = Number(number);

const HAPPENINGS: Readonly<Record<string, OnStep>> = {
  kill: (step) => {
    if (step === at) Deno.kill(Deno.pid, "SIGKILL");
  },
  lock: (step) => {
    if (step === at) Deno.chmodSync(folder, 0o500);
  },
  slow: () => new Promise((resolve) => setTimeout(resolve, at)),
};

if (name === "churn") {
  const store = openProfileStore(denoHost(), { folder });
  for (let round = 0;; round++) {
    await store.update((file) =>
      withProfile(file, profileOf("work", round % 2 === 0 ? "token-a" : "token-b"))
    );
    if (round === 0) console.log("changing");
  }
}
const onStep = HAPPENINGS[how];
if (onStep === undefined) throw new TypeError(`Unknown: ${how}`);
const host = steppedHost(denoHost(), onStep);
if (how === "slow") {
  await openProfileStore(host, { folder }).update((file) => withProfile(file, profileOf(name)));
} else {
  await change(host, { name, folder });
}
