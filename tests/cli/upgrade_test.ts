import assert from "node:assert/strict";
import { FileFault } from "../../src/core/host.ts";
import { MemoryDisk } from "../../src/testing/memory_disk.ts";
import { ProcessKilled } from "../../src/testing/memory_files.ts";
import { VERSION } from "../../src/core/version.ts";
import { EXECUTABLE, executableOf, release, type UpgradeMachine, upgradeMachine } from "./release_server.ts";

const FOLDER = "/home/me/.atlcli";

Deno.test("upgrade replaces the executable, when signature, sum and start hold", async () => {
  const machine = upgradeMachine({ releases: await release("9.1.0") });
  const { exit, out, err } = await machine.run("upgrade --json");
  assert.equal(exit, 0, err);
  assert.deepEqual(JSON.parse(out), {
    version: VERSION,
    release: "9.1.0",
    newer: true,
    upgraded: true,
    executable: EXECUTABLE,
  });
  assert.equal(machine.executable(), executableOf("9.1.0"));
  assert.equal((await machine.host.files.stat(EXECUTABLE))?.mode, 0o700);
  const left = await machine.host.files.list("/home/me/bin");
  assert.deepEqual(left, ["atlcli"]);
});

Deno.test("upgrade sends no credential, and none is in the environment of what it starts", async () => {
  const env = { ATLCLI_SITE: "https://a.atlassian.net", ATLCLI_EMAIL: "a@b.com", ATLCLI_API_TOKEN: "t0ken" };
  const machine = upgradeMachine({ releases: await release("9.1.0"), env });
  assert.equal((await machine.run("upgrade")).exit, 0);
  assert.equal(machine.asked.length, 4);
  for (const headers of machine.headers) assert.deepEqual([...headers], []);
  const [start] = machine.host.commands;
  assert.deepEqual(start?.environment, {
    kind: "inherited",
    emptied: ["ATLCLI_API_TOKEN", "ATLCLI_API_TOKEN_FILE"],
  });
});

Deno.test("upgrade --check reports the available version, changes nothing, and works without write access", async () => {
  const machine = upgradeMachine({ releases: await release("9.1.0"), program: { executable: undefined } });
  const { exit, out } = await machine.run("upgrade --check");
  assert.deepEqual({ exit, out }, {
    exit: 0,
    out: `atlcli 9.1.0 is available (this is ${VERSION}): atlcli upgrade\n`,
  });
  assert.equal(machine.executable(), executableOf(VERSION));
});

for (
  const [version, said] of [
    [VERSION, `atlcli ${VERSION} is the newest version\n`],
    ["0.0.9", `atlcli ${VERSION} is newer than the newest release, 0.0.9\n`],
    [`${VERSION}-rc.1`, `atlcli ${VERSION} is newer than the newest release, ${VERSION}-rc.1\n`],
  ]
) {
  Deno.test(`upgrade does nothing when the newest release is ${version}`, async () => {
    const machine = upgradeMachine({ releases: await release(version ?? "") });
    const { exit, out } = await machine.run("upgrade");
    assert.deepEqual({ exit, out }, { exit: 0, out: said });
    assert.equal(machine.executable(), executableOf(VERSION));
  });
}

Deno.test("upgrade installs an older version on request", async () => {
  const machine = upgradeMachine({ releases: await release("0.0.9", { latest: false }) });
  assert.equal((await machine.run("upgrade v0.0.9")).exit, 0);
  assert.equal(machine.executable(), executableOf("0.0.9"));
});

for (
  const [line, said] of [
    [`upgrade ${VERSION}`, `This is already atlcli ${VERSION}\n`],
    [
      "upgrade 0.0.9 --check",
      `atlcli 0.0.9 is available, but older than this (${VERSION}): atlcli upgrade 0.0.9\n`,
    ],
    ["upgrade 9.1.0 --check", `atlcli 9.1.0 is available (this is ${VERSION}): atlcli upgrade 9.1.0\n`],
  ] as const
) {
  Deno.test(`${line} reports the available version, and changes nothing`, async () => {
    const version = line.split(" ")[1] ?? "";
    const machine = upgradeMachine({ releases: await release(version, { latest: false }) });
    const { exit, out } = await machine.run(line);
    assert.deepEqual({ exit, out }, { exit: 0, out: said });
    assert.equal(machine.executable(), executableOf(VERSION));
  });
}

