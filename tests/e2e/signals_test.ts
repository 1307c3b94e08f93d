/**
 * A signal ends the program within a second, whatever it is doing: converting a huge text in one go, or following pages
 * without an end. Run by Deno, or the executable that ATLCLI_EXECUTABLE names.
 */
import assert from "node:assert/strict";
import { ATLCLI, environment, type Home, inHome } from "./atlcli_process.ts";
import { type Served, serveWiki } from "./wiki_server.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const EXECUTABLE = Deno.env.get("ATLCLI_EXECUTABLE");
const [PROGRAM, ...FIRST] = EXECUTABLE === undefined ? ATLCLI : [EXECUTABLE];

/** How soon it must be gone. */
const MAX_MS = 1_000;
/** A page of the sandbox. */
const PAGE = "40001";
/** What takes far longer than anybody waits: minutes of Markdown, tens of seconds of storage format. */
const MARKDOWN = `${"*a_ ".repeat(1_000)}\n\n`.repeat(250);
const STORAGE = `<p>${"a <em>b</em> ".repeat(400)}</p>`.repeat(400);

interface Case {
  readonly args: (folder: string) => readonly string[];
  /** What is there before. */
  readonly prepare?: (home: Home) => Promise<void>;
  /** Whether a request is the last one before the program is busy for long. */
  readonly isLast?: (request: Request) => boolean;
  /** Answers some requests itself. */
  readonly before?: (request: Request, served: () => Served) => Promise<Response> | undefined;
}

/** A page that is 2 MB, where it is asked for. */
const hugePage: Pick<Case, "before" | "isLast"> = {
  isLast: ({ url }) => new URL(url).searchParams.get("expand")?.includes("body.storage") ?? false,
  before: (request, served) => {
    if (request.method !== "GET" || !request.url.includes("body.storage")) return undefined;
    return served().sandbox.handle("confluence", request).then(async (response) => {
      const text = JSON.stringify(
        await response.json(),
        (_name, value) =>
          typeof value?.storage?.value === "string"
            ? { ...value, storage: { ...value.storage, value: STORAGE } }
            : value,
      );
      return new Response(text, { headers: { "content-type": "application/json" } });
    });
  },
};

let count = 0;
const CASES: Readonly<Record<string, Case>> = {
  "page view of 2 MB": { ...hugePage, args: () => ["wiki", "page", "view", PAGE] },
  "docs pull of pages of 2 MB": {
    ...hugePage,
    args: (folder) => ["wiki", "docs", "pull", `${folder}/docs`, "--space", "TEAM"],
  },
  "docs push of 1 MB": {
    args: (folder) => ["wiki", "docs", "push", `${folder}/docs`, "--yes"],
    prepare: async ({ folder, run }) => {
      const { exit, err } = await run(["wiki", "docs", "pull", `${folder}/docs`, "--space", "TEAM"]);
      assert.equal(exit, 0, err);
      await Deno.writeTextFile(`${folder}/docs/New.md`, MARKDOWN);
    },
  },
  "page create of 1 MB": {
    args: (
      folder,
    ) => ["wiki", "page", "create", "--space", "TEAM", "--title", "x", "--body", `${folder}/x.md`],
    prepare: ({ folder }) => Deno.writeTextFile(`${folder}/x.md`, MARKDOWN),
  },
  "api --paginate of Link headers that never end": {
    args: () => ["api", "/rest/api/list", "--paginate"],
    before: ({ url }) => {
      if (!url.includes("/rest/api/list")) return undefined;
      const link = `${"<".repeat(8_000)}</rest/api/list?cursor=${++count}>; rel="next"`;
      return Promise.resolve(Response.json([count], { headers: { link } }));
    },
    isLast: ({ url }) => url.includes("cursor=3"),
  },
};

/** Hundredths of a second that a process has computed. */
async function computed(pid: number): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")")).split(" ")[12]);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the program, waits until it is busy, and sends the signal. */
async function interrupted(
  { args, prepare, before, isLast }: Case,
  signal: "SIGINT" | "SIGTERM",
): Promise<{ readonly code: number; readonly ms: number; readonly err: string }> {
  const busy = Promise.withResolvers<void>();
  const served: Served = serveWiki({
    before: (request) => {
      if (isLast?.(request) ?? false) busy.resolve();
      return before?.(request, () => served);
    },
  });
  try {
    return await inHomeOf(served, async (home) => {
      await prepare?.(home);
      const child = new Deno.Command(PROGRAM, {
        args: [...FIRST, ...args(home.folder)],
        env: environment(home.folder),
        clearEnv: true,
        stdin: "null",
        stdout: "null",
        stderr: "piped",
      }).spawn();
      if (isLast !== undefined) await busy.promise;
      // The start takes less than this.
      const begin = isLast === undefined ? 300 : await computed(child.pid) + 50;
      while (await computed(child.pid) < begin) await pause(20);
      const started = performance.now();
      child.kill(signal);
      const stuck = setTimeout(() => child.kill("SIGKILL"), 20_000);
      const { code, stderr } = await child.output();
      clearTimeout(stuck);
      return { code, ms: performance.now() - started, err: new TextDecoder().decode(stderr) };
    });
  } finally {
    await served.close();
  }
}

async function inHomeOf<T>({ profile }: Served, work: (home: Home) => Promise<T>): Promise<T> {
  let result: { readonly value: T } | undefined;
  await inHome(async (home) => {
    await home.write({ currentProfile: "wiki", profiles: { wiki: profile } });
    result = { value: await work(home) };
  });
  assert.ok(result !== undefined);
  return result.value;
}

for (const [name, running] of Object.entries(CASES)) {
  for (const [signal, exit] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    gatedTest({
      name: `${signal} ends ${name} within a second`,
      unless: onlyOn("linux", "its processes are observed through /proc"),
      fn: async () => {
        const { code, ms, err } = await interrupted(running, signal);
        assert.equal(code, exit, err);
        assert.ok(ms < MAX_MS, `${Math.round(ms)} ms`);
      },
    });
  }
}
