/**
 * A credentials file, a folder, a disk and streams that cannot be used, through the real process: one clear line, exit
 * code 8, a next step, and nothing is lost.
 */
import assert from "node:assert/strict";
import { type Home, inHome, type Ran, type RunOptions } from "./atlcli_process.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

const LOGIN = [
  ...["auth", "login", "--no-verify", "--site", "https://company.atlassian.net"],
  ...["--email", "you@company.com", "--token", "-"],
];
const TOKEN = "ATATT3xFfGF0-of-the-test";
const OLD = {
  profiles: {
    old: { name: "old", baseUrl: "https://old.atlassian.net", email: "a@b.de", apiToken: "s3cret-old" },
  },
};

const login = (home: Home, options?: RunOptions): Promise<Ran> =>
  home.run(LOGIN, { stdin: TOKEN, ...options });

function checkError({ exit, out, err }: Ran, says: RegExp, hint: RegExp): void {
  assert.equal(exit, 8, err);
  assert.equal(out, "");
  const errors = err.split("\n").filter((line) => line.startsWith("Error: "));
  assert.equal(errors.length, 1, err);
  assert.match(errors[0] ?? "", says);
  assert.match(err, /^ {2}- \S/m, "there is no next step");
  assert.match(err.slice(err.indexOf("\n  - ")), hint);
  assert.doesNotMatch(err, /^\s+at |\bundefined\b|Uncaught|s3cret|of-the-test/m);
}

function test(name: string, body: (home: Home) => Promise<void>, unless?: string): void {
  gatedTest({ name: `bad files: ${name}`, unless, fn: () => inHome(body) });
}

const BROKEN: Readonly<Record<string, readonly [string, RegExp]>> = {
  "empty": ["", /: line 1, column 1: a value is expected, not the end$/],
  "[]": ["[]", /: line 1, column 1: an empty list, expected an object$/],
  "half written": [
    JSON.stringify(OLD, null, 2).slice(0, 150),
    /: line 7, column \d+: a text has no closing "$/,
  ],
  "zeros": ["\0".repeat(100), /: line 1, column 1: /],
  "of another kind": ["<html>", /: line 1, column 1: /],
  "with a profile named __proto__": [
    '{"profiles":{"__proto__":{}}}',
    /a member must not be named "__proto__"$/,
  ],
  "with a number for an address": [
    '{"profiles":{"old":{"baseUrl":7}}}',
    /: profiles\.old\.baseUrl: a number/,
  ],
};

for (const [name, [text, says]] of Object.entries(BROKEN)) {
  test(`a credentials file that is ${name} is neither overwritten nor ignored`, async (home) => {
    await home.write(text);
    for (
      const ran of [await login(home), await home.run(["auth", "list"]), await home.run(["jira", "search"])]
    ) {
      checkError(ran, says, /editor.*credentials\.json\.bak/);
    }
    assert.equal(await home.read(), text);
  });
}

test("the environment alone works if the credentials file is damaged", async (home) => {
  await home.write("[]");
  const env = { ATLCLI_SITE: "https://x.atlassian.net", ATLCLI_EMAIL: "a@b.de", ATLCLI_API_TOKEN: TOKEN };
  const { exit, out, err } = await home.run(["auth", "status", "--offline"], { env });
  assert.equal(exit, 0, err);
  assert.match(out, /^Site: https:\/\/x\.atlassian\.net$/m);
});

test("a credentials file that is a folder", async (home) => {
  await Deno.mkdir(home.file, { recursive: true });
  checkError(await login(home), /credentials\.json": it is a folder$/, /Move it away/);
  assert.ok((await Deno.stat(home.file)).isDirectory);
});

test("a file in the place of the folder", async (home) => {
  await Deno.writeTextFile(`${home.folder}/.atlcli`, "mine");
  checkError(await login(home), /not a folder/, /ATLCLI_CONFIG_DIR/);
  assert.equal(await Deno.readTextFile(`${home.folder}/.atlcli`), "mine");
});

const WINDOWS = notOn("windows", "Windows has no shell of Unix, no modes, and links for administrators only");

test("a broken link whose target cannot be created", async (home) => {
  await Deno.mkdir(`${home.folder}/.atlcli`, { mode: 0o700 });
  await Deno.symlink(`${home.folder}/nowhere/file`, home.file);
  checkError(await login(home), /no such file or folder/, /Make the folder that the link leads to/);
  assert.equal(await Deno.readLink(home.file), `${home.folder}/nowhere/file`);
}, WINDOWS);

test("a broken link whose target can be created is written through", async (home) => {
  await Deno.mkdir(`${home.folder}/.atlcli`, { mode: 0o700 });
  await Deno.symlink(`${home.folder}/file`, home.file);
  const { exit, err } = await login(home);
  assert.equal(exit, 0, err);
  assert.match(err, /^Warning: .* is a link to .*, which does not exist$/m);
  assert.equal(await Deno.readLink(home.file), `${home.folder}/file`);
  assert.match(await Deno.readTextFile(`${home.folder}/file`), /of-the-test/);
}, WINDOWS);

/** Root may do what a file's mode forbids, unless that is taken from it. */
const AS_EVERYBODY = await asEverybody();

async function asEverybody(): Promise<Pick<RunOptions, "by"> | undefined> {
  if (WINDOWS !== undefined) return undefined;
  if (Deno.uid() !== 0) return {};
  const by = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] as const;
  return await works([...by, "true"]) ? { by } : undefined;
}

