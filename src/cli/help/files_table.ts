/**
 * The files that this program knows: the one table, which the documentation shows.
 *
 * @module
 */

/** The files, and what each is. */
export const FILES: readonly (readonly [name: string, means: string])[] = [
  [
    "~/.atlcli/",
    "the folder, 0700; `ATLCLI_CONFIG_DIR` names another one. On Windows it is `%USERPROFILE%\\.atlcli`",
  ],
  ["~/.atlcli/credentials.json", "the profiles, and the tokens that are kept in it; 0600"],
  ["~/.atlcli/credentials.json.bak", "the version before, without tokens that were removed or replaced"],
  ["~/.atlcli/credentials.json.lock", "is locked while the file is changed; empty"],
  ["~/.atlcli/credentials.json.tmp-…", "is there while the file is replaced"],
  [
    "~/.atlcli/credentials.json.corrupt-…",
    "a damaged file that `atlcli doctor --fix` moved aside, with the time; yours to remove",
  ],
  [
    "~/.atlcli/seen.json",
    "keys of projects and spaces and names of statuses, by site, for completion; no secret",
  ],
  ["~/.atlcli/update.json", "the newest version that was seen, and when somebody last looked"],
  ["~/.atlcli/update.lock", "is locked while one command decides whether to look; empty"],
  ["~/.atlcli/upgrade.lock", "is locked while the executable is replaced; empty"],
  [".atlcli-profile", "a profile's name, for a folder and those below it"],
  [".atlcli-docs.json", "in a folder that was pulled: the space, and what was written"],
  [
    ".atlcli-docs.journal.json",
    "there, too: what a pull is about to write; present only while it runs, or was killed",
  ],
  [".atlcli-docs.lock", "there, too: is locked while a command works on the folder"],
  [".atlcli-docs.tmp-…", "there, too: is there while a file is replaced"],
  ["NAME.attachments/", "beside a page's file: the files attached to it"],
];
