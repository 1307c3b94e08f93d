/** A sandbox whose Confluence Data Center is on a port of this machine. */
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";

/** What is served. */
export interface Served {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** A profile for it, as the credentials file has it. */
  readonly profile: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What is in it. */
interface ServeOptions {
  readonly pages?: number;
  readonly largeAttachment?: number;
  /** Answers some requests itself. */
  readonly before?: (request: Request) => Promise<Response> | undefined;
}

/** Serves it. */
export function serveWiki({ before, ...contents }: ServeOptions = {}): Served {
  const made = Promise.withResolvers<Sandbox>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => await before?.(request) ?? await (await made.promise).handle("confluence", request),
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  const sandbox = createSandbox({
    urls: { cloud: "http://127.0.0.2:1", jira: "http://127.0.0.2:2/jira", confluence: url },
    ...contents,
  });
  made.resolve(sandbox);
  const profile = {
    name: "wiki",
    baseUrl: url,
    authType: "bearer",
    apiToken: sandbox.account("confluence-valid").token,
    deployment: "data-center",
    product: "confluence",
  };
  return { sandbox, url, profile, close: () => server.shutdown() };
}
