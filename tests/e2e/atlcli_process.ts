/**
 * The program as a process of its own, with an environment that has nothing in it but what a test says.
 */
import { fileURLToPath } from "node:url";

/** The program's own path: a bundle, where the task that runs the tests made one. */
export const CLI = Deno.env.get("ATLCLI_TEST_BUNDLE") ??
  fileURLToPath(new URL("../../cli.ts", import.meta.url));

/** The program, and its first arguments. */
export const ATLCLI: readonly [string, ...string[]] = [Deno.execPath(), "run", "-A", "--quiet", CLI];

/** How the program is run. */
export interface RunOptions {
  /** Variables in addition to HOME; `undefined` removes HOME. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** What is piped to it; by default nothing, and it is at its end. */
  readonly stdin?: string;
  /** The program and its first arguments, in place of {@linkcode ATLCLI}. */
  readonly program?: readonly [string, ...string[]];
  /** A program, and its first arguments, that is started instead and is to start ours: `sh -c …`. */
  readonly by?: readonly [string, ...string[]];
}

/** What a run came to. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** A machine's home folder, and the program on it. */
export interface Home {
  readonly folder: string;
  /** The credentials file; there may be none. */
  readonly file: string;
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** What the credentials file says. */
  read(): Promise<string>;
  /** Writes the credentials file, as it is or as JSON. */
  write(content: string | object): Promise<void>;
}

/** Makes a home folder, and removes it at the end. */
export async function inHome(body: (home: Home) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-home-" }));
  const file = `${folder}/.atlcli/credentials.json`;
  try {
    await body({
      folder,
      file,
      run: (args, options) => run(args, { ...options, env: environment(folder, options?.env) }),
      read: () => Deno.readTextFile(file),
      async write(content) {
        await Deno.mkdir(`${folder}/.atlcli`, { recursive: true, mode: 0o700 });
        const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
        await Deno.writeTextFile(file, text, { mode: 0o600 });
      },
    });
  } finally {
    await Deno.chmod(folder, 0o700).catch(() => {});
    await Deno.remove(folder, { recursive: true });
  }
}

/** The variables of a process of ours: those that the system and Deno need, and what a test says. */
export function environment(
  home: string,
  more: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  // Deno itself looks for a newer Deno, through the proxy too.
  const deno = { DENO_DIR, DENO_NO_UPDATE_CHECK: "1" };
  const variables = { ...INHERITED, ...deno, HOME: home, USERPROFILE: home, ...more };
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]),
  );
}

const INHERITED = Object.fromEntries(
  ["PATH", "SystemRoot", "TEMP", "TMP"].map((name) => [name, Deno.env.get(name)]),
);

/** Deno's own cache, which it would look for in the home folder. */
const DENO_DIR = await denoFolder();

async function denoFolder(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { denoDir }: { readonly denoDir: string } = JSON.parse(new TextDecoder().decode(stdout));
  return denoDir;
}

async function run(
  args: readonly string[],
  options: RunOptions & { readonly env: Record<string, string> },
): Promise<Ran> {
  const [program, ...first] = [...options.by ?? [], ...(options.program ?? ATLCLI)];
  if (program === undefined) throw new TypeError("No program");
  const child = new Deno.Command(program, {
    args: [...first, ...args],
    env: options.env,
    clearEnv: true,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [{ code, stdout, stderr }] = await Promise.all([child.output(), feed(child, options.stdin ?? "")]);
  const decoder = new TextDecoder();
  return { exit: code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** Writes a program's input. The program may close it after reading enough, which is not an error. */
export async function feed(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch {
    await writer.abort().catch(() => {});
  }
}
