/**
 * `atlcli jira issue link`
 *
 * @module
 */
import { linkIssues } from "../../../jira/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { parseTextOption } from "../../options/collect.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION, parseIssueKey } from "./issue_key.ts";
import { oneLine } from "../../output/output.ts";

/** Options of `jira issue link`. */
interface LinkCommandOptions {
  readonly key: string;
  /** The wording of a link type, such as `blocks` or `is blocked by`. */
  readonly type: string;
  /** The key of the other issue. */
  readonly to: string;
}

/** Adds the command. */
export function addIssueLink(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "link",
    summary: "link two issues",
    description:
      "Links two issues. It reads as a sentence: PROJ-1 blocks PROJ-2. --type takes either wording of a " +
      "link type, or its name; case does not matter.",
    examples: [
      "atlcli jira issue link --key PROJ-1 --type blocks --to PROJ-2",
      'atlcli jira issue link PROJ-1 --type "is blocked by" --to PROJ-2',
    ],
  })
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .requiredOption("--type <wording>", "link type or wording, such as blocks", parseTextOption("--type"))
    .requiredOption("--to <key>", "key of the other issue", parseIssueKey)
    .action((key, options) => link(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Links two issues. Prints the first one's key. */
async function link(context: Context, { key, type, to }: LinkCommandOptions): Promise<void> {
  await connected(context, async (connection) => {
    const { interrupted: signal } = context.terminal;
    const link = await linkIssues(connection.client, { from: key, type, to, signal });
    context.output.result({ json: { key, type: link.type.name, wording: link.wording, to }, lines: [key] });
    reportChange(context, connection, `Linked: ${key} ${oneLine(link.wording)} ${to}`);
  });
}
