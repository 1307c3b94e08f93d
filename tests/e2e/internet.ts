/**
 * A small internet on loopback: every name leads to one server, over real TLS, through a proxy that writes down who was
 * called. What is not one of the sandbox's hosts is a stranger's.
 *
 * The command line runs in this process, with a home in memory and the real network.
 */
import assert from "node:assert/strict";
import { runCli } from "../../src/cli/app.ts";
import { denoTransport } from "../../src/host/deno/transport.ts";
import type { Transport } from "../../src/core/host.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";
import { type MemoryHost, memoryHost } from "../../src/testing/memory_host.ts";
import { type MemorySecretStore, memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { memoryTerminal, type MemoryTerminalOptions } from "../helpers/memory_terminal.ts";
import { withCertificates } from "./certificates.ts";
import { withProxy } from "./proxy_server.ts";

/** The sites of the sandbox. */
export const CLOUD = "https://company.atlassian.net";
export const JIRA = "https://jira.company.test/jira";
export const CONFLUENCE = "https://wiki.company.test";
/** Where Cloud's attachments are. */
export const MEDIA = "https://media.company.test";

/** Looks at a request first, and may answer it. */
export type Answer = (
  request: Request,
  next: () => Promise<Response>,
) => Response | undefined | Promise<Response | undefined>;

/** A request that reached a server. */
export interface Arrival {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a run came to, and who was called. */
export interface Called {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** What reached the servers. */
  readonly arrivals: readonly Arrival[];
  /** What the proxy was asked for: `CONNECT company.atlassian.net:443`. */
  readonly asked: readonly string[];
  readonly host: MemoryHost;
}

/** How a command is run. */
interface CallOptions extends MemoryTerminalOptions {
  readonly answer?: Answer;
  readonly env?: Readonly<Record<string, string>>;
  /** The active profile: `cloud` unless it is given. */
  readonly profile?: string;
  /** More profiles, by name, or members in place of those of a profile that is there. */
  readonly profiles?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What names lead to, for those who look. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** Its secret store; by default an empty one. */
  readonly secretStore?: MemorySecretStore;
}

/** The internet. */
export interface Internet {
  readonly sandbox: Sandbox;
  /** Runs a command line: words separated by spaces. */
  run(line: string, options?: CallOptions): Promise<Called>;
}

/** Makes it, and takes it down at the end. */
export async function withInternet(use: (internet: Internet) => Promise<void>): Promise<void> {
  const urls = { cloud: CLOUD, jira: JIRA, confluence: CONFLUENCE, media: MEDIA };
  const sandbox = createSandbox({ urls });
  await withCertificates(async ({ ca, internet }) => {
    let arrivals: Arrival[] = [];
    let answer: Answer = () => undefined;
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, ...internet, onListen: () => {} },
      async (request) => {
        const { url, method } = request;
        arrivals.push({ url, method, headers: Object.fromEntries(request.headers) });
        const next = (): Promise<Response> => answerOf(sandbox, request);
        return await answer(request, next) ?? await next();
      },
    );
    try {
      await withProxy({ port: server.addr.port }, async (proxy) => {
        // One for all runs: opening one takes longer than most commands.
        const transport = denoTransport({ proxy: { url: proxy.url }, caCertificates: [ca] });
        await use({
          sandbox,
          run: async (line, options = {}) => {
            [arrivals, answer] = [[], options.answer ?? (() => undefined)];
            const before = proxy.asked.length;
            const host = hostOf(sandbox, { transport, ...options });
            const terminal = memoryTerminal(options);
            const words = line.split(" ").filter((word) => word !== "");
            const exit = await runCli(words, {
              host,
              terminal,
              secretStore: options.secretStore ?? memorySecretStore(),
            });
            const [out, err] = [terminal.out(), terminal.err()];
            for (const { token } of sandbox.accounts) assert.ok(!(out + err).includes(token), err);
            return { exit, out, err, arrivals, host, asked: proxy.asked.slice(before) };
          },
        });
        transport.close();
      });
    } finally {
      await server.shutdown();
    }
  });
}

async function answerOf(sandbox: Sandbox, request: Request): Promise<Response> {
  const { method, headers } = request;
  const body = method === "GET" || method === "HEAD" ? null : await request.arrayBuffer();
  try {
    return await sandbox.fetch(new URL(request.url), { method, headers, body });
  } catch (error) {
    if (error instanceof TypeError) return Response.json({ stranger: true });
    throw error;
  }
}

/** A home with a profile for each site, in memory, and the real way to the network. */
function hostOf(
  sandbox: Sandbox,
  options: CallOptions & { readonly transport: Transport },
): MemoryHost {
  const { env = {}, transport, profile = "cloud" } = options;
  const token = (name: string): string => sandbox.account(name).token;
  const bearer = { authType: "bearer", deployment: "data-center" };
  const email = sandbox.account("cloud-valid").email;
  const profiles = {
    cloud: { name: "cloud", baseUrl: CLOUD, email, apiToken: token("cloud-valid"), deployment: "cloud" },
    jira: { name: "jira", baseUrl: JIRA, apiToken: token("jira-valid"), product: "jira", ...bearer },
    wiki: {
      name: "wiki",
      baseUrl: CONFLUENCE,
      apiToken: token("confluence-valid"),
      product: "confluence",
      ...bearer,
    },
  };
  const written: Record<string, object> = { ...profiles };
  for (const [name, members] of Object.entries(options.profiles ?? {})) {
    written[name] = { name, ...written[name], ...members };
  }
  const file = JSON.stringify({ currentProfile: profile, profiles: written });
  return {
    ...memoryHost({
      env: { HOME: "/home/me", ATLCLI_MAX_RETRIES: "0", ...env },
      files: { "/home/me/.atlcli/credentials.json": file },
      names: options.names ?? {},
    }),
    transport: () => ({ ...transport, close: () => {} }),
  };
}

/**
 * The called hosts, except `home`: `evil.test:443`. One that is known is not called again, as its connection is
 * kept.
 */
export function strangersCalled({ asked }: Called, home: string): readonly string[] {
  return [...new Set(asked.map((line) => line.replace(/^CONNECT /, "")))].filter((host) => host !== home);
}

/** The arrivals that came with any header that could authorise: `https://…: authorization`. */
export function withCredential({ arrivals }: Called): readonly string[] {
  const names = ["authorization", "cookie", "proxy-authorization", "x-atlassian-token"];
  return arrivals.flatMap(({ url, headers }) =>
    names.filter((name) => headers[name] !== undefined).map((name) => `${url}: ${name}`)
  );
}