async function works([program, ...args]: readonly [string, ...string[]]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

const NO_MODES = WINDOWS ?? (AS_EVERYBODY === undefined ? "a mode forbids nothing here" : undefined);

test("a credentials file that cannot be read", async (home) => {
  await home.write(OLD);
  await Deno.chmod(home.file, 0o000);
  for (const args of [LOGIN, ["auth", "list"], ["jira", "search"]]) {
    const ran = await home.run(args, { stdin: TOKEN, ...AS_EVERYBODY });
    checkError(ran, /Cannot read .*: permission denied/, /chown.*ATLCLI_SITE/);
  }
  await Deno.chmod(home.file, 0o600);
  assert.deepEqual(JSON.parse(await home.read()), OLD);
}, NO_MODES);

test("a folder that cannot be written", async (home) => {
  await home.write(OLD);
  await Deno.chmod(`${home.folder}/.atlcli`, 0o500);
  const ran = await login(home, AS_EVERYBODY);
  const list = await home.run(["auth", "list"], AS_EVERYBODY);
  await Deno.chmod(`${home.folder}/.atlcli`, 0o700);
  checkError(ran, /Cannot change .*: permission denied/, /chown.*ATLCLI_SITE/);
  assert.equal(list.exit, 0, "reading needs no writing");
  assert.deepEqual(JSON.parse(await home.read()), OLD);
}, NO_MODES);

test("a home folder that cannot be written", async (home) => {
  await Deno.chmod(home.folder, 0o500);
  const ran = await login(home, AS_EVERYBODY);
  await Deno.chmod(home.folder, 0o700);
  checkError(ran, /Cannot change .*: permission denied/, /chown/);
}, NO_MODES);

/** A disk of 16 KiB that has room for one file, and is full then. Nothing is left of it when the process ends. */
const FULL_DISK = `
  mount -t tmpfs -o size=16k,mode=700 tmpfs "$1" && cp "$2" "$1/credentials.json" || exit 99
  chmod 600 "$1/credentials.json"; cat /dev/zero >"$1/filling" 2>/dev/null
  shift 2; "$@"; code=$?; cat "$HOME/.atlcli/credentials.json"; exit $code`;
const NO_MOUNT = WINDOWS ??
  (await works(["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=16k tmpfs /mnt"])
    ? undefined
    : "nothing can be mounted here");

test("a full disk", async (home) => {
  const text = JSON.stringify(OLD);
  await Deno.mkdir(`${home.folder}/.atlcli`);
  await Deno.writeTextFile(`${home.folder}/before`, text);
  const by = [
    "unshare",
    "-rm",
    "sh",
    "-c",
    FULL_DISK,
    "sh",
    `${home.folder}/.atlcli`,
    `${home.folder}/before`,
  ] as const;
  const { exit, out, err } = await login(home, { by });
  assert.equal(out, text, "the file was changed");
  checkError({ exit, out: "", err }, /Cannot change .*: no space left on the disk/, /Free some space/);
}, NO_MOUNT);

/** Starts the program with a stream closed. */
const closed = (stream: string): Required<Pick<RunOptions, "by">> => ({
  by: ["sh", "-c", `exec "$@" ${stream}`, "sh"],
});

const CLOSED: readonly (readonly [readonly string[], number, RegExp])[] = [
  [LOGIN, 2, /^Error: --token -: The token is empty\n {2}- Paste the whole token, or pipe it/m],
  [["auth", "init"], 2, /^Error: Missing site\n {2}- Give it with --site/m],
  [["auth", "list"], 0, /^No profiles yet/m],
];

for (const [args, code, says] of CLOSED) {
  test(`standard input is closed: ${args.slice(0, 2).join(" ")}`, async (home) => {
    const { exit, err } = await home.run(args, closed("<&-"));
    assert.equal(exit, code, err);
    assert.match(err, says);
    await assert.rejects(Deno.stat(home.file), Deno.errors.NotFound);
  }, WINDOWS);
}

test("standard output is closed, or its reader ends", async (home) => {
  await home.write(OLD);
  for (const by of [closed(">&-").by, ["sh", "-c", `"$@" | true`, "sh"] as const]) {
    const { exit, err } = await home.run(["auth", "list"], { by });
    assert.deepEqual([exit, err], [0, ""]);
  }
}, WINDOWS);

test("standard error is closed", async (home) => {
  const { exit } = await home.run(["auth", "switch", "nobody"], closed("2>&-"));
  assert.equal(exit, 4);
}, WINDOWS);
