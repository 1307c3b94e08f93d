import assert from "node:assert/strict";
import { encodeCredentialsFile } from "../../../src/profile/file/file.ts";
import { FileFault } from "../../../src/core/host.ts";
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

const OPEN = { mode: 0o620 };

for (const members of STEERING) {
  const name = Object.keys(members).at(-1);
  Deno.test(`requireTrusted() refuses ${name} of a file that others can write, whatever confirms its address`, async () => {
    const { store } = storeOn((disk) => disk.write(PATH, textOf(work(members)), OPEN));
    const { requireTrusted, file } = await store.load();
    for (const [isConfirmed, named] of [[true, `"${name}"`], [false, `"baseUrl", "${name}"`]] as const) {
      assert.throws(() => requireTrusted(file.profiles.get("work") ?? assert.fail(), { isConfirmed }), {
        name: "StorageError",
        code: "credentials-file-untrusted",
        message:
          `Cannot use profile "work": others can write the credentials file "${PATH}", and could have changed its ${named}`,
        data: { kind: "untrusted-file", siteConfirms: false },
      });
    }
  });
}

Deno.test("requireTrusted() accepts the same members of a file that only this user can write", async () => {
  for (const members of STEERING) {
    const { store } = storeOn((disk) => disk.write(PATH, textOf(work(members)), { mode: 0o644 }));
    const { requireTrusted, file, writers } = await store.load();
    requireTrusted(file.profiles.get("work") ?? assert.fail());
    assert.deepEqual(writers, []);
  }
});

Deno.test("requireTrusted() refuses an address of a file that others can write, unless it is confirmed", async () => {
  const profile = work({ allowHttp: false, readOnly: true, username: "me", email: "a@b.test" });
  const { store } = storeOn((disk) => disk.write(PATH, textOf(profile), OPEN));
  const { requireTrusted, file, warnings, writers } = await store.load();
  const found = file.profiles.get("work") ?? assert.fail();
  requireTrusted(found, { isConfirmed: true });
  for (const options of [undefined, {}, { isConfirmed: false }]) {
    assert.throws(() => requireTrusted(found, options), {
      code: "credentials-file-untrusted",
      message:
        `Cannot use profile "work": others can write the credentials file "${PATH}", and could have changed its "baseUrl"`,
      data: { kind: "untrusted-file", siteConfirms: true },
    });
  }
  assert.deepEqual(warnings, [`Others can write the credentials file "${PATH}"`]);
  assert.deepEqual(writers, [{ path: PATH, role: "file", mode: 0o620, owner: undefined }]);
});

const PROXY = textOf(work({ proxy: "http://proxy.test" }));

