/** A relay that gives responses another status line: an HTTP server of this runtime chooses the words of its own. */

/** A relay. */
interface Relay {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Passes connections on to a port of this machine.
 *
 * @param reason Asked for each connection: the words after the status of its first response; `undefined` leaves them.
 */
export function relayTo(port: number, reason: () => string | undefined): Relay {
  const front = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const open = new Set<Deno.Conn>();
  const pass = async (client: Deno.Conn): Promise<void> => {
    const upstream = await Deno.connect({ port, hostname: "127.0.0.1" });
    for (const end of [client, upstream]) open.add(end);
    await Promise.allSettled([
      client.readable.pipeTo(upstream.writable),
      upstream.readable.pipeThrough(withReason(reason)).pipeTo(client.writable),
    ]);
    for (const end of [client, upstream]) open.delete(end);
  };
  const passed = (async () => {
    for await (const client of front) void pass(client);
  })();
  return {
    url: `http://127.0.0.1:${front.addr.port}`,
    close: async () => {
      front.close();
      await passed;
      for (const end of open) {
        try {
          end.close();
        } catch {
          // It was closed already.
        }
      }
    },
  };
}

function withReason(reason: () => string | undefined): TransformStream<Uint8Array, Uint8Array> {
  let head: number[] | undefined = [];
  return new TransformStream({
    transform(chunk, controller) {
      if (head === undefined) return controller.enqueue(chunk);
      head.push(...chunk);
      const end = head.indexOf(0x0a);
      if (end < 0) return;
      const bytes = Uint8Array.from(head);
      head = undefined;
      const words = reason();
      if (words === undefined) return controller.enqueue(bytes);
      const [version, status] = new TextDecoder("latin1").decode(bytes.subarray(0, end)).split(" ");
      controller.enqueue(new TextEncoder().encode(`${version} ${status} ${words}\r\n`));
      controller.enqueue(bytes.subarray(end + 1));
    },
  });
}
