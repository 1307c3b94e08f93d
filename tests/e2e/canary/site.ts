/** The site that the token is for, on loopback: a sandbox, and every way in which it can fail. */
import { createSandbox, type Sandbox } from "../../../src/sandbox/mod.ts";
import { type Echo, echoed, STATUS_WORDS } from "./echo.ts";
import { relayTo } from "./status_line.ts";
import { PAGE, TOKEN, tracesIn } from "./traces.ts";

/** How the site answers. */
export type Mode =
  | "works"
  | "401"
  | "403"
  | "404"
  | "429"
  | "500"
  | "503"
  | "login page"
  | "login redirect"
  | "other host"
  | "broken body"
  | "silence"
  | Echo;

/** The site, and a stranger beside it. */
export interface Site {
  readonly url: string;
  mode: Mode;
  /** Starts anew with the data that a sandbox begins with. */
  renew(): void;
  /** What should not have been in requests since the last time: `the token, in a URL, in the body of POST /…`. */
  leaks(): readonly string[];
  close(): Promise<void>;
}

/** Starts it. */
export function startSite(): Site {
  let sandbox: Sandbox;
  let release = Promise.withResolvers<Response>();
  const leaks: string[] = [];
  const stranger = serve(async (request) => {
    leaks.push(...await leaksOf(request, true));
    return Response.json({});
  });
  const server = serve(async (request) => {
    leaks.push(...await leaksOf(request.clone(), false));
    if (site.mode === "works") return await sandbox.handle("cloud", request);
    if (site.mode === "silence") return await release.promise;
    if (isEcho(site.mode)) {
      return await echoed(site.mode, request, await sandbox.handle("cloud", request.clone()));
    }
    await request.body?.cancel();
    return answer(site.mode, request, stranger.url);
  });
  const relay = relayTo(
    server.port,
    () => site.mode === "in the status line" ? STATUS_WORDS : undefined,
  );
  const site: Site = {
    url: relay.url,
    mode: "works",
    renew: () => {
      sandbox = createSandbox({
        urls: { cloud: relay.url, jira: "http://127.0.0.1:1/jira", confluence: "http://127.0.0.1:2" },
        tokens: { "cloud-valid": TOKEN },
        directDownloads: true,
      });
      release.resolve(new Response());
      release = Promise.withResolvers<Response>();
    },
    leaks: () => leaks.splice(0),
    close: async () => {
      release.resolve(new Response());
      await relay.close();
      await Promise.all([server.close(), stranger.close()]);
    },
  };
  site.renew();
  return site;
}

function isEcho(mode: Mode): mode is Echo {
  return mode.startsWith("in ");
}

interface Served {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

function serve(handler: (request: Request) => Promise<Response>): Served {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
  const { port } = server.addr;
  return { url: `http://127.0.0.1:${port}`, port, close: () => server.shutdown() };
}

/** Only the Authorization header may hold the token, and only on the way to its own site. */
async function leaksOf(request: Request, foreign: boolean): Promise<readonly string[]> {
  const headers = [...request.headers].filter(([name]) => foreign || name !== "authorization");
  const places = { address: request.url, headers: JSON.stringify(headers), body: await request.text() };
  return Object.entries(places).flatMap(([place, text]) =>
    tracesIn(text).map((trace) => `${trace}, in the ${place} of ${request.method} ${request.url}`)
  );
}

/** A site that says what it was sent, in all the ways that an error page of a careless proxy does. */
function quoted(request: Request): string {
  const header = request.headers.get("authorization") ?? "";
  const [, value = ""] = header.split(" ");
  const pair = header.startsWith("Basic ") ? atob(value) : value;
  const token = pair.slice(header.startsWith("Basic ") ? pair.indexOf(":") + 1 : 0);
  const words = [`Authorization: ${header}`, `as ${pair}`, `?token=${encodeURIComponent(token)}`, token];
  return JSON.stringify({
    errorMessages: words,
    errors: { jql: words.join(" ") },
    message: JSON.stringify({ token }),
    error_description: words.join(" "),
  });
}

const JSON_TYPE = { "content-type": "application/json" };

function answer(
  mode: Exclude<Mode, "works" | "silence" | Echo>,
  request: Request,
  stranger: string,
): Response {
  switch (mode) {
    case "login page":
      return new Response(`<html><form action="/sso"><input value="${PAGE}"></form></html>`, {
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    case "login redirect":
      return new Response(`<html>${PAGE}</html>`, {
        status: 302,
        headers: { location: `${stranger}/sso/saml?SAMLRequest=${PAGE}`, "content-type": "text/html" },
      });
    case "other host":
      return new Response(null, { status: 307, headers: { location: `${stranger}/rest?key=${PAGE}` } });
    case "broken body":
      return new Response(quoted(request).slice(0, -5), { headers: JSON_TYPE });
    default: {
      const wait = mode === "429" ? { "retry-after": "7200" } : {};
      return new Response(quoted(request), { status: Number(mode), headers: { ...JSON_TYPE, ...wait } });
    }
  }
}
