/**
 * `.atlcli-profile` in folders of other users: a cloned repository, and files that really belong to
 * another user. Only root can give files away.
 */
import assert from "node:assert/strict";
import { recordingSites } from "../helpers/recording_sites.ts";
import { type Home, inHome } from "./atlcli_process.ts";
import { gatedTest, notOn, notRoot } from "../helpers/gate.ts";

const OTHER_USER = 12_345;

interface Place {
  readonly home: Home;
  readonly run: (
    cwd: string,
    env?: Readonly<Record<string, string>>,
  ) => Promise<{ exit: number; err: string }>;
  readonly received: readonly string[];
}

/** Two Cloud sites with a profile each; the profile of site a is the active one. */
async function withSites(use: (place: Place) => Promise<void>): Promise<void> {
  const { answer, received } = recordingSites();
  const serve = (name: "a" | "b"): Deno.HttpServer<Deno.NetAddr> =>
    Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => answer(name, request));
  const [a, b] = [serve("a"), serve("b")];
  const profile = (name: string, { addr: { port } }: typeof a): object => ({
    ...{ name, baseUrl: `http://127.0.0.1:${port}`, email: `${name}@x.test`, apiToken: `stored-${name}` },
    deployment: "cloud",
  });
  try {
    await inHome(async (home) => {
      await home.write({
        currentProfile: "pa",
        profiles: { pa: profile("pa", a), work: profile("work", b) },
      });
      await use({ home, received, run: (cwd, env = {}) => home.run(["jira", "search"], { cwd, env }) });
    });
  } finally {
    await Promise.all([a.shutdown(), b.shutdown()]);
  }
}

/** A folder in the home, with a file that names a profile. */
async function folderWith({ folder }: Home, name: string, profile: string): Promise<string> {
  const path = `${folder}/${name}`;
  await Deno.mkdir(`${path}/deep`, { recursive: true });
  await Deno.writeTextFile(`${path}/.atlcli-profile`, `${profile}\n`, { mode: 0o644 });
  await Deno.chmod(`${path}/.atlcli-profile`, 0o644);
  return path;
}

const AS_A = "a as Basic pa@x.test:stored-pa";
const AS_WORK = "b as Basic work@x.test:stored-work";

gatedTest({
  name: "a .atlcli-profile of another user selects nothing",
  unless: notOn("windows", "Windows gives no file away") ?? notRoot(),
  fn: () =>
    withSites(async ({ home, run, received }) => {
      const own = await folderWith(home, "own", "work");
      const given = await folderWith(home, "given", "work");
      await Deno.chown(`${given}/.atlcli-profile`, OTHER_USER, OTHER_USER);
      // A link of another user to our file, in their folder.
      const linked = `${home.folder}/linked`;
      await Deno.mkdir(`${linked}/deep`, { recursive: true });
      await Deno.symlink(`${own}/.atlcli-profile`, `${linked}/.atlcli-profile`);
      await new Deno.Command("chown", { args: ["-hR", String(OTHER_USER), linked] }).output();
      for (const folder of [given, linked]) {
        const { exit, err } = await run(`${folder}/deep`);
        assert.equal(exit, 0, err);
        assert.match(err, /Ignored ".*\.atlcli-profile": Another user \(12345\) owns it/);
      }
      assert.deepEqual([...new Set(received)], [AS_A]);
      const { exit, err } = await run(`${own}/deep`);
      assert.equal(exit, 0, err);
      assert.equal(received.at(-1), AS_WORK);
    }),
});

gatedTest({
  name: "a credentials file of another user has no effect",
  unless: notOn("windows", "Windows gives no file away") ?? notRoot(),
  fn: () =>
    withSites(async ({ home, run, received }) => {
      const file = JSON.parse(await home.read());
      file.profiles.pa.proxy = "http://127.0.0.1:1";
      await home.write(file);
      await Deno.chown(home.file, OTHER_USER, OTHER_USER);
      const { exit, err } = await run(home.folder);
      assert.equal(exit, 8, err);
      assert.deepEqual(received, []);
    }),
});

Deno.test("a cloned repository chooses among this user's profiles, and never for the environment's token", () =>
  withSites(async ({ home, run, received }) => {
    const origin = await folderWith(home, "origin", "work");
    // What a clone makes is this user's own, like a copy.
    await copyFolder(origin, `${home.folder}/clone`);
    const clone = `${home.folder}/clone/deep`;
    const chosen = await run(clone);
    assert.deepEqual([chosen.exit, received.at(-1)], [0, AS_WORK], chosen.err);
    const before = received.length;
    const token = await run(clone, { ATLCLI_API_TOKEN: "env-token" });
    assert.deepEqual([token.exit, received.length], [4, before], token.err);
    assert.match(token.err, /must not steer/);
    await folderWith(home, "clone", "../../etc/passwd");
    const rubbish = await run(clone);
    assert.match(rubbish.err, /Ignored/);
    assert.deepEqual([rubbish.exit, received.at(-1)], [0, AS_A]);
  }));

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    const [source, target] = [`${from}/${name}`, `${to}/${name}`];
    await (isDirectory ? copyFolder(source, target) : Deno.copyFile(source, target));
  }
}
