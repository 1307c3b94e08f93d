/**
 * Checks that an open file is the one at a path, without links in the path.
 *
 * @module
 */
import { FileFault } from "../../core/host.ts";

/** The metadata that identifies a file. Windows has no inodes, so its creation time is used there. */
export interface FileIdentity {
  readonly isFile: boolean;
  readonly device: number;
  readonly inode: number | null;
  readonly bornAt: number | undefined;
}

/** An open file, and the operations to inspect its path. */
interface OpenFile {
  readonly path: string;
  /** The required real path. */
  readonly wanted: string;
  readonly opened: FileIdentity;
  readonly realPath: (path: string) => string | Promise<string>;
  /** Metadata of a path, without following links. */
  readonly look: (path: string) => FileIdentity | Promise<FileIdentity>;
}

/**
 * Checks a file after opening it, because an open file can no longer be replaced.
 *
 * @throws {FileFault} `not-regular`; `is-link` if a link leads elsewhere, or another file is at the path by now.
 */
export async function requireReal({ path, wanted, opened, realPath, look }: OpenFile): Promise<void> {
  if (!opened.isFile) throw new FileFault("not-regular", path);
  const real = await realPath(path);
  const there = await look(real);
  if (!isSameFile(opened, there) || !isSamePath(real, wanted)) throw new FileFault("is-link", path);
}

/** Up to Deno 2.4.2 an open file has no numbers on Windows (https://github.com/denoland/deno/pull/30637). */
function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  const isNumbered = ({ device, inode }: FileIdentity): boolean =>
    device !== 0 && inode !== null && inode !== 0;
  if (one.bornAt !== other.bornAt) return false;
  return !isNumbered(one) || !isNumbered(other) || (one.device === other.device && one.inode === other.inode);
}

/** Whether two real paths are the same, also on a case-insensitive file system, and with both separators on Windows. */
function isSamePath(one: string, other: string): boolean {
  const isWindows = /^(?:[A-Za-z]:|\\\\)/.test(one);
  const folded = (path: string): string =>
    (isWindows ? path.replaceAll("\\", "/") : path).normalize("NFC").toLowerCase();
  return folded(one) === folded(other);
}
