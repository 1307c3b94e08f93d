/**
 * `atlcli jira issue create`
 *
 * @module
 */
import { createIssue, issueUrl } from "../../../jira/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { sayDone } from "../../done.ts";
import { FIELD_OPTION } from "../../options/fields.ts";
import { parseIssueKey } from "./issue_key.ts";
import { collectWords, fieldsOf, type IssueOptions, readDescription } from "./issue_options.ts";

/** What `issue create` is told. */
export interface CreateCommandOptions extends IssueOptions {
  /** A key. */
  readonly project: string;
  /** A name. */
  readonly type: string;
  readonly summary: string;
  readonly label?: readonly string[] | undefined;
}

/** Adds the command. */
export function addIssueCreate(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "create",
    summary: "make an issue",
    description: "Makes an issue. Its description is written in Markdown. Prints the issue's key.",
    examples: [
      'atlcli jira issue create --project PROJ --type Bug --summary "Login fails" --assignee me',
      "atlcli jira issue create --project PROJ --type Task --summary Notes --description-file notes.md",
      'atlcli jira issue create --project PROJ --type Sub-task --parent PROJ-1 --summary "Part 1"',
    ],
  })
    .requiredOption("--project <key>", "the project that it belongs to")
    .requiredOption("--type <name>", "its type, such as Task or Bug")
    .requiredOption("--summary <text>", "what it is about, in one line")
    .option("--description <markdown>", "what there is to say about it; - reads standard input")
    .option("--description-file <path>", "a file that says it")
    .option("--assignee <who>", "who works on it: me, a name, an email or none")
    .option("--label <name>", "a label; may be given more than once", collectWords)
    .option("--priority <name>", "its priority, such as High")
    .option("--parent <key>", "the issue that it is a part of", parseIssueKey)
    .option(...FIELD_OPTION)
    .action((options) => create(open(), options));
}

/** Makes an issue. Prints its key. */
export async function create(context: Context, options: CreateCommandOptions): Promise<void> {
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
    });
    const { id, key } = await createIssue(client, { ...fields, project, type, labels, signal });
    const url = issueUrl(client, key);
    context.output.answer({ json: { key, id, url }, lines: [key] });
    sayDone(context, connection, `Created ${key}: ${url}`);
  });
}
