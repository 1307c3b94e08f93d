import assert from "node:assert/strict";
import { encodeCredentialsFile } from "../../../src/profile/file/file.ts";
import { StorageError } from "../../../src/core/errors.ts";
import { withActiveProfile } from "../../../src/profile/edits.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { openProfileStore } from "../../../src/profile/store/store.ts";
import { MemoryDisk, type MemoryHost, memoryHost } from "../../../src/testing/mod.ts";
import type { MemoryStep } from "../../../src/testing/mod.ts";

const FOLDER = "/home/me/.atlcli";
const PATH = `${FOLDER}/credentials.json`;
const BACKUP = `${PATH}.bak`;
const EVIL = "https://evil.test";

function textOf(baseUrl = "https://work.atlassian.net"): string {
  const profile: Profile = { name: "work", baseUrl };
  return encodeCredentialsFile({ currentProfile: "work", profiles: new Map([["work", profile]]) });
}

interface Machine {
  readonly disk: MemoryDisk;
  readonly host: MemoryHost;
  readonly store: ReturnType<typeof openProfileStore>;
}

function machineOn(
  fill: (disk: MemoryDisk) => void,
  onStep?: (step: MemoryStep, disk: MemoryDisk) => void,
): Machine {
  const disk = new MemoryDisk();
  fill(disk);
  const host = memoryHost({ disk, ...(onStep !== undefined && { onStep: (step) => onStep(step, disk) }) });
  return { disk, host, store: openProfileStore(host) };
}

function modesOf(disk: MemoryDisk): readonly unknown[] {
  return ["/home", "/home/me", FOLDER, PATH].map((path) => [path, disk.mode(path), disk.owner(path)]);
}

/** What is wrong, and what is done about it, in order. */
const RESTRICTED: Readonly<
  Record<string, readonly [fill: (disk: MemoryDisk) => void, done: readonly string[]]>
> = {
  "a file that others can write": [
    (disk) => disk.write(PATH, textOf(), { mode: 0o666 }),
    [`${PATH}: Rewrote the file for you alone (mode 600)`],
  ],
  "a file of another user": [
    (disk) => disk.write(PATH, textOf(), { owner: 1001 }),
    [`${PATH}: Rewrote the file for you alone (mode 600)`],
  ],
  "a folder that a group can write": [
    (disk) => {
      disk.folder(FOLDER, { mode: 0o770 });
      disk.write(PATH, textOf());
    },
    [
      `${FOLDER}: Removed the write permission of others`,
      `${PATH}: Rewrote the file for you alone (mode 600)`,
    ],
  ],
  "a home that everybody can write, and a folder": [
    (disk) => {
      disk.folder("/home/me", { mode: 0o777 });
      disk.folder(FOLDER, { mode: 0o777 });
      disk.write(PATH, textOf());
    },
    [
      "/home/me: Removed the write permission of others",
      `${FOLDER}: Removed the write permission of others`,
      `${PATH}: Rewrote the file for you alone (mode 600)`,
    ],
  ],
  "a linked file, in a folder that others can write": [
    (disk) => {
      disk.folder("/home/me/dotfiles", { mode: 0o775 });
      disk.write("/home/me/dotfiles/atlcli.json", textOf());
      disk.link(PATH, "../dotfiles/atlcli.json");
    },
    [
      "/home/me/dotfiles: Removed the write permission of others",
      "/home/me/dotfiles/atlcli.json: Rewrote the file for you alone (mode 600)",
    ],
  ],
  "a folder that others can write, without a file": [
    (disk) => disk.folder(FOLDER, { mode: 0o770 }),
    [`${FOLDER}: Removed the write permission of others`],
  ],
  "a version before that could have been put there": [
    (disk) => {
      disk.folder(FOLDER, { mode: 0o770 });
      disk.write(PATH, textOf());
      disk.write(BACKUP, textOf(EVIL));
    },
    [
      `${FOLDER}: Removed the write permission of others`,
      `${PATH}: Rewrote the file for you alone (mode 600)`,
      `${BACKUP}: Removed the backup, which was not reviewed`,
    ],
  ],
  "a lock that others can hold": [
    (disk) => {
      disk.write(PATH, textOf(), { mode: 0o660 });
      disk.write(`${PATH}.lock`, "", { mode: 0o666 });
      disk.write(BACKUP, textOf());
    },
    [
      `${PATH}: Rewrote the file for you alone (mode 600)`,
      `${PATH}.lock: Removed the lock file, which others could hold`,
    ],
  ],
};

