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
export interface OpenFile {
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
  const same = opened.device === there.device && opened.inode === there.inode &&
    opened.bornAt === there.bornAt;
  if (!same || !isSamePath(real, wanted)) throw new FileFault("is-link", path);
}

/** Whether two real paths are the same, also where the file system knows no upper and lower case. */
function isSamePath(one: string, other: string): boolean {
  const folded = (path: string): string => path.normalize("NFC").toLowerCase();
  return folded(one) === folded(other);
}
