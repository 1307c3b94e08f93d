/**
 * Sizes as users write them.
 *
 * Pure.
 *
 * @module
 */
import { UsageError } from "./errors.ts";

const UNITS: Readonly<Record<string, number>> = { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/**
 * Parses a size: bytes (`4096`), or a number with a unit of 1024 (`64K`, `1.5M`, `4G`, `1T`; also `64MB` and `64MiB`).
 *
 * @returns Bytes.
 * @throws {UsageError} if the text is not a size, or larger than any file.
 */
export function parseSize(text: string): number {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?) ?(?:([KMGT])(?:I?B)?)?$/.exec(text.trim().toUpperCase()) ??
    [];
  const bytes = Math.floor(Number(digits) * (UNITS[unit] ?? NaN));
  if (digits === undefined || !Number.isSafeInteger(bytes)) {
    throw new UsageError(`Invalid size: "${text}"`, {
      hint: "Give bytes, or a number with a unit: 64K, 64M, 4G",
    });
  }
  return bytes;
}

/** Formats bytes for display: `64 MiB`, `1.5 GiB`, `100 bytes`. */
export function formatSize(bytes: number): string {
  const [unit, size] = SHOWN.find(([, least]) => bytes >= least) ?? ["bytes", 1];
  return `${Math.round(bytes / size * 10) / 10} ${unit}`;
}

const SHOWN: readonly (readonly [string, number])[] = [
  ["TiB", 2 ** 40],
  ["GiB", 2 ** 30],
  ["MiB", 2 ** 20],
  ["KiB", 2 ** 10],
];
