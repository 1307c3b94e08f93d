/**
 * Checks the files beside the credentials file: its lock, leftovers and the backup.
 *
 * @module
 */
import { FileFault } from "../core/host.ts";
import { joinPath } from "../core/paths.ts";
import { cleanedBackup } from "../profile/store/backup.ts";
import { asStorageError } from "../profile/store/errors.ts";
import { FILE_MODE, leftoversOf } from "../profile/store/lock.ts";
import { type Check, fault, type Finding, findingOf, found } from "./finding.ts";
import { modeFindings, sharedFinding } from "./permissions.ts";
import { backupPath, type Place, statOf } from "./location.ts";
import { shellWord } from "../core/shell_word.ts";
import { removeCommandLine } from "./shell.ts";
import { isOwnBackup } from "./storage.ts";

const FILE_NAME = "credentials.json";
/** Time limit for the lock in milliseconds. A change takes a few, so a longer holder is stuck. */
const LOCK_WAIT_MS = 2_000;

/** Checks the lock, and looks for leftovers of killed writers. */
export async function checkLock(place: Place): Promise<Check> {
  const { host, path, target } = place;
  const lock = `${path}.lock`;
  const stat = await statOf(host, lock, { follow: false });
  if (stat === undefined) {
    return { name: "lock", summary: "no process has changed the file yet", findings: [] };
  }
  const modes = [
    ...modeFindings(place, { path: lock, stat, mode: FILE_MODE }),
    ...sharedFinding(place, { path: lock, stat, remedy: removeCommandLine(host.os, lock) }),
  ];
  try {
    const unlock = await asStorageError(
      "change",
      path,
      () => host.files.lock(lock, { timeoutMs: LOCK_WAIT_MS }),
    );
    if (unlock === undefined) return { name: "lock", summary: lock, findings: [held(lock), ...modes] };
    try {
      const paths = new Set([target, path, backupPath(path)]);
      const leftovers = await Promise.all([...paths].map((each) => leftoversOf(host, each)));
      const findings = [...new Set(leftovers.flat())].map((leftover) => left(place, leftover));
      return { name: "lock", summary: "free", findings: [...modes, ...findings] };
    } finally {
      unlock();
    }
  } catch (error) {
    const severity = isLockless(error) ? "note" : "error";
    return { name: "lock", summary: lock, findings: [findingOf(error, { where: lock, severity }), ...modes] };
  }
}

/** Node and Bun have no locks: they only read the file, which is not a problem. */
function isLockless(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof FileFault && error.cause.reason === "no-locks";
}

/** A lock is released when its process ends, so its holder is alive. */
function held(lock: string): Finding {
  return fault("credentials-file-busy", {
    where: lock,
    problem: "Another process has been holding it for seconds",
    remedy: `Find and end that process: fuser -v ${shellWord(lock)}`,
  });
}

function left({ host, writers }: Place, path: string): Finding {
  return found("warning", {
    where: path,
    problem: "Left behind by a killed process; it may contain tokens",
    remedy: removeCommandLine(host.os, path),
    repair: writers.length === 0 ? { kind: "remove-leftovers" } : undefined,
  });
}

/** Checks that the backup is usable, and contains no secret that was removed since. */
export async function checkBackup(place: Place): Promise<Check> {
  const { host, path, content, backup } = place;
  const where = backupPath(path);
  const aside = place.names.filter((name) => name.startsWith(`${FILE_NAME}.corrupt`)).map((name) =>
    found("note", {
      where: joinPath(place.folder, name),
      problem: "A damaged credentials file that was moved aside; it may contain tokens",
      remedy: `If you no longer need it: ${removeCommandLine(host.os, joinPath(place.folder, name))}`,
    })
  );
  if (backup.kind === "absent") {
    return { name: "backup", summary: "there is no backup", findings: aside };
  }
  const stat = await statOf(host, where);
  const remedy = `The next change replaces it. Or remove it: ${removeCommandLine(host.os, where)}`;
  const modes = [
    ...modeFindings(place, { path: where, stat, mode: FILE_MODE }),
    ...sharedFinding(place, { path: where, stat, remedy }),
  ];
  const useless = backup.kind === "unusable"
    ? [found("warning", { where, problem: `The backup is unusable: ${backup.error.message}`, remedy })]
    : [];
  const stale = content.kind === "fits" && hasMore(place) ? [outlived(place)] : [];
  return { name: "backup", summary: where, findings: [...modes, ...useless, ...stale, ...aside] };
}

function hasMore({ content, backup }: Place): boolean {
  if (content.kind !== "fits" || backup.kind !== "fits") return false;
  const { bytes, snapshot: { file } } = backup.reading;
  return bytes !== undefined && cleanedBackup({ bytes, file }, content.reading.snapshot.file) !== undefined;
}

/** Cleaning rewrites the backup as this user's own, so it requires that no other user could have written it. */
function outlived({ host, path, backup, writers }: Place): Finding {
  const where = backupPath(path);
  const isOwn = writers.length === 0 && isOwnBackup(backup);
  return found("warning", {
    where,
    problem: "It contains a secret that is no longer in the credentials file",
    remedy: `Remove it, if you do not need it: ${removeCommandLine(host.os, where)}`,
    repair: isOwn ? { kind: "clean-backup" } : undefined,
  });
}
