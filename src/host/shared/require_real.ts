/**
 * Whether an open file is the one that lies at a path, with no link on the way.
 *
 * @module
 */
import { FileFault } from "../../core/host.ts";

/** What tells a file from every other one. Windows has no inodes: there the time of its making has to do. */
export interface FileIdentity {
  readonly isFile: boolean;
  readonly device: number;
  readonly inode: number | null;
  readonly bornAt: number | undefined;
}

/** An open file, and how to look at what lies at its path by now. */
interface OpenFile {
  readonly path: string;
  /** The real path that it has to have. */
  readonly wanted: string;
  readonly opened: FileIdentity;
  readonly realPath: (path: string) => string | Promise<string>;
  /** What lies at a path, links not followed. */
  readonly look: (path: string) => FileIdentity | Promise<FileIdentity>;
}

/**
 * Checks a file after it was opened: then nobody can put another one in its place any more.
 *
 * @throws {FileFault} `not-regular`; `is-link` when a link leads elsewhere, or another file lies at the path by now.
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

/** Whether two real paths are the same, also where the file system knows no upper and lower case, and both separators on Windows. */
function isSamePath(one: string, other: string): boolean {
  const isWindows = /^(?:[A-Za-z]:|\\\\)/.test(one);
  const folded = (path: string): string =>
    (isWindows ? path.replaceAll("\\", "/") : path).normalize("NFC").toLowerCase();
  return folded(one) === folded(other);
}
