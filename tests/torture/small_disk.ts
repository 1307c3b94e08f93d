/**
 * A process in a mount namespace of its own: makes small disks, fills them up to each page, and changes a credentials file
 * there. Prints how many disks it tried.
 *
 *     small_disk.ts FOLDER
 */
import assert from "node:assert/strict";
import { denoHost } from "../../src/host/deno/host.ts";
import { StorageError } from "../../src/core/errors.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import { change, OLD_TEXT } from "./changes.ts";

const [root = ""] = Deno.args;
const PAGE = 4096;
/** A file, its backup and a temporary one take a page each. */
const PAGES = 12;

function sh(command: string): void {
  const { success, stderr } = new Deno.Command("sh", { args: ["-c", command] }).outputSync();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** Creates a disk with the given number of free pages. */
function makeDisk(free: number, name = `${free}`): string {
  const folder = `${root}/disk-${name}`;
  Deno.mkdirSync(folder);
  sh(`mount -t tmpfs -o size=${PAGES * PAGE},mode=700 tmpfs ${folder}`);
  Deno.writeTextFileSync(`${folder}/credentials.json`, OLD_TEXT, { mode: 0o600 });
  for (let used = 1 + free; used < PAGES; used++) {
    try {
      Deno.writeFileSync(`${folder}/filling`, new Uint8Array(PAGE), { append: true });
    } catch {
      break;
    }
  }
  return folder;
}

async function refused(folder: string, words: RegExp): Promise<boolean> {
  try {
    await change(denoHost(), { name: "new token", folder });
    return false;
  } catch (error) {
    assert.ok(error instanceof StorageError, String(error));
    assert.match(error.message, words);
    assert.equal(Deno.readTextFileSync(`${folder}/credentials.json`), OLD_TEXT);
    return true;
  }
}

let [full, tried] = [0, 0];
for (let free = 0; free <= 6; free++) {
  const folder = makeDisk(free);
  if (await refused(folder, /no space left on the disk/)) full++;
  else assert.match(Deno.readTextFileSync(`${folder}/credentials.json`), /another-token/);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  assert.deepEqual(names.filter((name) => name.includes(".tmp-")), []);
  Deno.removeSync(`${folder}/filling`);
  await change(denoHost(), { name: "new token", folder });
  tried++;
}
assert.ok(full >= 2 && full < tried, `${full} of ${tried} were full`);

const folder = makeDisk(6, "read-only");
await change(denoHost(), { name: "switch", folder });
Deno.writeTextFileSync(`${folder}/credentials.json`, OLD_TEXT);
sh(`mount -o remount,ro ${folder}`);
assert.ok(await refused(folder, /read-only/));
assert.equal((await openProfileStore(denoHost(), { folder }).load()).file.profiles.size, 3);
console.log(tried + 1);
