/**
 * Makes the credentials file this user's own again after a review by the user.
 *
 * It writes exactly the reviewed bytes to a new file, which no other process has open, after restricting every folder
 * on the path. If the file changed in the meantime, it is refused and nothing is trusted.
 *
 * @module
 */
import { StorageError } from "../../core/errors.ts";
import type { Host } from "../../core/host.ts";
import type { ReplaceFileHost } from "../../core/replace_file.ts";
import { asStorageError } from "./errors.ts";
import { FILE_MODE, replaceOwnFile, underLock } from "./lock.ts";
import { describeWriter } from "./refusal.ts";
import { readCredentials, type Reading, type Snapshot } from "./snapshot.ts";
import {
  foreignOwner,
  inspectPath,
  isSharedForWriting,
  isSticky,
  type OtherWriter,
} from "../../core/trust.ts";

/** The parts of a host that a review needs. */
type ReviewHost = ReplaceFileHost & Pick<Host, "os" | "userId">;

/** A file to review before it is trusted. */
export interface TrustReview {
  /** The current content of the file, and who else can write it. */
  readonly snapshot: Snapshot;
  /** What {@linkcode apply} will restrict. */
  readonly restrictable: readonly OtherWriter[];
  /** What only another user can restrict. If there is any, {@linkcode apply} refuses. */
  readonly unrestrictable: readonly OtherWriter[];
  /**
   * Makes the file this user's own, with exactly the content of `snapshot`.
   *
   * @returns The completed steps, in order.
   * @throws {StorageError} `credentials-file-untrusted` if the file or its path changed since; `credentials-file` if
   * something cannot be restricted. The file stays untrusted then.
   */
  apply(): Promise<readonly Restricted[]>;
}

/** A completed step. */
export interface Restricted {
  /** The step, as a sentence without a period. */
  readonly did: string;
  /** The file or folder that the step changed. */
  readonly where: string;
}

interface Place {
  readonly path: string;
  readonly folder: string;
}

const FOLDER_MODE = 0o700;

/** Reads the file for a review. @throws {StorageError} if it cannot be read or is invalid. */
export async function reviewCredentials(host: ReviewHost, place: Place): Promise<TrustReview> {
  const { path } = place;
  const reading = await asStorageError("read", path, () => readCredentials(host, place));
  const { writers } = reading.snapshot;
  const canRestrict = await Promise.all(writers.map((writer) => isRestrictable(host, writer)));
  const unrestrictable = writers.filter((_, index) => !canRestrict[index]);
  return {
    snapshot: reading.snapshot,
    restrictable: writers.filter((_, index) => canRestrict[index]),
    unrestrictable,
    apply: async () => {
      if (unrestrictable.length > 0) throw cannotRestrict(path, unrestrictable);
      return await asStorageError("change", path, async () => {
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
 * A file can be replaced, whoever owns it. A folder must belong to this user, and not be shared with everybody by
 * design. Not even root takes over another user's folder: that user would lose access.
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
      await this.#remove(`${path}.bak`, "Removed the backup, which was not reviewed");
    }
    await this.#renewLock(`${path}.lock`);
    const left = (await inspectPath(this.#host, path)).writers;
    if (left.length > 0) throw cannotRestrict(path, left);
    return this.#done;
  }

  /** Whether the file still has the reviewed content and path, and the same users can write it. */
  async #requireSame(writers: readonly OtherWriter[]): Promise<void> {
    const now = await readCredentials(this.#host, this.#place);
    const isSame = now.target === this.#reading.target && isEqual(now.bytes, this.#reading.bytes) &&
      JSON.stringify(now.snapshot.writers) === JSON.stringify(writers);
    if (!isSame) throw changed(this.#place.path);
  }

  /** From the root down: in a restricted folder, no other user can replace the next one. */
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
      this.#done.push({ did: "Removed the write permission of others", where: path });
    }
  }

  /** A process that has the old file open for writing keeps only the old file. */
  async #writeAnew(): Promise<void> {
    const { target, bytes } = this.#reading;
    if (bytes === undefined) return;
    await replaceOwnFile(this.#host, { path: target, bytes });
    this.#done.push({ did: `Rewrote the file for you alone (mode ${FILE_MODE.toString(8)})`, where: target });
  }

  /** A lock that others can open is a lock that they can hold. */
  async #renewLock(lock: string): Promise<void> {
    const stat = await this.#host.files.stat(lock, { follow: false });
    if (stat === undefined) return;
    const isOwn = foreignOwner(stat, this.#host.userId()) === undefined && !isSharedForWriting(stat);
    if (!isOwn) await this.#remove(lock, "Removed the lock file, which others could hold");
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
    { hint: "Nothing was trusted. Review it again: another user may be writing to it" },
  );
}

function cannotRestrict(path: string, writers: readonly OtherWriter[]): StorageError {
  const who = writers.map(describeWriter).join("; ");
  return new StorageError(
    "credentials-file",
    `Cannot restrict the credentials file "${path}" to you: ${who}`,
    {
      hint:
        "Only the owner of these, or root, can change that. Or set ATLCLI_CONFIG_DIR to a folder that only you can write",
    },
  );
}
