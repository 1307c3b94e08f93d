import { BACKUP, type Cases, FOLDER, HEALTHY, PATH, testCases, textOf } from "./patient.ts";

const TARGET = "/home/me/dotfiles/atlcli.json";

const CASES: Cases = {
  "a folder that others can read": [
    { fill: (disk) => disk.folder(FOLDER, { mode: 0o755 }) },
    {
      check: "folder",
      severity: "warning",
      where: FOLDER,
      problem: /Others can read it \(mode 755\)/,
      remedy: /^chmod 700 \/home\/me\/\.atlcli$/,
      repair: "set-mode",
    },
  ],
  "a folder that this user may not write": [
    { fill: (disk) => disk.folder(FOLDER, { mode: 0o500 }) },
    {
      check: "folder",
      severity: "error",
      problem: /You have no permission/,
      remedy: /^chmod 700/,
      repair: "set-mode",
    },
  ],
  "a folder that is a file": [
    { profiles: null, fill: (disk) => disk.write(FOLDER, "x") },
    {
      check: "folder",
      severity: "error",
      problem: /Not a folder/,
      remedy: /^mv \/home\/me\/\.atlcli /,
      repair: null,
    },
  ],
  "a folder that is a link to nothing": [
    { profiles: null, fill: (disk) => disk.link(FOLDER, "/nowhere") },
    {
      check: "folder",
      problem: /link to "\/nowhere", which does not exist/,
      remedy: /rm \/home\/me\/\.atlcli/,
    },
  ],
  "a chosen folder with other things in it, which others can read": [
    {
      env: { ATLCLI_CONFIG_DIR: "/conf" },
      profiles: null,
      fill: (disk) => {
        disk.folder("/conf", { mode: 0o755 });
        disk.write("/conf/other", "x");
        disk.write("/conf/credentials.json", textOf({ work: HEALTHY }));
      },
    },
    { check: "folder", severity: "note", problem: /Others can read it/, remedy: /^chmod 700/ },
  ],
  "a file that others can read": [
    { fill: (disk) => disk.write(PATH, textOf({ work: HEALTHY }), { mode: 0o644 }) },
    {
      check: "file",
      severity: "warning",
      where: PATH,
      problem: /Others can read it/,
      remedy: /^chmod 600/,
      repair: "set-mode",
    },
  ],
  "a file that this user may not read": [
    { fill: (disk) => disk.write(PATH, textOf({ work: HEALTHY }), { mode: 0o000 }) },
    {
      check: "file",
      severity: "error",
      problem: /You have no permission to read and write it/,
      remedy: /^chmod 600/,
      repair: "set-mode",
    },
  ],
  "a file that is a folder": [
    { profiles: null, fill: (disk) => disk.folder(PATH) },
    { check: "file", severity: "error", problem: /it is a folder/, remedy: /mv /, repair: null },
  ],
  "a file that is a folder, and a version before": [
    {
      profiles: null,
      fill: (disk) => {
        disk.folder(PATH);
        disk.write(BACKUP, textOf({ work: HEALTHY }));
      },
    },
    { check: "file", severity: "error", problem: /it is a folder/, remedy: /mv /, repair: null },
  ],
  "a damaged file without a version before": [
    { fill: (disk) => disk.write(PATH, '{"profiles": {\n"a": 1') },
    {
      check: "file",
      severity: "error",
      code: "credentials-file",
      problem: /line 2, column 7/,
      remedy:
        /Correct it with an editor; or begin anew, and keep it: mv \/home.*credentials\.json \/home.*\.corrupt$/,
      repair: null,
    },
  ],
  "a file that does not fit, with a version before": [
    {
      fill: (disk) => {
        disk.write(PATH, '{"profiles": {"a": {"baseUrl": 7}}}');
        disk.write(BACKUP, textOf({ work: HEALTHY }));
      },
    },
    {
      check: "file",
      severity: "error",
      problem: /profiles\.a\.baseUrl: a number/,
      remedy: /./,
      repair: "restore-backup",
    },
  ],
  "a file that is gone": [
    { profiles: null, fill: (disk) => disk.write(BACKUP, textOf({ work: HEALTHY })) },
    {
      check: "file",
      severity: "warning",
      problem: /It is missing/,
      remedy: /cp -p .*\.bak .*; or remove it: rm /,
      repair: null,
    },
  ],
  "a link to nothing": [
    {
      profiles: null,
      fill: (disk) => {
        disk.folder("/home/me/dotfiles");
        disk.link(PATH, TARGET);
      },
    },
    { check: "file", severity: "warning", problem: /link to .*which does not exist/, remedy: /rm / },
  ],
  "an active profile that is not there": [
    { fill: (disk) => disk.write(PATH, textOf({ work: HEALTHY }).replace('"work"', '"gone"')) },
    {
      check: "file",
      severity: "warning",
      problem: /"gone" is not in it/,
      remedy: /atlcli auth switch work$/,
    },
  ],
  "no home folder": [
    { env: { HOME: "" }, profiles: null },
    {
      check: "folder",
      severity: "error",
      code: "credentials-file",
      problem: /no home folder/,
      remedy: /ATLCLI_CONFIG_DIR/,
    },
  ],
};

testCases(CASES);
