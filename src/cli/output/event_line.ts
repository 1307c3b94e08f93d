/**
 * Formats client events for `--verbose`.
 *
 * @module
 */
import type { ClientEvent } from "../../../mod.ts";
import { formatDuration } from "../../core/duration.ts";
import { oneLine } from "./output.ts";

/** Formats an event. Events contain no secrets. */
export function eventLine(event: ClientEvent): string {
  switch (event.kind) {
    case "request":
      return [`> ${event.method} ${event.url}`, ...headerLines(event.headers)].join("\n");
    case "response":
      return `< ${event.status} after ${event.ms} ms`;
    case "fault":
      return `< ${oneLine(event.message)}`;
    case "wait":
      return `  waiting ${formatDuration(event.ms)} before try ${event.attempt}: ${oneLine(event.reason)}`;
  }
}

function headerLines(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).map(([name, value]) => `>   ${name}: ${value}`);
}
