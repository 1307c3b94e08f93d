import { BACKUP, type Cases, FOLDER, HEALTHY, PATH, testCases, textOf } from "./patient.ts";

const TARGET = "/home/me/dotfiles/atlcli.json";
const PROXY = { ...HEALTHY, proxy: "http://proxy.test:8080" };

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
  "a folder that others can write": [
    { fill: (disk) => disk.folder(FOLDER, { mode: 0o777 }) },
    {
      check: "folder",
      severity: "warning",
      problem: /Others can write it/,
      remedy: /^chmod 700/,
      repair: "set-mode",
    },
  ],
  "a folder that others can write, and a profile that must not be believed then": [
    { profiles: { work: PROXY }, fill: (disk) => disk.folder(FOLDER, { mode: 0o777 }) },
    {
      check: "folder",
      severity: "error",
      code: "credentials-file",
      problem: /Others can write the folder .*"proxy" of profile "work" cannot be believed/,
      remedy: /See that nobody put anything into it, then close it: chmod 700/,
      repair: null,
    },
  ],
  "a folder that this user may not write": [
    { fill: (disk) => disk.folder(FOLDER, { mode: 0o500 }) },
    { check: "folder", severity: "error", problem: /You may not/, remedy: /^chmod 700/, repair: "set-mode" },
  ],
  "a folder of another user": [
    { fill: (disk) => disk.folder(FOLDER, { owner: 1001 }) },
    {
      check: "folder",
      severity: "error",
      problem: /Another user \(1001\) owns it/,
      remedy: /sudo chown/,
      repair: null,
    },
  ],
  "a folder that is a file": [
    { profiles: null, fill: (disk) => disk.write(FOLDER, "x") },
    {
      check: "folder",
      severity: "error",
      problem: /It is no folder/,
      remedy: /^mv \/home\/me\/\.atlcli /,
      repair: null,
    },
  ],
  "a folder that is a link to nothing": [
    { profiles: null, fill: (disk) => disk.link(FOLDER, "/nowhere") },
    { check: "folder", problem: /link to "\/nowhere", where nothing is/, remedy: /rm \/home\/me\/\.atlcli/ },
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
  "a file that others can write": [
    { fill: (disk) => disk.write(PATH, textOf({ work: HEALTHY }), { mode: 0o666 }) },
    {
      check: "file",
      severity: "warning",
      problem: /Others can write it/,
      remedy: /^chmod 600/,
      repair: "set-mode",
    },
  ],
  "a file that others can write, and that does not fit": [
    { fill: (disk) => disk.write(PATH, "{", { mode: 0o666 }) },
    {
      check: "file",
      severity: "error",
      problem: /Others can write it/,
      remedy: /See that nobody/,
      repair: null,
    },
  ],
  "a file of another user": [
    { fill: (disk) => disk.write(PATH, textOf({ work: HEALTHY }), { owner: 1001 }) },
    { check: "file", severity: "error", problem: /Another user/, remedy: /sudo chown/, repair: null },
  ],
  "a file that this user may not read": [
    { fill: (disk) => disk.write(PATH, textOf({ work: HEALTHY }), { mode: 0o000 }) },
    {
      check: "file",
      severity: "error",
      problem: /You may not read and write it/,
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
  "a damaged file, and a version before that must not be believed": [
    {
      fill: (disk) => {
        disk.write(PATH, "{");
        disk.write(BACKUP, textOf({ work: PROXY }), { mode: 0o666 });
      },
    },
    { check: "file", severity: "error", problem: /line 1/, remedy: /editor/, repair: null },
  ],
  "a file that is gone": [
    { profiles: null, fill: (disk) => disk.write(BACKUP, textOf({ work: HEALTHY })) },
    {
      check: "file",
      severity: "warning",
      problem: /It is gone/,
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
    { check: "file", severity: "warning", problem: /link to .*where nothing is/, remedy: /rm / },
  ],
  "a linked file in a folder that others can write": [
    {
      profiles: null,
      fill: (disk) => {
        disk.folder("/home/me/dotfiles", { mode: 0o777 });
        disk.write(TARGET, textOf({ work: HEALTHY }));
        disk.link(PATH, TARGET);
      },
    },
    {
      check: "folder",
      where: "/home/me/dotfiles",
      severity: "warning",
      problem: /Others can write/,
      remedy: /chmod 700/,
      repair: null,
    },
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
