/**
 * The help topic `exit-codes`.
 *
 * @module
 */
import { EXIT_MEANINGS } from "../errors/codes.ts";
import type { Block } from "./topics.ts";

/** The text of `atlcli help exit-codes`. */
export function exitCodesTopic(): readonly Block[] {
  return [
    {
      kind: "terms",
      title: "Exit codes:",
      terms: EXIT_MEANINGS.map(([code, means]) => [String(code), means]),
    },
    {
      kind: "text",
      text:
        "With --json, an error is one JSON object on stderr; its code is more precise than the exit code.",
    },
  ];
}
