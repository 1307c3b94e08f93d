/**
 * The issue that a command is about: `atlcli jira issue view PROJ-1`, or `--key PROJ-1`.
 *
 * @module
 */
import { parsedFrom } from "../../../core/errors.ts";
import { UsageError } from "../../../../mod.ts";

/** The argument, for `command.argument()`. */
export const KEY_ARGUMENT = ["[key]", "the issue, such as PROJ-1"] as const;
/** The option, for `command.option()`. */
export const KEY_OPTION = [
  "--key <key>",
  "the issue, in another way",
  (text: string): string => parsedFrom("--key", () => parseIssueKey(text)),
] as const;

/** A key, or an id. Data Center lets an administrator decide what a project's key looks like. */
const KEY = /^(?:[\p{L}\p{N}][\p{L}\p{N}_-]*-)?\d+$/u;

/**
 * The key that was given, as an argument or as `--key`.
 *
 * @throws {UsageError} when there is none, or two, or one that cannot be.
 */
export function issueKeyOf(argument: string | undefined, option: string | undefined): string {
  const key = argument ?? option;
  if (key === undefined) throw new UsageError("Missing: the issue", { hint: "Give its key, such as PROJ-1" });
  if (argument !== undefined && option !== undefined && argument !== option) {
    throw new UsageError(`Two issues: "${argument}" and --key "${option}"`, {
      hint: "Leave one of them out",
    });
  }
  return parseIssueKey(key);
}

/**
 * An issue's key.
 *
 * @throws {UsageError} when it cannot be one.
 */
export function parseIssueKey(text: string): string {
  const key = text.trim();
  if (KEY.test(key)) return key;
  throw new UsageError(`Not an issue's key: ${JSON.stringify(text.slice(0, 60))}`, {
    hint: "Give one such as PROJ-1. If it comes from a variable, that one may be empty",
  });
}
