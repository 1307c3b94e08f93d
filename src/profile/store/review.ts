/**
 * Making the credentials file this user's own again, after a person has looked at what is in it.
 *
 * What was looked at is what is trusted: its very bytes are written into a new file, which nobody has open, once every
 * folder on the way is closed. A file that changed meanwhile is refused, and everything is left as it was.
 *
 * @module
 */
import { StorageError } from "../../core/errors.ts";
import type { Host } from "../../core/host.ts";
import type { ReplaceFileHost } from "../../core/replace_file.ts";
import { storing } from "./errors.ts";
import { FILE_MODE, replaceOwnFile, underLock } from "./lock.ts";
import { describeWriter } from "./refusal.ts";
import { readCredentials, type Reading, type Snapshot } from "./snapshot.ts";
import { foreignOwner, inspectPath, isSharedForWriting, isSticky, type OtherWriter } from "./trust.ts";

/** What a review needs of the outside world. */
export type ReviewHost = ReplaceFileHost & Pick<Host, "os" | "userId">;

/** A file to look at before it is trusted. */
export interface TrustReview {
  /** What the file says now, and who else can write it. */
  readonly snapshot: Snapshot;
  /** What {@linkcode apply} restricts. */
  readonly restrictable: readonly OtherWriter[];
  /** What only somebody else can restrict. With any of these, {@linkcode apply} refuses. */
  readonly unrestrictable: readonly OtherWriter[];
  /**
   * Makes the file this user's own, with exactly what `snapshot` says.
   *
   * @returns what was done, in order.
   * @throws {StorageError} `credentials-file-untrusted`, when the file or its path changed since; `credentials-file`, when
   * something cannot be restricted. The file is as untrusted as it was.
   */
  apply(): Promise<readonly Restricted[]>;
}

/** Something that was done to make the file this user's own. */
export interface Restricted {
  /** A sentence without a period. */
  readonly did: string;
  /** The file or folder that it was done to. */
  readonly where: string;
}

interface Place {
  readonly path: string;
  readonly folder: string;
}

const FOLDER_MODE = 0o700;

/** Reads the file for a person to look at. @throws {StorageError} when it cannot be read, or does not fit. */
export async function reviewCredentials(host: ReviewHost, place: Place): Promise<TrustReview> {
  const { path } = place;
  const reading = await storing("read", path, () => readCredentials(host, place));
  const { writers } = reading.snapshot;
  const canRestrict = await Promise.all(writers.map((writer) => isRestrictable(host, writer)));
  const unrestrictable = writers.filter((_, index) => !canRestrict[index]);
  return {
    snapshot: reading.snapshot,
    restrictable: writers.filter((_, index) => canRestrict[index]),
    unrestrictable,
    apply: async () => {
      if (unrestrictable.length > 0) throw cannotRestrict(path, unrestrictable);
      return await storing("change", path, async () => {
        await host.files.makeFolder(place.folder, { mode: FOLDER_MODE });
        return await underLock(host, {
          path,
          action: () => new Restriction(host, { place, reading }).apply(),
        });
      });
    },
  };
}

/**
 * A file can be written anew, whoever owns it. A folder has to be this user's, and not one that is meant for everybody.
 * Root takes no folder of another user's either: that user could not use it any more.
 */
async function isRestrictable({ files, userId }: ReviewHost, writer: OtherWriter): Promise<boolean> {
  if (writer.role === "file") return true;
  if (writer.role === "link" || isSticky(writer)) return false;
  return (await files.stat(writer.path, { follow: false }))?.owner === userId();
}

class Restriction {
  readonly #host: ReviewHost;
  readonly #place: Place;
  readonly #reading: Reading;
  readonly #done: Restricted[] = [];
  readonly #undo: (() => Promise<void>)[] = [];

  constructor(host: ReviewHost, { place, reading }: { readonly place: Place; readonly reading: Reading }) {
    this.#host = host;
    this.#place = place;
    this.#reading = reading;
  }

