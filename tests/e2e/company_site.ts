/** A Jira of a company's, on a port of this machine, for tests of the way to it. */
import assert from "node:assert/strict";
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";
import type { Ran } from "./atlcli_process.ts";
import type { Pair } from "./certificates.ts";

/** A password of a proxy, which is to be seen nowhere. */
export const PASSWORD = "canary-proxy-password";
/** Asks who this is, once. */
export const ME = ["api", "/rest/api/2/myself", "--jq", ".displayName", "--max-retries", "0"];
const MIA = "Mia Müller\n";

/** A Jira of a company's on a port of this machine, with this certificate; its address is a name there. */
export interface Site {
  readonly sandbox: Sandbox;
  readonly port: number;
  /** Variables that sign in. */
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a site for as long as `use` takes. */
export async function withSite(
  { name, pair, hostname = "127.0.0.1" }: {
    readonly name?: string;
    readonly pair?: Pair;
    readonly hostname?: string;
  },
  use: (site: Site) => Promise<void>,
): Promise<void> {
  const made = Promise.withResolvers<Sandbox>();
  const server = Deno.serve(
    { hostname, port: 0, ...pair, onListen: () => {} },
    async (request) => await (await made.promise).handle("jira", request),
  );
  const { port } = server.addr;
  const host = hostname.includes(":") ? `[${hostname}]` : "localhost";
  const origin = name ?? `${pair === undefined ? "http" : "https"}://${host}:${port}`;
  const elsewhere = { cloud: "http://127.0.0.2:1", confluence: "http://127.0.0.2:2" };
  const sandbox = createSandbox({ urls: { jira: `${origin}/jira`, ...elsewhere } });
  made.resolve(sandbox);
  const env = {
    ATLCLI_SITE: sandbox.urls.jira,
    ATLCLI_EMAIL: "",
    ATLCLI_API_TOKEN: sandbox.account("jira-valid").token,
  };
  try {
    await use({ sandbox, port, env });
  } finally {
    await server.shutdown();
  }
}

/** Checks that {@linkcode ME} was answered. */
export function works({ exit, out, err }: Ran): void {
  assert.deepEqual([exit, out], [0, MIA], err);
}

/** One line with the problem, one with the fix, and no secret in either. */
export function fails({ exit, out, err }: Ran, says: RegExp, hint: RegExp): void {
  assert.deepEqual([exit, out], [7, ""], err);
  const [line = "", ...rest] = err.trimEnd().split("\n");
  assert.match(line, /^Error: /);
  assert.match(line, says);
  assert.match(rest.join("\n"), hint);
  assert.ok(!err.includes(PASSWORD) && !err.includes(btoa(`ada:${PASSWORD}`)), err);
}
