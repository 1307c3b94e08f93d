import { BACKUP, type Cases, FOLDER, HEALTHY, PATH, testCases, textOf } from "./patient.ts";

const TARGET = "/home/me/dotfiles/atlcli.json";

const CASES: Cases = {
  "a folder that others can write": [
    { fill: (disk) => disk.folder(FOLDER, { mode: 0o777 }) },
    {
      check: "folder",
      severity: "error",
      code: "credentials-file-untrusted",
      where: FOLDER,
      problem: /^Others can write the folder "\/home\/me\/\.atlcli" \(mode 777\)$/,
      remedy: /: atlcli auth trust$/,
      repair: null,
    },
  ],
  "a folder above that everybody can write": [
    { fill: (disk) => disk.folder("/home", { mode: 0o777, owner: 0 }) },
    {
      check: "folder",
      severity: "error",
      where: "/home",
      problem: /^Others can write the folder "\/home"/,
      remedy: /./,
      repair: null,
    },
  ],
  "a folder above of another user": [
    { fill: (disk) => disk.folder("/home/me", { owner: 1001 }) },
    {
      check: "folder",
      severity: "error",
      where: "/home/me",
      problem: /^Another user \(1001\) owns the folder "\/home\/me"$/,
      remedy: /./,
      repair: null,
    },
  ],
  "a folder above that a group can write": [
    { fill: (disk) => disk.folder("/home/me", { mode: 0o770 }) },
    {
      check: "folder",
      severity: "warning",
      where: "/home/me",
      problem: /^A group can write the folder "\/home\/me" \(mode 770\)/,
      remedy: /chmod g-w \/home\/me$/,
      repair: null,
    },
  ],
  "a folder of another user": [
    { fill: (disk) => disk.folder(FOLDER, { owner: 1001 }) },
    {
      check: "folder",
      severity: "error",
      problem: /^Another user \(1001\) owns the folder "\/home\/me\/\.atlcli"$/,
      remedy: /atlcli auth trust$/,
      repair: null,
    },
  ],
  "a file that others can write": [
    { fill: (disk) => disk.write(PATH, textOf({ work: HEALTHY }), { mode: 0o666 }) },
    {
      check: "file",
      severity: "error",
      code: "credentials-file-untrusted",
      problem: /^Others can write the credentials file ".*" \(mode 666\)$/,
      remedy: /atlcli auth trust$/,
      repair: null,
    },
  ],
  "a file that others can write, and this user cannot": [
    { fill: (disk) => disk.write(PATH, textOf({ work: HEALTHY }), { mode: 0o066 }) },
    { check: "file", severity: "error", problem: /^Others can write/, remedy: /./, repair: null },
  ],
  "a file that others can write, and that does not fit": [
    { fill: (disk) => disk.write(PATH, "{", { mode: 0o666 }) },
    {
      check: "file",
      severity: "error",
      problem: /Others can write/,
      remedy: /correct it with an editor; then/,
      repair: null,
    },
  ],
  "a damaged file that others can write, with a version before": [
    {
      fill: (disk) => {
        disk.write(PATH, "{", { mode: 0o666 });
        disk.write(BACKUP, textOf({ work: HEALTHY }));
      },
    },
    { check: "file", severity: "error", problem: /line 1/, remedy: /editor/, repair: null },
  ],
  "a file of another user": [
    { fill: (disk) => disk.write(PATH, textOf({ work: HEALTHY }), { owner: 1001 }) },
    {
      check: "file",
      severity: "error",
      code: "credentials-file-untrusted",
      problem: /^Another user \(1001\) owns the credentials file/,
      remedy: /atlcli auth trust$/,
      repair: null,
    },
  ],
  "a damaged file, and a version before that must not be believed": [
    {
      fill: (disk) => {
        disk.write(PATH, "{");
        disk.write(BACKUP, textOf({ work: HEALTHY }), { mode: 0o666 });
      },
    },
    { check: "file", severity: "error", problem: /line 1/, remedy: /editor/, repair: null },
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
      severity: "error",
      problem: /^Others can write the folder "\/home\/me\/dotfiles"/,
      remedy: /atlcli auth trust$/,
      repair: null,
    },
  ],
  "a folder that is a link, and that others can write, once": [
    {
      profiles: null,
      fill: (disk) => {
        disk.folder("/data/atlcli", { mode: 0o777 });
        disk.link(FOLDER, "/data/atlcli");
        disk.write(PATH, textOf({ work: HEALTHY }));
      },
    },
    { check: "folder", where: "/data/atlcli", problem: /Others can write/, remedy: /./, repair: null },
  ],
  "a link of another user on the way": [
    {
      profiles: null,
      fill: (disk) => {
        disk.folder("/data/atlcli");
        disk.link(FOLDER, "/data/atlcli", { owner: 1001 });
        disk.write(PATH, textOf({ work: HEALTHY }));
      },
    },
    {
      check: "folder",
      where: FOLDER,
      problem: /^Another user \(1001\) owns the link/,
      remedy: /./,
      repair: null,
    },
  ],
};

testCases(CASES);
