/**
 * Checks the folder and the credentials file.
 *
 * @module
 */
import { FILE_MODE, isOwnFile } from "../profile/store/lock.ts";
import { type Check, fault, type Finding, findingOf, found } from "./finding.ts";
import { groupFinding, modeFindings, writerFinding } from "./permissions.ts";
import { backupPath, type Content, type Place, statOf } from "./location.ts";
import { shellWord } from "../core/shell_word.ts";
import { copyCommandLine, moveCommandLine, removeCommandLine } from "./shell.ts";

const FOLDER_MODE = 0o700;

/** Checks the folder of the credentials file, and the real one if the file is a link. */
export async function checkFolder(place: Place): Promise<Check> {
  const { host, folder, folderStat, isChosen, names } = place;
  const link = await statOf(host, folder, { follow: false });
  const summary = folderStat === undefined ? `${folder} is not there yet` : folder;
  if (folderStat === undefined && link?.kind === "link") {
    return { name: "folder", summary, findings: [deadLink(folder, await host.files.resolve(folder))] };
  }
  if (folderStat !== undefined && folderStat.kind !== "folder") {
    const remedy = moveCommandLine(host.os, { from: folder, to: `${folder}.old` });
    return {
      name: "folder",
      summary,
      findings: [fault("credentials-file", { where: folder, problem: "Not a folder", remedy })],
    };
  }
  const isOurs = !isChosen || names.every(isOwnFile);
  const own = modeFindings(place, { path: folder, stat: folderStat, mode: FOLDER_MODE, isOurs });
  const shared = place.writers.filter(({ role }) => role !== "file");
  return {
    name: "folder",
    summary,
    findings: [
      ...own,
      ...shared.map((writer) => writerFinding(place, writer)),
      ...place.groupWritable.map(groupFinding),
    ],
  };
}

/** Checks that the file is readable and valid, and who else can read or write it. */
export async function checkFile(place: Place): Promise<Check> {
  const { path, target, content } = place;
  const stat = place.fileStat;
  const modes = [
    ...modeFindings(place, { path: target, stat, mode: FILE_MODE }),
    ...place.writers.filter(({ role }) => role === "file").map((writer) => writerFinding(place, writer)),
  ];
  switch (content.kind) {
    case "fits": {
      const { profiles } = content.reading.snapshot.file;
      const summary = `${path}: ${profiles.size} ${profiles.size === 1 ? "profile" : "profiles"}`;
      return { name: "file", summary, findings: [...modes, ...missingActive(place)] };
    }
    case "absent":
      return { name: "file", summary: `${path} is not there yet`, findings: await absent(place) };
    case "unusable": {
      // An unreadable file is repaired by its mode, then read again.
      const closed = modes.some(({ code, repair }) => code !== undefined && repair !== undefined);
      const finding = closed ? [] : [unusable(place)];
      return { name: "file", summary: path, findings: [...modes, ...finding] };
    }
  }
}

function unusable(place: Place): Finding {
  const { path, content, host } = place;
  if (content.kind !== "unusable") throw new TypeError("It is usable");
  const finding = findingOf(content.error, { where: path });
  if (isRestorable(place)) return { ...finding, repair: { kind: "restore-backup" } };
  const aside = moveCommandLine(host.os, { from: path, to: `${path}.corrupt` });
  return {
    ...finding,
    error: undefined,
    remedy: `Correct it with an editor; or begin anew, and keep it: ${aside}`,
  };
}

/** Whether the backup can replace the file: it is valid, and no other user can have written either of them. */
export function isRestorable({ content, backup, fileStat, writers }: Place): boolean {
  if (fileStat?.kind !== "file" || backup.kind !== "fits" || content.kind !== "unusable") return false;
  // A file that cannot be read is not damaged.
  return content.error.cause === undefined && writers.length === 0 && isOwnBackup(backup);
}

/** Whether no other user can have written the backup. */
export function isOwnBackup(backup: Content): boolean {
  return backup.kind === "fits" && backup.reading.snapshot.writers.length === 0;
}

function missingActive({ content }: Place): readonly Finding[] {
  if (content.kind !== "fits") return [];
  const { path, file: { currentProfile, profiles } } = content.reading.snapshot;
  if (currentProfile === undefined || profiles.has(currentProfile)) return [];
  return [found("warning", {
    where: path,
    problem: `The active profile "${currentProfile}" is not in it`,
    remedy: "Choose another one",
    data: { kind: "no-active-profile", profiles: [...profiles.keys()] },
  })];
}

async function absent({ host, path, target, backup }: Place): Promise<readonly Finding[]> {
  const link = await statOf(host, path, { follow: false });
  const dead = link?.kind === "link" ? [deadLink(path, target)] : [];
  if (backup.kind !== "fits") return dead;
  return [
    ...dead,
    found("warning", {
      where: path,
      problem: "It is missing, but the backup exists",
      remedy: `Take that one: ${
        copyCommandLine(host.os, { from: backupPath(path), to: path })
      }; or remove it: ${removeCommandLine(host.os, backupPath(path))}`,
    }),
  ];
}

function deadLink(path: string, target: string): Finding {
  return found("warning", {
    where: path,
    problem: `It is a link to "${target}", which does not exist`,
    remedy: `Put something there, or remove the link: rm ${shellWord(path)}`,
  });
}
