/**
 * A Confluence on loopback, whose server makes one request of a run fail.
 */
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";

/**
 * What happens to a request: a status instead of an answer, or a connection that is dropped, before the site does what
 * it is asked or after that. `once` lets the same request pass when it is repeated.
 */
export type Fault =
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "dropped"; readonly when: "before" | "after"; readonly once?: boolean };

/** Which request of a run fails, counted from 1, and how. */
interface Trouble {
  readonly at: number;
  readonly fault: Fault;
}

/** Called for each request of a run, before and after the site does what it is asked. */
type OnRequest = (at: number, when: "before" | "after") => void | Promise<void>;

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

/** Serves a sandbox with the given number of generated pages in the space LOAD. */
export function serveFaulty({ pages }: { readonly pages: number }): FaultySite {
  let sandbox: Sandbox | undefined;
  let trouble: Trouble | undefined;
  let broken: string | undefined;
  let count = 0;
  let onRequest: OnRequest = () => {};
  const answer = async (face: "cloud" | "confluence", request: Request): Promise<Response | "drop"> => {
    if (sandbox === undefined) throw new Error("No sandbox");
    const at = ++count;
    const key = `${request.method} ${request.url}`;
    if (trouble?.at === at) broken = key;
    const isFirst = trouble?.at === at;
    const fault = broken === key ? trouble?.fault : undefined;
    const active = fault?.kind === "dropped" && fault.once === true && !isFirst ? undefined : fault;
    await onRequest(at, "before");
    if (active?.kind === "status") return refusal(active.status);
    if (active?.when === "before") return "drop";
    const response = await sandbox.handle(face, request);
    await onRequest(at, "after");
    return active?.when === "after" ? "drop" : response;
  };
  const servers = { cloud: listen("cloud", answer), confluence: listen("confluence", answer) };
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

/** What a request comes to: a response, or a connection that is closed without one. */
type Answer = (face: Face, request: Request) => Promise<Response | "drop">;

/**
 * A server behind a relay. An HTTP server cannot close a connection without a response, on every version of Deno; the
 * relay can: it knows the connection by the port that it calls the server from.
 */
function listen(
  face: Face,
  answer: Answer,
): { readonly url: string; readonly close: () => Promise<void> } {
  const relayed = new Map<number, Deno.Conn>();
  const front = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const url = `http://127.0.0.1:${front.addr.port}`;
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (request, { remoteAddr }) => {
      const { pathname, search } = new URL(request.url);
      const body = await request.arrayBuffer();
      const { method, headers } = request;
      const moved = new Request(`${url}${pathname}${search}`, {
        method,
        headers,
        ...(body.byteLength > 0 && { body }),
      });
      const response = await answer(face, moved).catch((error) =>
        new Response(String(error), { status: 500 })
      );
      if (response !== "drop") return response;
      relayed.get(remoteAddr.port)?.close();
      return new Response();
    },
  );
  const relay = async (client: Deno.Conn): Promise<void> => {
    const upstream = await Deno.connect({ port: server.addr.port, hostname: "127.0.0.1" });
    relayed.set(upstream.localAddr.port, client);
    const ends = [
      client.readable.pipeTo(upstream.writable),
      upstream.readable.pipeTo(client.writable),
    ];
    await Promise.allSettled(ends);
    relayed.delete(upstream.localAddr.port);
  };
  const relays = (async () => {
    for await (const client of front) void relay(client);
  })();
  return {
    url,
    close: async () => {
      front.close();
      await relays;
      for (const client of relayed.values()) {
        try {
          client.close();
        } catch {
          // It was closed already.
        }
      }
      await server.shutdown();
    },
  };
}

function refusal(status: number): Response {
  return Response.json({ statusCode: status, message: `Made to fail: ${status}` }, { status });
}
