/**
 * The only atomic replace: whenever the process dies, a file has its old content or all of its new content, never a
 * part.
 *
 * @module
 */
import type { Host } from "./host.ts";

/** The parts of a host that replacing a file needs. */
export type ReplaceFileHost = Pick<Host, "files" | "random">;

/** Target and content for {@linkcode replaceFile}. */
interface ReplaceFileOptions {
  /** The absolute path of the file; it need not exist. */
  readonly path: string;
  /** The new content. */
  readonly content: Uint8Array | ReadableStream<Uint8Array>;
  /** The permission bits of the new file. */
  readonly mode: number;
  /**
   * The path of the temporary file, without its random ending. It must be on the same file system.
   *
   * @default {`${path}.tmp-`}
   */
  readonly temporary?: string;
  /** Called once the content is on disk, before the rename. If it throws, the file stays as it was. */
  readonly ready?: () => Promise<void>;
}

/**
 * Writes a temporary file, flushes it, and renames it over the file. It does not take a lock, and does not flush the
 * folder.
 *
 * @throws {FileFault} if the system refuses: the file is as it was, and the temporary file is removed.
 */
export async function replaceFile(
  { files, random }: ReplaceFileHost,
  { path, content, mode, temporary = `${path}.tmp-`, ready }: ReplaceFileOptions,
): Promise<void> {
  const next = `${temporary}${randomEnding(random)}`;
  await files.create(next, content, { mode });
  try {
    await ready?.();
    await files.rename(next, path);
  } catch (fault) {
    await files.remove(next).catch(() => {});
    throw fault;
  }
}

/** The random ending of a temporary file: eight characters of `0-9a-z`. */
function randomEnding(random: Host["random"]): string {
  return Math.floor(random() * 36 ** 8).toString(36).padStart(8, "0");
}
