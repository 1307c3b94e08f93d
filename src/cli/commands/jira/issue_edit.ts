/**
 * `atlcli jira issue edit`
 *
 * @module
 */
import { editIssue, issueUrl } from "../../../jira/mod.ts";
import { UsageError } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { collectWords, parseTextOption } from "../../options/collect.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { FIELD_OPTION } from "../../options/fields.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION, parseIssueKey } from "./issue_key.ts";
import { fieldsOf, type IssueOptions, readDescription } from "./issue_options.ts";

/** Options of `jira issue edit`. */
interface EditCommandOptions extends IssueOptions {
  readonly key: string;
  /** The name of an issue type. */
  readonly type?: string | undefined;
  readonly label?: readonly string[] | undefined;
  readonly addLabel?: readonly string[] | undefined;
  readonly removeLabel?: readonly string[] | undefined;
}

/** Adds the command. */
export function addIssueEdit(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "edit",
    summary: "edit an issue",
    description: "Changes only the fields given as options. Prints the issue key.",
    examples: [
      'atlcli jira issue edit PROJ-1 --summary "Login fails in Safari" --priority High',
      "atlcli jira issue edit --key PROJ-1 --add-label release --remove-label draft",
      "atlcli jira issue edit PROJ-1 --description-file notes.md --field duedate=2026-12-24",
    ],
  })
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .option("--summary <text>", "issue summary, in one line")
    .option("--description <markdown>", "issue description; - reads standard input")
    .option("--description-file <path>", "file with the description")
    .option("--type <name>", "issue type, such as Task or Bug", parseTextOption("--type"))
    .option("--assignee <who>", "assignee: me, a name, an email or none", parseTextOption("--assignee"))
    .option("--label <name>", "label that replaces the existing ones; repeatable", collectWords)
    .option("--add-label <name>", "label to add; repeatable", collectWords)
    .option("--remove-label <name>", "label to remove; repeatable", collectWords)
    .option("--priority <name>", "priority, such as High")
    .option("--parent <key>", "key of the parent issue", parseIssueKey)
    .option(...FIELD_OPTION)
    .action((key, options) => edit(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Changes an issue. Prints its key. */
async function edit(context: Context, options: EditCommandOptions): Promise<void> {
  checkTogether(options);
  const description = await readDescription(context, options);
  await connected(context, async (connection) => {
    const { client } = connection;
    const { interrupted: signal } = context.terminal;
    const { key, type, label: labels, addLabel: addLabels, removeLabel: removeLabels } = options;
    const fields = await fieldsOf(client, {
      options,
      description,
      place: { issue: key },
      terminal: context.terminal,
      output: context.output,
    });
    await editIssue(client, { ...fields, key, type, labels, addLabels, removeLabels, signal });
    context.output.result({ json: { key, url: issueUrl(client, key) }, lines: [key] });
    reportChange(context, connection, `Changed ${key}`);
  });
}

function checkTogether({ key: _, ...changes }: EditCommandOptions): void {
  if (Object.values(changes).every((value) => value === undefined)) {
    throw new UsageError("Nothing to change", {
      hint: "Pass a change, such as --summary TEXT or --add-label NAME",
    });
  }
  if (changes.label !== undefined && (changes.addLabel ?? changes.removeLabel) !== undefined) {
    throw new UsageError("--label cannot be combined with --add-label or --remove-label", {
      hint: "--label replaces all labels; the others change single ones",
    });
  }
}