Deno.test("upgrade names the version that is not there", async () => {
  const { exit, err } = await upgradeMachine({ releases: await release("9.1.0") }).run("upgrade 9.2.0");
  assert.equal(exit, 3);
  assert.match(
    err,
    /^Error: No such release: .*\/download\/v9\.2\.0\/SHA256SUMS not found \(404\)$/m,
  );
});

for (const words of ["upgrade ../../evil", "upgrade 1.2", "upgrade 1.2.3+x"]) {
  Deno.test(`${words} is wrong usage, and sends no request`, async () => {
    const machine = upgradeMachine();
    assert.equal((await machine.run(words)).exit, 2);
    assert.deepEqual(machine.asked, []);
  });
}

Deno.test("a process that is killed at any step of an upgrade leaves the old executable or the new one", async () => {
  const releases = await release("9.1.0");
  const whole = upgradeMachine({ releases });
  await whole.run("upgrade");
  let replaced = 0;
  for (let step = 0; step < whole.host.steps; step++) {
    const machine = upgradeMachine({ releases });
    machine.host.killAfter(step);
    await machine.run("upgrade").catch((error) => assert.ok(error instanceof ProcessKilled));
    const left = machine.executable();
    assert.ok([executableOf(VERSION), executableOf("9.1.0")].includes(left ?? ""), `step ${step}: ${left}`);
    if (left === executableOf("9.1.0")) replaced++;
  }
  assert.ok(whole.host.steps > 10 && replaced > 0 && replaced < whole.host.steps);
});

Deno.test("on Windows, between the two steps, the executable is in the same folder", async () => {
  const releases = await release("9.1.0");
  const windows = { os: "windows", env: { USERPROFILE: "/home/me" }, releases } as const;
  const whole = upgradeMachine(windows);
  await whole.run("upgrade");
  for (let step = 0; step < whole.host.steps; step++) {
    const machine = upgradeMachine(windows);
    machine.host.killAfter(step);
    await machine.run("upgrade").catch((error) => assert.ok(error instanceof ProcessKilled));
    const [old] = oldVersions(machine);
    const left = machine.executable() ?? old;
    assert.ok([executableOf(VERSION), executableOf("9.1.0")].includes(left ?? ""), `step ${step}: ${left}`);
  }
});

Deno.test("an upgrade removes the leftovers of a killed one, and nothing else", async () => {
  const files = {
    [`${EXECUTABLE}.new-0000abcd`]: "half",
    [`${EXECUTABLE}.old`]: "old",
    [`${EXECUTABLE}.old-0000abcd`]: "old",
    [`${EXECUTABLE}.old-mine-and-longer`]: "mine",
    [`${EXECUTABLE}.new-mine-and-longer`]: "mine",
    [`${EXECUTABLE}-two`]: "mine",
  };
  const machine = upgradeMachine({ releases: await release("9.1.0"), files });
  assert.equal((await machine.run("upgrade")).exit, 0);
  const left = await machine.host.files.list("/home/me/bin");
  assert.deepEqual(left?.toSorted(), [
    "atlcli",
    "atlcli-two",
    "atlcli.new-mine-and-longer",
    "atlcli.old-mine-and-longer",
  ]);
});

for (const operation of ["create", "remove"] as const) {
  Deno.test(`an upgrade goes on if another one removes its first file before ${operation} ends`, async () => {
    const machine = upgradeMachine({ releases: await release("9.1.0") });
    machine.host.failNext(operation, "not-found");
    const { exit, err } = await machine.run("upgrade");
    assert.equal(exit, 0, err);
    assert.equal(machine.executable(), executableOf("9.1.0"));
  });
}

