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
import { sayDone } from "../../done.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION } from "./issue_key.ts";
import { oneLine } from "../../output/output.ts";

/** What `issue delete` is told. */
export interface DeleteIssueCommandOptions {
  readonly key: string;
  /** Whether its subtasks go too. */
  readonly subtasks: boolean;
  /** Whether it is deleted without asking. */
  readonly yes: boolean;
}

/** Adds the command. */
export function addIssueDelete(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "delete",
    summary: "delete an issue permanently",
    description:
      "Deletes an issue permanently. It shows what is deleted along with it, and asks you to type the issue's key, " +
      "id or summary. Without a terminal, and in CI, --yes is required.",
    examples: ["atlcli jira issue delete PROJ-1", "atlcli jira issue delete --key PROJ-1 --subtasks --yes"],
  })
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .option("--subtasks", "delete its subtasks, too", false)
    .option(...YES_OPTION)
    .action((key, options) => deleteOne(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Deletes an issue. Prints its key. */
export async function deleteOne(context: Context, options: DeleteIssueCommandOptions): Promise<void> {
  const { key, subtasks } = options;
  const confirm = confirmationFor(context, options);
  await connected(context, async (connection) => {
    const { client } = connection;
    const { interrupted: signal } = context.terminal;
    await confirm(() => confirmationOf(client, { ...options, signal }));
    await deleteIssue(client, { key, subtasks, signal }).catch((error) => {
      throw withSubtasks(error, subtasks);
    });
    context.output.answer({ json: { key, deleted: true, subtasks }, lines: [key] });
    sayDone(context, connection, `Deleted ${key}${subtasks ? " and its subtasks" : ""}`);
  });
}

const SUBTASKS_HINT = "If it has subtasks, delete them with it: --subtasks";

/** @throws {AtlcliError} `bad-request` for an issue with subtasks without the option: Jira would refuse to delete it. */
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

/** A refusal for the sake of subtasks, with the option that takes them along. */
function withSubtasks(error: unknown, subtasks: boolean): unknown {
  if (subtasks || !(error instanceof HttpError) || error.code !== "bad-request") return error;
  const { code, message, status, request, details } = error;
  return new HttpError(code, message, { status, request, details, hint: SUBTASKS_HINT, cause: error });
}
