/**
 * `atlcli jira issue delete`
 *
 * @module
 */
import { AtlcliError, type Client, deleteIssue, getIssue, HttpError } from "../../../mod.ts";
import { addCommand, type Parent } from "../command.ts";
import { connected } from "../connected.ts";
import { type Context, requirePrompter } from "../context.ts";
import { sayDone } from "../done.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION } from "./issue_key.ts";
import { oneLine } from "../output/output.ts";

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
    summary: "delete an issue, for good",
    description: "Deletes an issue, for good. It asks first; where nobody can be asked, it needs --yes.",
    examples: ["atlcli jira issue delete PROJ-1", "atlcli jira issue delete --key PROJ-1 --subtasks --yes"],
  })
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .option("--subtasks", "delete its subtasks, too", false)
    .option("--yes", "do not ask", false)
    .action((key, options) => deleteOne(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Deletes an issue. Prints its key. */
export async function deleteOne(context: Context, options: DeleteIssueCommandOptions): Promise<void> {
  const { key, subtasks, yes } = options;
  const prompter = yes ? undefined : await requirePrompter(context, { what: "your consent", ways: "--yes" });
  await connected(context, async (connection) => {
    const { client } = connection;
    const { interrupted: signal } = context.terminal;
    if (prompter !== undefined) {
      const message = `Delete ${await described(client, { ...options, signal })}, for good?`;
      if (!await prompter.confirm({ message })) throw new AtlcliError("cancelled", `Left ${key} as it is`);
    }
    await deleteIssue(client, { key, subtasks, signal }).catch((error) => {
      throw withSubtasks(error, subtasks);
    });
    context.output.answer({ json: { key, deleted: true, subtasks }, lines: [key] });
    sayDone(context, connection, `Deleted ${key}${subtasks ? " and its subtasks" : ""}`);
  });
}

async function described(
  client: Client,
  { key, subtasks, signal }: DeleteIssueCommandOptions & { readonly signal: AbortSignal },
): Promise<string> {
  const { fields } = await getIssue(client, { key, fields: ["summary", "subtasks"], signal });
  const below = Array.isArray(fields["subtasks"]) ? fields["subtasks"].length : 0;
  const summary = oneLine(String(fields["summary"] ?? ""));
  const also = below === 1 ? " and its subtask" : ` and its ${below} subtasks`;
  return `${key} "${summary}"${subtasks && below > 0 ? also : ""}`;
}

/** A refusal for the sake of subtasks, with the option that takes them along. */
function withSubtasks(error: unknown, subtasks: boolean): unknown {
  if (subtasks || !(error instanceof HttpError) || error.code !== "bad-request") return error;
  const { code, message, status, request, details } = error;
  const hint = "If it has subtasks, delete them with it: --subtasks";
  return new HttpError(code, message, { status, request, details, hint, cause: error });
}
