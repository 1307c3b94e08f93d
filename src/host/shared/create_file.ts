/**
 * Creates a file completely, with its mode and flushed to disk, or not at all.
 *
 * @module
 */
import type { Files } from "../../core/host.ts";
import { asFileFault } from "./file_errors.ts";

/** A newly created file that is open. */
export interface NewFile {
  /** Writes some of the bytes, and returns their number. */
  readonly write: (bytes: Uint8Array) => Promise<number>;
  /** Sets the mode, because the umask may have removed bits. */
  readonly setMode: (mode: number) => Promise<void>;
  /** Flushes the file to disk. */
  readonly sync: () => Promise<void>;
  /** Closes the file. */
  readonly close: () => void | Promise<void>;
}

/** The operations of the runtime that creating a file needs. */
interface FileMaker {
  /** Creates a file that must not exist yet, and opens it. */
  readonly open: (path: string, mode: number) => Promise<NewFile>;
  /** Removes the file. */
  readonly remove: (path: string) => Promise<void>;
}

/** `create` of {@linkcode Files}. */
export function createFile({ open, remove }: FileMaker): Files["create"] {
  return async (path, content, { mode }) => {
    const file = await asFileFault(path, () => open(path, mode)).catch(async (fault) => {
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
  await asFileFault(path, () => file.setMode(mode));
  const pieces = content instanceof ReadableStream ? content : [content];
  for await (const piece of pieces) await asFileFault(path, () => writeAll(file, piece));
  await asFileFault(path, () => file.sync());
}

/** A write may accept fewer bytes than given. */
async function writeAll(file: NewFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await file.write(bytes.subarray(written));
  }
}
