import assert from "node:assert/strict";
import { findFolderProfile } from "../../src/profile/folder_profile.ts";
import { MemoryDisk, memoryHost } from "../../src/testing/mod.ts";

function hostOn(fill: (disk: MemoryDisk) => void, cwd = "/home/me/repo/src") {
  const disk = new MemoryDisk();
  disk.folder(cwd);
  fill(disk);
  return memoryHost({ disk, cwd });
}

Deno.test("findFolderProfile() returns undefined without a file", async () => {
  assert.deepEqual(await findFolderProfile(hostOn(() => {})), { profile: undefined, warnings: [] });
});

for (const folder of ["/home/me/repo/src", "/home/me/repo", "/home/me", "/home", ""]) {
  Deno.test(`findFolderProfile() looks in "${folder}/"`, async () => {
    const path = `${folder}/.atlcli-profile`;
    const found = await findFolderProfile(hostOn((disk) => disk.write(path, "work\n", { mode: 0o644 })));
    assert.deepEqual(found, { profile: { name: "work", path }, warnings: [] });
  });
}

Deno.test("findFolderProfile() takes the nearest", async () => {
  const found = await findFolderProfile(hostOn((disk) => {
    disk.write("/home/me/.atlcli-profile", "far");
    disk.write("/home/me/repo/.atlcli-profile", "near");
  }));
  assert.equal(found.profile?.name, "near");
});

Deno.test("findFolderProfile() looks up to the drive on Windows", async () => {
  const files = { "C:\\.atlcli-profile": "work\r\n" };
  const found = await findFolderProfile(memoryHost({ os: "windows", cwd: "C:\\Users\\me\\repo", files }));
  assert.deepEqual(found.profile, { name: "work", path: "C:\\.atlcli-profile" });
});

for (const text of ["work", "work\n", "work\r\n", "  work  \n\n", "\ufeffwork"]) {
  Deno.test(`findFolderProfile() reads ${JSON.stringify(text)} as work`, async () => {
    const host = hostOn((disk) => disk.write("/home/me/.atlcli-profile", text));
    assert.equal((await findFolderProfile(host)).profile?.name, "work");
  });
}

const NEAR = "/home/me/repo/.atlcli-profile";

for (
  const [what, fill, warning] of [
    [
      "belongs to another user",
      (disk) => disk.write(NEAR, "evil", { owner: 1001 }),
      /Another user \(1001\) owns it/,
    ],
    ["its group can write", (disk) => disk.write(NEAR, "evil", { mode: 0o664 }), /Others can write it/],
    ["all can write", (disk) => disk.write(NEAR, "evil", { mode: 0o646 }), /Others can write it/],
    ["is empty", (disk) => disk.write(NEAR, "\n"), /name is empty/],
    ["has two lines", (disk) => disk.write(NEAR, "evil\nwork"), /cannot be named "evil\\nwork"/],
    ["is no name", (disk) => disk.write(NEAR, "../evil"), /cannot be named/],
    ["is __proto__", (disk) => disk.write(NEAR, "__proto__"), /cannot be named "__proto__"/],
    ["is too long", (disk) => disk.write(NEAR, "e".repeat(2_000)), /Larger than 1024 bytes/],
    ["is a folder", (disk) => disk.folder(NEAR), /Not a regular file/],
    ["is a link to another user's file", (disk) => {
      disk.write("/tmp/x", "evil", { owner: 1001 });
      disk.link(NEAR, "/tmp/x");
    }, /Another user \(1001\) owns it/],
    ["is a link to a file of this user's by another name", (disk) => {
      disk.write("/home/me/token", "ATATT3x");
      disk.link(NEAR, "/home/me/token");
    }, /: A link to a file with another name than \.atlcli-profile$/],
    ["is a loop", (disk) => disk.link(NEAR, NEAR), /The system refused/],
  ] as readonly (readonly [string, (disk: MemoryDisk) => void, RegExp])[]
) {
  Deno.test(`findFolderProfile() ignores a file that ${what}, with a warning`, async () => {
    const { profile, warnings } = await findFolderProfile(hostOn((disk) => {
      disk.write("/home/me/.atlcli-profile", "mine");
      fill(disk);
    }));
    assert.equal(profile?.name, "mine");
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", warning);
    assert.ok(warnings[0]?.startsWith(`Ignored "${NEAR}": `), warnings[0]);
  });
}

Deno.test("findFolderProfile() believes root, and a link to a .atlcli-profile of this user", async () => {
  const byRoot = hostOn((disk) => disk.write(NEAR, "work", { owner: 0 }));
  assert.equal((await findFolderProfile(byRoot)).profile?.name, "work");
  const byLink = hostOn((disk) => {
    disk.write("/home/me/dotfiles/.atlcli-profile", "work");
    disk.link(NEAR, "/home/me/dotfiles/.atlcli-profile");
  });
  assert.equal((await findFolderProfile(byLink)).profile?.name, "work");
});

Deno.test("findFolderProfile() ignores a broken link", async () => {
  const host = hostOn((disk) => disk.link(NEAR, "/gone"));
  assert.deepEqual(await findFolderProfile(host), { profile: undefined, warnings: [] });
});

Deno.test("findFolderProfile() ignores an unreadable file, with a warning", async () => {
  const host = hostOn((disk) => disk.write(NEAR, "work"));
  host.failNext("read", "denied");
  const { profile, warnings } = await findFolderProfile(host);
  assert.equal(profile, undefined);
  assert.match(warnings.join(), /Permission denied/);
});
