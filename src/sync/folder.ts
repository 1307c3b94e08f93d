/**
 * The folder of pages. Every file in it is complete at any time, and no file outside is read or written.
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

/** The parts of a host that the folder needs. */
export type FolderHost = Pick<Host, "files" | "random">;

/** The content of a file to write. */
type Content = string | ReadableStream<Uint8Array>;

const TEMPORARY = ".atlcli-docs.tmp-";
const LOCK_FILE = ".atlcli-docs.lock";
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
/** Maximum folder depth that is searched. */
const MAX_DEPTH = 50;
/** Maximum size of a page or state file, in bytes. */
const MAX_TEXT_BYTES: number = 64 * 1024 * 1024;

/** The error for each type that is not a regular file. */
const NOT_FILES: Readonly<Record<FileStat["kind"], FileFaultReason | undefined>> = {
  file: undefined,
  folder: "is-folder",
  link: "is-link",
  other: "not-regular",
};

/** A folder. Paths in it are relative, with `/` between folders. */
export class Folder {
  readonly #host: FolderHost;
  /** The real path of the folder, resolved at the first read. */
  #realRoot: Promise<string> | undefined;

  readonly #turn: () => Promise<void>;
  #written = 0;

  /**
   * @param root An absolute path.
   * @param signal Aborts reading. Writing continues, so that the state stays correct.
   */
  constructor(host: FolderHost, readonly root: string, signal?: AbortSignal) {
    this.#host = host;
    this.#turn = turns(signal);
  }

  /** Whether a path is inside the folder, by the rules of every operating system. */
  isInside(path: string): boolean {
    return path !== "" && !/[\\:\p{Cc}]/u.test(path) &&
      path.split("/").every((name) => name !== "" && name !== "." && name !== "..");
  }

  /**
   * Reads a file's text; `undefined` if it does not exist. Invalid UTF-8 becomes replacement characters. With `whole`
   * it is an error instead, because the text is sent or written back.
   *
   * @throws {FileFault} as {@linkcode open} does.
   * @throws {AtlcliError} `docs-folder` if the file is larger than {@linkcode MAX_TEXT_BYTES}, or not UTF-8 with
   * `whole`.
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
   * Reads a file as a stream; `undefined` if it does not exist. The check applies to the open file, so a folder swapped
   * for a link, or a file swapped for a pipe, is detected.
   *
   * @throws {FileFault} `is-link`, because a link's target is outside the folder, and may be any file of this user;
   * `not-regular` for a pipe, a socket or a device, which may never end.
   */
  async open(path: string): Promise<ReadableStream<Uint8Array> | undefined> {
    const stat = await this.stat(path);
    if (stat === undefined) return undefined;
    const reason = NOT_FILES[stat.kind];
    if (reason !== undefined) throw new FileFault(reason, path);
    const root = await (this.#realRoot ??= this.#host.files.resolve(this.root));
    return await this.#host.files.open(this.#at(path), { realPath: path.split("/").reduce(joinPath, root) });
  }

  /** Metadata of a path, without following links. */
  async stat(path: string): Promise<FileStat | undefined> {
    await this.#turn();
    if (!await this.#hasRealFolders(path)) return undefined;
    return await this.#host.files.stat(this.#at(path), { follow: false });
  }

  /**
   * Writes a file atomically, and replaces an existing one.
   *
   * @param ready Called once the content is on disk, before the rename.
   * @throws {FileFault} if it cannot be written.
   * @throws {AtlcliError} `docs-folder` if the path contains a link.
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
      // Numbered, because another file may be written at the same time.
      temporary: joinPath(this.root, `${TEMPORARY}${this.#written++}-`),
      ready: async () => {
        await ready?.();
        // A stream may take long, so the path is checked again.
        await this.#makeRoom(path);
      },
    });
  }

  /** Moves a file, and replaces an existing one. */
  async move(from: string, to: string): Promise<void> {
    await this.#makeRoom(to);
    await this.#host.files.rename(this.#at(from), this.#at(to));
  }

  /** Removes a file. */
  async remove(path: string): Promise<void> {
    if (await this.#hasRealFolders(path)) await this.#host.files.remove(this.#at(path));
  }

  /** Lists the paths of all files with an extension, including subfolders, without hidden files and links. */
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
   * Creates the folder, locks it during the work, and removes leftovers of killed runs.
   *
   * @throws {AtlcliError} `docs-folder` if another process holds the lock.
   */
  async locked<T>(work: () => Promise<T>): Promise<T> {
    const { files } = this.#host;
    await files.makeFolder(this.root, { mode: FOLDER_MODE });
    const unlock = await files.lock(joinPath(this.root, LOCK_FILE), { timeoutMs: 1_000 });
    if (unlock === undefined) {
      throw new AtlcliError("docs-folder", `Another command is using "${this.root}"`, {
        hint: "Wait until it has finished",
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
      throw new AtlcliError("docs-folder", `A parent of "${path}" in "${this.root}" is not a real folder`, {
        hint: "Files are never written through links. Replace the link or file with a folder",
      });
    }
    const folder = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
    if (folder !== "") await this.#host.files.makeFolder(this.#at(folder), { mode: FOLDER_MODE });
  }

  /**
   * Whether every parent is a real folder or does not exist. Checked each time, because a folder can be replaced by a
   * link while a command runs.
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
    hint: "Save it as UTF-8 and push again, because characters would be lost",
  });
}

const OBSTACLES: readonly FileFaultReason[] = ["exists", "is-folder", "not-folder", "is-link", "not-regular"];

/**
 * The warning about an untracked file or folder at a path that a file needs.
 *
 * @throws the error itself if it has another cause.
 */
export function obstacle(error: unknown, path: string): string {
  const stands = error instanceof FileFault && OBSTACLES.includes(error.reason);
  if (!stands && !(error instanceof AtlcliError && error.code === "docs-folder")) throw error;
  return `"${path}" is taken by a file or folder that was not pulled. ${error.message}`;
}
