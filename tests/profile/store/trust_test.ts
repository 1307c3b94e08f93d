import assert from "node:assert/strict";
import { encodeCredentialsFile } from "../../../src/profile/file/file.ts";
import { StorageError } from "../../../src/core/errors.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { withActiveProfile, withProfile } from "../../../src/profile/edits.ts";
import { openProfileStore } from "../../../src/profile/store/store.ts";
import { MemoryDisk, memoryHost } from "../../../src/testing/mod.ts";

const FOLDER = "/home/me/.atlcli";
const PATH = `${FOLDER}/credentials.json`;
const TARGET = "/home/me/dotfiles/atlcli.json";

function work(more: Partial<Profile> = {}): Profile {
  return { name: "work", baseUrl: "https://work.atlassian.net", ...more };
}

function textOf(profile: Profile): string {
  return encodeCredentialsFile({ profiles: new Map([[profile.name, profile]]) });
}

function storeOn(
  fill: (disk: MemoryDisk) => void,
  options: { readonly userId?: number; readonly env?: Record<string, string> } = {},
) {
  const disk = new MemoryDisk();
  fill(disk);
  return { disk, store: openProfileStore(memoryHost({ disk, ...options })) };
}

const STEERING: readonly Partial<Profile>[] = [
  { tokenCommand: ["pass"] },
  { tokenEnv: "ATLCLI_TOKEN_WORK" },
  { proxy: "http://proxy.test" },
  { caFile: "/ca.pem" },
  { clientCertFile: "/cert.pem" },
  { clientKeyFile: "/key.pem" },
  { cloudId: "a", apiBaseUrl: "https://api.atlassian.com/ex/jira/a" },
  { allowHttp: true },
];

for (const members of STEERING) {
  const name = Object.keys(members).at(-1);
  Deno.test(`requireTrusted() refuses ${name} of a file that others can write`, async () => {
    const { store } = storeOn((disk) => disk.write(PATH, textOf(work(members)), { mode: 0o620 }));
    const { requireTrusted, file } = await store.load();
    assert.throws(() => requireTrusted(file.profiles.get("work") ?? assert.fail()), (error) => {
      assert.ok(error instanceof StorageError);
      assert.equal(error.code, "credentials-file");
      assert.match(
        error.message,
        new RegExp(`Others can write .*credentials.json".*"${name}" of profile "work"`),
      );
      assert.match(error.hint ?? "", /chmod go-rwx/);
      return true;
    });
  });
}

Deno.test("requireTrusted() accepts the same members of a file that only this user can write", async () => {
  for (const members of STEERING) {
    const { store } = storeOn((disk) => disk.write(PATH, textOf(work(members)), { mode: 0o644 }));
    const { requireTrusted, file } = await store.load();
    requireTrusted(file.profiles.get("work") ?? assert.fail());
  }
});

Deno.test("requireTrusted() accepts other members of a file that others can write", async () => {
  const profile = work({ allowHttp: false, readOnly: true, username: "me", email: "a@b.test" });
  const { store } = storeOn((disk) => disk.write(PATH, textOf(profile), { mode: 0o666 }));
  const { requireTrusted, file, warnings } = await store.load();
  requireTrusted(file.profiles.get("work") ?? assert.fail());
  assert.match(warnings[0] ?? "", /^Others can write the credentials file/);
});

Deno.test("requireTrusted() refuses the address in a file that others can write, for a token that it alone steers", async () => {
  const { store } = storeOn((disk) => disk.write(PATH, textOf(work()), { mode: 0o666 }));
  const { requireTrusted, file } = await store.load();
  const profile = file.profiles.get("work") ?? assert.fail();
  requireTrusted(profile, { steersToken: false });
  assert.throws(() => requireTrusted(profile, { steersToken: true }), {
    code: "credentials-file",
    message: /Others can write .*so "baseUrl" of profile "work" cannot be believed/,
  });
});

const PROXY = textOf(work({ proxy: "http://proxy.test" }));

for (
  const [what, fill, trusted] of [
    ["a file of this user", (disk) => disk.write(PATH, PROXY), true],
    ["a file of root", (disk) => disk.write(PATH, PROXY, { owner: 0 }), true],
    ["a file of somebody else", (disk) => disk.write(PATH, PROXY, { owner: 1001 }), false],
    ["a file that its group can write", (disk) => disk.write(PATH, PROXY, { mode: 0o660 }), false],
    ["a file that all can write", (disk) => disk.write(PATH, PROXY, { mode: 0o602 }), false],
    ["a folder that its group can write", (disk) => {
      disk.folder(FOLDER, { mode: 0o770 });
      disk.write(PATH, PROXY);
    }, false],
    ["a folder of somebody else", (disk) => {
      disk.folder(FOLDER, { owner: 1001 });
      disk.write(PATH, PROXY);
    }, false],
    ["a folder that others can read", (disk) => {
      disk.folder(FOLDER, { mode: 0o755 });
      disk.write(PATH, PROXY);
    }, true],
    ["a link to a file of this user", (disk) => {
      disk.write(TARGET, PROXY);
      disk.link(PATH, TARGET);
    }, true],
    ["a link to a file that others can write", (disk) => {
      disk.write(TARGET, PROXY, { mode: 0o666 });
      disk.link(PATH, TARGET);
    }, false],
    ["a link into a folder that others can write", (disk) => {
      disk.folder("/home/me/dotfiles", { mode: 0o777 });
      disk.write(TARGET, PROXY);
      disk.link(PATH, TARGET);
    }, false],
  ] as readonly (readonly [string, (disk: MemoryDisk) => void, boolean])[]
) {
  Deno.test(`the store ${trusted ? "believes" : "does not believe"} ${what}`, async () => {
    const { store, disk } = storeOn(fill);
    const { requireTrusted, file, warnings } = await store.load();
    const ask = () => requireTrusted(file.profiles.get("work") ?? assert.fail());
    const before = disk.text(PATH);
    const change = () => store.update((current) => withActiveProfile(current, "work"));
    if (trusted) {
      ask();
      await change();
      assert.deepEqual(warnings, []);
    } else {
      assert.throws(ask, StorageError);
      await assert.rejects(change, StorageError, "a write would make the members trusted");
      assert.equal(disk.text(PATH), before);
      assert.ok(warnings.length > 0);
    }
  });
}

