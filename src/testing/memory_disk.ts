/**
 * A disk in memory: what lies at which path. Several hosts can share one, as processes do.
 *
 * @module
 */
import { FileFault } from "../core/host.ts";

/** The user whose files these are, unless a test says otherwise. */
export const MEMORY_USER = 1000;

/** As many links are followed one after the other as Linux follows. */
const MAX_LINKS = 40;

/** A file, folder or link. */
export interface MemoryNode {
  /** What it is. */
  readonly kind: "file" | "folder" | "link";
  /** Permission bits. */
  mode: number;
  /** The owner's id. */
  owner: number;
  /** Of a file. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Of a link: where it leads. */
  readonly target: string;
  /** Milliseconds since 1970. */
  modifiedAt: number;
}

/** Where a path leads. */
export interface MemoryPlace {
  /** The path with every link followed. */
  readonly key: string;
  /** What is there. */
  readonly node: MemoryNode | undefined;
}

/** A lock that a process took. */
export interface MemoryLock {
  /** Which process; it frees its locks by ending. */
  readonly process: symbol;
}

/** Who owns something on a {@linkcode MemoryDisk}, and who may do what to it. */
export interface MemoryNodeOptions {
  /** Permission bits. By default `0o600` for a file, `0o700` for a folder. */
  readonly mode?: number;
  /** A user's id. @default {1000} */
  readonly owner?: number;
}

/**
 * A disk in memory.
 *
 * Modes and owners are kept, and not enforced: a refusal is told to a host by `failNext()`.
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

  /** Puts a file there, with the folders above it. */
  write(path: string, content: string | Uint8Array, options: MemoryNodeOptions = {}): void {
    const key = this.#makeRoom(path);
    const bytes = Uint8Array.from(typeof content === "string" ? new TextEncoder().encode(content) : content);
    this.#nodes.set(key, { ...makeNode("file", { mode: 0o600, ...options }), bytes });
  }

  /** Puts a folder there, with those above it, or changes the one that is there. */
  folder(path: string, options: MemoryNodeOptions = {}): void {
    this.#nodes.set(this.#makeRoom(path), makeNode("folder", { mode: 0o700, ...options }));
  }

  /** Puts a symbolic link there, with the folders above it. */
  link(path: string, target: string, options: Pick<MemoryNodeOptions, "owner"> = {}): void {
    const node = makeNode("link", { mode: 0o777, ...options });
    this.#nodes.set(this.#makeRoom(path), { ...node, target: toKey(target) });
  }

  /** A file's text, links followed; `undefined` where there is no file. */
  text(path: string): string | undefined {
    const { node } = this.locate(path);
    return node?.kind === "file" ? new TextDecoder().decode(node.bytes) : undefined;
  }

  /** The permission bits of what is there, links followed. */
  mode(path: string): number | undefined {
    return this.locate(path).node?.mode;
  }

  /** The id of the user who owns what is there, links followed. */
  owner(path: string): number | undefined {
    return this.locate(path).node?.owner;
  }

  /** Every path that is not a folder, sorted. */
  paths(): readonly string[] {
    return [...this.#nodes].filter(([, node]) => node.kind !== "folder").map(([key]) => fromKey(key)).sort();
  }

  /**
   * Where a path leads.
   *
   * @throws {FileFault} when a file stands where a folder is needed, or the links go round in a circle.
   */
  locate(path: string, options: { readonly follow?: boolean } = {}): MemoryPlace {
    return this.#walk(toKey(path), { path, follow: options.follow ?? true, links: MAX_LINKS });
  }

  /** Puts something at a place that {@linkcode locate} gave. */
  put(key: string, node: MemoryNode): void {
    this.#nodes.set(key, node);
  }

  /** Takes away what is at a place. */
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

  /** Takes the lock at a place, if it is free. */
  lock(key: string, lock: MemoryLock): boolean {
    if (this.#locks.has(key)) return false;
    this.#locks.set(key, lock);
    return true;
  }

  /** Frees one lock, or, as the system does when a process ends, all of a process. */
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

/** Something new for a disk. */
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

/** The folder of a place. */
export function parentKey(key: string): string {
  return key.slice(0, Math.max(key.lastIndexOf("/"), 1)) || "/";
}

/** A place as a path of the system that it is a place of. */
export function fromKey(key: string): string {
  return /^\/[A-Za-z]:(\/|$)/.test(key) ? key.slice(1).replaceAll("/", "\\") : key;
}

function toKey(path: string): string {
  return /^[A-Za-z]:[\\/]/.test(path) ? `/${path.replaceAll("\\", "/")}` : path;
}
