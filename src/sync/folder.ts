/**
 * The folder that pages are written to: every file in it is whole at any time, and none outside is touched or read.
 *
 * @module
 */
import { AtlcliError } from "../core/errors.ts";
import { FileFault, type FileFaultReason, type FileStat, type Host } from "../core/host.ts";
import { joinPath } from "../core/paths.ts";
import { replaceFile } from "../core/replace_file.ts";
import { formatSize } from "../core/size.ts";
import { encodedPieces } from "./encoded.ts";
import { isHidden } from "./names.ts";
import { turns } from "./turns.ts";

/** What is needed of the outside world. */
export type FolderHost = Pick<Host, "files" | "random">;

/** How a file got its content. */
type Content = string | ReadableStream<Uint8Array>;

const TEMPORARY = ".atlcli-docs.tmp-";
const LOCK_FILE = ".atlcli-docs.lock";
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
/** Deeper folders are not looked into. */
const MAX_DEPTH = 50;
/** The largest page or state that is read, in bytes. */
const MAX_TEXT_BYTES: number = 64 * 1024 * 1024;

/** Why what is not a regular file is not read. */
const NOT_FILES: Readonly<Record<FileStat["kind"], FileFaultReason | undefined>> = {
  file: undefined,
  folder: "is-folder",
  link: "is-link",
  other: "not-regular",
};

/** A folder. Paths in it are relative, with `/` between folders. */
export class Folder {
  readonly #host: FolderHost;
  /** The folder's own path without links, as it was at the first read. */
  #realRoot: Promise<string> | undefined;

  readonly #turn: () => Promise<void>;
  #written = 0;

  /**
   * @param root An absolute path.
   * @param signal Ends what looks at files. What writes goes on, so that what was done can be remembered.
   */
  constructor(host: FolderHost, readonly root: string, signal?: AbortSignal) {
    this.#host = host;
    this.#turn = turns(signal);
  }

  /** Whether a path stays inside, whatever system this is. */
  isInside(path: string): boolean {
    return path !== "" && !/[\\:\p{Cc}]/u.test(path) &&
      path.split("/").every((name) => name !== "" && name !== "." && name !== "..");
  }

  /**
   * A file's text; `undefined` where there is none. Bytes that are not UTF-8 are read as replacement characters, unless
   * `whole` says that none may be lost, because the text is sent or written again.
   *
   * @throws {FileFault} as {@linkcode open} does.
   * @throws {AtlcliError} `docs-folder` when it is larger than {@linkcode MAX_TEXT_BYTES}, or not UTF-8 where it has to be.
   */
  async text(
    path: string,
    { whole = false }: { readonly whole?: boolean } = {},
  ): Promise<string | undefined> {
    const content = await this.open(path);
    if (content === undefined) return undefined;
    const decoder = new TextDecoder("utf-8", { fatal: whole });
    const decode = (piece?: Uint8Array): string => {
      try {
        return decoder.decode(piece, { stream: piece !== undefined });
      } catch (error) {
        throw error instanceof TypeError ? notUtf8(this.root, path) : error;
      }
    };
    const pieces: string[] = [];
    let bytes = 0;
    // Leaving the loop closes the file.
    for await (const piece of content) {
      bytes += piece.byteLength;
      if (bytes > MAX_TEXT_BYTES) throw tooLarge(this.root, path);
      pieces.push(decode(piece));
    }
    return pieces.join("") + decode();
  }

