/**
 * File operations of a simulated process, with fault injection.
 *
 * @module
 */
import { type Clock, FileFault, type Files, type FileStat } from "../core/host.ts";
import {
  fromKey,
  makeNode,
  type MemoryDisk,
  type MemoryLock,
  type MemoryNode,
  parentKey,
} from "./memory_disk.ts";

/** A step of a simulated process: one operation on the disk. */
export interface MemoryStep {
  /**
   * The operation. `create` takes three steps: creating the file, and writing each half. With a stream, every chunk is
   * a step.
   */
  readonly operation: keyof Files;
  /** The path of the operation. */
  readonly path: string;
}

/**
 * The error of a simulated process that was killed. Only a test should catch it.
 *
 * @example
 * ```ts
 * import { memoryHost, ProcessKilled } from "@atlcli/atlcli/testing";
 *
 * const host = memoryHost();
 * host.killAfter(0);
 * try {
 *   await host.files.remove("/home/me/a");
 * } catch (error) {
 *   console.assert(error instanceof ProcessKilled);
 * }
 * ```
 */
export class ProcessKilled extends Error {
  /** The class's name. */
  override readonly name = "ProcessKilled";
}

/** The settings of a simulated process. */
interface MemoryFilesOptions {
  readonly disk: MemoryDisk;
  readonly clock: Clock;
  /** The user id that owns new files. */
  readonly owner: number;
  /** Whether there are modes and owners; Windows has none. */
  readonly hasModes: boolean;
  /** Called before each step; throws to make it fail. */
  readonly step: (step: MemoryStep) => void | Promise<void>;
  /** The process that holds its locks. */
  readonly process: symbol;
}

/** File operations of a simulated process on a {@linkcode MemoryDisk}. */
export class MemoryFiles implements Files {
  readonly #options: MemoryFilesOptions;
  readonly #disk: MemoryDisk;

  /** @param options The disk and the process. */
  constructor(options: MemoryFilesOptions) {
    this.#options = options;
    this.#disk = options.disk;
  }

  async stat(
    path: string,
    { follow = true }: { readonly follow?: boolean } = {},
  ): Promise<FileStat | undefined> {
    await this.#step("stat", path);
    const { node } = this.#disk.locate(path, { follow });
    return node && toStat(node, this.#options.hasModes);
  }

  async read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    await this.#step("read", path);
    const { node } = this.#disk.locate(path);
    if (node?.kind === "folder") throw new FileFault("is-folder", path);
    return node?.bytes.slice();
  }

