/**
 * The hash of bytes that come as a stream.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** The same bytes, and their hash once all of them have been read. */
export function hashing(
  content: ReadableStream<Uint8Array>,
): { readonly stream: ReadableStream<Uint8Array>; readonly hash: () => string } {
  const sum = createHash("sha256");
  const stream = content.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller): void {
        sum.update(piece);
        controller.enqueue(piece);
      },
    }),
  );
  return { stream, hash: () => sum.copy().digest("hex") };
}

/** The hash of all that a stream has. */
export async function hashOfStream(content: ReadableStream<Uint8Array>): Promise<string> {
  const sum = createHash("sha256");
  for await (const piece of content) sum.update(piece);
  return sum.digest("hex");
}
