/** What `upgrade` trusts, apart from signatures: folders, files on the disk, and redirects. */
import assert from "node:assert/strict";
import { replaceablePath } from "../../src/cli/commands/upgrade/upgrade_place.ts";
import { AtlcliError } from "../../src/core/errors.ts";
import { VERSION } from "../../src/core/version.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import {
  EXECUTABLE,
  executableOf,
  FILE,
  release,
  type UpgradeMachine,
  upgradeMachine,
  type UpgradeMachineOptions,
  URL_OF_RELEASES,
} from "./release_server.ts";

const RELEASES = await release("9.1.0");
const FOLDER = "/home/me/bin";

/** A machine with a folder of a given owner. */
function withFolder(
  path: string,
  options: { readonly mode?: number; readonly owner?: number },
): UpgradeMachine {
  const machine = upgradeMachine({ releases: RELEASES });
  const { node } = machine.host.disk.locate(path);
  assert.ok(node !== undefined);
  Object.assign(node, options);
  return machine;
}

const DOUBTFUL = [
  [
    "a folder that everybody can write",
    FOLDER,
    { mode: 0o777 },
    /others can write to the folder "\/home\/me\/bin"$/,
  ],
  [
    "a folder that a group can write",
    FOLDER,
    { mode: 0o775 },
    /others can write to the folder "\/home\/me\/bin"$/,
  ],
  ["a folder like /tmp", FOLDER, { mode: 0o1777 }, /others can write to the folder "\/home\/me\/bin"$/],
  [
    "a folder of another user",
    FOLDER,
    { owner: 4711 },
    /another user \(4711\) owns the folder "\/home\/me\/bin"$/,
  ],
  [
    "a folder below one that everybody can write",
    "/home",
    { mode: 0o777 },
    /others can write to the folder "\/home"$/,
  ],
  [
    "a folder below one of another user",
    "/home/me",
    { owner: 4711 },
    /another user \(4711\) owns the folder "\/home\/me"$/,
  ],
] as const;

for (const [what, path, options, message] of DOUBTFUL) {
  Deno.test(`upgrade refuses ${what}, and asks for nothing`, async () => {
    const machine = withFolder(path, options);
    const { exit, err } = await machine.run("upgrade --json");
    const { error } = JSON.parse(err);
    assert.deepEqual([exit, error.code, machine.asked], [1, "upgrade-refused", []], err);
    assert.match(error.message, message);
    assert.equal(machine.executable(), executableOf(VERSION));
    assert.deepEqual(await machine.host.files.list(FOLDER), ["atlcli"]);
    assert.equal((await machine.run("upgrade --check")).exit, 0);
  });
}

for (
  const [what, path, options] of [
    ["a folder below /tmp", "/home", { mode: 0o1777 }],
    ["a folder of root", FOLDER, { owner: 0, mode: 0o755 }],
    ["a folder below one that a group can write", "/home/me", { mode: 0o775 }],
  ] as const
) {
  Deno.test(`upgrade accepts ${what}`, async () => {
    const machine = withFolder(path, options);
    const { exit, err } = await machine.run("upgrade");
    assert.equal(exit, 0, err);
    assert.equal(machine.executable(), executableOf("9.1.0"));
  });
}

Deno.test("only its owner can change the new executable, regardless of the old one's mode", async () => {
  const machine = upgradeMachine({ releases: RELEASES });
  await machine.host.files.setMode(EXECUTABLE, 0o777);
  assert.equal((await machine.run("upgrade")).exit, 0);
  assert.equal((await machine.host.files.stat(EXECUTABLE))?.mode, 0o755);
});

const said = (version: string) => ({
  code: 0,
  stdout: new Uint8Array(new TextEncoder().encode(JSON.stringify({ version }))),
  stderr: new Uint8Array(),
});

