/**
 * Who may do what to a file or folder, besides this user.
 *
 * @module
 */
import type { FileStat } from "../core/host.ts";
import { describeWriter } from "../profile/store/refusal.ts";
import { foreignOwner, isSharedForWriting, type OtherWriter } from "../profile/store/trust.ts";
import { fault, type Finding, found } from "./finding.ts";
import type { Place } from "./location.ts";
import { octal, word } from "./shell.ts";

/** A file or folder, and what it should be. */
interface Kept {
  readonly path: string;
  readonly stat: FileStat | undefined;
  /** `0o600` or `0o700`. */
  readonly mode: number;
  /** Whether closing it is this program's business. */
  readonly isOurs?: boolean;
}

/**
 * What is wrong with the mode of something that this user keeps. Whether others can write it is not said here: closing
 * that would make what they wrote look like this user's own.
 */
export function modeFindings(place: Place, kept: Kept): readonly Finding[] {
  const { path, stat, mode } = kept;
  const user = place.host.userId();
  if (stat?.mode === undefined || user === undefined) return [];
  if (foreignOwner(stat, user) !== undefined || isSharedForWriting(stat)) return [];
  const finding = { where: path, remedy: `chmod ${octal(mode)} ${word(path)}` };
  const repair = stat.owner === user && (kept.isOurs ?? true) && place.writers.length === 0
    ? { kind: "set-mode", path, mode } as const
    : undefined;
  if ((stat.mode & mode) !== mode && stat.owner === user) {
    const problem = `You may not read and write it yourself (mode ${octal(stat.mode & 0o777)})`;
    return [fault("credentials-file", { ...finding, problem, repair })];
  }
  if ((stat.mode & 0o077) === 0) return [];
  const problem = `Others can read it (mode ${octal(stat.mode & 0o777)})`;
  return [found(kept.isOurs ?? true ? "warning" : "note", { ...finding, problem, repair })];
}

/** Something on the way to the credentials file that others can change: a person has to look at the file first. */
export function writerFinding({ content }: Place, writer: OtherWriter): Finding {
  const { path, mode, owner } = writer;
  const bits = owner === undefined && writer.role !== "link" ? ` (mode ${octal(mode & 0o7777)})` : "";
  return fault("credentials-file-untrusted", {
    where: path,
    problem: `${describeWriter(writer)}${bits}`,
    remedy: content.kind === "unusable"
      ? `See what is in the file, and correct it with an editor; then: atlcli auth trust`
      : "Review what is in the file, and make it yours alone again: atlcli auth trust",
  });
}

/** A parent folder that a group can write, which is often a group of one. */
export function groupFinding({ path, mode }: OtherWriter): Finding {
  return found("warning", {
    where: path,
    problem: `A group can write the folder "${path}" (mode ${
      octal(mode & 0o7777)
    }), and replace the credentials file's folder`,
    remedy: `If anybody else is in that group: chmod g-w ${word(path)}`,
  });
}

/** The lock, or the version before, when others can write it. Neither holds anything that cannot be made again. */
export function sharedFinding(
  { host }: Place,
  { path, stat, remedy }: {
    readonly path: string;
    readonly stat: FileStat | undefined;
    readonly remedy: string;
  },
): readonly Finding[] {
  if (stat === undefined) return [];
  const owner = foreignOwner(stat, host.userId());
  if (owner !== undefined) {
    return [found("warning", { where: path, problem: `Another user (${owner}) owns it`, remedy })];
  }
  if (!isSharedForWriting(stat)) return [];
  const problem = `Others can write it (mode ${octal((stat.mode ?? 0) & 0o777)})`;
  return [found("warning", { where: path, problem, remedy })];
}
