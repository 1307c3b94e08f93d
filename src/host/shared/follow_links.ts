/**
 * Resolves every link in a path, even if the target does not exist.
 *
 * @module
 */
import { FileFault } from "../../core/host.ts";
import { baseName, isAbsolutePath, joinPath, parentPath } from "../../core/paths.ts";
import { ifExists } from "./file_errors.ts";

/** Maximum number of links in a chain, as on Linux. */
const MAX_LINKS = 40;

/** The operations of the runtime that resolving links needs. */
export interface Links {
  /** The real path of an existing file. */
  readonly realPath: (path: string) => string | Promise<string>;
  /** Whether the path itself is a link. */
  readonly isLink: (path: string) => boolean | Promise<boolean>;
  /** The target of a link. */
  readonly readLink: (path: string) => string | Promise<string>;
}

/** Resolves a path. @throws {FileFault} */
export async function followLinks(path: string, links: Links, left: number = MAX_LINKS): Promise<string> {
  const real = await ifExists(path, () => links.realPath(path));
  if (real !== undefined) return real;
  if (left === 0) throw new FileFault("other", path);
  const parent = parentPath(path);
  if (parent === undefined) return path;
  const here = joinPath(await followLinks(parent, links, left), baseName(path));
  if (await ifExists(here, () => links.isLink(here)) !== true) return here;
  const target = await links.readLink(here);
  const next = isAbsolutePath(target) ? target : joinPath(parentPath(here) ?? "/", target);
  return await followLinks(next, links, left - 1);
}

/** `readLink` of {@linkcode Files}. @throws {FileFault} */
export async function readLink(path: string, links: Links): Promise<string | undefined> {
  return await ifExists(path, () => links.isLink(path)) === true
    ? await ifExists(path, () => links.readLink(path))
    : undefined;
}
