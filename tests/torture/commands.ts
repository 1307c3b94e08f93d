/**
 * The real command line: many processes at once, and processes that are killed while they run.
 */
import assert from "node:assert/strict";
import { decodeCredentialsFile } from "../../src/profile/file/file.ts";
import { ATLCLI, environment, type Home, inHome } from "../e2e/atlcli_process.ts";
import { OLD_TEXT } from "./changes.ts";
import { each } from "./processes.ts";
import { signalIfRunning } from "../helpers/signal_if_running.ts";

/** A sandbox to sign in to; without one, there are no requests. */
interface CrowdOptions {
  readonly processes: number;
  readonly sandbox?: { readonly site: string; readonly email: string; readonly token: string } | undefined;
}

type Job = "login" | "switch" | "rename" | "logout" | "delete";
const JOBS: readonly Job[] = ["login", "switch", "rename", "logout", "delete"];

interface Task {
  readonly job: Job;
  readonly name: string;
}

interface Credentials {
  readonly currentProfile?: string;
  readonly profiles: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const OTHERS = 20;

/** Processes that change one file at the same moment, each something else: nothing is lost. @returns how many there were. */
export async function crowd({ processes, sandbox }: CrowdOptions): Promise<number> {
  const tasks = Array.from({ length: processes }, (_, index): Task => {
    const job = JOBS[index % JOBS.length] ?? "login";
    return { job, name: `${job}-${index}` };
  });
  await inHome(async (home) => {
    const others = Array.from({ length: OTHERS }, (_, index) => `other-${index}`);
    const there = [...others, ...tasks.filter(({ job }) => job !== "login").map(({ name }) => name)];
    const old = Object.fromEntries(there.map((name) => [name, profileOf(name)]));
    await home.write({ currentProfile: "other-0", profiles: old });
    const ends = await Promise.all(tasks.map((task) => perform(home, { task, sandbox })));
    for (const { exit, err } of ends) assert.equal(exit, 0, err);
    const { currentProfile, profiles }: Credentials = JSON.parse(await home.read());
    for (const name of others) assert.deepEqual(profiles[name], old[name]);
    for (const task of tasks) requireDone(task, { profiles, old, sandbox });
    const count = others.length + tasks.filter(({ job }) => job !== "delete").length;
    assert.equal(Object.keys(profiles).length, count);
    assert.match(currentProfile ?? "", processes > 1 ? /^switch-/ : /./);
    await requireGone(home, tasks);
  });
  return processes;
}

function profileOf(name: string): Readonly<Record<string, string>> {
  return {
    name,
    baseUrl: "https://company.atlassian.net",
    email: `${name}@a.test`,
    apiToken: `token-of-${name}`,
  };
}

function perform(
  home: Home,
  { task: { job, name }, sandbox }: { readonly task: Task; readonly sandbox: CrowdOptions["sandbox"] },
): ReturnType<Home["run"]> {
  if (job === "rename") return home.run(["auth", "rename", name, `${name}-renamed`]);
  if (job !== "login") return home.run(["auth", job, name]);
  const { site = "https://company.atlassian.net", email = `${name}@a.test`, token = `token-of-${name}` } =
    sandbox ?? {};
  const ask = sandbox === undefined ? ["--no-verify"] : [];
  const args = ["auth", "login", "--profile", name, "--site", site, "--email", email, "--token", "-", ...ask];
  return home.run(args, { stdin: token });
}

interface Result {
  readonly profiles: Credentials["profiles"];
  readonly old: Credentials["profiles"];
  readonly sandbox: CrowdOptions["sandbox"];
}

function requireDone({ job, name }: Task, { profiles, old, sandbox }: Result): void {
  const now = profiles[name];
  const { apiToken: _, ...withoutToken } = old[name] ?? {};
  switch (job) {
    case "login":
      return assert.equal(now?.["apiToken"], sandbox?.token ?? `token-of-${name}`, name);
    case "rename":
      assert.equal(now, undefined, name);
      return assert.deepEqual(profiles[`${name}-renamed`], { ...old[name], name: `${name}-renamed` });
    case "logout":
      return assert.deepEqual(now, withoutToken, name);
    case "delete":
      return assert.equal(now, undefined, name);
    case "switch":
      return assert.deepEqual(now, old[name]);
  }
}

/** What was taken away is in no file, and nothing is left beside the files that belong there. */
async function requireGone(home: Home, tasks: readonly Task[]): Promise<void> {
  const folder = `${home.folder}/.atlcli`;
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }: Deno.DirEntry) => name);
  assert.deepEqual(names.sort(), ["credentials.json", "credentials.json.bak", "credentials.json.lock"]);
  const texts = await Promise.all(names.map((name) => Deno.readTextFile(`${folder}/${name}`)));
  for (const { job, name } of tasks) {
    if (job !== "logout" && job !== "delete") continue;
    assert.ok(!texts.some((text) => text.includes(`token-of-${name}"`)), name);
  }
}

/** Longer than a command runs; a later kill has no effect. */
const LONGEST_MS = 500;

const LINES: readonly (readonly string[])[] = [
  ["auth", "logout", "work"],
  ["auth", "rename", "work", "renamed"],
  ["auth", "switch", "home"],
  ["auth", "delete", "work"],
  [
    "auth",
    "login",
    "--no-verify",
    "--profile",
    "new",
    "--site",
    "https://n.atlassian.net",
    "--email",
    "n@a.test",
    "--token",
    "x1234567",
  ],
];

/**
 * Kills commands at random times, until the given number has died of it. The file is the old one or the new one, and
 * the same command goes through afterwards.
 *
 * @returns how many were killed.
 */
export async function killCommands(count: number): Promise<number> {
  const afters = await Promise.all(LINES.map(afterOf));
  let kills = 0;
  await each(Array.from({ length: 4 * count }).keys(), async (turn) => {
    if (kills >= count) return;
    const line = LINES[turn % LINES.length] ?? [];
    await inHome(async (home) => {
      await home.write(OLD_TEXT);
      if (!await killed(home, line)) return;
      kills++;
      const left = await home.read();
      assert.ok(left === OLD_TEXT || left === afters[turn % LINES.length], `${line.join(" ")}: ${left}`);
      decodeCredentialsFile(left, home.file);
      // A lock that is held for ten seconds makes it fail.
      const next = await home.run(["auth", "switch", "spare"]);
      assert.equal(next.exit, 0, next.err);
      assert.equal(JSON.parse(await home.read()).currentProfile, "spare");
    });
  });
  return kills;
}

/** What a command makes of the file. */
async function afterOf(line: readonly string[]): Promise<string> {
  let after = "";
  await inHome(async (home) => {
    await home.write(OLD_TEXT);
    const { exit, err } = await home.run(line);
    assert.equal(exit, 0, err);
    after = await home.read();
  });
  return after;
}

/** Whether it died before it ended by itself. */
async function killed(home: Home, line: readonly string[]): Promise<boolean> {
  const [program, ...args] = ATLCLI;
  const child = new Deno.Command(program, {
    args: [...args, ...line],
    env: environment(home.folder),
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const timer = setTimeout(() => signalIfRunning(child, "SIGKILL"), Math.random() * LONGEST_MS);
  const { signal } = await child.status;
  clearTimeout(timer);
  return signal === "SIGKILL";
}
