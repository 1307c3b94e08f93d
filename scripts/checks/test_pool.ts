/**
 * Runs test files side by side, each in a `deno test` of its own: the environment, the working directory and what a module
 * remembers are not shared between files, as they would be with `deno test --parallel`.
 *
 * @module
 */

/** Options of {@linkcode runFiles}. */
interface PoolOptions {
  /** The working directory. */
  readonly cwd: string;
  /** Arguments of `deno test`: its permissions. */
  readonly args: readonly string[];
  /** Variables added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs the files in the order given, and prints the output of each when it has ended.
 *
 * @returns The files that failed.
 */
export async function runFiles(files: readonly string[], options: PoolOptions): Promise<readonly string[]> {
  const waiting = [...files];
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      if (!await runFile(file, options)) failed.push(file);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobsWanted(), files.length) }, work));
  return failed.toSorted();
}

/**
 * The maximum number of processes at a time: `DENO_JOBS`, as for `deno test --parallel`; by default one more than there are
 * processors, because many tests wait.
 */
function jobsWanted(): number {
  const wanted = Number(Deno.env.get("DENO_JOBS"));
  return Number.isInteger(wanted) && wanted > 0 ? wanted : navigator.hardwareConcurrency + 1;
}

async function runFile(file: string, { cwd, args, env = {} }: PoolOptions): Promise<boolean> {
  const start = performance.now();
  // `deno task check` checks the types of all files at once; each process here would do it again.
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", ...args, "--no-check", file],
    cwd,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  await Deno.stdout.write(stdout);
  await Deno.stderr.write(stderr);
  console.log(`${success ? "ok" : "FAILED"}: ${file}, ${seconds} s`);
  return success;
}
