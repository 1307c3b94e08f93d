/** Everything that a process left where others can see it. */
import type { Case } from "./cases.ts";
import { type MachineOptions, makeMachine } from "./machine.ts";
import { type ProcessOptions, type ProcessOutcome, runProcess } from "./process.ts";
import { tracesIn } from "./traces.ts";

/** What a machine begins with, and how the program is run on it. */
export type LeakOptions = MachineOptions & ProcessOptions & {
  /** Looks at what was left before it is removed. */
  readonly after?: (seen: string) => void;
};

/** Runs a case as a process on a machine of its own, and gives what was left anywhere. */
export async function leaksOf(
  one: Case,
  options: LeakOptions,
): Promise<{ readonly leaks: readonly string[]; readonly outcome: ProcessOutcome }> {
  const { site } = options;
  const machine = await makeMachine(options);
  try {
    site.renew();
    const outcome = await runProcess(machine, one, options);
    const seen = await machine.keyring.seen();
    options.after?.(seen);
    const leaks = [
      ...tracesIn(one.prints === undefined ? outcome.out : "").map((trace) =>
        `${trace}, on stdout: ${outcome.out}`
      ),
      ...tracesIn(outcome.err).map((trace) => `${trace}, on stderr: ${outcome.err}`),
      ...outcome.open,
      ...site.leaks().filter((leak) => !one.follows || !leak.startsWith("the login page")),
      ...await machine.left({ ...one, worked: outcome.exit === 0 }),
    ];
    return { leaks, outcome };
  } finally {
    await machine.close();
  }
}
