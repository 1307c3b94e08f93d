/**
 * Servers that take too long, to the program as a process: each run has an end, and says which option allows more.
 */
import assert from "node:assert/strict";
import { inHome } from "./atlcli_process.ts";
import { measured } from "./measured_process.ts";

interface Case {
  readonly args: readonly string[];
  readonly answer: (ended: AbortSignal) => Response | Promise<Response>;
  readonly exit: number;
  readonly says: RegExp;
}

const JSON_TYPE = { "content-type": "application/json" };
const ME = ["api", "/rest/api/2/myself", "--json"];

/** A slow body: a byte now and then, as long as it is read. */
function drip(headers: HeadersInit): Response {
  let timer: ReturnType<typeof setInterval> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller): void {
      timer = setInterval(() => controller.enqueue(Uint8Array.of(0x20)), 50);
    },
    cancel: (): void => clearInterval(timer),
  });
  return new Response(body, { headers });
}

/** Some of it, and then nothing more. */
function stopping(headers: HeadersInit): Response {
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void =>
    controller.enqueue(new TextEncoder().encode('{"name":'));
  return new Response(new ReadableStream<Uint8Array>({ start }), { headers });
}

function limited(retryAfter: string): () => Response {
  return () => Response.json({}, { status: 429, headers: { "retry-after": retryAfter } });
}

const RATE_LIMITED = /"code":"rate-limited","message":"Rate limited \(429\)"/;
const CASES: Readonly<Record<string, Case>> = {
  "headers that never come": {
    args: [...ME, "--timeout", "400ms"],
    answer: (ended) =>
      new Promise((resolve) => ended.addEventListener("abort", () => resolve(new Response()))),
    exit: 7,
    says: /"timeout","message":".* did not answer within 0\.4 s","hint":"Allow more time with --timeout/,
  },
  "a body that stops": {
    args: [...ME, "--timeout", "400ms"],
    answer: () => stopping(JSON_TYPE),
    exit: 7,
    says: /did not answer within 0\.4 s/,
  },
  "a body that drips": {
    args: [...ME, "--max-time", "600ms"],
    answer: () => drip(JSON_TYPE),
    exit: 7,
    says: /"timeout","message":".* did not finish within 0\.6 s","hint":"Allow more time with --max-time/,
  },
  "a download that drips": {
    args: ["api", "/file", "--max-time", "600ms"],
    answer: () => drip({ "content-type": "application/octet-stream" }),
    exit: 7,
    says: /^Error: .* did not finish within 0\.6 s$/m,
  },
  "a rate limit of a day": { args: ME, answer: limited("86400"), exit: 6, says: /Try again after 24 h/ },
  "a rate limit until the end of time": {
    args: ME,
    answer: limited("Fri, 31 Dec 9999 23:59:59 GMT"),
    exit: 6,
    says: RATE_LIMITED,
  },
  ...Object.fromEntries(
    ["0", "-1", "1e300", "rubbish", "Thu, 01 Jan 1970 00:00:00 GMT"].map((value) => [
      `a rate limit that says ${value}, where no wait is allowed`,
      { args: [...ME, "--max-wait", "1s"], answer: limited(value), exit: 6, says: RATE_LIMITED },
    ]),
  ),
};

Deno.test("a slow server is aborted at the time limit", (t) =>
  inHome(async ({ folder }) => {
    for (const [name, { args, answer, exit, says }] of Object.entries(CASES)) {
      const ended = new AbortController();
      let requests = 0;
      const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ url }) => {
        if (url.endsWith("/serverInfo")) {
          return Response.json({ deploymentType: "Server", version: "10.3.0" });
        }
        requests++;
        return answer(ended.signal);
      });
      const env = {
        ATLCLI_SITE: `http://127.0.0.1:${server.addr.port}`,
        ATLCLI_API_TOKEN: "a-token-of-a-test",
      };
      const options = name.startsWith("a rate limit") ? [] : ["--max-retries", "0"];
      const ran = await measured([...args, ...options], { home: folder, env });
      ended.abort();
      await server.shutdown();
      await t.step(name, () => {
        assert.equal(ran.exit, exit, ran.err);
        assert.match(ran.err, says);
        // Far above what it takes, and far below any wait that was asked for.
        assert.ok(ran.ms < 20_000, `${ran.ms} ms`);
        assert.equal(requests, 1);
      });
    }
  }));
