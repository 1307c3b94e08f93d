/**
 * `atlcli jira issue delete`
 *
 * @module
 */
import { AtlcliError, type Client, HttpError } from "../../../../mod.ts";
import { deleteIssue, getIssue } from "../../../jira/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { type Confirmation, confirmationFor, itemsText, YES_OPTION } from "../../confirmation.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION } from "./issue_key.ts";
import { oneLine } from "../../output/output.ts";

/** Options of `jira issue delete`. */
interface DeleteIssueCommandOptions {
  readonly key: string;
  /** Whether to delete its subtasks, too. */
  readonly subtasks: boolean;
  /** Whether to delete without asking. */
  readonly yes: boolean;
}

/** Adds the command. */
export function addIssueDelete(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "delete",
    summary: "delete an issue permanently",
    description:
      "Deletes an issue permanently. Shows what is deleted with it, and asks you to type the issue's key, " +
      "ID or summary. Without a terminal, and in CI, --yes is required.",
    examples: ["atlcli jira issue delete PROJ-1", "atlcli jira issue delete --key PROJ-1 --subtasks --yes"],
  })
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .option("--subtasks", "also delete its subtasks", false)
    .option(...YES_OPTION)
    .action((key, options) => deleteCommand(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Deletes an issue. Prints its key. */
async function deleteCommand(context: Context, options: DeleteIssueCommandOptions): Promise<void> {
  const { key, subtasks } = options;
  const confirm = confirmationFor(context, options);
  await connected(context, async (connection) => {
    const { client } = connection;
    const { interrupted: signal } = context.terminal;
    await confirm(() => confirmationOf(client, { ...options, signal }));
    await deleteIssue(client, { key, subtasks, signal }).catch((error) => {
      throw withSubtasks(error, subtasks);
    });
    context.output.result({ json: { key, deleted: true, subtasks }, lines: [key] });
    reportChange(context, connection, `Deleted ${key}${subtasks ? " and its subtasks" : ""}`);
  });
}

const SUBTASKS_HINT = "To delete the subtasks as well, pass --subtasks";

/**
 * @throws {AtlcliError} `bad-request` if the issue has subtasks and the option is missing, because Jira would
 * refuse to delete it.
 */
async function confirmationOf(
  client: Client,
  { key, subtasks, signal }: DeleteIssueCommandOptions & { readonly signal: AbortSignal },
): Promise<Confirmation> {
  const issue = await getIssue(client, { key, fields: ["summary", "subtasks", "attachment"], signal });
  const summary = oneLine(String(issue.fields["summary"] ?? ""));
  const below = { count: lengthOf(issue.fields["subtasks"]), noun: "subtask" };
  if (!subtasks && below.count > 0) {
    throw new AtlcliError("bad-request", `${issue.key} has ${itemsText([below])}`, { hint: SUBTASKS_HINT });
  }
  const files = { count: lengthOf(issue.fields["attachment"]), noun: "attachment" };
  const along = itemsText([below, files]);
  return {
    message: `Delete ${issue.key} "${summary}" permanently, with its history and comments` +
      `${along === "" ? "" : `, ${along}`}.`,
    typed: { name: "its key, id or summary", answers: [issue.key, issue.id, summary] },
    otherwise: `${issue.key} was not deleted`,
  };
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

/** Adds the option that deletes subtasks to an error that Jira may return because of them. */
function withSubtasks(error: unknown, subtasks: boolean): unknown {
  if (subtasks || !(error instanceof HttpError) || error.code !== "bad-request") return error;
  const { code, message, status, request, details } = error;
  return new HttpError(code, message, { status, request, details, hint: SUBTASKS_HINT, cause: error });
}
