/**
 * `atlcli jira issue comment`
 *
 * @module
 */
import { addComment } from "../../../jira/mod.ts";
import { UsageError } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { givenText } from "../../options/text_input.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION } from "./issue_key.ts";
import { fromMarkdown } from "./rich_text.ts";

/** Options of `jira issue comment`. */
interface CommentCommandOptions {
  readonly key: string;
  /** Markdown, or `-` for standard input. */
  readonly body?: string | undefined;
  readonly bodyFile?: string | undefined;
}

/** Adds the command. */
export function addIssueComment(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "comment",
    summary: "add a comment to an issue",
    description: "Adds a comment, written in Markdown, to an issue. Prints the comment URL.",
    examples: [
      'atlcli jira issue comment --key PROJ-1 --body "Deployed in **1.4**"',
      "git log -1 --format=%B | atlcli jira issue comment PROJ-1 --body -",
      "atlcli jira issue comment PROJ-1 --body-file notes.md",
    ],
  })
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .option("--body <markdown>", "comment text; - reads standard input")
    .option("--body-file <path>", "file with the comment text")
    .action((key, options) => comment(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Adds a comment. Prints its URL. */
async function comment(context: Context, options: CommentCommandOptions): Promise<void> {
  const { key, body: text, bodyFile: file } = options;
  const markdown = await givenText(context, { text, file, option: "--body" });
  if (markdown === undefined || markdown === "") {
    throw new UsageError(markdown === undefined ? "Missing comment" : "The comment is empty", {
      hint: "Give it with --body TEXT, --body - or --body-file PATH",
    });
  }
  await connected(context, async (connection) => {
    const { client } = connection;
    const body = await fromMarkdown(markdown, { ...context, client });
    const { id, url } = await addComment(client, { key, body, signal: context.terminal.interrupted });
    context.output.result({ json: { key, id, url }, lines: [url] });
    reportChange(context, connection, `Added a comment to ${key}`);
  });
}