for (const what of ["another file", "a link", "nothing"]) {
  Deno.test(`what was verified is what is put in place: ${what} came in between`, async () => {
    const options: UpgradeMachineOptions = {
      releases: RELEASES,
      files: { "/home/me/evil": executableOf("9.1.0") },
      run: async ({ program }) => {
        await machine.host.files.remove(program);
        if (what === "another file") machine.host.disk.write(program, "evil", { mode: 0o755 });
        if (what === "a link") machine.host.disk.link(program, "/home/me/evil");
        return said("9.1.0");
      },
    };
    const machine = upgradeMachine(options);
    const { exit } = await machine.run("upgrade");
    assert.equal(exit, 1);
    assert.equal(machine.executable(), executableOf(VERSION));
    assert.deepEqual(await machine.host.files.list(FOLDER), ["atlcli"]);
  });
}

/** Redirects every request for the executable. */
const moved = (to: (path: string, times: number) => string): UpgradeMachineOptions => {
  let times = 0;
  return {
    releases: RELEASES,
    answer: (path) =>
      path.endsWith(FILE)
        ? new Response(null, { status: 302, headers: { location: to(path, times++) } })
        : undefined,
  };
};

for (
  const [what, to, message] of [
    [
      "plain http",
      (path) => `http://releases.example/atlcli${path}`,
      /it redirects to a URL without https$/,
    ],
    [
      "plain http of this machine",
      (path) => `http://127.0.0.1:1${path}`,
      /it redirects to a URL without https$/,
    ],
    ["a file", () => "file:///etc/passwd", /it redirects to a URL without https$/],
    ["nowhere", () => "https://", /it redirects to a URL without https$/],
    ["itself", (path) => `${URL_OF_RELEASES}${path}`, /too many redirects$/],
  ] as const satisfies readonly (readonly [string, (path: string) => string, RegExp])[]
) {
  Deno.test(`upgrade follows no redirect to ${what}`, async () => {
    const machine = upgradeMachine(moved(to));
    const { exit, err } = await machine.run("upgrade --json");
    const { error } = JSON.parse(err);
    assert.deepEqual([exit, error.code], [1, "redirect-refused"], err);
    assert.match(error.message, message);
    assert.equal(machine.executable(), executableOf(VERSION));
    assert.ok(machine.asked.length <= 3 + 6, machine.asked.join("\n"));
  });
}

Deno.test("upgrade follows a redirect to another host by https, and a relative one, up to five", async () => {
  let left = 5;
  const machine = upgradeMachine({
    releases: RELEASES,
    answer: (path) => {
      if (!path.includes(FILE)) return undefined;
      if (left-- === 0) return new Response(executableOf("9.1.0"));
      const location = left % 2 === 0
        ? `https://files.example/some/where/else/${FILE}`
        : `/elsewhere/${FILE}`;
      return new Response("moved", { status: 302, headers: { location } });
    },
  });
  const { exit, err } = await machine.run("upgrade");
  assert.equal(exit, 0, err);
  assert.equal(machine.executable(), executableOf("9.1.0"));
});

Deno.test("a mirror on this machine may redirect to itself, and not to another one by plain http", async () => {
  const mirror = "http://127.0.0.1:8000/atlcli";
  const answer = (location: string): UpgradeMachineOptions => ({
    env: { ATLCLI_RELEASES_URL: mirror },
    answer: () => new Response(null, { status: 302, headers: { location } }),
  });
  const elsewhere = await upgradeMachine(answer("http://releases.example/")).run("upgrade");
  assert.match(elsewhere.err, /it redirects to a URL without https/);
  assert.match((await upgradeMachine(answer(mirror)).run("upgrade")).err, /too many redirects/);
});

Deno.test("upgrade quotes the folder in the command that restricts it", async () => {
  const host = memoryHost();
  const folder = "/home/me/it's $(mine)";
  host.disk.folder(folder, { mode: 0o777 });
  host.disk.write(`${folder}/atlcli`, "x", { mode: 0o755 });
  await assert.rejects(
    replaceablePath({ host, program: { executable: `${folder}/atlcli` } }),
    (error) =>
      error instanceof AtlcliError && error.hint?.endsWith(`chmod go-w '/home/me/it'\\''s $(mine)'`) === true,
  );
});