  async apply(): Promise<readonly Restricted[]> {
    const { writers } = this.#reading.snapshot;
    const { path } = this.#place;
    await this.#requireSame(writers);
    const backup = (await inspectPath(this.#host, `${path}.bak`)).writers;
    try {
      await this.#closeFolders(writers.filter(({ role }) => role !== "file"));
      await this.#requireSame(writers.filter(({ role }) => role === "file"));
    } catch (error) {
      for (const undo of this.#undo.toReversed()) await undo();
      throw error;
    }
    await this.#writeAnew();
    if (backup.length > 0) {
      await this.#remove(`${path}.bak`, "Removed the version before, which was not looked at");
    }
    await this.#renewLock(`${path}.lock`);
    const left = (await inspectPath(this.#host, path)).writers;
    if (left.length > 0) throw cannotRestrict(path, left);
    return this.#done;
  }

  /** Whether the file still says what was shown, at the same place, and just these can write it. */
  async #requireSame(writers: readonly OtherWriter[]): Promise<void> {
    const now = await readCredentials(this.#host, this.#place);
    const isSame = now.target === this.#reading.target && isEqual(now.bytes, this.#reading.bytes) &&
      JSON.stringify(now.snapshot.writers) === JSON.stringify(writers);
    if (!isSame) throw changed(this.#place.path);
  }

  /** From the root down: once a folder is closed, nobody else can put another in the place of those in it. */
  async #closeFolders(folders: readonly OtherWriter[]): Promise<void> {
    const { files } = this.#host;
    for (const { path, role, mode } of folders) {
      const [first] = (await inspectPath(this.#host, this.#place.path)).writers;
      if (first?.path !== path || first.mode !== mode) throw changed(this.#place.path);
      this.#undo.push(() => files.setMode(path, mode));
      await files.setMode(path, mode & (role === "folder" ? ~0o022 : ~0o002));
      const still = (await inspectPath(this.#host, this.#place.path)).writers.filter((each) =>
        each.path === path
      );
      if (still.length > 0) throw cannotRestrict(this.#place.path, still);
      this.#done.push({ did: "Took away the permission of others to write", where: path });
    }
  }

  /** Whoever had the old file open for writing has nothing but the old file. */
  async #writeAnew(): Promise<void> {
    const { target, bytes } = this.#reading;
    if (bytes === undefined) return;
    await replaceOwnFile(this.#host, { path: target, bytes });
    this.#done.push({ did: `Wrote it anew, for you alone (mode ${FILE_MODE.toString(8)})`, where: target });
  }

  /** A lock that others can open they can also hold. */
  async #renewLock(lock: string): Promise<void> {
    const stat = await this.#host.files.stat(lock, { follow: false });
    if (stat === undefined) return;
    const isOwn = foreignOwner(stat, this.#host.userId()) === undefined && !isSharedForWriting(stat);
    if (!isOwn) await this.#remove(lock, "Removed the lock, which others could hold");
  }

  async #remove(path: string, did: string): Promise<void> {
    if (await this.#host.files.remove(path)) this.#done.push({ did, where: path });
  }
}

function isEqual(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function changed(path: string): StorageError {
  return new StorageError(
    "credentials-file-untrusted",
    `The credentials file "${path}", or a folder on the way to it, was changed while it was being reviewed`,
    { hint: "Nothing was trusted. Look at it again: somebody else may be writing to it" },
  );
}

function cannotRestrict(path: string, writers: readonly OtherWriter[]): StorageError {
  const who = writers.map(describeWriter).join("; ");
  return new StorageError(
    "credentials-file",
    `Cannot make the credentials file "${path}" yours alone: ${who}`,
    {
      hint:
        "Only the owner of these, or root, can change that. Or set ATLCLI_CONFIG_DIR to a folder in a place of your own",
    },
  );
}
