import assert from "node:assert/strict";
import { encodeCredentialsFile } from "../../../src/profile/file/file.ts";
import { StorageError } from "../../../src/core/errors.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import {
  withActiveProfile,
  withoutProfile,
  withoutToken,
  withProfile,
  withRenamedProfile,
} from "../../../src/profile/edits.ts";
import { openProfileStore } from "../../../src/profile/store/store.ts";
import { Secret } from "../../../src/core/secret.ts";
import { memoryHost, type MemoryHostOptions } from "../../../src/testing/mod.ts";

const FOLDER = "/home/me/.atlcli";
const PATH = `${FOLDER}/credentials.json`;
const BACKUP = `${PATH}.bak`;

function cloud(name: string, more: Partial<Profile> = {}): Profile {
  return { name, baseUrl: `https://${name}.atlassian.net`, ...more };
}

function textOf(...profiles: readonly Profile[]): string {
  return encodeCredentialsFile({ profiles: new Map(profiles.map((profile) => [profile.name, profile])) });
}

function open(options: MemoryHostOptions = {}) {
  const host = memoryHost(options);
  return { host, disk: host.disk, store: openProfileStore(host) };
}

Deno.test("load() of a file that is not there has no profiles, and makes nothing", async () => {
  const { store, disk } = open();
  const { file, path, warnings } = await store.load();
  assert.deepEqual([file.profiles.size, file.currentProfile, path, warnings], [0, undefined, PATH, []]);
  assert.deepEqual(disk.paths(), []);
});

Deno.test("update() makes the folder and the file for this user alone", async () => {
  const { store, disk } = open();
  await store.update((file) => withProfile(file, cloud("work", { apiToken: new Secret("t") })));
  assert.equal(disk.mode(FOLDER), 0o700);
  assert.equal(disk.mode(PATH), 0o600);
  assert.deepEqual(disk.paths(), [PATH, `${PATH}.lock`]);
  const { file, warnings } = await store.load();
  assert.equal(file.currentProfile, "work");
  assert.equal(file.profiles.get("work")?.apiToken?.reveal(), "t");
  assert.deepEqual(warnings, []);
});

Deno.test("update() gives what the file says now", async () => {
  const { store } = open({ files: { [PATH]: textOf(cloud("old")) } });
  const after = await store.update((file) => withProfile(file, cloud("new")));
  assert.deepEqual(after, (await store.load()).file);
});

Deno.test("update() starts from the file as it is then, not as it was loaded", async () => {
  const { store, disk } = open();
  const other = openProfileStore(memoryHost({ disk }));
  await store.load();
  await other.update((file) => withProfile(file, cloud("theirs")));
  await store.update((file) => withProfile(file, cloud("ours")));
  assert.deepEqual([...(await store.load()).file.profiles.keys()], ["theirs", "ours"]);
});

Deno.test("update() loses no change of twenty that happen at once", async () => {
  const { disk } = open();
  const names = Array.from({ length: 20 }, (_, index) => `p${index}`);
  await Promise.all(
    names.map((name) =>
      openProfileStore(memoryHost({ disk })).update((file) => withProfile(file, cloud(name)))
    ),
  );
  const { file } = await openProfileStore(memoryHost({ disk })).load();
  assert.deepEqual([...file.profiles.keys()].sort(), names.sort());
});

Deno.test("update() without a change writes nothing", async () => {
  const text = '{"profiles":{"work":{"baseUrl":"https://work.atlassian.net"}}}';
  const { store, disk } = open({ files: { [PATH]: text } });
  await store.update((file) => ({ ...file }));
  assert.equal(disk.text(PATH), text);
  assert.deepEqual(disk.paths(), [PATH, `${PATH}.lock`]);
});

Deno.test("update() writes nothing when the change throws, and frees the lock", async () => {
  const { store, disk } = open({ files: { [PATH]: textOf(cloud("work")) } });
  await assert.rejects(store.update((file) => withActiveProfile(file, "none")), { code: "unknown-profile" });
  assert.equal(disk.text(PATH), textOf(cloud("work")));
  await store.update((file) => withActiveProfile(file, "work"));
});

