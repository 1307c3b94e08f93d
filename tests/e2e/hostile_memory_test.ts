/**
 * Servers that send too much, to the program as a process: how much memory it takes before it has had enough, and how
 * long. Sizes are bounded by what the program takes, so that no test moves more than some hundred MiB.
 */
import assert from "node:assert/strict";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { inHome } from "./atlcli_process.ts";
import { type Measured, measured } from "./measured_process.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const MIB = 1024 * 1024;
/** The program alone takes some 90 MiB; an answer of 64 MiB is held as bytes, then as text. */
const MOST = 500 * MIB;

interface Case {
  readonly args: readonly string[];
  readonly answer: (request: Request) => Response;
  readonly exit: number;
  readonly says: RegExp;
  /** Bytes of memory. */
  readonly most?: number;
}

function endless(piece: Uint8Array<ArrayBuffer>, headers: HeadersInit): Response {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller): void => controller.enqueue(piece),
  }, { highWaterMark: 0 });
  return new Response(body, { headers });
}

const JSON_TYPE = { "content-type": "application/json", "cache-control": "no-transform" };
const SPACES = new Uint8Array(MIB).fill(0x20);
const LETTERS = new Uint8Array(MIB).fill(0x61);
const bomb = new Uint8Array(256 * MIB).fill(0x20);
const GZIP = Uint8Array.from(gzipSync(bomb, { level: 1 }));
const BROTLI = Uint8Array.from(brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }));

let page = 0;
const SEARCH = ["jira", "search", "--jql", "project=A", "--all"];

/** A page of 4 MiB, and always another one. */
function nextPage(): Response {
  const fields = { summary: "s".repeat(MIB / 4), status: { name: "Open" } };
  const issues = Array.from(
    { length: 16 },
    (_, at) => ({ id: `${page}${at}`, key: `A-${page}${at}`, fields }),
  );
  return Response.json({ issues, nextPageToken: `token-${page++}`, isLast: false });
}

const CASES: Readonly<Record<string, Case>> = {
  "JSON without end": {
    args: ["api", "/rest/a", "--json"],
    answer: () => endless(SPACES, JSON_TYPE),
    exit: 1,
    says:
      /^\{"error":\{"code":"bad-response","message":"The response is larger than 64 MiB: GET http:.*--max-size/,
  },
  "a gzip bomb": {
    args: ["jira", "me"],
    answer: () => new Response(GZIP, { headers: { ...JSON_TYPE, "content-encoding": "gzip" } }),
    exit: 1,
    says: /^Error: The response is larger than 64 MiB/,
  },
  "a brotli bomb": {
    args: ["jira", "me"],
    answer: () => new Response(BROTLI, { headers: { ...JSON_TYPE, "content-encoding": "br" } }),
    exit: 1,
    says: /^Error: The response is larger than 64 MiB/,
  },
  "a gzip bomb in place of an error's text": {
    args: ["jira", "me"],
    answer: () => new Response(GZIP, { status: 500, headers: { ...JSON_TYPE, "content-encoding": "gzip" } }),
    exit: 1,
    says: /^Error: The server failed \(500\)/,
    most: 250 * MIB,
  },
  "a download without end": {
    args: ["api", "/rest/a", "--max-size", "200M"],
    answer: () => endless(LETTERS, { "content-type": "application/octet-stream" }),
    exit: 1,
    says: /^Error: The response is larger than 200 MiB/,
    most: 250 * MIB,
  },
  "a list without end, that is held": {
    args: [...SEARCH, "--json"],
    answer: nextPage,
    exit: 1,
    says: /"message":"The list is too large to buffer: more than 128 MiB".*--ndjson/,
    most: 700 * MIB,
  },
  "a list whose pages come again": {
    args: [...SEARCH, "--ndjson"],
    answer: () => Response.json({ issues: [{ id: "1", key: "A-1" }], nextPageToken: "same", isLast: false }),
    exit: 1,
    says: /"message":"The pages of the search repeat: POST/,
    most: 250 * MIB,
  },
};

function checkCase({ exit, says, most = MOST }: Case, ran: Measured): void {
  assert.equal(ran.exit, exit, ran.err);
  assert.match(ran.err, says);
  assert.ok(ran.peak > 0 && ran.peak < most, `${Math.round(ran.peak / MIB)} MiB`);
}

gatedTest({
  name: "a server that sends too much is left, before that has filled the memory",
  unless: onlyOn("linux", "the peak memory is read from /proc"),
  fn: (t) =>
    inHome(async ({ folder }) => {
      for (const [name, one] of Object.entries(CASES)) {
        const server = Deno.serve(
          { hostname: "127.0.0.1", port: 0, onListen: () => {} },
          (request) =>
            request.url.endsWith("/serverInfo")
              ? Response.json({ deploymentType: "Cloud", version: "1001.0.0" })
              : one.answer(request),
        );
        const env = {
          ATLCLI_SITE: `http://127.0.0.1:${server.addr.port}`,
          ATLCLI_EMAIL: "a@b.test",
          ATLCLI_API_TOKEN: "a-token-of-a-test",
          ATLCLI_MAX_RETRIES: "0",
        };
        const ran = await measured(one.args, { home: folder, env });
        await server.shutdown();
        console.log(`${name}: ${Math.round(ran.peak / MIB)} MiB, ${Math.round(ran.ms)} ms`);
        await t.step(name, () => checkCase(one, ran));
      }
    }),
});
