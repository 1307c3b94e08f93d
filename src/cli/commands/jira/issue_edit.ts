/**
 * `atlcli jira issue edit`
 *
 * @module
 */
import { editIssue, issueUrl } from "../../../jira/mod.ts";
import { UsageError } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { sayDone } from "../../done.ts";
import { FIELD_OPTION } from "../../options/fields.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION, parseIssueKey } from "./issue_key.ts";
import { collectWords, fieldsOf, type IssueOptions, readDescription } from "./issue_options.ts";

/** What `issue edit` is told. */
export interface EditCommandOptions extends IssueOptions {
  readonly key: string;
  /** A name. */
  readonly type?: string | undefined;
  readonly label?: readonly string[] | undefined;
  readonly addLabel?: readonly string[] | undefined;
  readonly removeLabel?: readonly string[] | undefined;
}

/** Adds the command. */
export function addIssueEdit(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "edit",
    summary: "change an issue",
    description: "Changes what the options name, and nothing else. Prints the issue's key.",
    examples: [
      'atlcli jira issue edit PROJ-1 --summary "Login fails in Safari" --priority High',
      "atlcli jira issue edit --key PROJ-1 --add-label release --remove-label draft",
      "atlcli jira issue edit PROJ-1 --description-file notes.md --field duedate=2026-12-24",
    ],
  })
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .option("--summary <text>", "what it is about, in one line")
    .option("--description <markdown>", "what there is to say about it; - reads standard input")
    .option("--description-file <path>", "a file that says it")
    .option("--type <name>", "its type, such as Task or Bug")
    .option("--assignee <who>", "who works on it: me, a name, an email or none")
    .option("--label <name>", "a label in place of those it has; may be given more than once", collectWords)
    .option("--add-label <name>", "one more label; may be given more than once", collectWords)
    .option("--remove-label <name>", "a label to take away; may be given more than once", collectWords)
    .option("--priority <name>", "its priority, such as High")
    .option("--parent <key>", "the issue that it is a part of", parseIssueKey)
    .option(...FIELD_OPTION)
    .action((key, options) => edit(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Changes an issue. Prints its key. */
export async function edit(context: Context, options: EditCommandOptions): Promise<void> {
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
    });
    await editIssue(client, { ...fields, key, type, labels, addLabels, removeLabels, signal });
    context.output.answer({ json: { key, url: issueUrl(client, key) }, lines: [key] });
    sayDone(context, connection, `Changed ${key}`);
  });
}

function checkTogether({ key: _, ...changes }: EditCommandOptions): void {
  if (Object.values(changes).every((value) => value === undefined)) {
    throw new UsageError("Nothing to change", {
      hint: "Say what, such as --summary TEXT or --add-label NAME",
    });
  }
  if (changes.label !== undefined && (changes.addLabel ?? changes.removeLabel) !== undefined) {
    throw new UsageError("--label does not go with --add-label or --remove-label", {
      hint: "--label replaces all labels; the others change single ones",
    });
  }
}