Deno.test("of two concurrent upgrades, one runs, and the other reports it", async () => {
  const machine = upgradeMachine({ releases: await release("9.1.0") });
  await machine.host.files.makeFolder(FOLDER, { mode: 0o700 });
  const unlock = await machine.host.files.lock(`${FOLDER}/upgrade.lock`, { timeoutMs: 1 });
  const { exit, err } = await machine.run("upgrade");
  assert.equal(exit, 1);
  assert.match(err, /^Error: Another upgrade is running$/m);
  assert.equal(machine.executable(), executableOf(VERSION));
  unlock?.();
  assert.equal((await machine.run("upgrade")).exit, 0);
});

const WINDOWS = { os: "windows", env: { USERPROFILE: "/home/me" } } as const;

Deno.test("on Windows the version before is moved aside, since it cannot be replaced while it runs", async () => {
  const machine = upgradeMachine({ ...WINDOWS, releases: await release("9.1.0") });
  assert.equal((await machine.run("upgrade")).exit, 0);
  assert.equal(machine.executable(), executableOf("9.1.0"));
  assert.deepEqual(oldVersions(machine), [executableOf(VERSION)]);
});

Deno.test("on Windows upgrades go on while earlier versions still run, which are removed by a later one", async () => {
  const disk = new MemoryDisk();
  let areRunning = true;
  for (const [count, random] of [0.25, 0.5, 0.75].entries()) {
    const machine = upgradeMachine({
      ...WINDOWS,
      disk,
      random,
      releases: await release("9.1.0"),
      // A program that runs can be neither removed nor replaced.
      onStep: ({ operation, path }) => {
        const isOld = path.includes(".old");
        const hits = operation === "remove" || (operation === "rename" && disk.text(path) !== undefined);
        if (areRunning && isOld && hits) throw new FileFault("denied", path);
      },
    });
    const { exit, err } = await machine.run("upgrade");
    assert.equal(exit, 0, err);
    assert.equal(machine.executable(), executableOf("9.1.0"));
    assert.equal((oldVersions(machine)).length, areRunning ? count + 1 : 1);
    areRunning = count === 0;
  }
});

for (const [folder, quote] of [["/home/me/bin", ""], ["/home/O'Hara $x", "'"]] as const) {
  Deno.test(`on Windows, an upgrade that cannot be undone says how to rename the previous version in ${folder}`, async () => {
    const path = `${folder}/atlcli`;
    let renames = 0;
    const machine = upgradeMachine({
      ...WINDOWS,
      releases: await release("9.1.0"),
      files: { [path]: executableOf(VERSION) },
      program: { executable: path },
      onStep: ({ operation, path: from }) => {
        if (operation === "rename" && from.startsWith(path) && ++renames > 1) {
          throw new FileFault("busy", from);
        }
      },
    });
    const { exit, err } = await machine.run("upgrade");
    assert.equal(exit, 1);
    const old = (await machine.host.files.list(folder))?.find((name) => name.includes(".old-"));
    const said = err.replaceAll(/\s+/g, " ");
    assert.ok(
      said.includes(`Error: Cannot write "${path}", and the previous version is at "${folder}/${old}"`),
    );
    const word = (text: string): string => `${quote}${text.replaceAll("'", "''")}${quote}`;
    assert.ok(said.includes(`Rename it back: move ${word(`${folder}/${old}`)} ${word(path)}`), err);
  });
}

/** What lies beside the executable as a version before. */
function oldVersions({ host }: UpgradeMachine): readonly (string | undefined)[] {
  return host.disk.names("/home/me/bin").filter((name) => name.startsWith("atlcli.old-"))
    .map((name) => host.disk.text(`/home/me/bin/${name}`));
}

Deno.test("on Windows the version before comes back when the new one cannot take its place", async () => {
  let renames = 0;
  const machine = upgradeMachine({
    ...WINDOWS,
    releases: await release("9.1.0"),
    onStep: ({ operation, path }) => {
      const moves = operation === "rename" && path.startsWith(EXECUTABLE);
      if (moves && ++renames === 2) throw new FileFault("denied", path);
    },
  });
  const { exit, err } = await machine.run("upgrade");
  assert.equal(exit, 1);
  assert.match(err, /^Error: Cannot write 9\.1\.0: Permission denied/m);
  assert.equal(machine.executable(), executableOf(VERSION));
});
