/**
 * An HTTP server in Node.
 *
 * @module
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Handler, Listening } from "../../core/host.ts";

/** Serves HTTP on 127.0.0.1. @throws {Error} if the port is in use. */
export async function nodeListen(
  handler: Handler,
  { port }: { readonly port: number },
): Promise<Listening> {
  const { createServer } = await import("node:http");
  const server = createServer((incoming, outgoing) => {
    answer(handler, { incoming, outgoing }).catch((error) => outgoing.destroy(error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ host: "127.0.0.1", port }, () => resolve());
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () => closed(server),
  };
}

/** An incoming request, and its response. */
interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

async function answer(handler: Handler, { incoming, outgoing }: Exchange): Promise<void> {
  const response = await handler(requestOf(incoming));
  const headers = new Headers(response.headers);
  headers.delete("set-cookie");
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(headers),
    ...(response.headers.has("set-cookie") && { "set-cookie": response.headers.getSetCookie() }),
  });
  const reader = response.body?.getReader();
  outgoing.once("close", () => void reader?.cancel().catch(() => {}));
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    if (!outgoing.write(next.value)) await drained(outgoing);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once("drain", () => resolve()).once("close", () => resolve());
  });
}

function requestOf(incoming: IncomingMessage): Request {
  const { method = "GET", headers, url = "/" } = incoming;
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? ""]).map((each): [string, string] => [name, each])
  );
  // A request to a proxy contains the full URL.
  const address = url.startsWith("/") ? `http://${headers.host ?? "127.0.0.1"}${url}` : url;
  const bodiless = method === "GET" || method === "HEAD";
  const init = { method, headers: pairs, body: bodiless ? null : bodyOf(incoming), duplex: "half" };
  return new Request(address, init);
}

function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const pieces = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller): Promise<void> {
      const { done, value } = await pieces.next();
      if (done === true) return controller.close();
      controller.enqueue(Uint8Array.from(value));
    },
    cancel: () => void incoming.destroy(),
  });
}

/** Idle connections would keep the server open. */
async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
