/**
 * The package, installed, and the runtimes that it is tried in. `deno task test:npm` makes both.
 *
 * @module
 */
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** A runtime that is not Deno. */
export interface Runtime {
  /** What it is called in the names of tests. */
  readonly name: string;
  /** Its program. */
  readonly program: string;
}

/** A program that ran. */
interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The folder that the package is installed in. */
export const FOLDER = variable("ATLCLI_TEST_NPM_FOLDER");

/** The runtimes: the Node of this machine, a newer one, and Bun. */
export const RUNTIMES: readonly Runtime[] = [
  { name: "Node", program: "node" },
  { name: "Node 22", program: variable("ATLCLI_TEST_NODE") },
  { name: "Bun", program: variable("ATLCLI_TEST_BUN") },
];

function variable(name: string): string {
  const value = Deno.env.get(name);
  if (value === undefined) throw new Error(`${name} is not set: run "deno task test:npm"`);
  return value;
}

/** How a program is run. */
interface RunOptions {
  /** Its arguments. */
  readonly args?: readonly string[];
  /** Its environment, in addition to `PATH` and an empty home. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a file of the folder, and waits a minute at most. */
export async function runIn(runtime: Runtime, file: string, options: RunOptions = {}): Promise<Ran> {
  const { code, stdout, stderr } = await new Deno.Command(runtime.program, {
    args: [`${FOLDER}/${file}`, ...options.args ?? []],
    cwd: FOLDER,
    clearEnv: true,
    env: { PATH: Deno.env.get("PATH") ?? "", HOME: `${FOLDER}/home`, ...options.env },
    stdin: "null",
    signal: AbortSignal.timeout(60_000),
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Runs one of `programs/`, which has to end well, and gives what it printed as JSON. */
export async function runProgram(
  runtime: Runtime,
  name: string,
  options: RunOptions = {},
): Promise<Readonly<Record<string, unknown>>> {
  const path = fileURLToPath(new URL(`programs/${name}`, import.meta.url));
  await cp(path, `${FOLDER}/${name}`);
  const { code, stdout, stderr } = await runIn(runtime, name, options);
  assert.equal(code, 0, `${runtime.name}, ${name}: ${stderr}${stdout}`);
  return JSON.parse(stdout);
}

/** Makes a folder with a credentials file, whose active profile is "work", for as long as `use` takes. */
export async function withFile(
  profile: Readonly<Record<string, unknown>>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-test-" });
  try {
    const file = { currentProfile: "work", profiles: { work: { name: "work", ...profile } } };
    await Deno.writeTextFile(`${folder}/credentials.json`, JSON.stringify(file), { mode: 0o600 });
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
