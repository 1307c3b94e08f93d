/**
 * A credentials file that another user really changed, by a process of that user, on a real disk: no token reaches the
 * address that they wrote, and no command makes the file trusted but `auth trust`.
 *
 * Only root can start a process of another user, and give files away.
 */
import assert from "node:assert/strict";
import { type Home, inHome } from "./atlcli_process.ts";
import { PseudoTerminal, terminalTest } from "./pseudo_terminal.ts";
import { gatedTest, notOn, notRoot, onlyOn } from "../helpers/gate.ts";

/** `nobody`, on Linux. */
const STRANGER = "65534";

const NO_STRANGER = onlyOn("linux", "setpriv is on Linux only") ?? notRoot();

interface Site {
  readonly url: string;
  /** What every request was authorised with. */
  readonly received: string[];
}

/** A site that takes whatever comes. */
async function withSite(use: (site: Site) => Promise<void>): Promise<void> {
  const received: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    received.push(request.headers.get("authorization") ?? "nothing");
    return Response.json({ name: "mia", displayName: "Mia", deploymentType: "Server", version: "10.3.0" });
  });
  try {
    await use({ url: `http://127.0.0.1:${server.addr.port}`, received });
  } finally {
    await server.shutdown();
  }
}

interface Place {
  readonly home: Home;
  readonly good: Site;
  readonly evil: Site;
  /** The file's text with the other address. */
  readonly altered: string;
}

async function inPlace(use: (place: Place) => Promise<void>): Promise<void> {
  await withSite((good) =>
    withSite((evil) =>
      inHome(async (home) => {
        const profile = { name: "work", baseUrl: good.url, authType: "bearer", deployment: "data-center" };
        await home.write({
          currentProfile: "work",
          profiles: { work: { ...profile, apiToken: "stored-token" } },
        });
        await use({ home, good, evil, altered: (await home.read()).replaceAll(good.url, evil.url) });
      })
    )
  );
}

/** Runs a shell command as the other user, with a text on its standard input. */
async function asStranger(command: string, text: string): Promise<boolean> {
  const child = new Deno.Command("setpriv", {
    args: [`--reuid=${STRANGER}`, `--regid=${STRANGER}`, "--clear-groups", "sh", "-c", command],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text)).catch(() => {});
  await writer.close().catch(() => {});
  return (await child.status).success;
}

const ENVIRONMENTS: readonly Readonly<Record<string, string>>[] = [{}, { ATLCLI_API_TOKEN: "env-token" }];
const CHANGES: readonly (readonly string[])[] = [
  ["auth", "switch", "work"],
  ["auth", "rename", "work", "other"],
  ["auth", "logout", "work"],
  ["auth", "delete", "work"],
  ["doctor", "--fix", "--offline"],
];

/** No token goes anywhere, whatever is tried, and the file stays as the stranger left it. */
async function reachesNobody({ home, good, evil }: Place): Promise<void> {
  const before = await home.read();
  for (const env of ENVIRONMENTS) {
    for (const args of [["jira", "me"], ["auth", "status"]]) {
      const { exit, err } = await home.run(args, { env });
      assert.equal(exit, 8, err);
    }
  }
  for (const args of CHANGES) {
    const { exit, err } = await home.run(args);
    assert.equal(exit, 8, `${args.join(" ")}: ${err}`);
  }
  assert.equal((await home.run(["auth", "list"])).exit, 0);
  assert.equal(await home.read(), before);
  const { exit } = await home.run(["jira", "me"], { env: ENVIRONMENTS[1] ?? {} });
  assert.equal(exit, 8, "no change made it trusted");
  assert.deepEqual([good.received, evil.received], [[], []]);
}

/** How the file came to be open to others, and what the stranger does then. */
const OPENINGS: Readonly<
  Record<string, (place: Place) => Promise<readonly [command: string, path: string]>>
