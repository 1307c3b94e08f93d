/**
 * Hashes streams.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** A stream that is hashed while it is read. */
interface Hashing {
  /** The same bytes as the source. */
  readonly stream: ReadableStream<Uint8Array>;
  /** The hash of all bytes read so far. */
  readonly hash: () => string;
  /** Number of bytes read so far. */
  readonly size: () => number;
}

/** Wraps a stream; its hash is available once it was read. */
export function hashing(content: ReadableStream<Uint8Array>): Hashing {
  const sum = createHash("sha256");
  let size = 0;
  const stream = content.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller): void {
        sum.update(piece);
        size += piece.length;
        controller.enqueue(piece);
      },
    }),
  );
  return { stream, hash: () => sum.copy().digest("hex"), size: () => size };
}

/** Hashes a whole stream. */
export async function hashOfStream(content: ReadableStream<Uint8Array>): Promise<string> {
  const sum = createHash("sha256");
  for await (const piece of content) sum.update(piece);
  return sum.digest("hex");
}