for (const mode of [0o644, 0o640, 0o604]) {
  Deno.test(`load() says that others can read a file of mode ${mode.toString(8)}`, async () => {
    const { store } = storeOn((disk) => disk.write(PATH, textOf(work()), { mode }));
    assert.match((await store.load()).warnings.join(), /^Others can read the credentials file .*chmod 600/);
  });
}

Deno.test("a change closes a file that others can read", async () => {
  const { store, disk } = storeOn((disk) => disk.write(PATH, textOf(work()), { mode: 0o644 }));
  await store.update((file) => withActiveProfile(file, "work"));
  assert.equal(disk.mode(PATH), 0o600);
  assert.deepEqual((await store.load()).warnings, []);
});

Deno.test("load() says that the active profile is not there", async () => {
  const { store } = storeOn((disk) => disk.write(PATH, '{"currentProfile": "gone"}'));
  assert.match(
    (await store.load()).warnings.join(),
    /^The active profile "gone" is not in the credentials file/,
  );
});

Deno.test("load() says that a link leads to nothing, and a change writes what it leads to", async () => {
  const { store, disk } = storeOn((disk) => {
    disk.folder("/home/me/dotfiles");
    disk.link(PATH, TARGET);
  });
  const { file, warnings } = await store.load();
  assert.equal(file.profiles.size, 0);
  assert.match(warnings.join(), /is a link to "\/home\/me\/dotfiles\/atlcli\.json", where nothing is/);
  await store.update((current) => withProfile(current, work()));
  assert.match(disk.text(TARGET) ?? "", /"work"/);
  assert.equal(disk.mode(TARGET), 0o600);
});

Deno.test("a change of a linked file leaves the link, with lock and backup in our own folder", async () => {
  const { store, disk } = storeOn((disk) => {
    disk.folder("/home/me/dotfiles", { mode: 0o755 });
    disk.write(TARGET, textOf(work()), { mode: 0o644 });
    disk.link(PATH, "../dotfiles/atlcli.json");
  });
  await store.update((file) => withActiveProfile(file, "work"));
  assert.deepEqual(disk.paths(), [PATH, `${PATH}.bak`, `${PATH}.lock`, TARGET]);
  assert.equal(disk.locate(PATH, { follow: false }).node?.kind, "link");
  assert.equal(disk.mode(TARGET), 0o600);
  assert.equal(disk.mode("/home/me/dotfiles"), 0o755, "a folder of somebody else's things");
});

for (
  const [what, env, others, mode] of [
    ["its own folder", {}, [], 0o700],
    ["its own folder with other things in it", {}, ["cache"], 0o700],
    ["a chosen folder with nothing else in it", { ATLCLI_CONFIG_DIR: "/conf" }, [], 0o700],
    ["a chosen folder with our own files in it", { ATLCLI_CONFIG_DIR: "/conf" }, [
      "seen.json",
      "update.json",
      "update.lock",
      "upgrade.lock",
    ], 0o700],
    ["a chosen folder with other things in it", { ATLCLI_CONFIG_DIR: "/conf" }, ["passwd"], 0o755],
  ] as const
) {
  Deno.test(`a change makes ${what} ${mode.toString(8)}`, async () => {
    const folder = "ATLCLI_CONFIG_DIR" in env ? env.ATLCLI_CONFIG_DIR : FOLDER;
    const { store, disk } = storeOn((disk) => {
      disk.folder(folder, { mode: 0o755 });
      disk.write(`${folder}/credentials.json`, textOf(work()));
      for (const name of others) disk.write(`${folder}/${name}`, "x");
    }, { env: { HOME: "/home/me", ...env } });
    await store.update((file) => withActiveProfile(file, "work"));
    assert.equal(disk.mode(folder), mode);
  });
}

Deno.test("a change leaves the mode of a folder that somebody else owns", async () => {
  const { store, disk } = storeOn((disk) => disk.folder(FOLDER, { mode: 0o755, owner: 0 }));
  await store.update((file) => withProfile(file, work()));
  assert.equal(disk.mode(FOLDER), 0o755);
});

Deno.test("no snapshot shows a secret when it is printed", async () => {
  const { store } = storeOn((disk) =>
    disk.write(PATH, textOf(work()).replace("}", ',"apiToken": "SECRET"}'))
  );
  assert.ok((await store.load()).file.profiles.get("work")?.apiToken);
  assert.doesNotMatch(Deno.inspect(await store.load(), { depth: 20 }), /SECRET/);
});

Deno.test("load() says nothing of a file that others can run, and not read", async () => {
  const { store } = storeOn((disk) => disk.write(PATH, textOf(work()), { mode: 0o611 }));
  assert.deepEqual((await store.load()).warnings, []);
});

Deno.test("load() of a folder says what it is, and what to do", async () => {
  const { store } = storeOn((disk) => disk.write(`${PATH}/other`, ""));
  await assert.rejects(store.load(), {
    message: `Cannot use the credentials file "${PATH}": it is a folder`,
    hint: "Move it away and try again",
  });
});
