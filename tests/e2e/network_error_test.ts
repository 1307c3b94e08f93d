import assert from "node:assert/strict";
import { createClient } from "../../src/client/client.ts";
import { denoHost } from "../../src/host/deno/host.ts";
import { AtlcliError, type ErrorCode } from "../../src/core/errors.ts";
import type { TransportOptions } from "../../src/core/host.ts";
import { Secret } from "../../src/core/secret.ts";
import { siteOf } from "../../src/site/site.ts";
import { withCertificates } from "./certificates.ts";
import { adviceOn } from "../helpers/advice.ts";

const CANARY = "canary-of-the-network";

// These tests go straight to where they say, also on a machine that is behind a proxy.
for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]) {
  Deno.env.delete(name);
  Deno.env.delete(name.toLowerCase());
}

/** Asks a site once, and gives the error. */
async function failureOf(
  url: string,
  options: { readonly transport?: TransportOptions; readonly timeoutMs?: number } = {},
): Promise<AtlcliError> {
  const host = denoHost();
  const transport = host.transport(options.transport);
  try {
    const client = createClient({
      site: siteOf(url, { allowHttp: true }),
      deployment: "data-center",
      credential: { kind: "pat", token: new Secret(CANARY) },
      fetch: transport.fetch,
      clock: host.clock,
      random: () => host.random(),
      limits: { maxRetries: 0, timeoutMs: options.timeoutMs ?? 10_000 },
    });
    const answer = await client.json({ path: "/rest/a", query: { jql: "private-query" } }).then(
      (value: unknown) => ({ value }),
      (error: unknown) => ({ error }),
    );
    assert.ok("error" in answer && answer.error instanceof AtlcliError, Deno.inspect(answer));
    checkWords(answer.error, new URL(url).host);
    return answer.error;
  } finally {
    transport.close();
  }
}

function checkWords(error: AtlcliError, host: string): void {
  assert.ok(error.message.includes(host), error.message);
  assert.ok(!error.message.includes("\n"), error.message);
  assert.ok(adviceOn(error) !== "");
  const all = Deno.inspect(error);
  assert.ok(!all.includes("private-query") && !all.includes(CANARY), all);
}

function closedPort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}

/** A server that reads what is sent, writes an answer as it is, and hangs up; `undefined` says nothing and stays. */
async function withRawServer(
  answer: string | undefined,
  use: (port: number) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open: Deno.Conn[] = [];
  const serving = (async () => {
    for await (const connection of listener) {
      open.push(connection);
      await connection.read(new Uint8Array(16_384));
      if (answer === undefined) continue;
      await connection.write(new TextEncoder().encode(answer));
      connection.close();
    }
  })();
  try {
    await use(listener.addr.port);
  } finally {
    listener.close();
    await serving.catch(() => {});
    if (answer === undefined) { for (const connection of open) connection.close(); }
  }
}

async function withTlsServer(
  pair: { readonly cert: string; readonly key: string },
  use: (port: number) => Promise<void>,
): Promise<void> {
  const server = Deno.serve(
    {
      hostname: "127.0.0.1",
      port: 0,
      ...pair,
      onListen: () => {},
      onError: () => new Response(null, { status: 500 }),
    },
    () => Response.json({ ok: 1 }),
  );
  try {
    await use(server.addr.port);
  } finally {
    await server.shutdown();
  }
}

Deno.test("a port without a listener is connection-refused", async () => {
  const error = await failureOf(`http://127.0.0.1:${closedPort()}`);
  assert.equal(error.code, "connection-refused");
  assert.match(error.message, /refuses connections$/);
});

Deno.test("a host that does not exist is dns", async () => {
  const error = await failureOf("https://nothing.invalid");
  assert.equal(error.code, "dns");
  assert.equal(error.message, 'Cannot find the host "nothing.invalid"');
});

Deno.test("a server that sends nothing is a timeout", async () => {
  await withRawServer(undefined, async (port) => {
    const error = await failureOf(`http://127.0.0.1:${port}`, { timeoutMs: 100 });
    assert.equal(error.code, "timeout");
    assert.match(adviceOn(error), /--timeout/);
  });
});

const OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

