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

interface Served {
  readonly sandbox: Sandbox;
  readonly url: string;
  close(): Promise<void>;
}

/** A sandbox whose Confluence is on a port of this machine. */
function serve(): Served {
  const made = Promise.withResolvers<Sandbox>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => await (await made.promise).handle("confluence", request),
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  const sandbox = createSandbox({
    urls: { cloud: "http://127.0.0.2:1", jira: "http://127.0.0.2:2/jira", confluence: url },
    // One more is added.
    pages: 499,
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

const SECTION = "<h2>What it is about</h2>" +
  "<p>A page grows as people add to it: notes of meetings, decisions, what was tried and given up.</p>"
    .repeat(6) +
  '<p>Some of it is <strong>bold</strong>, and <a href="https://example.com/a">leads on</a>.</p>' +
  "<ul><li>an item</li><li>another one</li></ul>" +
  "<table><tbody><tr><th>name</th><th>value</th></tr><tr><td>a</td><td>b</td></tr></tbody></table>" +
  '<ac:structured-macro ac:name="info"><ac:rich-text-body><p>Mind this</p></ac:rich-text-body></ac:structured-macro>';
/** Bytes of a page that somebody made too large. */
const PAGE = 5_000_000;

/** Makes a page of 5 MB among the 500. */
async function addLargePage({ sandbox, url }: Served): Promise<void> {
  const value = SECTION.repeat(Math.ceil(PAGE / SECTION.length));
  const answer = await sandbox.handle(
    "confluence",
    new Request(`${url}/rest/api/content`, {
      method: "POST",
      headers: {
        "authorization": `Bearer ${sandbox.account("confluence-valid").token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        type: "page",
        title: "Huge",
        space: { key: "LOAD" },
        body: { storage: { value, representation: "storage" } },
      }),
    }),
  );
  assert.equal(answer.status, 200, await answer.text());
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
  name:
    "docs pull of 500 pages, one of them of 5 MB, and of a file of 500 MB, holds less than 150 MiB, and asks seldom",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    inHome(async ({ folder, write }) => {
      const served = serve();
      const { sandbox, url, close } = served;
      await addLargePage(served);
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
        const huge = await Deno.readTextFile(`${folder}/LOAD/Generated pages/Huge.md`);
        assert.equal(huge.split("## What it is about").length - 1, Math.ceil(PAGE / SECTION.length));
        assert.doesNotMatch(huge, /confluence-storage/);
        const { size } = await Deno.stat(
          `${folder}/TEAM/Web shop team/Release plan.attachments/training.mp4`,
        );
        assert.equal(size, LARGE);
      } finally {
        await close();
      }
    }),
});
