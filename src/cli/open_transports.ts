/**
 * Closes what a command opened.
 *
 * @module
 */
import type { Host } from "../../mod.ts";
import type { Transport } from "../core/host.ts";

/** A host that remembers its open transports. */
export interface ClosingHost {
  readonly host: Host;
  /** Closes the transports that are still open: the end of a command, whether it succeeded, failed or was interrupted. */
  readonly closeTransports: () => void;
}

/** Wraps a host, so that no command can leave a connection behind. */
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
