/**
 * Serves the sandbox on loopback.
 *
 * @module
 */
import type { Host, Listening } from "../core/host.ts";
import { isLoopback } from "../core/url.ts";
import type { Face } from "./accounts.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";

/** Options of {@linkcode startSandbox}. */
export interface StartSandboxOptions extends Omit<SandboxOptions, "urls"> {
  /**
   * The Cloud site's port; Jira and Confluence Data Center use the next two, and Cloud's media host the third. 0
   * selects any four free ports.
   *
   * @default {0}
   */
  readonly port?: number;
}

/** A sandbox that listens on 127.0.0.1. */
export interface RunningSandbox extends Sandbox {
  /** Stops all its servers. */
  close(): Promise<void>;
}

const CONTEXT: Readonly<Record<Face | "media", string>> = {
  cloud: "",
  jira: "/jira",
  confluence: "/confluence",
  media: "",
};

/**
 * Starts a sandbox: a Cloud site, a Jira Data Center under `/jira`, a Confluence Data Center under `/confluence`, and
 * Cloud's media host, each on its own port. It accepts only its own tokens, which are new at every start.
 *
 * It does not serve the gateway: only {@linkcode Sandbox.fetch} does.
 *
 * @example
 * ```ts
 * import { systemHost } from "@atlcli/atlcli";
 * import { startSandbox } from "@atlcli/atlcli/sandbox";
 *
 * const sandbox = await startSandbox(systemHost());
 * const { token } = sandbox.account("jira-valid");
 * const answer = await fetch(`${sandbox.urls.jira}/rest/api/2/myself`, { headers: { authorization: `Bearer ${token}` } });
 * console.assert((await answer.json()).displayName !== "");
 * await sandbox.close();
 * ```
 *
 * @param host Binds the ports, on 127.0.0.1.
 * @throws {Error} if a port is in use; no server is left running then.
 */
export async function startSandbox(
  host: Pick<Host, "listen">,
  options: StartSandboxOptions = {},
): Promise<RunningSandbox> {
  const { port = 0, ...rest } = options;
  const servers: Listening[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
  };
  let open: (sandbox: Sandbox) => void = () => {};
  const opened = new Promise<Sandbox>((resolve) => open = resolve);
  const listen = async (face: Face | "media", offset: number): Promise<string> => {
    const handler = async (request: Request): Promise<Response> => {
      const sandbox = await opened;
      return isMisdirected(request, server.port) ? misdirected() : await sandbox.handle(face, request);
    };
    const server = await host.listen(handler, { port: port === 0 ? 0 : port + offset });
    servers.push(server);
    return `http://127.0.0.1:${server.port}${CONTEXT[face]}`;
  };
  try {
    const urls = {
      cloud: await listen("cloud", 0),
      jira: await listen("jira", 1),
      confluence: await listen("confluence", 2),
      media: await listen("media", 3),
    };
    const sandbox = createSandbox({ ...rest, urls });
    open(sandbox);
    return { ...sandbox, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Whether a request is addressed to another host. A web page whose own name resolves to 127.0.0.1 (DNS rebinding) sends
 * such requests from a browser on this machine.
 */
function isMisdirected(request: Request, port: number): boolean {
  const { hostname, port: named } = new URL(request.url);
  return !isLoopback(hostname) || Number(named || 80) !== port;
}

/** RFC 9110, 15.5.20. */
function misdirected(): Response {
  return new Response("This sandbox answers to 127.0.0.1 and localhost, on its own port\n", { status: 421 });
}
