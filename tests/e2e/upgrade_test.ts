/**
 * `atlcli upgrade` with real executables, that a real server on loopback hands out.
 *
 * `deno task test:executable` runs this; elsewhere it is skipped, by name.
 */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { environment } from "./atlcli_process.ts";
import { NO_TERMINAL, PseudoTerminal } from "./pseudo_terminal.ts";
import { FILE, NEW, OLD, type ReleaseServer, serveReleases } from "./release_folder.ts";
import { signalIfRunning } from "../helpers/signal_if_running.ts";
import { gatedTest, noExecutable, notOn } from "../helpers/gate.ts";

/** The executable's name. */
const NAME = `atlcli${Deno.build.os === "windows" ? ".exe" : ""}`;

interface Installed {
  readonly home: string;
  readonly executable: string;
  readonly server: ReleaseServer;
  /** The version that starts there. */
  version(): Promise<string>;
  /** The names in the folder of the executable. */
  names(): Promise<readonly string[]>;
  start(args: readonly string[], by?: readonly string[]): Deno.ChildProcess;
  run(args: readonly string[], by?: readonly string[]): Promise<{ exit: number; out: string; err: string }>;
}

const NO_EXECUTABLE = noExecutable();
const built = NO_EXECUTABLE !== undefined
  ? undefined
  : await Deno.makeTempDir({ prefix: "atlcli-releases-" });
const server = built === undefined ? undefined : await serveReleases(built);
globalThis.addEventListener("unload", () => {
  if (built !== undefined) Deno.removeSync(built, { recursive: true });
});

function test(
  name: string,
  body: (installed: Installed) => Promise<void>,
  { unless }: { readonly unless?: string | undefined } = {},
): void {
  gatedTest({
    name,
    unless: NO_EXECUTABLE ?? unless,
    fn: async () => {
      assert.ok(server !== undefined);
      const home = await Deno.makeTempDir({ prefix: "atlcli-upgrade-" });
      try {
        await body(await install(home, server));
      } finally {
        server.interfere(undefined);
        await Deno.remove(home, { recursive: true });
      }
    },
  });
}

