/**
 * A new file: all of it, with its mode, on disk; or none.
 *
 * @module
 */
import type { Files } from "../../core/host.ts";
import { faulting } from "./file_errors.ts";

/** A file that was just made, and is open. */
export interface NewFile {
  /** Writes some of the bytes, and says how many. */
  readonly write: (bytes: Uint8Array) => Promise<number>;
  /** Sets the mode; the umask may have taken bits away. */
  readonly setMode: (mode: number) => Promise<void>;
  /** Flushes it to disk. */
  readonly sync: () => Promise<void>;
  /** Closes it. */
  readonly close: () => void | Promise<void>;
}

/** What a runtime does to make a file, and to take it away. */
interface FileMaker {
  /** Makes a file where none is, and opens it. */
  readonly open: (path: string, mode: number) => Promise<NewFile>;
  /** Removes it. */
  readonly remove: (path: string) => Promise<void>;
}

/** `create` of {@linkcode Files}. */
export function createFile({ open, remove }: FileMaker): Files["create"] {
  return async (path, content, { mode }) => {
    const file = await faulting(path, () => open(path, mode)).catch(async (fault) => {
      if (content instanceof ReadableStream) await content.cancel(fault).catch(() => {});
      throw fault;
    });
    try {
      await fill(file, { path, content, mode }).finally(() => file.close());
    } catch (fault) {
      await remove(path).catch(() => {});
      throw fault;
    }
  };
}

async function fill(
  file: NewFile,
  { path, content, mode }: {
    readonly path: string;
    readonly content: Uint8Array | ReadableStream<Uint8Array>;
    readonly mode: number;
  },
): Promise<void> {
  await faulting(path, () => file.setMode(mode));
  const pieces = content instanceof ReadableStream ? content : [content];
  for await (const piece of pieces) await faulting(path, () => writeAll(file, piece));
  await faulting(path, () => file.sync());
}

/** A write may take fewer bytes than it was given. */
async function writeAll(file: NewFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await file.write(bytes.subarray(written));
  }
}