  /**
   * A file's bytes, as they are asked for; `undefined` where there is none. What is read is what lay at the path when
   * it was opened: a folder that was swapped for a link, or a file for a pipe, is noticed then.
   *
   * @throws {FileFault} `is-link`: what a link leads to is not in the folder, and may be anything of this user's;
   * `not-regular` for a pipe, a socket or a device, which could be read for ever.
   */
  async open(path: string): Promise<ReadableStream<Uint8Array> | undefined> {
    const stat = await this.stat(path);
    if (stat === undefined) return undefined;
    const reason = NOT_FILES[stat.kind];
    if (reason !== undefined) throw new FileFault(reason, path);
    const root = await (this.#realRoot ??= this.#host.files.resolve(this.root));
    return await this.#host.files.open(this.#at(path), { realPath: path.split("/").reduce(joinPath, root) });
  }

  /** What is at a path, links not followed. */
  async stat(path: string): Promise<FileStat | undefined> {
    await this.#turn();
    if (!await this.#hasRealFolders(path)) return undefined;
    return await this.#host.files.stat(this.#at(path), { follow: false });
  }

  /**
   * Puts a file there, whole or not at all, in place of one that is there.
   *
   * @param ready Called when all of it is on the disk, before it gets its name.
   * @throws {FileFault} when it cannot be written.
   * @throws {AtlcliError} `docs-folder` when the way there leads through a link.
   */
  async write(path: string, content: Content, ready?: () => Promise<void>): Promise<void> {
    await this.#makeRoom(path).catch(async (error) => {
      if (typeof content !== "string") await content.cancel(error).catch(() => {});
      throw error;
    });
    await replaceFile(this.#host, {
      path: this.#at(path),
      content: typeof content === "string" ? ReadableStream.from(encodedPieces(content)) : content,
      mode: FILE_MODE,
      // Counted, too: while one file is filled, another can be written.
      temporary: joinPath(this.root, `${TEMPORARY}${this.#written++}-`),
      ready: async () => {
        await ready?.();
        // A stream may have taken long: what led to the place then need not lead there now.
        await this.#makeRoom(path);
      },
    });
  }

  /** Moves a file, over one that is there. */
  async move(from: string, to: string): Promise<void> {
    await this.#makeRoom(to);
    await this.#host.files.rename(this.#at(from), this.#at(to));
  }

  /** Removes a file. */
  async remove(path: string): Promise<void> {
    if (await this.#hasRealFolders(path)) await this.#host.files.remove(this.#at(path));
  }

  /** The paths of all files with an ending, also in folders; nothing hidden, and nothing behind links. */
  async list(ending: string): Promise<readonly string[]> {
    const found: string[] = [];
    const walk = async (folder: string, depth: number): Promise<void> => {
      await this.#turn();
      const names = await this.#host.files.list(folder === "" ? this.root : this.#at(folder)) ?? [];
      for (const name of names.toSorted()) {
        const path = folder === "" ? name : `${folder}/${name}`;
        await this.#turn();
        if (isHidden(name) || !this.isInside(path)) continue;
        const { kind } = await this.#host.files.stat(this.#at(path), { follow: false }) ?? {};
        if (kind === "file" && name.toLowerCase().endsWith(ending)) found.push(path);
        if (kind === "folder" && depth < MAX_DEPTH) await walk(path, depth + 1);
      }
    };
    await walk("", 0);
    return found;
  }

  /**
   * Makes the folder, keeps others out while the work lasts, and removes what a run that was killed left behind.
   *
   * @throws {AtlcliError} `docs-folder` when somebody else works in it.
   */
  async locked<T>(work: () => Promise<T>): Promise<T> {
    const { files } = this.#host;
    await files.makeFolder(this.root, { mode: FOLDER_MODE });
    const unlock = await files.lock(joinPath(this.root, LOCK_FILE), { timeoutMs: 1_000 });
    if (unlock === undefined) {
      throw new AtlcliError("docs-folder", `Another command is at work in "${this.root}"`, {
        hint: "Wait until it has ended",
      });
    }
    try {
      for (const name of await files.list(this.root) ?? []) {
        if (name.startsWith(TEMPORARY)) await files.remove(joinPath(this.root, name));
      }
      return await work();
    } finally {
      unlock();
    }
  }

  async #makeRoom(path: string): Promise<void> {
    if (!await this.#hasRealFolders(path)) {
      throw new AtlcliError("docs-folder", `The way to "${path}" in "${this.root}" is no folder of its own`, {
        hint: "Nothing is written through links, or over a file that stands where a folder is needed",
      });
    }
    const folder = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
    if (folder !== "") await this.#host.files.makeFolder(this.#at(folder), { mode: FOLDER_MODE });
  }

  /**
   * Whether all folders on the way are folders, or nothing yet. Looked at each time: a folder can become a link while
   * a command runs.
   */
  async #hasRealFolders(path: string): Promise<boolean> {
    const names = path.split("/").slice(0, -1);
    for (const index of names.keys()) {
      const folder = names.slice(0, index + 1).join("/");
      const stat = await this.#host.files.stat(this.#at(folder), { follow: false });
      if (stat === undefined) return true;
      if (stat.kind !== "folder") return false;
    }
    return true;
  }

  #at(path: string): string {
    if (!this.isInside(path)) throw new RangeError(`Not a path inside the folder: "${path}"`);
    return path.split("/").reduce(joinPath, this.root);
  }
}

function tooLarge(root: string, path: string): AtlcliError {
  const limit = formatSize(MAX_TEXT_BYTES);
  return new AtlcliError("docs-folder", `"${path}" in "${root}" is larger than ${limit}`, {
    hint: "Move it out of the folder",
  });
}

function notUtf8(root: string, path: string): AtlcliError {
  return new AtlcliError("docs-folder", `"${path}" in "${root}" is not UTF-8`, {
    hint: "Save it as UTF-8, and push again: letters would be lost",
  });
}

const OBSTACLES: readonly FileFaultReason[] = ["exists", "is-folder", "not-folder", "is-link", "not-regular"];

/**
 * The warning about a file or folder that this program did not write, at a path that it needs.
 *
 * @throws the error itself, when it is another one.
 */
export function obstacle(error: unknown, path: string): string {
  const stands = error instanceof FileFault && OBSTACLES.includes(error.reason);
  if (!stands && !(error instanceof AtlcliError && error.code === "docs-folder")) throw error;
  return `"${path}" is taken by a file or folder that was not pulled. ${error.message}`;
}
