/**
 * Closes the transports that a command opened.
 *
 * @module
 */
import type { Host } from "../../mod.ts";
import type { Transport } from "../core/host.ts";

/** A host that tracks its open transports. */
interface ClosingHost {
  readonly host: Host;
  /**
   * Closes the transports that are still open. Called at the end of a command, even if it failed or was interrupted.
   */
  readonly closeTransports: () => void;
}

/** Wraps a host, so that no command can leak a connection. */
export function closingHost(host: Host): ClosingHost {
  const open = new Set<Transport>();
  return {
    host: {
      ...host,
      transport: (options) => {
        const inner = host.transport(options);
        const transport: Transport = {
          fetch: inner.fetch,
          close: () => {
            if (open.delete(transport)) inner.close();
          },
        };
        open.add(transport);
        return transport;
      },
    },
    closeTransports: () => {
      for (const transport of open) transport.close();
    },
  };
}