for (const [what, [fill, done]] of Object.entries(RESTRICTED)) {
  Deno.test(`review() makes this user's own: ${what}`, async () => {
    const { store, disk } = machineOn(fill);
    const before = disk.text(PATH);
    const review = await store.review();
    assert.deepEqual(review.unrestrictable, []);
    const restricted = await review.apply();
    assert.deepEqual(restricted.map(({ did, where }) => `${where}: ${did}`), done);
    assert.equal(disk.text(PATH), before);
    const { writers } = await store.load();
    assert.deepEqual(writers, []);
    if (before !== undefined) assert.deepEqual([disk.mode(PATH), disk.owner(PATH)], [0o600, 1000]);
    assert.deepEqual(
      await (await store.review()).apply().then((again) => again.length),
      before === undefined ? 0 : 1,
    );
  });
}

Deno.test("review() keeps the bits for reading of a folder, and the group's of a parent", async () => {
  const { store, disk } = machineOn((disk) => {
    disk.folder("/home/me", { mode: 0o777 });
    disk.folder(FOLDER, { mode: 0o757 });
    disk.write(PATH, textOf());
  });
  await (await store.review()).apply();
  assert.deepEqual([disk.mode("/home/me"), disk.mode(FOLDER)], [0o775, 0o755]);
});

Deno.test("review() keeps a previous version that no other user could access", async () => {
  const { store, disk } = machineOn((disk) => {
    disk.write(PATH, textOf(), { mode: 0o666 });
    disk.write(BACKUP, textOf());
  });
  await (await store.review()).apply();
  assert.equal(disk.text(BACKUP), textOf());
});

const UNRESTRICTABLE: Readonly<Record<string, readonly [fill: (disk: MemoryDisk) => void, who: string]>> = {
  "a home of another user": [
    (disk) => disk.folder("/home/me", { owner: 1001 }),
    'Another user (1001) owns the folder "/home/me"',
  ],
  "a folder of another user": [
    (disk) => disk.folder(FOLDER, { owner: 1001 }),
    `Another user (1001) owns the folder "${FOLDER}"`,
  ],
  "a folder of root's above, that everybody can write": [
    (disk) => disk.folder("/home", { mode: 0o777, owner: 0 }),
    'Others can write the folder "/home"',
  ],
  "a link of another user": [
    (disk) => {
      disk.folder("/data/atlcli");
      disk.link(FOLDER, "/data/atlcli", { owner: 1001 });
    },
    `Another user (1001) owns the link "${FOLDER}"`,
  ],
  "a folder that is meant for everybody": [
    (disk) => disk.folder(FOLDER, { mode: 0o1777 }),
    `Others can write the folder "${FOLDER}"`,
  ],
};

for (const [what, [fill, who]] of Object.entries(UNRESTRICTABLE)) {
  Deno.test(`review() names what this user cannot restrict, and changes nothing: ${what}`, async () => {
    const { store, disk } = machineOn((disk) => {
      fill(disk);
      disk.write(PATH, textOf(), { mode: 0o666 });
    });
    const [modes, paths] = [modesOf(disk), disk.paths()];
    const review = await store.review();
    assert.equal(review.unrestrictable.length, 1);
    assert.deepEqual(review.restrictable.map(({ role }) => role), ["file"]);
    await assert.rejects(review.apply(), {
      name: "StorageError",
      code: "credentials-file",
      message: `Cannot restrict the credentials file "${PATH}" to you: ${who}`,
      hint: /ATLCLI_CONFIG_DIR/,
    });
    assert.deepEqual([modesOf(disk), disk.paths()], [modes, paths]);
  });
}

Deno.test("apply() says so when the system takes no permissions away", async () => {
  const { store, disk, host } = machineOn((disk) => {
    disk.folder(FOLDER, { mode: 0o777 });
    disk.write(PATH, textOf());
  });
  host.files.setMode = () => Promise.resolve();
  await assert.rejects((await store.review()).apply(), {
    code: "credentials-file",
    message: `Cannot restrict the credentials file "${PATH}" to you: Others can write the folder "${FOLDER}"`,
  });
  assert.equal(disk.mode(FOLDER), 0o777);
});