async function install(home: string, server: ReleaseServer): Promise<Installed> {
  const executable = `${home}/bin/${NAME}`;
  await Deno.mkdir(`${home}/bin`);
  await Deno.copyFile(server.executable(OLD), executable);
  const env = environment(home, { ATLCLI_RELEASES_URL: server.url, ATLCLI_API_TOKEN: "a-token" });
  const start: Installed["start"] = (args, by = []) => {
    const [program = executable, ...first] = [...by, executable];
    const pipes = { stdin: "null", stdout: "piped", stderr: "piped" } as const;
    return new Deno.Command(program, { args: [...first, ...args], env, clearEnv: true, ...pipes }).spawn();
  };
  const run: Installed["run"] = async (args, by) => {
    const { code, stdout, stderr } = await start(args, by).output();
    const decoder = new TextDecoder();
    return { exit: code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
  };
  return {
    home,
    executable,
    server,
    start,
    run,
    version: async () => (await run(["--version"])).out.trim(),
    names: async () => (await Array.fromAsync(Deno.readDir(`${home}/bin`), ({ name }) => name)).toSorted(),
  };
}

test("upgrade puts the new executable in the old one's place, and back when that is named", async (installed) => {
  const asked = installed.server.asked.length;
  const { exit, out, err } = await installed.run(["upgrade"]);
  assert.equal(exit, 0, err);
  assert.equal(out, `Upgraded ${await Deno.realPath(installed.executable)} from ${OLD} to ${NEW}\n`);
  assert.equal(await installed.version(), NEW);
  const folder = `GET /download/v${NEW}`;
  assert.deepEqual(installed.server.asked.slice(asked), [
    "GET /latest/download/SHA256SUMS",
    `${folder}/SHA256SUMS`,
    `${folder}/SHA256SUMS.sig`,
    `${folder}/${FILE}`,
  ]);
  assert.equal((await installed.run(["upgrade", OLD])).exit, 0);
  assert.equal(await installed.version(), OLD);
  if (Deno.build.os !== "windows") assert.deepEqual(await installed.names(), [NAME]);
});

test(
  "install.sh and upgrade, one after the other, from the same release",
  async ({ home, server, run, version, executable }) => {
    const script = fileURLToPath(new URL("../../install.sh", import.meta.url));
    const { code, stderr } = await new Deno.Command("sh", {
      args: [script, "--version", OLD, "--dir", dirname(executable)],
      env: { ...environment(home), ATLCLI_RELEASES_URL: server.url },
      clearEnv: true,
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    assert.equal(await version(), OLD);
    assert.equal((await run(["upgrade"])).exit, 0);
    assert.equal(await version(), NEW);
  },
  { unless: notOn("windows", "install.sh is for Linux and macOS") },
);

test("a download that breaks off leaves the executable, and nothing else", async ({ server, ...installed }) => {
  const bytes = await Deno.readFile(server.executable(NEW));
  server.interfere((path) => {
    if (!path.endsWith(FILE)) return undefined;
    let sent = 0;
    return new Response(
      new ReadableStream({
        pull(controller) {
          if (sent >= bytes.length / 2) return controller.error(new Error("broken off on purpose"));
          controller.enqueue(bytes.subarray(sent, sent += 1_000_000));
        },
      }),
    );
  });
  const { exit, err } = await installed.run(["upgrade"]);
  assert.equal(exit, 7, err);
  assert.equal(await installed.version(), OLD);
  assert.deepEqual(await installed.names(), [NAME]);
});

test("a byte that was changed on the way is found", async ({ server, ...installed }) => {
  const bytes = await Deno.readFile(server.executable(NEW));
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  server.interfere((path) => path.endsWith(FILE) ? new Response(bytes) : undefined);
  const { exit, err } = await installed.run(["upgrade"]);
  assert.equal(exit, 1);
  assert.match(err, /^Error: The download does not match the signed SHA-256 checksum of 1\.1\.0$/m);
  assert.deepEqual([await installed.version(), await installed.names()], [OLD, [NAME]]);
});

test("a full disk leaves the executable, and no other file", async (installed) => {
  // No file may grow beyond 20 MB, as on a disk with so much left.
  const by = ["sh", "-c", 'trap "" XFSZ; ulimit -f 40000; exec "$0" "$@"'];
  const { exit, err } = await installed.run(["upgrade"], by);
  assert.equal(exit, 1, err);
  assert.match(err, /^Error: Cannot write 1\.1\.0: /m);
  assert.deepEqual([await installed.version(), await installed.names()], [OLD, [NAME]]);
}, { unless: notOn("windows", "Windows has no ulimit") });

test("of upgrades at once one is done, and the executable is whole", async (installed) => {
  const ran = await Promise.all(Array.from({ length: 4 }, () => installed.run(["upgrade"])));
  const done = ran.filter(({ exit }) => exit === 0);
  assert.ok(done.length >= 1);
  for (const { exit, err } of ran) {
    if (exit !== 0) assert.match(err, /^Error: Another upgrade is running$/m);
  }
  assert.equal(await installed.version(), NEW);
});

test(
  "an upgrade that is killed at any time leaves an executable that starts, and the next one is done",
  async (installed) => {
    const KILLS = 12;
    let killed = 0;
    for (let round = 0; round < KILLS; round++) {
      const child = installed.start(["upgrade", await installed.version() === OLD ? NEW : OLD]);
      await new Promise((resolve) => setTimeout(resolve, 40 + 60 * round));
      signalIfRunning(child, "SIGKILL");
      const { success } = await child.output();
      if (!success) killed++;
      assert.match(await installed.version(), /^1\.[01]\.0$/);
    }
    assert.ok(killed > 0);
    const { exit, err } = await installed.run(["upgrade", await installed.version() === OLD ? NEW : OLD]);
    assert.equal(exit, 0, err);
    assert.deepEqual(await installed.names(), [NAME]);
  },
  { unless: notOn("windows", "Windows kills no process by a signal") },
);

test(
  "Ctrl-C while it downloads ends it with 130 and leaves nothing behind",
  async ({ server, ...installed }) => {
    const begun = Promise.withResolvers<void>();
    server.interfere((path) => {
      if (!path.endsWith(FILE)) return undefined;
      begun.resolve();
      return new Response(
        new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1_000)) }),
      );
    });
    const child = installed.start(["upgrade"]);
    await begun.promise;
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill("SIGINT");
    const { code } = await child.output();
    assert.deepEqual({ code, names: await installed.names() }, { code: 130, names: [NAME] });
  },
  { unless: notOn("windows", "Windows has no SIGINT") },
);

test(
  "on a terminal, what is newer is found out without anybody waiting, and said by the next command",
  async (installed) => {
    const { home, server, executable } = installed;
    await Deno.mkdir(`${home}/.atlcli`, { mode: 0o700 });
    const asked = server.asked.length;
    const answer = Promise.withResolvers<undefined>();
    server.interfere(() => answer.promise);
    const env = { ATLCLI_RELEASES_URL: server.url, ATLCLI_API_TOKEN: "a-token" };
    const command = `'${executable}' version; echo first; read line; '${executable}' version; echo second`;
    const terminal = new PseudoTerminal(command, { home, env });
    // The first command ends before there is a response.
    await terminal.expect("first");
    assert.doesNotMatch(terminal.shown, /is out/);
    answer.resolve(undefined);
    await contains(`${home}/.atlcli/update.json`, NEW);
    await terminal.type("\r");
    await terminal.expect(`atlcli ${NEW} is available (this is ${OLD}): atlcli upgrade`);
    await terminal.expect("second");
    assert.equal(await terminal.end(), 0);
    const folder = `GET /download/v${NEW}/SHA256SUMS`;
    assert.deepEqual(server.asked.slice(asked), ["GET /latest/download/SHA256SUMS", folder, `${folder}.sig`]);
  },
  { unless: NO_TERMINAL },
);

/** Waits until another process has written a text into a file. */
async function contains(path: string, text: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await Deno.readTextFile(path)).includes(text)) {
    assert.ok(Date.now() < end, `"${text}" never was in ${path}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
