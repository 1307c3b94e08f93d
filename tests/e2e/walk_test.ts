/**
 * A walk through the program on this system, with the permissions of the executable: sign in, look around, search, keep a
 * space as a folder, and let doctor look at all of it. The site is the sandbox, a process of its own.
 */
import assert from "node:assert/strict";
import { type SandboxProcess, startSandboxProcess } from "../../scripts/checks/sandbox_process.ts";
import { ATLCLI, type Home, inHome } from "./atlcli_process.ts";
import { noRealKeychain } from "./keychain_gate.ts";
import { RELEASED_ATLCLI } from "./released_process.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

const NO_KEYCHAIN = noRealKeychain() ?? notOn("linux", "the contract's own sessions try it");

/** Runs a command that has to succeed; what it printed, on both streams. */
type Do = (args: readonly string[], stdin?: string) => Promise<string>;

async function walk(
  body: (run: Do, place: { readonly home: Home; readonly site: SandboxProcess }) => Promise<void>,
) {
  const site = await startSandboxProcess(ATLCLI);
  try {
    await inHome(async (home) => {
      await body(async (args, stdin = "") => {
        const { exit, out, err } = await home.run(args, { stdin, program: RELEASED_ATLCLI });
        assert.equal(exit, 0, `${args.join(" ")}: ${err}`);
        return `${out}${err}`.replaceAll("\r\n", "\n");
      }, { home, site });
    });
  } finally {
    await site.stop();
  }
}

Deno.test("a walk on this system: sign in into the file, status, list, search, pull, push, doctor", () =>
  walk(async (run, { home, site }) => {
    const { email = "", token } = site.account("cloud-valid");
    const login = ["auth", "login", "--site", site.urls.cloud, "--email", email, "--token", "-"];
    assert.match(await run([...login, "--storage", "file"], token), /Mia Müller/);
    assert.match(await home.read(), new RegExp(`"apiToken": "${token}"`));
    assert.match(await run(["auth", "status"]), /^Status: Authenticated ✓$/m);
    assert.match(await run(["auth", "list"]), /^default .*✓/m);
    assert.match(await run(["jira", "search", "--project", "PROJ", "--limit", "5"]), /^PROJ-\d+ /m);
    const folder = `${home.folder}/docs`;
    await run(["wiki", "docs", "pull", folder, "--space", "TEAM"]);
    const page = [...Deno.readDirSync(folder)].map(({ name }) => name).find((name) => name.endsWith(".md"));
    assert.ok(page !== undefined);
    const text = await Deno.readTextFile(`${folder}/${page}`);
    await Deno.writeTextFile(`${folder}/${page}`, `${text}\nAdded on this system: über ✓\n`);
    assert.match(await run(["wiki", "docs", "status", folder]), new RegExp(page.replace(".md", "")));
    assert.match(await run(["wiki", "docs", "push", folder, "--yes"]), /Sent 1 page/);
    assert.doesNotMatch(await run(["wiki", "docs", "status", folder]), new RegExp(`changed.*${page}`));
    await run(["doctor"]);
  }));

gatedTest({
  name: "a walk on this system: sign in into the keychain, status, sign out",
  unless: NO_KEYCHAIN,
  fn: () =>
    walk(async (run, { home, site }) => {
      const { username = `walk-${crypto.randomUUID()}`, token } = site.account("jira-valid");
      const login = ["auth", "login", "--bearer", "--site", site.urls.jira, "--username", username];
      await run([...login, "--storage", "keychain", "--token", "-"], token);
      try {
        assert.ok(!(await home.read()).includes(token));
        assert.match(await run(["auth", "status"]), /^Status: Authenticated ✓$/m);
        assert.match(await run(["jira", "search", "--assignee", "me"]), /^[A-Z]+-\d+ /m);
      } finally {
        await run(["auth", "logout"]);
      }
      const { exit } = await home.run(["jira", "search", "--assignee", "me"], { program: RELEASED_ATLCLI });
      assert.equal(exit, 4);
    }),
});