/** What an attacker who may write the folder does, at once or as soon as the review is shown. */
const ATTACKS: Readonly<Record<string, (disk: MemoryDisk) => void>> = {
  "writes another address into the file": (disk) => disk.write(PATH, textOf(EVIL), { mode: 0o666 }),
  "writes another address of the same length into the file": (disk) =>
    disk.write(PATH, textOf().replace(/https:\/\/./, "https://~"), { mode: 0o666 }),
  "adds to the file": (disk) => disk.write(PATH, `${textOf()}\n`, { mode: 0o666 }),
  "puts another file of this user's there": (disk) => disk.write(PATH, textOf(EVIL)),
  "puts a file of their own there": (disk) => disk.write(PATH, textOf(EVIL), { owner: 1001 }),
  "puts a link there": (disk) => {
    disk.write("/home/me/clone/credentials.json", textOf(EVIL));
    disk.link(PATH, "/home/me/clone/credentials.json");
  },
  "puts a link to the same there": (disk) => {
    disk.write("/home/me/clone/credentials.json", textOf());
    disk.link(PATH, "/home/me/clone/credentials.json");
  },
  "removes the file": (disk) => disk.drop(PATH),
};

function exposed(disk: MemoryDisk): void {
  disk.folder("/home/me", { mode: 0o777 });
  disk.folder(FOLDER, { mode: 0o777 });
  disk.write(PATH, textOf(), { mode: 0o666 });
}

for (const [what, attack] of Object.entries(ATTACKS)) {
  Deno.test(`apply() refuses if another process ${what} after the review, and leaves it untrusted`, async () => {
    const { store, disk } = machineOn(exposed);
    const review = await store.review();
    attack(disk);
    const modes = modesOf(disk);
    await assert.rejects(review.apply(), {
      code: "credentials-file-untrusted",
      message: new RegExp(`^The credentials file "${PATH}".* was changed while it was being reviewed$`),
      hint: /^Nothing was trusted/,
    });
    assert.deepEqual(modesOf(disk), modes);
    await assert.rejects(store.update((file) => withActiveProfile(file, "work")), StorageError);
  });

  Deno.test(`apply() trusts only what was shown if another process ${what}, before any step`, async () => {
    const outcomes = { refused: 0, trusted: 0 };
    for (let at = 0;; at++) {
      let steps = -1;
      let isOpen = true;
      // The attacker can do it for as long as the folder is open to them.
      const { store } = machineOn(exposed, (_step, disk) => {
        if (steps < 0) return;
        isOpen &&= ((disk.mode("/home/me") ?? 0) & 0o002) !== 0 || ((disk.mode(FOLDER) ?? 0) & 0o002) !== 0;
        if (steps++ === at && isOpen) attack(disk);
      });
      const review = await store.review();
      steps = 0;
      const refused = await review.apply().then(() => false, (error) => {
        assert.ok(error instanceof StorageError, String(error));
        return true;
      });
      outcomes[refused ? "refused" : "trusted"]++;
      const { file, writers } = await store.load();
      if (writers.length === 0) {
        assert.equal(file.profiles.get("work")?.baseUrl, "https://work.atlassian.net");
      }
      if (refused) assert.ok(writers.length > 0, `attacked before step ${at}`);
      if (steps <= at) break;
    }
    assert.ok(outcomes.refused > 5 && outcomes.trusted > 1, JSON.stringify(outcomes));
  });
}

Deno.test("apply() killed before any step leaves a file that is untrusted, or what was shown", async () => {
  for (let kill = 0;; kill++) {
    const { store, disk, host } = machineOn(exposed);
    const review = await store.review();
    host.killAfter(kill);
    const ended = await review.apply().then(() => true, () => false);
    const { file, writers } = await openProfileStore(memoryHost({ disk })).load();
    assert.ok(writers.length > 0 || file.profiles.get("work")?.baseUrl === "https://work.atlassian.net");
    assert.equal(disk.text(PATH), textOf());
    if (ended) break;
  }
});
