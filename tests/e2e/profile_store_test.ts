import assert from "node:assert/strict";
import { decodeCredentialsFile, encodeCredentialsFile } from "../../src/profile/file/file.ts";
import { denoHost } from "../../src/host/deno/host.ts";
import { StorageError } from "../../src/core/errors.ts";
import type { Profile } from "../../src/profile/profile.ts";
import { withActiveProfile, withProfile } from "../../src/profile/edits.ts";
import { openProfileStore, type ProfileStore } from "../../src/profile/store/store.ts";
import { Secret } from "../../src/core/secret.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

const WORKER = new URL("./store_worker.ts", import.meta.url).pathname;
const KILLS = 12;

interface Place {
  /** A temporary folder. */
  readonly root: string;
  /** The configuration folder in it, which is not there yet. */
  readonly folder: string;
  readonly store: ProfileStore;
}

async function inFolder(body: (place: Place) => Promise<void>): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-test-" }));
  const folder = `${root}/.atlcli`;
  try {
    await body({ root, folder, store: openProfileStore(denoHost(), { folder }) });
  } finally {
    await Deno.chmod(root, 0o700);
    await Deno.remove(root, { recursive: true });
  }
}

function worker(...args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--quiet", "-A", WORKER, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Waits until a worker prints something. */
async function said(child: Deno.ChildProcess): Promise<void> {
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
}

async function kill(child: Deno.ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await child.status;
}

function cloud(name: string): Profile {
  return { name, baseUrl: `https://${name}.atlassian.net`, apiToken: new Secret(`token-of-${name}`) };
}

function profiles(count: number): ReadonlyMap<string, Profile> {
  return new Map(Array.from({ length: count }, (_, index) => [`old${index}`, cloud(`old${index}`)] as const));
}

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

for (const there of [0, 1_000]) {
  Deno.test(`update() by twenty processes at once into a file of ${there} profiles loses none`, () =>
    inFolder(async ({ store, folder }) => {
      const old = profiles(there);
      await store.update((file) => ({ ...file, profiles: old }));
      const names = Array.from({ length: 20 }, (_, index) => `new${index}`);
      const ends = await Promise.all(names.map((name) => worker(folder, "add", name).output()));
      assert.deepEqual(ends.map(({ code }) => code), names.map(() => 0));
      const { file, warnings } = await store.load();
      assert.deepEqual([...file.profiles.keys()].sort(), [...old.keys(), ...names].sort());
      for (const [name, { apiToken }] of file.profiles) assert.equal(apiToken?.reveal(), `token-of-${name}`);
      assert.deepEqual(warnings, []);
      assert.deepEqual(await namesIn(folder), [
        "credentials.json",
        "credentials.json.bak",
        "credentials.json.lock",
      ]);
    }));
}

Deno.test("update() immediately takes over the lock of a killed process", () =>
  inFolder(async ({ store, folder }) => {
    await store.update((file) => withProfile(file, cloud("a")));
    const holder = worker(folder, "hold");
    await said(holder);
    const change = store.update((file) => withProfile(file, cloud("b")));
    const first = await Promise.race([
      change.then(() => "changed"),
      denoHost().clock.sleep(300).then(() => "waiting"),
    ]);
    assert.equal(first, "waiting");
    assert.equal((await store.load()).file.profiles.size, 1, "readers take no lock");
    const start = Date.now();
    await kill(holder);
    assert.equal((await change).profiles.size, 2);
    assert.ok(Date.now() - start < 2_000);
  }));

Deno.test(`a process killed at any of ${KILLS} instants leaves a file that holds the old state or the new`, () =>
  inFolder(async ({ store, folder }) => {
    await store.update((file) => ({ ...file, profiles: profiles(50) }));
    for (let round = 0; round < KILLS; round++) {
      const victim = worker(folder, "churn");
      await said(victim);
      await denoHost().clock.sleep(Math.random() * 40);
      await kill(victim);
      const { file } = await store.load();
      assert.equal(file.profiles.size, 51);
      const backup = await Deno.readFile(`${store.path}.bak`);
      decodeCredentialsFile(backup, `${store.path}.bak`);
      await store.update((current) => withActiveProfile(current, `old${round}`));
    }
    const left = await namesIn(folder);
    assert.deepEqual(left, ["credentials.json", "credentials.json.bak", "credentials.json.lock"]);
  }));

/** Windows has no modes, pipes or umask; it says of what is below a file that it is not there; links are for administrators. */
const unless = notOn("windows", "Windows has no modes, pipes or umask");

function unixTest(name: string, fn: () => Promise<void>): void {
  gatedTest({ name, unless, fn });
}

for (const umask of [0o000, 0o027, 0o077, 0o177, 0o777]) {
  unixTest(
    `update() makes file and folder for this user alone under umask ${umask.toString(8)}`,
    () =>
      inFolder(async ({ store, folder }) => {
        const before = Deno.umask(umask);
        try {
          await store.update((file) => withProfile(file, cloud("a")));
          await store.update((file) => withProfile(file, cloud("b")));
        } finally {
          Deno.umask(before);
        }
        assert.equal(await modeOf(folder), 0o700);
        for (const name of await namesIn(folder)) {
          assert.equal(await modeOf(`${folder}/${name}`), 0o600, name);
        }
      }),
  );
}

unixTest(
  "update() closes a file and a folder that a restore left open",
  () =>
    inFolder(async ({ store, folder }) => {
      await store.update((file) => withProfile(file, cloud("a")));
      await Deno.chmod(folder, 0o755);
      await Deno.chmod(store.path, 0o644);
      assert.match((await store.load()).warnings.join(), /Others can read/);
      await store.update((file) => withProfile(file, cloud("b")));
      assert.deepEqual([await modeOf(folder), await modeOf(store.path)], [0o700, 0o600]);
    }),
);

unixTest(
  "update() writes through a link, which stays one",
  () =>
    inFolder(async ({ store, folder, root }) => {
      await Deno.mkdir(folder, { mode: 0o700 });
      await Deno.mkdir(`${root}/dotfiles`, { mode: 0o755 });
      await Deno.symlink("../dotfiles/atlcli.json", store.path);
      assert.match((await store.load()).warnings.join(), /which does not exist/);
      await store.update((file) => withProfile(file, cloud("a")));
      await store.update((file) => withProfile(file, cloud("b")));
      assert.ok((await Deno.lstat(store.path)).isSymlink);
      assert.equal(await modeOf(`${root}/dotfiles/atlcli.json`), 0o600);
      assert.equal(await modeOf(`${root}/dotfiles`), 0o755);
      assert.deepEqual(await namesIn(`${root}/dotfiles`), ["atlcli.json"]);
      assert.equal((await store.load()).file.profiles.size, 2);
    }),
);

unixTest(
  "the store refuses a folder that is a file, and a file that is a folder",
  () =>
    inFolder(async ({ store, folder, root }) => {
      await Deno.writeTextFile(folder, "x");
      for (
        const use of [() => store.load(), () => store.update((file) => withProfile(file, cloud("a")))]
      ) {
        await assert.rejects(
          use,
          (error) => error instanceof StorageError && /not a folder/i.test(error.message),
        );
      }
      assert.equal(await Deno.readTextFile(folder), "x");
      const other = openProfileStore(denoHost(), { folder: root });
      await Deno.mkdir(other.path);
      for (
        const use of [() => other.load(), () => other.update((file) => withProfile(file, cloud("a")))]
      ) {
        await assert.rejects(
          use,
          (error) => error instanceof StorageError && /is a folder/.test(error.message),
        );
      }
    }),
);

unixTest(
  "the store refuses a pipe in the file's place, and does not wait for it",
  () =>
    inFolder(async ({ store, folder }) => {
      await Deno.mkdir(folder);
      await new Deno.Command("mkfifo", { args: [store.path] }).output();
      await assert.rejects(
        store.load(),
        (error) => error instanceof StorageError && /is no file/.test(error.message),
      );
    }),
);

gatedTest({
  name: "the store tells a folder that may not be written, and a file that may not be read",
  unless: unless ?? (Deno.uid() === 0 ? "a mode forbids root nothing" : undefined),
  fn: () =>
    inFolder(async ({ store, root, folder }) => {
      await Deno.chmod(root, 0o500);
      await assert.rejects(
        store.update((file) => withProfile(file, cloud("a"))),
        /permission denied/,
      );
      await Deno.chmod(root, 0o700);
      await store.update((file) => withProfile(file, cloud("a")));
      await Deno.chmod(folder, 0o500);
      await assert.rejects(store.update((file) => withProfile(file, cloud("b"))), StorageError);
      await Deno.chmod(store.path, 0o000);
      await assert.rejects(store.load(), /permission denied/);
      await Deno.chmod(folder, 0o700);
    }),
});

Deno.test("load() reads a file of 1,000 profiles quickly", () =>
  inFolder(async ({ store, folder }) => {
    await Deno.mkdir(folder);
    await Deno.writeTextFile(store.path, encodeCredentialsFile({ profiles: profiles(1_000) }), {
      mode: 0o600,
    });
    const start = performance.now();
    assert.equal((await store.load()).file.profiles.size, 1_000);
    assert.ok(performance.now() - start < 1_000);
  }));

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }: Deno.DirEntry) => name)).sort();
}
