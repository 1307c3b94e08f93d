/**
 * Formats issue fields for a table.
 *
 * @module
 */
import { localTime } from "../../output/local_time.ts";

/** The members that name a value, in order of preference: of a user, a status, an option, an issue. */
const NAMES = ["displayName", "name", "value", "key", "summary"] as const;

/** Formats a field value as short text. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return isTime(value) ? localTime(value) : value;
  if (Array.isArray(value)) return value.map(cellOf).join(", ");
  if (typeof value !== "object") return String(value);
  const entries = new Map<string, unknown>(Object.entries(value));
  const name = NAMES.map((member) => entries.get(member)).find((text) => typeof text === "string");
  return typeof name === "string" ? name : JSON.stringify(value);
}

/** A time in Jira's format: `2026-01-17T12:34:00.000+0000`. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text);
}
