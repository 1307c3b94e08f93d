/**
 * A long search, by the real program: it holds one page at a time, whatever there is.
 */
import assert from "node:assert/strict";
import { V8_FLAGS } from "../../scripts/release/compile.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";
import { ATLCLI, environment, inHome } from "./atlcli_process.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const ISSUES = 100_000;
/** The limit of the executable; from the sources, Deno also keeps their modules. */
const MAX_RSS = (Deno.env.get("ATLCLI_EXECUTABLE") ? 120 : 170) * 1024 * 1024;
/** What a heap may still grow by once a fifth of the issues is out. */
const MAX_GROWTH = 30 * 1024 * 1024;

interface Served {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** How many searches were asked for. */
  searches(): number;
  close(): Promise<void>;
}

/** A sandbox that answers no second page before `firstLine`. */
function serve(firstLine: Promise<void>): Served {
  const made = Promise.withResolvers<Sandbox>();
  let searches = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    if (request.url.includes("/search/jql") && ++searches === 2) await firstLine;
    return await (await made.promise).handle("cloud", request);
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  const sandbox = createSandbox({
    urls: { cloud: url, jira: "http://127.0.0.2:1/jira", confluence: "http://127.0.0.2:2" },
    issues: ISSUES,
  });
  made.resolve(sandbox);
  return { sandbox, url, searches: () => searches, close: () => server.shutdown() };
}

/** What a process has in memory, in bytes; the most that it has had, where the kernel says so. */
async function memoryOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  // A process that has ended has none.
  return Number(kibibytes ?? 0) * 1024;
}

/** The program, collecting garbage as the executable does; or the executable that ATLCLI_EXECUTABLE names. */
function program(): readonly [string, ...string[]] {
  const executable = Deno.env.get("ATLCLI_EXECUTABLE");
  if (executable) return [executable];
  const [deno, run, ...rest] = ATLCLI;
  assert.equal(run, "run");
  return [deno, run, `--v8-flags=${V8_FLAGS}`, ...rest];
}

gatedTest({
  name: `search --all --ndjson of ${ISSUES} issues holds one page at a time, and keeps the order`,
  unless: onlyOn("linux", "the peak memory is read from /proc"),
  fn: () =>
    inHome(async ({ folder }) => {
      const first = Promise.withResolvers<void>();
      const { sandbox, url, searches, close } = serve(first.promise);
      const { email = "", token } = sandbox.account("cloud-valid");
      const [command, ...args] = program();
      const child = new Deno.Command(command, {
        args: [...args, "jira", "search", "--jql", "project = LOAD ORDER BY key ASC", "--all", "--ndjson"],
        env: environment(folder, { ATLCLI_SITE: url, ATLCLI_EMAIL: email, ATLCLI_API_TOKEN: token }),
        clearEnv: true,
        stdin: "null",
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
      let [lines, early, peak, rest] = [0, 0, 0, ""];
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
        const parts = (rest + text).split("\n");
        rest = parts.pop() ?? "";
        for (const line of parts) {
          assert.equal(JSON.parse(line).key, `LOAD-${++lines}`);
          // The server answers the second page only now.
          first.resolve();
        }
        peak = Math.max(peak, await memoryOf(child.pid).catch(() => 0));
        if (lines < ISSUES / 5) early = peak;
      }
      const { code } = await child.status;
      await close();
      assert.deepEqual([code, lines, rest, searches()], [0, ISSUES, "", ISSUES / 100]);
      assert.ok(early > 0 && peak < early + MAX_GROWTH, `${early} bytes, then ${peak}`);
      assert.ok(peak < MAX_RSS, `${Math.round(peak / 2 ** 20)} MiB`);
    }),
});