for (
  const [what, fill, trusted] of [
    ["a file of this user", (disk) => disk.write(PATH, PROXY), true],
    ["a file of root", (disk) => disk.write(PATH, PROXY, { owner: 0 }), true],
    ["a file of another user", (disk) => disk.write(PATH, PROXY, { owner: 1001 }), false],
    ["a file that its group can write", (disk) => disk.write(PATH, PROXY, { mode: 0o660 }), false],
    ["a file that all can write", (disk) => disk.write(PATH, PROXY, { mode: 0o602 }), false],
    ["a folder that its group can write", (disk) => {
      disk.folder(FOLDER, { mode: 0o770 });
      disk.write(PATH, PROXY);
    }, false],
    ["a folder of another user", (disk) => {
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
    ["a link of another user", (disk) => {
      disk.write(TARGET, PROXY);
      disk.link(PATH, TARGET, { owner: 1001 });
    }, false],
    ["a link of root", (disk) => {
      disk.write(TARGET, PROXY);
      disk.link(PATH, TARGET, { owner: 0 });
    }, true],
    ["links through a folder that its group can write", (disk) => {
      disk.write(TARGET, PROXY);
      disk.folder("/srv/middle", { mode: 0o770 });
      disk.link("/srv/middle/link.json", TARGET);
      disk.link(PATH, "/srv/middle/link.json");
    }, false],
    ["links through a folder of another user", (disk) => {
      disk.write(TARGET, PROXY);
      disk.folder("/srv/middle", { owner: 1001 });
      disk.link("/srv/middle/link.json", "../../home/me/dotfiles/atlcli.json");
      disk.link(PATH, "/srv/middle/link.json");
    }, false],
    ["links through folders of this user and root", (disk) => {
      disk.write(TARGET, PROXY);
      disk.folder("/srv/middle", { mode: 0o755, owner: 0 });
      disk.link("/srv/middle/link.json", "/./srv/./../home/me/dotfiles/atlcli.json");
      disk.link(PATH, "/srv/middle/link.json");
    }, true],
    ["a folder that is a link into a folder that all can write", (disk) => {
      disk.folder("/data", { mode: 0o777 });
      disk.folder("/data/atlcli");
      disk.link(FOLDER, "/data/atlcli");
      disk.write(PATH, PROXY);
    }, false],
    ["a folder that is a link to one that others can write, and is named once", (disk) => {
      disk.folder("/data/atlcli", { mode: 0o777 });
      disk.link(FOLDER, "/data/atlcli");
      disk.write(PATH, PROXY);
    }, false],
    ["a link to a file in a root that its group can write", (disk) => {
      disk.folder("/", { mode: 0o775, owner: 0 });
      disk.write("/atlcli.json", PROXY);
      disk.link(PATH, "/atlcli.json");
    }, false],
    ["a link that climbs above such a root", (disk) => {
      disk.folder("/", { mode: 0o775, owner: 0 });
      disk.write("/atlcli.json", PROXY);
      disk.link(PATH, "../../../../../atlcli.json");
    }, false],
    ["a home that all can write", (disk) => {
      disk.folder("/home/me", { mode: 0o777 });
      disk.write(PATH, PROXY);
    }, false],
    ["a home that its group can write", (disk) => {
      disk.folder("/home/me", { mode: 0o775 });
      disk.write(PATH, PROXY);
    }, true],
    ["a home of another user", (disk) => {
      disk.folder("/home/me", { owner: 1001 });
      disk.write(PATH, PROXY);
    }, false],
    ["a folder above the home that all can write", (disk) => {
      disk.folder("/home", { mode: 0o757, owner: 0 });
      disk.write(PATH, PROXY);
    }, false],
    ["a root that all can write", (disk) => {
      disk.folder("/", { mode: 0o777, owner: 0 });
      disk.write(PATH, PROXY);
    }, false],
    ["a folder above that all can write and only owners can replace things in", (disk) => {
      disk.folder("/home", { mode: 0o1777, owner: 0 });
      disk.write(PATH, PROXY);
    }, true],
    ["its own folder that all can write and only owners can replace things in", (disk) => {
      disk.folder(FOLDER, { mode: 0o1777 });
      disk.write(PATH, PROXY);
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
      assert.throws(ask, { code: "credentials-file-untrusted" });
      const paths = disk.paths();
      await assert.rejects(change, {
        code: "credentials-file-untrusted",
        message: /^Cannot change the credentials file "/,
      });
      assert.equal(disk.text(PATH), before, "a write would make it trusted");
      assert.deepEqual(disk.paths(), paths, "neither lock nor backup is made");
      assert.equal(warnings.length, 1, warnings.join());
    }
  });
}

Deno.test("update() refuses a folder that others can write before there is a file, and makes nothing", async () => {
  const { store, disk } = storeOn((disk) => disk.folder(FOLDER, { mode: 0o770 }));
  await assert.rejects(store.update((file) => withProfile(file, work())), {
    code: "credentials-file-untrusted",
    message:
      `Cannot change the credentials file "${PATH}": others can write the folder "${FOLDER}", and could have changed what is in it`,
    data: { kind: "untrusted-file", siteConfirms: false },
  });
  assert.deepEqual(disk.paths(), []);
});

Deno.test("update() refuses a home that all can write before there is a folder, and makes nothing", async () => {
  const { store, disk } = storeOn((disk) => disk.folder("/home/me", { mode: 0o777 }));
  const change = store.update((file) => withProfile(file, work()));
  await assert.rejects(change, { code: "credentials-file-untrusted" });
  assert.deepEqual(disk.names("/home/me"), []);
});

Deno.test("load() knows nothing of owners and modes on Windows, and refuses nothing", async () => {
  const path = "C:\\Users\\me\\.atlcli\\credentials.json";
  const host = memoryHost({ os: "windows", files: { [path]: textOf(work({ proxy: "http://proxy.test" })) } });
  const store = openProfileStore(host);
  const { requireTrusted, file, writers } = await store.load();
  requireTrusted(file.profiles.get("work") ?? assert.fail());
  assert.deepEqual(writers, []);
  await store.update((current) => withProfile(current, { ...work(), name: "more" }));
  assert.equal((await store.load()).file.profiles.size, 2);
});

Deno.test("load() passes through parent folders that it may not look at, and not by the file's own", async () => {
  const hidden = new Set(["/", "/home", "/home/me"]);
  const disk = new MemoryDisk();
  disk.folder("/home/me", { mode: 0o777 });
  disk.write(PATH, textOf(work()));
  const refuse = ({ operation, path }: { readonly operation: string; readonly path: string }): void => {
    if (operation === "stat" && hidden.has(path)) throw new FileFault("denied", path);
  };
  const store = openProfileStore(memoryHost({ disk, onStep: refuse }));
  assert.deepEqual((await store.load()).writers, []);
  disk.folder(FOLDER, { mode: 0o770 });
  assert.deepEqual((await store.load()).writers.map(({ path }) => path), [FOLDER]);
  hidden.add(PATH);
  await assert.rejects(store.load(), {
    code: "credentials-file",
    message: /Cannot read .*permission denied/,
  });
});

Deno.test("load() follows forty links, and no circle", async () => {
  const chain = (length: number) => (disk: MemoryDisk): void => {
    disk.write("/home/me/links/0", textOf(work()));
    for (let at = 1; at < length; at++) disk.link(`/home/me/links/${at}`, String(at - 1));
    disk.link(PATH, `/home/me/links/${length - 1}`);
  };
  assert.equal((await storeOn(chain(40)).store.load()).file.profiles.size, 1);
  await assert.rejects(storeOn(chain(41)).store.load(), { code: "credentials-file" });
  await assert.rejects(storeOn((disk) => disk.link(PATH, PATH)).store.load(), { code: "credentials-file" });
});

Deno.test("load() looks at everything on the path, from the root down, before it reads", async () => {
  const disk = new MemoryDisk();
  disk.write(TARGET, textOf(work()));
  disk.link(PATH, "../dotfiles/atlcli.json");
  const steps: string[] = [];
  const onStep = ({ operation, path }: { readonly operation: string; readonly path: string }): void =>
    void steps.push(`${operation} ${path}`);
  await openProfileStore(memoryHost({ disk, onStep })).load();
  assert.deepEqual(steps, [
    "stat /",
    "stat /home",
    "stat /home/me",
    `stat ${FOLDER}`,
    `stat ${PATH}`,
    `readLink ${PATH}`,
    "stat /home/me/dotfiles",
    `stat ${TARGET}`,
    `read ${TARGET}`,
  ]);
});
