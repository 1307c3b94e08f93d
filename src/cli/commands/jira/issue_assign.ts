/**
 * `atlcli jira issue assign`
 *
 * @module
 */
import { assignIssue, findUser, issueUrl, type User } from "../../../jira/mod.ts";
import { type Client, UsageError } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION } from "./issue_key.ts";
import { oneLine } from "../../output/output.ts";

/** Options of `jira issue assign`. */
interface AssignCommandOptions {
  readonly key: string;
  /** `me`, a name, an email, `none` or `default`. */
  readonly to: string;
}

/** Adds the command. */
export function addIssueAssign(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "assign",
    summary: "assign an issue",
    description:
      "Assigns an issue: to yourself (me), to a user by name, email or account ID, to the project's " +
      "default assignee (default), or to no one (none).",
    examples: [
      "atlcli jira issue assign --key PROJ-1 --to me",
      "atlcli jira issue assign PROJ-1 --to ada@company.com",
      "atlcli jira issue assign PROJ-1 --to none",
    ],
  })
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .requiredOption("--to <who>", "assignee: me, a name, an email, none or default")
    .action((key, options) => assign(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Assigns an issue. Prints its key. */
async function assign(context: Context, { key, to }: AssignCommandOptions): Promise<void> {
  if (to.trim() === "") {
    throw new UsageError("--to is empty", { hint: "To unassign the issue, use --to none" });
  }
  const { interrupted: signal } = context.terminal;
  await connected(context, async (connection) => {
    const { client } = connection;
    const who = await assigneeOf(client, { key, to, signal });
    await assignIssue(client, { key, to: who, signal });
    const assignee = typeof who === "string" ? null : who;
    const byRule = who === "default";
    context.output.result({ json: { key, assignee, byRule, url: issueUrl(client, key) }, lines: [key] });
    reportChange(context, connection, `Assigned ${key} to ${nameOf(who)}`);
  });
}

type Who = "nobody" | "default" | User;

async function assigneeOf(
  client: Client,
  { key, to, signal }: AssignCommandOptions & { readonly signal: AbortSignal },
): Promise<Who> {
  if (to === "none") return "nobody";
  if (to === "default") return "default";
  return await findUser(client, { name: to, assignableIn: { issue: key }, signal });
}

function nameOf(who: Who): string {
  if (who === "default") return "the project's default assignee";
  return who === "nobody" ? "no one" : oneLine(who.displayName);
}
