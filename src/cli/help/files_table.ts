/**
 * The files of this program, for the documentation.
 *
 * @module
 */

/** The files and their purposes. */
export const FILES: readonly (readonly [name: string, means: string])[] = [
  [
    "~/.atlcli/",
    "the folder, 0700; `ATLCLI_CONFIG_DIR` names another one. On Windows it is `%USERPROFILE%\\.atlcli`",
  ],
  ["~/.atlcli/credentials.json", "the profiles, and the tokens stored in the file; 0600"],
  ["~/.atlcli/credentials.json.bak", "the previous version, without removed or replaced tokens"],
  ["~/.atlcli/credentials.json.lock", "lock file for changes of the credentials file; empty"],
  ["~/.atlcli/credentials.json.tmp-…", "temporary file while the credentials file is replaced"],
  [
    "~/.atlcli/credentials.json.corrupt-…",
    "a damaged file that `atlcli doctor --fix` moved aside, with the time; remove it when you like",
  ],
  [
    "~/.atlcli/seen.json",
    "project keys, space keys and status names per site, for completion; no secrets",
  ],
  ["~/.atlcli/update.json", "the newest known version, and the time of the last check"],
  ["~/.atlcli/update.lock", "lock file for the check for a newer version; empty"],
  ["~/.atlcli/upgrade.lock", "lock file for replacing the executable; empty"],
  [".atlcli-profile", "profile name, for a folder and its subfolders"],
  [".atlcli-docs.json", "in a pulled folder: the space, and what was written"],
  [
    ".atlcli-docs.journal.json",
    "in a pulled folder: what a pull is about to write; left behind only if the pull was killed",
  ],
  [".atlcli-docs.lock", "in a pulled folder: lock file for commands that work on it"],
  [".atlcli-docs.tmp-…", "in a pulled folder: temporary file while a file is replaced"],
  ["NAME.attachments/", "next to a page's file: the page's attachments"],
];
