/**
 * The hash of bytes that come as a stream.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** Bytes that are hashed as they are read. */
interface Hashing {
  /** The same bytes. */
  readonly stream: ReadableStream<Uint8Array>;
  /** The hash of all that was read so far. */
  readonly hash: () => string;
  /** How many bytes were read so far. */
  readonly size: () => number;
}

/** The same bytes, and their hash once all of them have been read. */
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

/** The hash of all that a stream has. */
export async function hashOfStream(content: ReadableStream<Uint8Array>): Promise<string> {
  const sum = createHash("sha256");
  for await (const piece of content) sum.update(piece);
  return sum.digest("hex");
}
