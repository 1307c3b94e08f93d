/**
 * The checks of what lies beside the credentials file: its lock, leftovers, the version before.
 *
 * @module
 */
import { FileFault } from "../core/host.ts";
import { joinPath } from "../core/paths.ts";
import { cleanedBackup } from "../profile/store/backup.ts";
import { storing } from "../profile/store/errors.ts";
import { FILE_MODE, leftoversOf } from "../profile/store/lock.ts";
import { type Check, fault, type Finding, findingOf, found } from "./finding.ts";
import { modeFindings, sharedFinding } from "./permissions.ts";
import { backupPath, type Place, statOf } from "./location.ts";
import { removeCommandLine, word } from "./shell.ts";
import { isOwnBackup } from "./storage.ts";

const FILE_NAME = "credentials.json";
/** A change takes a few milliseconds: whoever holds the lock for longer is stuck. */
const LOCK_WAIT_MS = 2_000;

/** The lock, and what writers that were killed left behind. */
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
    const unlock = await storing("change", path, () => host.files.lock(lock, { timeoutMs: LOCK_WAIT_MS }));
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

/** Node and Bun have no locks: they read the file and never change it, and nothing is wrong with that. */
function isLockless(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof FileFault && error.cause.reason === "no-locks";
}

/** A lock ends with its process: one that is held is held by one that lives. */
function held(lock: string): Finding {
  return fault("credentials-file-busy", {
    where: lock,
    problem: "Another process holds it, and has for seconds",
    remedy: `See which one, and end it: fuser -v ${word(lock)}`,
  });
}

function left({ host, writers }: Place, path: string): Finding {
  return found("warning", {
    where: path,
    problem: "A process that was killed left it behind; it may hold tokens",
    remedy: removeCommandLine(host.os, path),
    repair: writers.length === 0 ? { kind: "remove-leftovers" } : undefined,
  });
}

/** The version before: whether it is of any use, and holds nothing that was taken away since. */
export async function checkBackup(place: Place): Promise<Check> {
  const { host, path, content, backup } = place;
  const where = backupPath(path);
  const aside = place.names.filter((name) => name.startsWith(`${FILE_NAME}.corrupt`)).map((name) =>
    found("note", {
      where: joinPath(place.folder, name),
      problem: "A damaged credentials file was moved aside here; it may hold tokens",
      remedy: `When you need nothing of it: ${removeCommandLine(host.os, joinPath(place.folder, name))}`,
    })
  );
  if (backup.kind === "absent") {
    return { name: "backup", summary: "there is no version before", findings: aside };
  }
  const stat = await statOf(host, where);
  const remedy = `The next change replaces it. Or remove it: ${removeCommandLine(host.os, where)}`;
  const modes = [
    ...modeFindings(place, { path: where, stat, mode: FILE_MODE }),
    ...sharedFinding(place, { path: where, stat, remedy }),
  ];
  const useless = backup.kind === "unusable"
    ? [found("warning", { where, problem: `It is of no use: ${backup.error.message}`, remedy })]
    : [];
  const stale = content.kind === "fits" && hasMore(place) ? [outlived(place)] : [];
  return { name: "backup", summary: where, findings: [...modes, ...useless, ...stale, ...aside] };
}

function hasMore({ content, backup }: Place): boolean {
  if (content.kind !== "fits" || backup.kind !== "fits") return false;
  const { bytes, snapshot: { file } } = backup.reading;
  return bytes !== undefined && cleanedBackup({ bytes, file }, content.reading.snapshot.file) !== undefined;
}

/** Cleaning it makes it this user's own, so that nobody else may have written it. */
function outlived({ host, path, backup, writers }: Place): Finding {
  const where = backupPath(path);
  const isOwn = writers.length === 0 && isOwnBackup(backup);
  return found("warning", {
    where,
    problem: "It holds a secret that is not in the credentials file any more",
    remedy: `Remove it, if you do not need it: ${removeCommandLine(host.os, where)}`,
    repair: isOwn ? { kind: "clean-backup" } : undefined,
  });
}