  async open(
    path: string,
    { realPath }: { readonly realPath?: string } = {},
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined> {
    await this.#step("open", path);
    const { key, node } = this.#disk.locate(path);
    if (node?.kind === "folder") throw new FileFault("is-folder", path);
    if (node !== undefined && realPath !== undefined) {
      const { node: itself } = this.#disk.locate(path, { follow: false });
      if (itself !== node || fromKey(key) !== realPath) throw new FileFault("is-link", path);
    }
    return node && ReadableStream.from([node.bytes.slice()]);
  }

  async create(
    path: string,
    content: Uint8Array | ReadableStream<Uint8Array>,
    { mode }: { readonly mode: number },
  ): Promise<void> {
    const node = await this.#createEmpty(path, mode).catch(async (error) => {
      if (content instanceof ReadableStream) await content.cancel(error).catch(() => {});
      throw error;
    });
    const pieces: Uint8Array[] = [];
    try {
      for await (const piece of piecesOf(content)) {
        await this.#step("create", path);
        pieces.push(piece);
      }
      node.bytes = joined(pieces);
    } catch (error) {
      node.bytes = joined(pieces);
      if (!(error instanceof ProcessKilled)) this.#disk.drop(this.#disk.locate(path, { follow: false }).key);
      throw error;
    }
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#step("rename", to);
    const source = this.#disk.locate(from, { follow: false });
    const target = this.#disk.locate(to, { follow: false });
    if (source.node === undefined) throw new FileFault("not-found", from);
    if (target.node?.kind === "folder") throw new FileFault("is-folder", from);
    this.#expectFolderOf(target.key, from);
    this.#disk.drop(source.key);
    this.#disk.put(target.key, source.node);
  }

  async remove(path: string): Promise<boolean> {
    await this.#step("remove", path);
    const { key, node } = this.#disk.locate(path, { follow: false });
    if (node?.kind === "folder") throw new FileFault("is-folder", path);
    this.#disk.drop(key);
    return node !== undefined;
  }

  async makeFolder(path: string, { mode }: { readonly mode: number }): Promise<void> {
    await this.#step("makeFolder", path);
    const { key, node } = this.#disk.locate(path);
    const there = node ?? this.#disk.locate(path, { follow: false }).node;
    if (there !== undefined && there.kind !== "folder") throw new FileFault("not-folder", path);
    const names = key.split("/").filter((name) => name !== "");
    for (const index of names.keys()) {
      const part = `/${names.slice(0, index + 1).join("/")}`;
      if (this.#disk.locate(part).node === undefined) this.#disk.put(part, this.#make("folder", mode));
    }
  }

  async list(path: string): Promise<readonly string[] | undefined> {
    await this.#step("list", path);
    const { key, node } = this.#disk.locate(path);
    if (node === undefined) return undefined;
    if (node.kind !== "folder") throw new FileFault("not-folder", path);
    return this.#disk.names(key);
  }

  async setMode(path: string, mode: number): Promise<void> {
    await this.#step("setMode", path);
    const { node } = this.#disk.locate(path);
    if (node === undefined) throw new FileFault("not-found", path);
    node.mode = mode;
  }

  async syncFolder(path: string): Promise<void> {
    await this.#step("syncFolder", path);
  }

  async resolve(path: string): Promise<string> {
    await this.#step("resolve", path);
    return fromKey(this.#disk.locate(path).key);
  }

  async readLink(path: string): Promise<string | undefined> {
    await this.#step("readLink", path);
    const { node } = this.#disk.locate(path, { follow: false });
    return node?.kind === "link" ? fromKey(node.target) : undefined;
  }

  /** No real time passes: each millisecond of the limit is one microtask turn. */
  async lock(
    path: string,
    { timeoutMs }: { readonly timeoutMs: number },
  ): Promise<(() => void) | undefined> {
    await this.#step("lock", path);
    const { key, node } = this.#disk.locate(path, { follow: false });
    if (node?.kind === "link") throw new FileFault("is-link", path);
    if (node?.kind === "folder") throw new FileFault("is-folder", path);
    this.#expectFolderOf(key, path);
    if (node === undefined) this.#disk.put(key, this.#make("file", 0o600));
    const lock: MemoryLock = { process: this.#options.process };
    for (let turn = 0; !this.#disk.lock(key, lock); turn++) {
      if (turn >= timeoutMs) return undefined;
      await Promise.resolve();
    }
    return () => this.#disk.unlock(lock);
  }

  async #createEmpty(path: string, mode: number): Promise<MemoryNode> {
    await this.#step("create", path);
    const { key, node: there } = this.#disk.locate(path, { follow: false });
    if (there !== undefined) throw new FileFault("exists", path);
    this.#expectFolderOf(key, path);
    const node = this.#make("file", mode);
    this.#disk.put(key, node);
    return node;
  }

  async #step(operation: keyof Files, path: string): Promise<void> {
    await this.#options.step({ operation, path });
  }

  #make(kind: MemoryNode["kind"], mode: number): MemoryNode {
    const { owner, clock } = this.#options;
    return { ...makeNode(kind, { mode, owner }), modifiedAt: clock.now() };
  }

  #expectFolderOf(key: string, path: string): void {
    if (this.#disk.locate(parentKey(key)).node === undefined) throw new FileFault("not-found", path);
  }
}

/** Bytes are written in two halves, a stream in its own chunks. */
function piecesOf(
  content: Uint8Array | ReadableStream<Uint8Array>,
): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (content instanceof ReadableStream) return content;
  const half = content.length >> 1;
  return [content.subarray(0, half), content.subarray(half)];
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function toStat(node: MemoryNode, hasModes: boolean): FileStat {
  return {
    kind: node.kind,
    mode: hasModes ? node.mode : undefined,
    owner: hasModes ? node.owner : undefined,
    size: node.bytes.length,
    modifiedAt: node.modifiedAt,
  };
}