Deno.test("update() keeps the members that it does not know", async () => {
  const text = '{"schema": 9, "profiles": {"a": {"baseUrl": "https://a.test", "team": {"x": [1]}}}}';
  const { store, disk } = open({ files: { [PATH]: text } });
  await store.update((file) => withActiveProfile(file, "a"));
  assert.deepEqual(JSON.parse(disk.text(PATH) ?? ""), {
    currentProfile: "a",
    profiles: { a: { name: "a", baseUrl: "https://a.test", team: { x: [1] } } },
    schema: 9,
  });
});

Deno.test("update() writes nothing that could not be read again", async () => {
  const { store, disk } = open({ files: { [PATH]: textOf(cloud("a")) } });
  const wrong = cloud("a", { apiBaseUrl: "https://evil.test" });
  await assert.rejects(store.update((file) => withProfile(file, wrong)), /profiles\.a\.apiBaseUrl/);
  assert.equal(disk.text(PATH), textOf(cloud("a")));
});

Deno.test("update() gives up after ten seconds of another process's lock", async () => {
  const { store, host, disk } = open();
  disk.folder(FOLDER);
  const unlock = await memoryHost({ disk }).files.lock(`${PATH}.lock`, { timeoutMs: 1 });
  await assert.rejects(store.update((file) => withProfile(file, cloud("a"))), (error) => {
    assert.ok(error instanceof StorageError);
    assert.equal(error.code, "credentials-file-busy");
    assert.ok(error.message.includes(PATH));
    return true;
  });
  assert.deepEqual(disk.paths(), [`${PATH}.lock`]);
  assert.equal((await store.load()).file.profiles.size, 0, "readers take no lock");
  unlock?.();
  await openProfileStore(host).update((file) => withProfile(file, cloud("a")));
});

Deno.test("update() keeps the version before as it was", async () => {
  const text = `${textOf(cloud("a", { apiToken: new Secret("T1") }))}\n\n`;
  const { store, disk } = open({ files: { [PATH]: text } });
  await store.update((file) => withProfile(file, cloud("b")));
  assert.equal(disk.text(BACKUP), text);
  assert.equal(disk.mode(BACKUP), 0o600);
});

Deno.test("update() replaces the backup each time, and leaves it when there is no version before", async () => {
  const { store, disk } = open({ files: { [BACKUP]: "precious" } });
  await store.update((file) => withProfile(file, cloud("a")));
  assert.equal(disk.text(BACKUP), "precious");
  await store.update((file) => withProfile(file, cloud("b")));
  assert.match(disk.text(BACKUP) ?? "", /"a"/);
  assert.doesNotMatch(disk.text(BACKUP) ?? "", /"b"/);
});

const TOKEN = { apiToken: new Secret("SECRET1"), unknown: { refresh: "SECRET2" } };
const PROXY = { proxy: "http://me:SECRET3@proxy.test:8080" };

for (
  const [what, edit, kept] of [
    ["a logout", (file) => withoutToken(file, "a"), false],
    ["a delete", (file) => withoutProfile(file, "a"), false],
    [
      "a new token",
      (file) => withProfile(file, cloud("a", { apiToken: new Secret("new"), ...PROXY })),
      false,
    ],
    ["a rename", (file) => withRenamedProfile(file, { from: "a", to: "z" }), true],
    ["another profile", (file) => withProfile(file, cloud("c")), true],
  ] as readonly (readonly [string, Parameters<ReturnType<typeof openProfileStore>["update"]>[0], boolean])[]
) {
  Deno.test(`update() ${kept ? "keeps" : "removes"} the token in the backup after ${what}`, async () => {
    const text = textOf(cloud("a", { ...TOKEN, ...PROXY }), cloud("b", { apiToken: new Secret("SECRET4") }));
    const { store, disk } = open({ files: { [PATH]: text } });
    await store.update(edit);
    const backup = disk.text(BACKUP) ?? "";
    assert.equal(backup.includes("SECRET1"), kept);
    assert.ok(backup.includes("SECRET4"));
    assert.match(backup, /https:\/\/a\.atlassian\.net/);
    if (kept && !what.includes("rename")) assert.equal(backup, text);
    if (!kept) assert.ok(!backup.includes("SECRET2"), "unknown members may be secrets");
  });
}

