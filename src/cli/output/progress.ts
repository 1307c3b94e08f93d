/**
 * How far something has come, on stderr, for what lasts longer than a second.
 *
 * Only on a terminal; it is one line, drawn over and over, and gone at the end.
 *
 * @module
 */
import type { Clock } from "../../core/host.ts";
import { formatDuration } from "../../core/duration.ts";
import type { Output } from "./output.ts";

/** Nothing is shown of what is over before. */
const FIRST_MS = 1_000;
const EVERY_MS = 100;
const BAR = 20;

/** Follows what is under way. */
export interface Progress {
  /** So many are done; of so many, where that is known. */
  update(done: number, total?: number): void;
  /** It is over: what was drawn is wiped away. Also to be called after a failure. */
  end(): void;
}

/** Options of {@linkcode startProgress}. */
export interface ProgressOptions {
  readonly output: Output;
  readonly clock: Pick<Clock, "now">;
  /** What is counted: `issues`. */
  readonly what: string;
}

/** Begins to follow something. Draws nothing by itself: only when it is told of a step. */
export function startProgress({ output, clock, what }: ProgressOptions): Progress {
  const started = clock.now();
  let drawn = started + FIRST_MS - EVERY_MS;
  return {
    update(done, total) {
      const now = clock.now();
      if (now - drawn < EVERY_MS) return;
      drawn = now;
      output.status(progressLine({ what, done, total, ms: now - started }));
    },
    end: () => output.status(undefined),
  };
}

/** `issues [#####               ] 250/1000, 45 s left`; without a total, how many there are so far. */
function progressLine(
  { what, done, total, ms }: {
    readonly what: string;
    readonly done: number;
    readonly total: number | undefined;
    readonly ms: number;
  },
): string {
  if (total === undefined || total <= 0 || done > total) return `${what} ${done} …`;
  const filled = Math.floor(BAR * done / total);
  const bar = `${"#".repeat(filled)}${" ".repeat(BAR - filled)}`;
  const left = done === 0 ? "" : `, ${formatDuration(ms * (total - done) / done)} left`;
  return `${what} [${bar}] ${done}/${total}${left}`;
}
