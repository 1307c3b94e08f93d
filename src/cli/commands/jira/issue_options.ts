/**
 * The field options shared by `issue create` and `issue edit`.
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

/** The values of the options. */
export interface IssueOptions {
  readonly summary?: string | undefined;
  /** Markdown, or `-` for standard input. */
  readonly description?: string | undefined;
  readonly descriptionFile?: string | undefined;
  /** `me`, a name, an email, or `none`. */
  readonly assignee?: string | undefined;
  readonly priority?: string | undefined;
  /** The key of the parent issue. */
  readonly parent?: string | undefined;
  readonly field?: Fields | undefined;
}

/**
 * Reads standard input and the files that the options name, before anything is sent.
 *
 * @throws {UsageError} if a required text is empty, or a file cannot be read.
 */
export async function readDescription(context: Context, options: IssueOptions): Promise<string | undefined> {
  if (options.summary?.trim() === "") {
    throw new UsageError("--summary is empty", { hint: "Give a one-line summary of the issue" });
  }
  const { description: text, descriptionFile: file } = options;
  return await givenText(context, { text, file, option: "--description" });
}

/** Converts the options to issue fields: converts the description, looks up the assignee. */
export async function fieldsOf(
  client: Client,
  rest: {
    readonly options: IssueOptions;
    readonly description: string | undefined;
    readonly place: FindUserOptions["assignableIn"];
    readonly terminal: CommandTerminal;
    readonly output: Context["output"];
  },
): Promise<IssueFields> {
  const { options, description, place, terminal, output } = rest;
  const { summary, assignee, priority, parent, field } = options;
  const who = assignee === undefined || assignee === "none"
    ? undefined
    : await findUser(client, { name: assignee, assignableIn: place, signal: terminal.interrupted });
  return {
    summary,
    description: description === undefined
      ? undefined
      : await fromMarkdown(description, { client, terminal, output }),
    assignee: assignee === "none" ? null : who?.account,
    priority,
    parent,
    more: field,
  };
}
