/**
 * CPU time of processes.
 *
 * @module
 */

/** What is run, and how. */
interface Measured {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** How many times it runs: one run can be too short for the clock. */
  readonly runs: number;
}

/** The CPU time of one run, user and system together, in milliseconds, as the kernel accounts it to bash. */
export async function cpuMs({ command, env, runs }: Measured): Promise<number> {
  const script = `TIMEFORMAT='%3U %3S'; time for i in {1..${runs}}; do "$0" "$@" >/dev/null || exit 1; done`;
  const { success, stderr } = await new Deno.Command("bash", {
    args: ["-c", script, ...command],
    env: { ...env, LC_ALL: "C" },
    stdout: "null",
  }).output();
  const text = new TextDecoder().decode(stderr);
  const [user, system] = text.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  if (!success || user === undefined || system === undefined) {
    throw new Error(`Failed to run ${command}: ${text}`);
  }
  return (user + system) * 1000 / runs;
}

/** The median of values; `NaN` if there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  return sorted.length % 2 === 1 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? NaN)) / 2;
}
