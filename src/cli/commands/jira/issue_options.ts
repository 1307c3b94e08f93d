/**
 * What `issue create` and `issue edit` have in common: the fields that have options of their own.
 *
 * @module
 */
import { type Client, UsageError } from "../../../../mod.ts";
import { findUser, type FindUserOptions, type IssueFields } from "../../../jira/mod.ts";
import type { Context } from "../../context.ts";
import type { Fields } from "../../options/fields.ts";
import { givenText } from "../../options/text_input.ts";
import type { CommandTerminal } from "../../context.ts";
import { fromMarkdown } from "./rich_text.ts";

/** What the options say. */
export interface IssueOptions {
  readonly summary?: string | undefined;
  /** Markdown, or `-` for standard input. */
  readonly description?: string | undefined;
  readonly descriptionFile?: string | undefined;
  /** `me`, a name, an email, or `none`. */
  readonly assignee?: string | undefined;
  readonly priority?: string | undefined;
  /** A key. */
  readonly parent?: string | undefined;
  readonly field?: Fields | undefined;
}

/** Collects an option that may be given more than once. */
export function collectWords(word: string, before: readonly string[] | undefined): readonly string[] {
  return [...before ?? [], word];
}

/**
 * Reads what the options point at, before anything is sent.
 *
 * @throws {UsageError} when a text that an issue needs is empty, or a file cannot be read.
 */
export async function readDescription(context: Context, options: IssueOptions): Promise<string | undefined> {
  if (options.summary?.trim() === "") {
    throw new UsageError("--summary is empty", { hint: "Give the issue a line that says what it is about" });
  }
  const { description: text, descriptionFile: file } = options;
  return await givenText(context, { text, file, option: "--description" });
}

/** The options as fields: the description converted, the assignee looked up. */
export async function fieldsOf(
  client: Client,
  rest: {
    readonly options: IssueOptions;
    readonly description: string | undefined;
    readonly place: FindUserOptions["assignableIn"];
    readonly terminal: CommandTerminal;
  },
): Promise<IssueFields> {
  const { options, description, place, terminal } = rest;
  const { summary, assignee, priority, parent, field } = options;
  const who = assignee === undefined || assignee === "none"
    ? undefined
    : await findUser(client, { name: assignee, assignableIn: place, signal: terminal.interrupted });
  return {
    summary,
    description: description === undefined
      ? undefined
      : await fromMarkdown(description, { client, terminal }),
    assignee: assignee === "none" ? null : who?.account,
    priority,
    parent,
    more: field,
  };
}
