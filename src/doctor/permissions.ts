/**
 * Who may do what to a file or folder, besides this user.
 *
 * @module
 */
import type { FileStat } from "../core/host.ts";
import type { Snapshot } from "../profile/store/snapshot.ts";
import { fault, type Finding, found } from "./finding.ts";
import type { Place } from "./location.ts";
import { octal, word } from "./shell.ts";

/** A file or folder, and what it should be. */
interface Kept {
  readonly path: string;
  readonly stat: FileStat | undefined;
  /** `0o600` or `0o700`. */
  readonly mode: number;
  /**
   * What it says, where it says something: whatever others could have written into it must be looked at by a person
   * before it is closed, because then it is believed.
   */
  readonly snapshot?: Snapshot | undefined;
  /** Whether closing it is this program's business. */
  readonly isOurs?: boolean;
}

/** What is wrong with the owner and the mode of something that this user keeps. */
export function modeFindings(place: Place, kept: Kept): readonly Finding[] {
  const { path, stat, mode } = kept;
  const user = place.host.userId();
  if (stat?.mode === undefined || user === undefined) return [];
  const finding = { where: path, remedy: `chmod ${octal(mode)} ${word(path)}` };
  const repair = stat.owner === user && (kept.isOurs ?? true)
    ? { kind: "set-mode", path, mode } as const
    : undefined;
  if (stat.owner !== undefined && stat.owner !== user && stat.owner !== 0) return [foreign(path, stat.owner)];
  if ((stat.mode & mode) !== mode && stat.owner === user) {
    const problem = `You may not read and write it yourself (mode ${octal(stat.mode & 0o777)})`;
    return [fault("credentials-file", { ...finding, problem, repair })];
  }
  if ((stat.mode & 0o022) !== 0) return writable(kept, { ...finding, repair });
  if ((stat.mode & 0o077) === 0) return [];
  const problem = `Others can read it (mode ${octal(stat.mode & 0o777)})`;
  return [found(kept.isOurs ?? true ? "warning" : "note", { ...finding, problem, repair })];
}

/** Who owns it decides what is in it. Only that user, or root, can change that. */
function foreign(path: string, owner: number): Finding {
  return fault("credentials-file", {
    where: path,
    problem: `Another user (${owner}) owns it`,
    remedy: `See what is in it, then make it yours: sudo chown "$(id -un)" ${word(path)}`,
  });
}

function writable(
  { stat, snapshot }: Kept,
  finding: Pick<Finding, "where" | "remedy" | "repair">,
): readonly Finding[] {
  const problem = `Others can write it (mode ${octal((stat?.mode ?? 0) & 0o777)})`;
  const doubtful = snapshot === undefined ? undefined : doubtfulIn(snapshot);
  if (snapshot !== undefined && doubtful === undefined) return [found("warning", { ...finding, problem })];
  return [fault("credentials-file", {
    ...finding,
    problem: doubtful ?? problem,
    remedy: `See that nobody put anything into it, then close it: ${finding.remedy}`,
    repair: undefined,
  })];
}

/** Why a profile must not be believed; `undefined` when every one can be. */
export function doubtfulIn(snapshot: Snapshot): string | undefined {
  for (const profile of snapshot.file.profiles.values()) {
    try {
      snapshot.requireTrusted(profile);
    } catch (error) {
      if (error instanceof Error) return error.message;
      throw error;
    }
  }
  return undefined;
}
