/**
 * The issue key of a command: `atlcli jira issue view PROJ-1`, or `--key PROJ-1`.
 *
 * @module
 */
import { parsedFrom } from "../../../core/errors.ts";
import { UsageError } from "../../../../mod.ts";

/** The argument, for `command.argument()`. */
export const KEY_ARGUMENT = ["[key]", "issue key, such as PROJ-1"] as const;
/** The option, for `command.option()`. */
export const KEY_OPTION = [
  "--key <key>",
  "issue key (same as the argument)",
  (text: string): string => parsedFrom("--key", () => parseIssueKey(text)),
] as const;

/** A key, or an ID. On Data Center, administrators can change the format of project keys. */
const KEY = /^(?:[\p{L}\p{N}][\p{L}\p{N}_-]*-)?\d+$/u;

/**
 * The key from the argument or from `--key`.
 *
 * @throws {UsageError} if there is no key, an invalid one, or two.
 */
export function issueKeyOf(argument: string | undefined, option: string | undefined): string {
  const key = argument ?? option;
  if (key === undefined) throw new UsageError("Missing issue key", { hint: "Give a key, such as PROJ-1" });
  if (argument !== undefined && option !== undefined && argument !== option) {
    throw new UsageError(`Two issues: "${argument}" and --key "${option}"`, {
      hint: "Omit one of them",
    });
  }
  return parseIssueKey(key);
}

/**
 * Parses an issue key.
 *
 * @throws {UsageError} if it is invalid.
 */
export function parseIssueKey(text: string): string {
  const key = text.trim();
  if (KEY.test(key)) return key;
  throw new UsageError(`Invalid issue key ${JSON.stringify(text.slice(0, 60))}`, {
    hint: "Give a key such as PROJ-1. If it comes from a variable, check that it is set",
  });
}
