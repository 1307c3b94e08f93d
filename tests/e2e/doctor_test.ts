/** `atlcli doctor` on a real disk: what it says, what `--fix` does, and that nothing is lost. */
import assert from "node:assert/strict";
import { hostileFiles } from "../helpers/hostile_files.ts";
import { COMPANY, credentials, here, section } from "./documented.ts";
import { permissionFlags } from "../../scripts/release/permissions.ts";
import { ATLCLI, environment, type Home, inHome } from "./atlcli_process.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

const OFFLINE = ["doctor", "--offline"];
const FIX = ["doctor", "--offline", "--fix"];
const GOOD = {
  currentProfile: "work",
  profiles: {
    work: { name: "work", baseUrl: "https://w.atlassian.net", email: "a@b.de", apiToken: "s3cret" },
  },
};

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

/** The names in the folder, without their times. */
async function namesIn({ folder }: Home): Promise<readonly string[]> {
  const names = await Array.fromAsync(Deno.readDir(`${folder}/.atlcli`), ({ name }: Deno.DirEntry) => name);
  return names.map((name) => name.replace(/-\d{8}T\d{6}Z$/, "-TIME")).sort();
}

section("the doctor asks the site, and says what is wrong", async (reader) => {
  await reader.write(credentials());
  const { out } = await reader.does("atlcli doctor");
  assert.match(out, /^✓ file: .*: 2 profiles$/m);
  assert.match(out, new RegExp(`^✓ credential: profile "work".* says `, "m"));
  await reader.does("atlcli doctor --offline --json");
  const env = {
    ATLCLI_SITE: COMPANY,
    ATLCLI_EMAIL: here("you@company.com"),
    ATLCLI_API_TOKEN: "wrong-token",
  };
  const refused = await reader.does("atlcli doctor", { env, exit: 4 });
  assert.match(refused.err, /Authentication failed \(401\)/);
});

for (const umask of ["000", "077", "777"]) {
  gatedTest({
    name:
      `doctor --fix under umask ${umask}: a restored file is 0600 in a folder of 0700, through a link as well`,
    unless: notOn("windows", "Windows has no umask"),
    fn: () =>
      inHome(async (home) => {
        const by = ["sh", "-c", `umask ${umask}; exec "$@"`, "sh"] as const;
        const target = `${home.folder}/dotfiles/atlcli.json`;
        await Deno.mkdir(`${home.folder}/dotfiles`);
        await home.write("");
        await Deno.remove(home.file);
        await Deno.writeTextFile(target, "{", { mode: 0o644 });
        await Deno.symlink(target, home.file);
        await Deno.writeTextFile(`${home.file}.bak`, JSON.stringify(GOOD), { mode: 0o644 });
        await Deno.chmod(`${home.folder}/.atlcli`, 0o755);
        const { exit, out, err } = await home.run(FIX, { by });
        assert.equal(exit, 0, err + out);
        assert.equal(out.match(/^Repaired /gm)?.length, 5, out);
        assert.deepEqual(JSON.parse(await Deno.readTextFile(target)), GOOD);
        assert.ok((await Deno.lstat(home.file)).isSymlink);
        assert.equal(await modeOf(`${home.folder}/.atlcli`), 0o700);
        const names = await Array.fromAsync(Deno.readDir(`${home.folder}/.atlcli`), ({ name }) => name);
        for (const name of names) assert.equal(await modeOf(`${home.folder}/.atlcli/${name}`), 0o600, name);
        const again = await home.run(FIX, { by });
        assert.deepEqual([again.exit, /^Repaired/m.test(again.out)], [0, false]);
      }),
  });
}

Deno.test("doctor --fix moves every kind of damaged file aside, byte by byte, and restores", () =>
  inHome(async (home) => {
    const seen = new Set<string>();
    for (const { kind, bytes } of hostileFiles({ count: 60, seed: 7 })) {
      if (seen.has(kind)) continue;
      await home.write("");
      await Deno.writeFile(home.file, bytes);
      await Deno.writeTextFile(`${home.file}.bak`, JSON.stringify(GOOD), { mode: 0o600 });
      const { out } = await home.run(OFFLINE);
      if (!/^✗ file/m.test(out)) continue;
      seen.add(kind);
      const fixed = await home.run(FIX);
      assert.equal(fixed.exit, 0, `${kind}: ${fixed.err}`);
      assert.deepEqual(JSON.parse(await home.read()), GOOD);
      assert.deepEqual(await namesIn(home), [
        ...[
          "credentials.json",
          "credentials.json.bak",
          "credentials.json.corrupt-TIME",
          "credentials.json.lock",
        ],
      ]);
      const [, aside = ""] = /Moved the damaged file aside, to (\S+)/.exec(fixed.out) ?? [];
      assert.deepEqual(await Deno.readFile(aside), Uint8Array.from(bytes), kind);
      await Deno.remove(aside);
    }
    assert.ok(seen.size >= 10, [...seen].join());
  }));

gatedTest({
  name: "doctor says in a second or so that another process holds the lock, and nothing is stuck",
  unless: notOn("windows", "Windows lets no process read a locked file"),
  fn: () =>
    inHome(async (home) => {
      await home.write(GOOD);
      await Deno.writeTextFile(`${home.file}.lock`, "", { mode: 0o600 });
      using lock = await Deno.open(`${home.file}.lock`, { read: true, write: true });
      await lock.lock(true);
      const { exit, out, err } = await home.run(OFFLINE);
      assert.equal(exit, 8, out);
      assert.match(out, /^✗ lock: /m);
      assert.match(err, /Another process has been holding it for seconds/);
    }),
});

Deno.test("doctor names a misspelled variable", () =>
  inHome(async (home) => {
    const { exit, out } = await home.run(OFFLINE, { env: { ATLCLI_API_TOKNE: "s3cret" } });
    assert.equal(exit, 0, out);
    assert.match(out, /env ATLCLI_API_TOKNE: Nothing reads this variable\n +Did you mean ATLCLI_API_TOKEN\?/);
    assert.doesNotMatch(out, /s3cret/);
  }));

Deno.test("doctor names misspelled and empty variables also with the permissions of the executable", () =>
  inHome(async (home) => {
    const [deno, ...run] = ATLCLI;
    const flags = permissionFlags(Deno.build.os);
    const args = run.flatMap((word) => word === "-A" ? flags : [word]);
    const env = { ATLCLI_API_TOKNE: "s3cret", ATLCLI_URL: "x", ATLCLI_EMAIL: "" };
    const { stdout, stderr } = await new Deno.Command(deno, {
      args: [...args, ...OFFLINE],
      env: environment(home.folder, env),
      clearEnv: true,
    }).output();
    const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    assert.match(out ?? "", /Did you mean ATLCLI_API_TOKEN\?/, err);
    assert.match(out ?? "", /env ATLCLI_URL: .*\n +Did you mean ATLCLI_SITE\?/);
    assert.equal(out?.match(/env ATLCLI_EMAIL: It is empty/g)?.length, 1, "reported once");
  }));
