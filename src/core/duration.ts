/**
 * Durations and counts as users write them.
 *
 * @module
 */
import { UsageError } from "./errors.ts";

const UNITS: Readonly<Record<string, number>> = {
  "": 1_000,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
/** Maximum delay of a JavaScript timer, in milliseconds (24.8 days). */
export const LONGEST_TIMER_MS: number = 2 ** 31 - 1;

/** One day, the maximum of a timer's duration. JavaScript timers overflow after 24.8 days. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * Parses a duration: seconds (`90`, `1.5`), or a number with a unit (`500ms`, `90s`, `2m`, `1h`, `1d`).
 *
 * @param longestMs The maximum; one day by default.
 * @returns Milliseconds.
 * @throws {UsageError} if the text is not a duration, or longer than the maximum.
 */
export function parseDuration(text: string, longestMs: number = LONGEST_MS): number {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)(ms|[smhd])?$/.exec(text.trim()) ?? [];
  const ms = Math.round(Number(digits) * (UNITS[unit] ?? NaN));
  if (digits === undefined || !(ms <= longestMs)) {
    const units = longestMs > LONGEST_MS ? "12h, 14d" : "90s, 2m, 1h";
    throw new UsageError(`Invalid duration: "${text}"`, {
      hint: `Give seconds, or a number with a unit: ${units}`,
    });
  }
  return ms;
}

/** Formats milliseconds for display: `45 s`, `2 min 5 s`, `1 h 20 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 3_600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  const shown = parts.filter(([count]) => count > 0).slice(0, 2).map(([count, unit]) => `${count} ${unit}`);
  return shown.length === 0 ? "0 s" : shown.join(" ");
}

/**
 * Parses a whole number, zero or more.
 *
 * @throws {UsageError} if the text is not a whole number, or has more than nine digits.
 */
export function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  throw new UsageError(`Invalid whole number: "${text}"`, { hint: "Give 0 or more, such as 50" });
}
