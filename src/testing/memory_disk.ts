/**
 * A disk in memory. Several hosts can share one, as processes do.
 *
 * @module
 */
import { FileFault } from "../core/host.ts";

/** The default owner's user id. */
export const MEMORY_USER = 1000;

/** Maximum number of links in a chain, as on Linux. */
const MAX_LINKS = 40;

/** A file, folder or link. */
export interface MemoryNode {
  /** The type of the node. */
  readonly kind: "file" | "folder" | "link";
  /** Permission bits. */
  mode: number;
  /** The owner's user id. */
  owner: number;
  /** The content of a file. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The target of a link. */
  readonly target: string;
  /** Time of the last change, in milliseconds since 1970. */
  modifiedAt: number;
}

/** The result of resolving a path. */
export interface MemoryPlace {
  /** The path with every link resolved. */
  readonly key: string;
  /** The node at that path, if any. */
  readonly node: MemoryNode | undefined;
}

/** A lock held by a process. */
export interface MemoryLock {
  /** The process; its locks are released when it ends. */
  readonly process: symbol;
}

/** Owner and permissions of a node on a {@linkcode MemoryDisk}. */
export interface MemoryNodeOptions {
  /** Permission bits. By default `0o600` for a file, `0o700` for a folder. */
  readonly mode?: number;
  /** The owner's user id. @default {1000} */
  readonly owner?: number;
}

/**
 * A disk in memory.
 *
 * Modes and owners are stored, but not enforced: `failNext()` of a host makes an operation fail.
 *
 * @example
 * ```ts
 * import { MemoryDisk, memoryHost } from "@atlcli/atlcli/testing";
 *
 * const disk = new MemoryDisk();
 * disk.write("/home/me/a", "hello", { mode: 0o600 });
 * const host = memoryHost({ disk }); // two hosts on one disk are two processes
 * console.assert(new TextDecoder().decode(await host.files.read("/home/me/a")) === "hello");
 * ```
 */
export class MemoryDisk {
  readonly #nodes = new Map<string, MemoryNode>([["/", makeNode("folder", { mode: 0o755, owner: 0 })]]);
  readonly #locks = new Map<string, MemoryLock>();

  /** Writes a file, and creates its parent folders. */
  write(path: string, content: string | Uint8Array, options: MemoryNodeOptions = {}): void {
    const key = this.#makeRoom(path);
    const bytes = Uint8Array.from(typeof content === "string" ? new TextEncoder().encode(content) : content);
    this.#nodes.set(key, { ...makeNode("file", { mode: 0o600, ...options }), bytes });
  }

  /** Creates a folder with its parents, or changes an existing one. */
  folder(path: string, options: MemoryNodeOptions = {}): void {
    this.#nodes.set(this.#makeRoom(path), makeNode("folder", { mode: 0o700, ...options }));
  }

  /** Creates a symbolic link, and its parent folders. */
  link(path: string, target: string, options: Pick<MemoryNodeOptions, "owner"> = {}): void {
    const node = makeNode("link", { mode: 0o777, ...options });
    this.#nodes.set(this.#makeRoom(path), { ...node, target: toKey(target) });
  }

  /** The text of a file, following links; `undefined` if there is no file. */
  text(path: string): string | undefined {
    const { node } = this.locate(path);
    return node?.kind === "file" ? new TextDecoder().decode(node.bytes) : undefined;
  }

  /** The permission bits of a path, following links. */
  mode(path: string): number | undefined {
    return this.locate(path).node?.mode;
  }

  /** The owner's user id of a path, following links. */
  owner(path: string): number | undefined {
    return this.locate(path).node?.owner;
  }

  /** Every path that is not a folder, sorted. */
  paths(): readonly string[] {
    return [...this.#nodes].filter(([, node]) => node.kind !== "folder").map(([key]) => fromKey(key)).sort();
  }

  /**
   * Resolves a path.
   *
   * @throws {FileFault} if a parent is not a folder, or links form a loop.
   */
  locate(path: string, options: { readonly follow?: boolean } = {}): MemoryPlace {
    return this.#walk(toKey(path), { path, follow: options.follow ?? true, links: MAX_LINKS });
  }

  /** Stores a node at a key from {@linkcode locate}. */
  put(key: string, node: MemoryNode): void {
    this.#nodes.set(key, node);
  }

  /** Removes the node at a key. */
  drop(key: string): void {
    this.#nodes.delete(key);
  }

  /** The names in a folder. */
  names(key: string): readonly string[] {
    const prefix = key === "/" ? "/" : `${key}/`;
    return [...this.#nodes.keys()]
      .filter((other) => other.startsWith(prefix) && other !== key)
      .map((other) => other.slice(prefix.length))
      .filter((name) => !name.includes("/"));
  }

  /** Takes the lock at a key, if it is free. */
  lock(key: string, lock: MemoryLock): boolean {
    if (this.#locks.has(key)) return false;
    this.#locks.set(key, lock);
    return true;
  }

  /** Releases one lock, or all locks of a process, as the system does when the process ends. */
  unlock(what: MemoryLock | MemoryLock["process"]): void {
    for (const [key, lock] of this.#locks) {
      if (lock === what || lock.process === what) this.#locks.delete(key);
    }
  }

  #makeRoom(path: string): string {
    const { key } = this.locate(path, { follow: false });
    for (let parent = parentKey(key); !this.#nodes.has(parent); parent = parentKey(parent)) {
      this.#nodes.set(parent, makeNode("folder", { mode: 0o700 }));
    }
    return key;
  }

  #walk(
    key: string,
    how: { readonly path: string; readonly follow: boolean; readonly links: number },
  ): MemoryPlace {
    if (how.links === 0) throw new FileFault("other", how.path);
    let at = "/";
    const names = key.split("/").filter((name) => name !== "" && name !== ".");
    for (const [index, name] of names.entries()) {
      const here = this.#nodes.get(at);
      if (here !== undefined && here.kind !== "folder") throw new FileFault("not-folder", how.path);
      at = name === ".." ? parentKey(at) : at === "/" ? `/${name}` : `${at}/${name}`;
      const node = this.#nodes.get(at);
      const isLast = index === names.length - 1;
      if (node?.kind === "link" && (!isLast || how.follow)) {
        const target = node.target.startsWith("/") ? node.target : `${parentKey(at)}/${node.target}`;
        const rest = [target, ...names.slice(index + 1)].join("/");
        return this.#walk(rest, { ...how, links: how.links - 1 });
      }
    }
    return { key: at, node: this.#nodes.get(at) };
  }
}

/** Creates a node. */
export function makeNode(
  kind: MemoryNode["kind"],
  options: MemoryNodeOptions & { readonly mode: number },
): MemoryNode {
  return {
    kind,
    mode: options.mode,
    owner: options.owner ?? MEMORY_USER,
    bytes: new Uint8Array(),
    target: "",
    modifiedAt: 0,
  };
}

/** The key of the parent folder. */
export function parentKey(key: string): string {
  return key.slice(0, Math.max(key.lastIndexOf("/"), 1)) || "/";
}

/** Converts a key to a path of its operating system. */
export function fromKey(key: string): string {
  return /^\/[A-Za-z]:(\/|$)/.test(key) ? key.slice(1).replaceAll("/", "\\") : key;
}

function toKey(path: string): string {
  return /^[A-Za-z]:[\\/]/.test(path) ? `/${path.replaceAll("\\", "/")}` : path;
}
