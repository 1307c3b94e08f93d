/**
 * A Confluence on loopback, whose server makes one request of a run fail.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";

/**
 * What happens to a request: a status instead of an answer, or a connection that is dropped, before the site does what
 * it is asked or after that. `once` lets the same request pass when it is repeated.
 */
export type Fault =
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "dropped"; readonly when: "before" | "after"; readonly once?: boolean };

/** Which request of a run fails, counted from 1, and how. */
export interface Trouble {
  readonly at: number;
  readonly fault: Fault;
}

/** Called for each request of a run, before and after the site does what it is asked. */
export type OnRequest = (at: number, when: "before" | "after") => void | Promise<void>;

/** A site. */
export interface FaultySite {
  /** The address of each face. */
  readonly urls: Readonly<Record<"cloud" | "confluence", string>>;
  /** Puts another sandbox behind the same addresses: every case begins with the same site. */
  renew(): Sandbox;
  /** Begins to count, with this trouble ahead. */
  arm(trouble?: Trouble): void;
  /** Calls this for each request from now on. */
  watch(onRequest: OnRequest | undefined): void;
  /** How many requests came since the site was armed. */
  readonly count: number;
  close(): Promise<void>;
}

/** The time of every sandbox, so that all of them are alike. */
const NOW = Date.UTC(2026, 5, 1);

/** Serves a sandbox with so many generated pages in the space LOAD. */
export async function serveFaulty({ pages }: { readonly pages: number }): Promise<FaultySite> {
  let sandbox: Sandbox | undefined;
  let trouble: Trouble | undefined;
  let broken: string | undefined;
  let count = 0;
  let onRequest: OnRequest = () => {};
  const answer = async (
    face: "cloud" | "confluence",
    [incoming, outgoing]: readonly [IncomingMessage, ServerResponse],
  ): Promise<void> => {
    if (sandbox === undefined) throw new Error("No sandbox");
    const at = ++count;
    const request = await requestOf(incoming, urls[face]);
    const key = `${request.method} ${request.url}`;
    if (trouble?.at === at) broken = key;
    const isFirst = trouble?.at === at;
    const fault = broken === key ? trouble?.fault : undefined;
    const active = fault?.kind === "dropped" && fault.once === true && !isFirst ? undefined : fault;
    await onRequest(at, "before");
    if (active?.kind === "status") return await send(outgoing, refusal(active.status));
    if (active?.when === "before") return void incoming.socket.destroy();
    const response = await sandbox.handle(face, request);
    await onRequest(at, "after");
    if (active?.when === "after") return void incoming.socket.destroy();
    await send(outgoing, response);
  };
  const servers = { cloud: await listen("cloud", answer), confluence: await listen("confluence", answer) };
  const urls = { cloud: servers.cloud.url, confluence: servers.confluence.url };
  return {
    urls,
    renew: () =>
      sandbox = createSandbox({
        urls: { ...urls, jira: "http://127.0.0.2:1/jira" },
        now: () => NOW,
        pages,
        directDownloads: true,
        tokens: TOKENS,
      }),
    arm: (next) => [trouble, broken, count] = [next, undefined, 0],
    watch: (next = () => {}) => onRequest = next,
    get count(): number {
      return count;
    },
    close: async () => {
      await Promise.all(Object.values(servers).map(({ close }) => close()));
    },
  };
}

/** The tokens of the sandbox's accounts, the same in each. */
export const TOKENS: Readonly<Record<"cloud-valid" | "confluence-valid", string>> = {
  "cloud-valid": `ATATT3xFfGF0${"m1aT0ken_-".repeat(17)}=ABCD1234`,
  "confluence-valid": btoa("544604719824:a-Confl-token-of-Mia"),
};

type Face = "cloud" | "confluence";

async function listen(
  face: Face,
  answer: (face: Face, exchange: readonly [IncomingMessage, ServerResponse]) => Promise<void>,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    answer(face, [incoming, outgoing]).catch((error) => {
      outgoing.writeHead(500, { "content-type": "text/plain" });
      outgoing.end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function requestOf(incoming: IncomingMessage, url: string): Promise<Request> {
  const pieces: Uint8Array[] = [];
  for await (const piece of incoming) pieces.push(piece);
  const { method = "GET", headers } = incoming;
  const given = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : []
  );
  const hasBody = method !== "GET" && method !== "HEAD" && pieces.length > 0;
  return new Request(new URL(incoming.url ?? "/", url), {
    method,
    headers: Object.fromEntries(given),
    ...(hasBody && { body: new Blob(pieces.map((piece) => Uint8Array.from(piece))) }),
  });
}

async function send(outgoing: ServerResponse, response: Response): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(new Uint8Array(await response.arrayBuffer()));
}

function refusal(status: number): Response {
  return Response.json({ statusCode: status, message: `Made to fail: ${status}` }, { status });
}
