/**
 * Who else can write a file: the file itself, every link that leads to it, and every folder on its path up to the root.
 *
 * A user who can write a folder can replace any file or link in it. So a file is trusted only if no one except this
 * user and root owns, or may write, anything on its path. OpenSSH checks its files in the same way (`safe_path` in
 * misc.c).
 *
 * On Windows Deno and Node see neither owners nor permission bits, and cannot read access control lists. So nothing is
 * known there, and nothing is refused.
 *
 * @module
 */
import { FileFault, type FileStat, type Host } from "./host.ts";
import { isAbsolutePath, joinPath, parentPath } from "./paths.ts";

/** The parts of a host that an inspection needs. */
export type TrustHost = Pick<Host, "os" | "files" | "userId">;

/** A path component that another user can change. */
export interface OtherWriter {
  /** Its path, with links resolved. */
  readonly path: string;
  /**
   * The kind of component: the file, a folder with the file or a link to it, a link, or a parent of one of these. For a
   * parent, only write permission for everybody counts; for a file and its folder, also that of a group.
   */
  readonly role: "file" | "folder" | "link" | "parent";
  /** Its permission bits. */
  readonly mode: number;
  /** The id of the third user who owns it; `undefined` if its permission bits let others write it. */
  readonly owner: number | undefined;
}

/** A file, and the inspection of every component of its path. */
interface InspectedPath {
  /** The path of the file with links resolved, even if it does not exist. */
  readonly target: string;
  /** The file's metadata; `undefined` if it does not exist. */
  readonly stat: FileStat | undefined;
  /** What other users can change, from the root down; empty if the file is trusted. */
  readonly writers: readonly OtherWriter[];
  /**
   * Parent folders that a group can write. They do not make a file untrusted, because many systems give every user a
   * group.
   */
  readonly groupWritable: readonly OtherWriter[];
}

/** Maximum number of links in a chain, as on Linux. */
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

/** The id of the third user who owns something; `undefined` if this user or root does, or the owner is unknown. */
export function foreignOwner(stat: FileStat, user: number | undefined): number | undefined {
  const { owner } = stat;
  return owner === undefined || user === undefined || owner === user || owner === 0 ? undefined : owner;
}

/** Whether a group or everybody may write something. A link's own bits have no meaning. */
export function isSharedForWriting({ kind, mode = 0 }: FileStat): boolean {
  return kind !== "link" && (mode & (GROUP_WRITE | OTHERS_WRITE)) !== 0;
}

/**
 * Whether a folder that everybody can write has the sticky bit, as `/tmp` does: then only the owner of an entry, or of
 * the folder, may replace the entry.
 */
export function isSticky({ mode }: Pick<OtherWriter, "mode">): boolean {
  return (mode & STICKY) !== 0;
}

/**
 * Inspects a file and every component of its path. If no other user can write any of them, no other user can change the
 * file.
 *
 * Windows has access control lists instead of modes, which no runtime reads: there, no writer is found.
 *
 * @see https://docs.deno.com/api/deno/~/Deno.FileInfo `mode` and `uid` are `null` on Windows.
 * @param path An absolute path.
 * @throws {FileFault} if the system refuses, or links form a loop.
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

  /** Inspects one component, without following a link. */
  async #look(path: string, role: "file" | "parent"): Promise<FileStat | undefined> {
    const stat = await this.#stat(path, role);
    if (stat !== undefined && !this.#visited.has(path)) {
      const { kind, mode = 0 } = stat;
      const owner = foreignOwner(stat, this.#host.userId());
      this.#visited.set(path, { path, role: kind === "link" ? "link" : role, mode, owner });
    }
    return stat;
  }

  /** A program with permission for the file only (`deno run --allow-read=…`) cannot inspect its parents. */
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

  /** Marks a folder that contains the file, or a link to it. */
  #holds(path: string): void {
    const visited = this.#visited.get(path);
    if (visited !== undefined) this.#visited.set(path, { ...visited, role: "folder" });
  }
}

function namesOf(path: string): string[] {
  return path.split("/").filter((name) => name !== "" && name !== ".");
}

/** Whether permission bits let others write it. */
function isOpen({ role, mode }: OtherWriter): boolean {
  if (role === "link") return false;
  if (role !== "parent") return (mode & (GROUP_WRITE | OTHERS_WRITE)) !== 0;
  return (mode & OTHERS_WRITE) !== 0 && !isSticky({ mode });
}