Deno.test("update() removes the password of a proxy in the backup, and leaves its address", async () => {
  const { store, disk } = open({ files: { [PATH]: textOf(cloud("a", PROXY)) } });
  await store.update((file) => withProfile(file, cloud("a", { proxy: "http://other.test" })));
  assert.doesNotMatch(disk.text(BACKUP) ?? "", /SECRET3|me:/);
  assert.match(disk.text(BACKUP) ?? "", /"http:\/\/proxy\.test:8080"/);
});

Deno.test("update() keeps the password of a proxy in the backup that the profile still has", async () => {
  const { store, disk } = open({ files: { [PATH]: textOf(cloud("a", { ...TOKEN, ...PROXY })) } });
  await store.update((file) => withoutToken(file, "a"));
  assert.match(disk.text(BACKUP) ?? "", /me:SECRET3@/);
});

Deno.test("update() removes what it does not know of a deleted profile in the backup", async () => {
  const { store, disk } = open({
    files: { [PATH]: textOf(cloud("a", { unknown: { refresh: "SECRET2" } })) },
  });
  await store.update((file) => withoutProfile(file, "a"));
  assert.match(disk.text(BACKUP) ?? "", /"a"/);
  assert.doesNotMatch(disk.text(BACKUP) ?? "", /SECRET2/);
});

Deno.test("update() flushes backup and file to disk, each under another name, before it puts them in place", async () => {
  const steps: string[] = [];
  const { host, store, disk } = open({
    files: { [PATH]: textOf(cloud("a")) },
    onStep: ({ operation, path }) => {
      const name = path.slice(FOLDER.length + 1).replace(/[0-9a-z]{8}$/, "");
      if (operation !== "stat" && steps.at(-1) !== `${operation} ${name}`) steps.push(`${operation} ${name}`);
    },
  });
  await store.update((file) => withActiveProfile(file, "a"));
  assert.deepEqual(steps.slice(steps.indexOf("list ")), [
    ...["list ", "create credentials.json.bak.tmp-", "rename credentials.json.bak", "syncFolder "],
    ...["list ", "create credentials.json.tmp-", "rename credentials.json", "syncFolder "],
  ]);
  assert.ok(host.steps > 0);
  assert.ok(disk.text(PATH));
});

Deno.test("update() keeps a token in the backup that another profile still has", async () => {
  const shared = { apiToken: new Secret("SHARED") };
  const { store, disk } = open({ files: { [PATH]: textOf(cloud("a", shared), cloud("b", shared)) } });
  await store.update((file) => withoutToken(file, "a"));
  assert.equal(disk.text(BACKUP)?.match(/SHARED/g)?.length, 2);
});

Deno.test("the store is below the working folder when HOME is relative", () => {
  const { store } = open({ env: { HOME: "here" }, cwd: "/work" });
  assert.equal(store.path, "/work/here/.atlcli/credentials.json");
});

Deno.test("the store follows ATLCLI_CONFIG_DIR, from the working folder when it is relative", () => {
  assert.equal(open({ env: { ATLCLI_CONFIG_DIR: "/etc/a" } }).store.path, "/etc/a/credentials.json");
  assert.equal(
    open({ env: { ATLCLI_CONFIG_DIR: "conf" }, cwd: "/work" }).store.path,
    "/work/conf/credentials.json",
  );
  assert.equal(
    open({ env: { ATLCLI_CONFIG_DIR: "", HOME: "/h" } }).store.path,
    "/h/.atlcli/credentials.json",
  );
  assert.equal(openProfileStore(memoryHost(), { folder: "/x" }).path, "/x/credentials.json");
});

Deno.test("the store lies in the user's profile on Windows", async () => {
  const { store, disk } = open({ os: "windows" });
  await store.update((file) => withProfile(file, cloud("a")));
  assert.equal(store.path, "C:\\Users\\me\\.atlcli\\credentials.json");
  assert.deepEqual(disk.paths(), [store.path, `${store.path}.lock`]);
});

Deno.test("the store can be opened without a home folder, and says what to do when it is used", async () => {
  const { store } = open({ env: {} });
  for (const use of [() => store.load(), () => store.update((file) => file)]) {
    await assert.rejects(use, (error) => {
      assert.ok(error instanceof StorageError);
      assert.match(error.hint ?? "", /ATLCLI_CONFIG_DIR/);
      return true;
    });
  }
});
