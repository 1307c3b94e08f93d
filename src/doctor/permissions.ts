/**
 * Checks the permissions of files and folders.
 *
 * @module
 */
import type { FileStat } from "../core/host.ts";
import { describeWriter } from "../profile/store/refusal.ts";
import { foreignOwner, isSharedForWriting, type OtherWriter } from "../core/trust.ts";
import { fault, type Finding, found } from "./finding.ts";
import type { Place } from "./location.ts";
import { shellWord } from "../core/shell_word.ts";
import { octal } from "./shell.ts";

/** A file or folder, and its expected mode. */
interface Kept {
  readonly path: string;
  readonly stat: FileStat | undefined;
  /** The expected mode: `0o600` or `0o700`. */
  readonly mode: number;
  /** Whether this program may restrict it. */
  readonly isOurs?: boolean;
}

/**
 * Reports a wrong mode of a file or folder that belongs to this user. Write permission of others is not reported here:
 * a repair would make their content look like this user's own.
 */
export function modeFindings(place: Place, kept: Kept): readonly Finding[] {
  const { path, stat, mode } = kept;
  const user = place.host.userId();
  if (stat?.mode === undefined || user === undefined) return [];
  if (foreignOwner(stat, user) !== undefined || isSharedForWriting(stat)) return [];
  const finding = { where: path, remedy: `chmod ${octal(mode)} ${shellWord(path)}` };
  const repair = stat.owner === user && (kept.isOurs ?? true) && place.writers.length === 0
    ? { kind: "set-mode", path, mode } as const
    : undefined;
  if ((stat.mode & mode) !== mode && stat.owner === user) {
    const problem = `You have no permission to read and write it (mode ${octal(stat.mode & 0o777)})`;
    return [fault("credentials-file", { ...finding, problem, repair })];
  }
  if ((stat.mode & 0o077) === 0) return [];
  const problem = `Others can read it (mode ${octal(stat.mode & 0o777)})`;
  return [found(kept.isOurs ?? true ? "warning" : "note", { ...finding, problem, repair })];
}

/** Reports a path component that others can change: the user has to review the file first. */
export function writerFinding({ content }: Place, writer: OtherWriter): Finding {
  const { path, mode, owner } = writer;
  const bits = owner === undefined && writer.role !== "link" ? ` (mode ${octal(mode & 0o7777)})` : "";
  return fault("credentials-file-untrusted", {
    where: path,
    problem: `${describeWriter(writer)}${bits}`,
    remedy: "Review what is in the file, and make it and its path yours alone again",
    data: { kind: "writable-path", isUsable: content.kind !== "unusable" },
  });
}

/** Reports a parent folder that a group can write; often that group has one member. */
export function groupFinding({ path, mode }: OtherWriter): Finding {
  return found("warning", {
    where: path,
    problem: `A group can write the folder "${path}" (mode ${
      octal(mode & 0o7777)
    }), and replace the credentials file's folder`,
    remedy: `If the group has other members: chmod g-w ${shellWord(path)}`,
  });
}

/** Reports a lock or backup that others can write. Both can be recreated. */
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
