/**
 * Fault injection: what a test puts between a client and the sandbox.
 *
 * @module
 */

/**
 * Inspects a request before the sandbox handles it, and may respond instead: with a 429 in the middle of a list, with
 * half of the response of `next()`, or by throwing, as `fetch` does for a refused connection. `undefined` lets the
 * sandbox respond.
 */
export type Interfere = (
  request: Request,
  next: () => Promise<Response>,
) => Response | undefined | Promise<Response | undefined>;

/**
 * Cuts off a response body, as a dropped connection does.
 *
 * @example
 * ```ts
 * import { cutShort, startSandbox } from "@atlcli/atlcli/sandbox";
 * import { systemHost } from "@atlcli/atlcli";
 *
 * // Every answer breaks off in the middle.
 * const sandbox = await startSandbox(systemHost(), { interfere: async (_, next) => await cutShort(await next()) });
 * await sandbox.close();
 * ```
 *
 * @param bytes Number of bytes that still arrive. By default half of the body, which is buffered for that.
 */
export async function cutShort(response: Response, bytes?: number): Promise<Response> {
  const { status, headers } = response;
  if (bytes === undefined) {
    const body = new Uint8Array(await response.arrayBuffer());
    return new Response(breakingOff([body.subarray(0, body.length >> 1)]), { status, headers });
  }
  return new Response(breakingOff(firstBytes(response, bytes)), { status, headers });
}

async function* firstBytes(response: Response, count: number): AsyncGenerator<Uint8Array, void, void> {
  let left = count;
  for await (const part of response.body ?? []) {
    yield part.subarray(0, left);
    left -= part.length;
    if (left <= 0) return;
  }
}

function breakingOff(
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): ReadableStream<Uint8Array> {
  const iterator = Symbol.asyncIterator in parts ? parts[Symbol.asyncIterator]() : parts[Symbol.iterator]();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (value !== undefined) controller.enqueue(value);
      if (done === true) controller.error(new TypeError("The connection was dropped"));
    },
  });
}
