/**
 * `atlcli jira issue transition`
 *
 * @module
 */
import { issueUrl, transitionIssue } from "../../../jira/mod.ts";
import { UsageError } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { FIELD_OPTION, type Fields } from "../../options/fields.ts";
import { givenText } from "../../options/text_input.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION } from "./issue_key.ts";
import { oneLine } from "../../output/output.ts";
import { fromMarkdown } from "./rich_text.ts";
import { NameCollector } from "../../state/name_collector.ts";

/** Options of `jira issue transition`. */
interface TransitionCommandOptions {
  readonly key: string;
  /** A status name, a transition name, or a transition ID. */
  readonly to: string;
  /** Markdown, or `-` for standard input. */
  readonly comment?: string | undefined;
  readonly field?: Fields | undefined;
}

/** Adds the command. */
export function addIssueTransition(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "transition",
    summary: "move an issue to another status",
    description:
      "Moves an issue to a status. --to takes the name of a status or of a transition; case does " +
      "not matter. An issue that already has the status stays unchanged, and the command succeeds.",
    examples: [
      "atlcli jira issue transition --key PROJ-1 --to Done",
      'atlcli jira issue transition PROJ-1 --to "In Progress" --comment "On it"',
      `atlcli jira issue transition PROJ-1 --to Reject --field 'resolution={"name":"Duplicate"}'`,
    ],
  })
    .alias("move")
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .requiredOption("--to <name>", "status or transition name")
    .option("--comment <markdown>", "comment to add; - reads standard input")
    .option(...FIELD_OPTION)
    .action((key, options) => transition(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Moves an issue. Prints its key. */
async function transition(context: Context, options: TransitionCommandOptions): Promise<void> {
  const { key, to, field: fields } = options;
  if (to.trim() === "") {
    throw new UsageError("--to is empty", {
      hint: 'Give the name of a status, such as Done or "In Progress"',
    });
  }
  const comment = await givenText(context, { text: options.comment, option: "--comment" });
  await connected(context, async (connection) => {
    const { client } = connection;
    const { status, changed } = await transitionIssue(client, {
      key,
      to,
      fields,
      comment: comment === undefined ? undefined : await fromMarkdown(comment, { ...context, client }),
      signal: context.terminal.interrupted,
    });
    context.output.result({ json: { key, status, changed, url: issueUrl(client, key) }, lines: [key] });
    if (changed) reportChange(context, connection, `Moved ${key} to "${oneLine(status)}"`);
    else context.output.say(`${key} is already in "${oneLine(status)}"`);
    const names = new NameCollector();
    names.issueKey(key);
    names.status(status);
    await names.remember(context, connection);
  });
}
