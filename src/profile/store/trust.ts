/**
 * Who else can write a file: the file itself, every link that leads to it, and every folder on the way, up to the root.
 *
 * Whoever can write a folder can put another file or link in the place of one that is in it. So a file is this user's
 * own only if nobody but this user and root owns, or may write, anything on its path. OpenSSH asks the same of its files
 * (`safe_path` in misc.c).
 *
 * Windows has neither owners nor permission bits for Deno and Node, only access control lists that they cannot read:
 * nothing is known there, and nothing is refused.
 *
 * @module
 */
import { FileFault, type FileStat, type Host } from "../../core/host.ts";
import { isAbsolutePath, joinPath, parentPath } from "../../core/paths.ts";

/** What an inspection needs of the outside world. */
export type TrustHost = Pick<Host, "os" | "files" | "userId">;

/** Something on a file's path that somebody else can change. */
export interface OtherWriter {
  /** Where it is, links followed. */
  readonly path: string;
  /**
   * What it is: the file, a folder that holds it or a link to it, a link, or a folder above one of these. Only everybody's
   * permission to write counts for a parent; a group's counts for a file and its folder, too.
   */
  readonly role: "file" | "folder" | "link" | "parent";
  /** Its permission bits. */
  readonly mode: number;
  /** The third user who owns it; `undefined` when its permission bits let others write. */
  readonly owner: number | undefined;
}

/** A file that was looked at with everything on its path. */
export interface InspectedPath {
  /** Where the file is, links followed; where it would be, when nothing is there. */
  readonly target: string;
  /** The file; `undefined` when nothing is there. */
  readonly stat: FileStat | undefined;
  /** What somebody else can change, from the root down; empty when the file is this user's own. */
  readonly writers: readonly OtherWriter[];
  /** Parent folders that a group can write. Many systems give every user a group, so these refuse nothing. */
  readonly groupWritable: readonly OtherWriter[];
}

/** As many links are followed one after the other as Linux follows. */
const MAX_LINKS = 40;
const HIDDEN_FOLDER: FileStat = {
  kind: "folder",
  mode: undefined,
  owner: undefined,
  size: 0,
  modifiedAt: undefined,
};
const STICKY = 0o1000;
const GROUP_WRITE = 0o020;
const OTHERS_WRITE = 0o002;

/** The third user who owns something; `undefined` when that is this user or root, or nobody can tell. */
export function foreignOwner(stat: FileStat, user: number | undefined): number | undefined {
  const { owner } = stat;
  return owner === undefined || user === undefined || owner === user || owner === 0 ? undefined : owner;
}

/** Whether a group or everybody may write something. A link's own bits say nothing. */
export function isSharedForWriting({ kind, mode = 0 }: FileStat): boolean {
  return kind !== "link" && (mode & (GROUP_WRITE | OTHERS_WRITE)) !== 0;
}

/** Whether only its owner (and a folder's) may replace what is in a folder that all can write, as in `/tmp`. */
export function isSticky({ mode }: Pick<OtherWriter, "mode">): boolean {
  return (mode & STICKY) !== 0;
}

/**
 * Looks at a file and everything on its path. Once nobody else can write any of it, nobody else can change what is there.
 *
 * @param path Absolute.
 * @throws {FileFault} when the system refuses, or links lead in a circle.
 */
export async function inspectPath(host: TrustHost, path: string): Promise<InspectedPath> {
  if (host.os !== "windows") return await new Walk(host).inspect(path);
  const target = await host.files.resolve(path);
  return { target, stat: await host.files.stat(target), writers: [], groupWritable: [] };
}

class Walk {
  readonly #host: TrustHost;
  readonly #visited = new Map<string, OtherWriter>();
  #links = 0;

  constructor(host: TrustHost) {
    this.#host = host;
  }

  async inspect(path: string): Promise<InspectedPath> {
    const { target, stat } = await this.#follow(path);
    const visited = [...this.#visited.values()];
    return {
      target,
      stat,
      writers: visited.filter((each) => each.owner !== undefined || isOpen(each)),
      groupWritable: visited.filter(({ role, mode }) =>
        role === "parent" && (mode & GROUP_WRITE) !== 0 && !isSticky({ mode })
      ),
    };
  }

  async #follow(path: string): Promise<Pick<InspectedPath, "target" | "stat">> {
    let folder = "/";
    let names = namesOf(path);
    await this.#look(folder, "parent");
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      if (name === "..") {
        folder = parentPath(folder) ?? "/";
        continue;
      }
      const here = joinPath(folder, name);
      const isLast = names.length === 0;
      if (isLast) this.#holds(folder);
      const stat = await this.#look(here, isLast ? "file" : "parent");
      if (stat === undefined) return { target: [here, ...names].join("/"), stat };
      if (stat.kind !== "link") {
        if (isLast) return { target: here, stat };
        folder = here;
        continue;
      }
      const next = await this.#readLink(here, path);
      names = [...namesOf(next), ...names];
      if (isAbsolutePath(next)) folder = "/";
    }
    return { target: folder, stat: await this.#host.files.stat(folder) };
  }

  /** What is at a path itself. */
  async #look(path: string, role: "file" | "parent"): Promise<FileStat | undefined> {
    const stat = await this.#stat(path, role);
    if (stat !== undefined && !this.#visited.has(path)) {
      const { kind, mode = 0 } = stat;
      const owner = foreignOwner(stat, this.#host.userId());
      this.#visited.set(path, { path, role: kind === "link" ? "link" : role, mode, owner });
    }
    return stat;
  }

  /** A program that may read no more than the file itself (`deno run --allow-read=…`) is not told about its parents. */
  async #stat(path: string, role: "file" | "parent"): Promise<FileStat | undefined> {
    try {
      return await this.#host.files.stat(path, { follow: false });
    } catch (error) {
      if (role === "parent" && error instanceof FileFault && error.reason === "denied") return HIDDEN_FOLDER;
      throw error;
    }
  }

  async #readLink(link: string, path: string): Promise<string> {
    const target = await this.#host.files.readLink(link);
    if (target === undefined || target === "" || ++this.#links > MAX_LINKS) {
      throw new FileFault("other", path);
    }
    return target;
  }

  /** Notes that a folder holds the file, or a link to it. */
  #holds(path: string): void {
    const visited = this.#visited.get(path);
    if (visited !== undefined) this.#visited.set(path, { ...visited, role: "folder" });
  }
}

function namesOf(path: string): string[] {
  return path.split("/").filter((name) => name !== "" && name !== ".");
}

/** Whether its permission bits let others write it. */
function isOpen({ role, mode }: OtherWriter): boolean {
  if (role === "link") return false;
  if (role !== "parent") return (mode & (GROUP_WRITE | OTHERS_WRITE)) !== 0;
  return (mode & OTHERS_WRITE) !== 0 && !isSticky({ mode });
}
