/**
 * A proxy, by hand: it opens tunnels (CONNECT) and passes on plain requests, to a port of this machine whatever host
 * was asked for, and writes down all that it is asked for.
 */

/** What a proxy is like. */
export interface ProxyOptions {
  /** Where every tunnel leads; without it none is opened. */
  readonly port?: number;
  /** `user:password` that it wants. */
  readonly login?: string;
  /** What it answers to every CONNECT instead, as it is; nothing hangs up. */
  readonly answer?: string;
}

/** A proxy that runs. */
export interface ProxyServer {
  readonly url: string;
  /** Host and port of it. */
  readonly host: string;
  /** What it was asked for, in order: `CONNECT a.test:443`, `GET http://b.test/x`. */
  readonly asked: readonly string[];
  /** What came along: every header of those requests. */
  readonly heads: readonly string[];
}

/** Runs a proxy for as long as `use` takes. */
export async function withProxy(
  options: ProxyOptions,
  use: (proxy: ProxyServer) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [asked, heads]: [string[], string[]] = [[], []];
  const open = new Set<Deno.Conn>();
  const serving = (async () => {
    for await (const client of listener) {
      open.add(client);
      serve(client, { ...options, asked, heads, open }).catch(() => {}).finally(() => close(client));
    }
  })();
  const host = `127.0.0.1:${listener.addr.port}`;
  try {
    await use({ url: `http://${host}`, host, asked, heads });
  } finally {
    listener.close();
    for (const connection of open) close(connection);
    await serving.catch(() => {});
  }
}

interface Serving extends ProxyOptions {
  readonly asked: string[];
  readonly heads: string[];
  readonly open: Set<Deno.Conn>;
}

async function serve(client: Deno.Conn, serving: Serving): Promise<void> {
  const head = await readHead(client);
  const [line = "", ...headers] = head.split("\r\n");
  const [method = "", target = ""] = line.split(" ");
  serving.asked.push(`${method} ${target}`);
  serving.heads.push(...headers.filter((header) => header !== ""));
  const { login, answer, port } = serving;
  const given = headers.find((header) => /^proxy-authorization: /i.test(header))?.split(" ").at(-1);
  if (login !== undefined && given !== btoa(login)) {
    return await say(client, 'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="p"\r\nContent-Length: 0');
  }
  if (answer !== undefined) return await say(client, answer);
  if (port === undefined) return;
  const site = await Deno.connect({ hostname: "127.0.0.1", port });
  serving.open.add(site);
  if (method === "CONNECT") await say(client, "HTTP/1.1 200 Connected");
  else await site.write(new TextEncoder().encode(head.replace(target, new URL(target).pathname)));
  await Promise.allSettled([
    client.readable.pipeTo(site.writable),
    site.readable.pipeTo(client.writable),
  ]);
}

/** Up to the empty line; nothing follows it before the proxy has answered. */
async function readHead(client: Deno.Conn): Promise<string> {
  const buffer = new Uint8Array(16_384);
  let head = "";
  while (!head.includes("\r\n\r\n")) {
    const count = await client.read(buffer);
    if (count === null) throw new Error("It hung up");
    head += new TextDecoder().decode(buffer.subarray(0, count));
  }
  return head;
}

async function say(client: Deno.Conn, head: string): Promise<void> {
  await client.write(new TextEncoder().encode(`${head}\r\n\r\n`));
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It is closed already.
  }
}
