/**
 * A large pull, by the real program, onto a real disk: what it holds in memory, and how often it asks.
 */
import assert from "node:assert/strict";
import { V8_FLAGS } from "../../scripts/compile.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";
import { ATLCLI, environment, inHome } from "./atlcli_process.ts";

const MEGABYTE = 1024 * 1024;
const LARGE = 500 * MEGABYTE;
const MAX_RSS = 150 * MEGABYTE;

/** A sandbox whose Confluence is on a port of this machine. */
function serve(): { readonly sandbox: Sandbox; readonly url: string; close(): Promise<void> } {
  const made = Promise.withResolvers<Sandbox>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => await (await made.promise).handle("confluence", request),
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  const sandbox = createSandbox({
    urls: { cloud: "http://127.0.0.2:1", jira: "http://127.0.0.2:2/jira", confluence: url },
    pages: 500,
    largeAttachment: LARGE,
  });
  made.resolve(sandbox);
  return { sandbox, url, close: () => server.shutdown() };
}

/** The most that a process has had in memory, in bytes; 0 once it has ended. */
async function peakOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`).catch(() => "");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

interface Pulled {
  readonly code: number;
  readonly out: string;
  readonly peak: number;
}

async function pull(
  home: string,
  words: readonly string[],
): Promise<Pulled> {
  const [deno, run, ...rest] = ATLCLI;
  const child = new Deno.Command(deno, {
    args: [run ?? "run", `--v8-flags=${V8_FLAGS}`, ...rest, "wiki", "docs", "pull", ...words],
    env: environment(home),
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let [out, peak, running] = ["", 0, true];
  const watching = (async () => {
    while (running) {
      peak = Math.max(peak, await peakOf(child.pid));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) out += text;
  const { code } = await child.status;
  running = false;
  await watching;
  return { code, out, peak };
}

Deno.test({
  name: "docs pull of 500 pages, and of a file of 500 MB, holds less than 150 MiB, and asks seldom",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    inHome(async ({ folder, write }) => {
      const { sandbox, url, close } = serve();
      const profile = {
        name: "wiki",
        baseUrl: url,
        authType: "bearer",
        apiToken: sandbox.account("confluence-valid").token,
        deployment: "data-center",
        product: "confluence",
      };
      await write({ currentProfile: "wiki", profiles: { wiki: profile } });
      try {
        for (const [space, most] of [["LOAD", 12], ["LOAD", 5], ["TEAM", 5]] as const) {
          const before = sandbox.requests.length;
          const { code, out, peak } = await pull(folder, [`${folder}/${space}`, "--space", space]);
          assert.equal(code, 0, out);
          assert.ok(sandbox.requests.length - before <= most);
          assert.ok(peak > 0 && peak < MAX_RSS, `${Math.round(peak / MEGABYTE)} MiB`);
        }
        const { size } = await Deno.stat(
          `${folder}/TEAM/Web shop team/Release plan.attachments/training.mp4`,
        );
        assert.equal(size, LARGE);
      } finally {
        await close();
      }
    }),
});
