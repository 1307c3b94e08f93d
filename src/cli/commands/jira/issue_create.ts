/**
 * `atlcli jira issue create`
 *
 * @module
 */
import { createIssue, issueUrl } from "../../../jira/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { collectWords, parseKeyOption, parseTextOption } from "../../options/collect.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { FIELD_OPTION } from "../../options/fields.ts";
import { parseIssueKey } from "./issue_key.ts";
import { fieldsOf, type IssueOptions, readDescription } from "./issue_options.ts";

/** Options of `jira issue create`. */
interface CreateCommandOptions extends IssueOptions {
  /** The project key. */
  readonly project: string;
  /** The name of an issue type. */
  readonly type: string;
  readonly summary: string;
  readonly label?: readonly string[] | undefined;
}

/** Adds the command. */
export function addIssueCreate(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "create",
    summary: "create an issue",
    description: "Creates an issue. The description is Markdown. Prints the issue key.",
    examples: [
      'atlcli jira issue create --project PROJ --type Bug --summary "Login fails" --assignee me',
      "atlcli jira issue create --project PROJ --type Task --summary Notes --description-file notes.md",
      'atlcli jira issue create --project PROJ --type Sub-task --parent PROJ-1 --summary "Part 1"',
    ],
  })
    .requiredOption("--project <key>", "project key", parseKeyOption("--project"))
    .requiredOption("--type <name>", "issue type, such as Task or Bug", parseTextOption("--type"))
    .requiredOption("--summary <text>", "issue summary, in one line")
    .option("--description <markdown>", "issue description; - reads standard input")
    .option("--description-file <path>", "file with the description")
    .option("--assignee <who>", "assignee: me, a name, an email or none", parseTextOption("--assignee"))
    .option("--label <name>", "label; repeatable", collectWords)
    .option("--priority <name>", "priority, such as High")
    .option("--parent <key>", "key of the parent issue", parseIssueKey)
    .option(...FIELD_OPTION)
    .action((options) => create(open(), options));
}

/** Creates an issue. Prints its key. */
async function create(context: Context, options: CreateCommandOptions): Promise<void> {
  const description = await readDescription(context, options);
  await connected(context, async (connection) => {
    const { client } = connection;
    const { interrupted: signal } = context.terminal;
    const { project, type, label: labels } = options;
    const fields = await fieldsOf(client, {
      options,
      description,
      place: { project },
      terminal: context.terminal,
      output: context.output,
    });
    const { id, key } = await createIssue(client, { ...fields, project, type, labels, signal });
    const url = issueUrl(client, key);
    context.output.result({ json: { key, id, url }, lines: [key] });
    reportChange(context, connection, `Created ${key}: ${url}`);
  });
}