> = {
  "a file that all can write": async ({ home }) => {
    await Deno.chmod(home.folder, 0o755);
    await Deno.chmod(`${home.folder}/.atlcli`, 0o755);
    await Deno.chmod(home.file, 0o666);
    return ["cat >", home.file];
  },
  "a folder that all can write": async ({ home }) => {
    await Deno.chmod(home.folder, 0o755);
    await Deno.chmod(`${home.folder}/.atlcli`, 0o777);
    return [`rm -f ${home.file}; umask 022; cat >`, home.file];
  },
  "a home that all can write": async ({ home }) => {
    await Deno.chmod(home.folder, 0o777);
    const folder = `${home.folder}/.atlcli`;
    return [`mv ${folder} ${folder}.old; mkdir ${folder}; cat >`, home.file];
  },
  "a folder in the middle of links": async ({ home }) => {
    await Deno.chmod(home.folder, 0o755);
    await Deno.chmod(`${home.folder}/.atlcli`, 0o711);
    await Deno.mkdir(`${home.folder}/middle`);
    await Deno.chmod(`${home.folder}/middle`, 0o777);
    await Deno.rename(home.file, `${home.folder}/real.json`);
    await Deno.symlink(`${home.folder}/real.json`, `${home.folder}/middle/link.json`);
    await Deno.symlink(`${home.folder}/middle/link.json`, home.file);
    const link = `${home.folder}/middle/link.json`;
    return [`rm ${link}; cat >`, link];
  },
  "a folder that was given away": async ({ home }) => {
    await Deno.chmod(home.folder, 0o755);
    await Deno.chown(`${home.folder}/.atlcli`, Number(STRANGER), Number(STRANGER));
    return [`rm -f ${home.file}; cat >`, home.file];
  },
};

for (const [what, open] of Object.entries(OPENINGS)) {
  const name = `no token is sent because of a file that another user really changed: ${what}`;
  gatedTest({
    name,
    unless: NO_STRANGER,
    fn: () =>
      inPlace(async (place) => {
        const [command, path] = await open(place);
        assert.ok(await asStranger(`${command} ${path}`, place.altered), "the stranger could write it");
        await reachesNobody(place);
      }),
  });
}

gatedTest({
  name: "no token is sent because of a file that others can write, until auth trust restricts it",
  unless: notOn("windows", "Windows has no permission bits"),
  fn: () =>
    inPlace(async (place) => {
      const { home, good, evil } = place;
      await Deno.chmod(home.file, 0o622);
      await reachesNobody(place);
      const { exit, err } = await home.run(["auth", "trust", "--yes"]);
      assert.equal(exit, 0, err);
      assert.equal(((await Deno.stat(home.file)).mode ?? 0) & 0o777, 0o600);
      await home.run(["jira", "me"]);
      assert.deepEqual([[...new Set(good.received)], evil.received], [["Bearer stored-token"], []]);
    }),
});

terminalTest("on a terminal, auth trust refuses a file that changed while it asked", async () => {
  await inPlace(async (place) => {
    const { home, evil, altered } = place;
    await Deno.chmod(home.file, 0o666);
    // Whoever has the file open already needs no permission any more.
    const opened = await Deno.open(home.file, { write: true });
    const terminal = new PseudoTerminal("atlcli auth trust", { home: home.folder });
    await terminal.expect("Are all of these yours");
    await opened.truncate(0);
    await opened.write(new TextEncoder().encode(altered));
    await terminal.type("y");
    assert.equal(await terminal.end(), 8, terminal.shown);
    assert.match(terminal.shown.replaceAll(/\s+/g, " "), /was changed while it was being reviewed/);
    assert.equal(((await Deno.stat(home.file)).mode ?? 0) & 0o777, 0o666);
    const again = new PseudoTerminal("atlcli auth trust", { home: home.folder });
    await again.expect(evil.url);
    await again.expect("Are all of these yours");
    await again.type("\r");
    assert.equal(await again.end(), 130, again.shown);
    assert.deepEqual(evil.received, []);
    opened.close();
  });
});
