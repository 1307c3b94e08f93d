/**
 * Shows progress on stderr, for work longer than a second.
 *
 * Only on a terminal: one line, redrawn on each step and cleared at the end.
 *
 * @module
 */
import type { Clock } from "../../core/host.ts";
import { formatDuration } from "../../core/duration.ts";
import type { Output } from "./output.ts";

/** Delay before the first drawing, in milliseconds. */
const FIRST_MS = 1_000;
const EVERY_MS = 100;
const BAR = 20;

/** A running progress display. */
export interface Progress {
  /** Updates the number of finished items, and the total if known. */
  update(done: number, total?: number): void;
  /** Clears the display. Must also be called after a failure. */
  end(): void;
}

/** Options of {@linkcode startProgress}. */
interface ProgressOptions {
  readonly output: Output;
  readonly clock: Pick<Clock, "now">;
  /** The plural name of the counted items, such as `issues`. */
  readonly what: string;
}

/** Starts a progress display. Draws only when a step is reported. */
export function startProgress({ output, clock, what }: ProgressOptions): Progress {
  const started = clock.now();
  let drawnAt = started + FIRST_MS - EVERY_MS;
  return {
    update(done, total) {
      const now = clock.now();
      if (now - drawnAt < EVERY_MS) return;
      drawnAt = now;
      output.status(progressLine({ what, done, total, ms: now - started }));
    },
    end: () => output.status(undefined),
  };
}

/** Formats `issues [#####               ] 250/1000, 45 s left`; without a total, only the count. */
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
