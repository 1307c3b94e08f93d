/**
 * An HTTP server in Deno.
 *
 * @module
 */
import type { Handler, Listening } from "../../core/host.ts";

/** Serves HTTP on 127.0.0.1. @throws {Error} if the port is in use. */
export function denoListen(handler: Handler, { port }: { readonly port: number }): Promise<Listening> {
  return Promise.try(() => {
    const server = Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, handler);
    return { port: server.addr.port, close: () => server.shutdown() };
  });
}