const RAW: readonly (readonly [name: string, answer: string, code: ErrorCode])[] = [
  ["closes the connection silently", "", "connection-lost"],
  ["hangs up in the headers", "HTTP/1.1 200 OK\r\nContent-", "connection-lost"],
  ["hangs up in the body", `${OK}Content-Length: 100\r\n\r\n{"a":`, "connection-lost"],
  ["hangs up between chunks", `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n`, "connection-lost"],
  [
    "sends an invalid chunk",
    `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\nzz\r\n`,
    "connection-lost",
  ],
  [
    "says gzip, and sends none",
    `${OK}Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello`,
    "connection-lost",
  ],
  ["does not speak HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "network"],
  ["says less than it sends", `${OK}Content-Length: 5\r\n\r\n{"a":1}`, "bad-response"],
  ["says a length that is negative", `${OK}Content-Length: -5\r\n\r\n{"a":1}`, "network"],
  ["sends a length that is not a number", `${OK}Content-Length: many\r\n\r\n{"a":1}`, "network"],
  ["says a length that nothing has", `${OK}Content-Length: 99999999999999999999\r\n\r\n{"a":1}`, "network"],
  ["says two lengths", `${OK}Content-Length: 5\r\nContent-Length: 7\r\n\r\n{"a":1}`, "network"],
  [
    "sends a chunk of a size that nothing has",
    `${OK}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{"a":1}`,
    "connection-lost",
  ],
  [
    "sends trailers without end",
    `${OK}Transfer-Encoding: chunked\r\n\r\n0\r\n${"X: y\r\n".repeat(100_000)}`,
    "connection-lost",
  ],
  [
    "says brotli, and sends none",
    `${OK}Content-Encoding: br\r\nContent-Length: 5\r\n\r\nhello`,
    "connection-lost",
  ],
  ["sends a header without a name", "HTTP/1.1 200 OK\r\n: x\r\n\r\n", "network"],
  ["sends a header without a colon", "HTTP/1.1 200 OK\r\nrubbish\r\n\r\n", "network"],
  ["sends too many headers", `HTTP/1.1 200 OK\r\n${"X: y\r\n".repeat(5_000)}\r\n`, "network"],
  ["sends an invalid status", "HTTP/1.1 abc\r\n\r\n", "network"],
  ["sends a status too high", "HTTP/1.1 1000 OK\r\n\r\n", "network"],
  ["responds with an unknown HTTP version", "HTTP/9.9 200 OK\r\n\r\n", "network"],
  ["speaks HTTP/0.9", '{"a":1}', "network"],
  ["sends endless 100 responses", "HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000), "connection-lost"],
  [
    "switches protocols",
    "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "bad-response",
  ],
  ["sends headers without end", `HTTP/1.1 200 OK\r\nX: ${"a".repeat(2_000_000)}\r\n\r\n`, "network"],
  ["asks for a password for a proxy", "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", "proxy"],
];

for (const [name, answer, code] of RAW) {
  Deno.test(`a server that ${name} is ${code}`, async () => {
    await withRawServer(answer, async (port) => {
      assert.equal((await failureOf(`http://127.0.0.1:${port}`)).code, code);
    });
  });
}

for (
  const [name, status, message] of [
    [
      "requires authentication",
      "407 Proxy Authentication Required",
      /^The proxy on the way .* requires authentication \(407\)$/,
    ],
    ["refuses", "403 Forbidden", /refuses to connect/],
    ["cannot reach the site", "502 Bad Gateway", /refuses to connect/],
  ] as const
) {
  Deno.test(`a proxy that ${name} is named`, async () => {
    await withRawServer(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`, async (port) => {
      const proxy = { url: `http://127.0.0.1:${port}` };
      const error = await failureOf("https://jira.company.test", { transport: { proxy } });
      assert.equal(error.code, "proxy");
      assert.match(error.message, message);
    });
  });
}

Deno.test({
  name: "the errors for invalid certificates differ, each with its fix",
  fn: async (step) => {
    await withCertificates(async ({ ca, good, wrongHost, expired, selfSigned }) => {
      const trusting = { transport: { caCertificates: [ca] } };
      await step.step("one of an authority that is not trusted", () =>
        withTlsServer(good, async (port) => {
          const error = await failureOf(`https://localhost:${port}`);
          assert.equal(error.code, "tls");
          assert.match(error.message, /from an untrusted authority$/);
          assert.match(adviceOn(error), /--ca-file/);
          assert.match(adviceOn(error), /DENO_TLS_CA_STORE=system/);
        }));
      await step.step("one that has expired", () =>
        withTlsServer(expired, async (port) => {
          const error = await failureOf(`https://localhost:${port}`, trusting);
          assert.equal(error.code, "tls");
          assert.match(error.message, /has expired, or is not valid yet$/);
        }));
      await step.step("one of another host", () =>
        withTlsServer(wrongHost, async (port) => {
          const error = await failureOf(`https://localhost:${port}`, trusting);
          assert.equal(error.code, "tls");
          assert.match(error.message, /is for another host$/);
        }));
      await step.step(
        "one that was signed by itself, as an authority",
        () =>
          withTlsServer(selfSigned, async (port) => {
            const trusted = { transport: { caCertificates: [selfSigned.cert] } };
            const error = await failureOf(`https://localhost:${port}`, trusted);
            assert.equal(error.code, "tls");
            assert.match(adviceOn(error), /CA:FALSE/);
          }),
      );
      await step.step(
        "a server that speaks no TLS",
        () =>
          withRawServer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", async (port) => {
            const error = await failureOf(`https://localhost:${port}`, trusting);
            assert.equal(error.code, "tls");
            assert.match(error.message, /does not speak TLS/);
            assert.match(adviceOn(error), /--allow-http/);
          }),
      );
      await step.step("a server that speaks nothing but TLS", () =>
        withTlsServer(good, async (port) => {
          const error = await failureOf(`http://localhost:${port}`);
          assert.equal(error.code, "network");
          assert.match(adviceOn(error), /https/);
        }));
    });
  },
});
