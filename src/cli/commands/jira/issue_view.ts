/**
 * `atlcli jira issue view`
 *
 * @module
 */
import { issueUrl } from "../../../jira/mod.ts";
import { openInBrowser } from "../../browser.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { parseCountOption } from "../../options/globals.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION } from "./issue_key.ts";
import { readIssue, seenAsJson, seenAsLines } from "./seen_issue.ts";
import { SeenNames } from "../../state/seen_names.ts";

/** What `issue view` is told. */
export interface ViewCommandOptions {
  readonly key: string;
  /** How many comments, the newest ones. */
  readonly comments: number;
  /** Whether it is opened in the browser instead. */
  readonly web: boolean;
}

const DEFAULT_COMMENTS = 5;

/** Adds the command. */
export function addIssueView(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "view",
    summary: "show an issue",
    description:
      "Shows an issue: its fields, its description and its newest comments, as Markdown, times in your " +
      "zone. With --json, all its fields as Jira has them, and long texts as Markdown besides.",
    examples: [
      "atlcli jira issue view PROJ-1",
      "atlcli jira issue view --key PROJ-1 --comments 20",
      "atlcli jira issue view PROJ-1 --json",
      "atlcli jira issue view PROJ-1 --web",
    ],
  })
    .alias("show")
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .option(
      "--comments <count>",
      "how many comments, the newest ones",
      parseCountOption("--comments"),
      DEFAULT_COMMENTS,
    )
    .option("--web", "open it in the browser instead", false)
    .action((key, options) => view(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Prints an issue. */
export async function view(context: Context, options: ViewCommandOptions): Promise<void> {
  const { key, comments, web } = options;
  const { output } = context;
  await connected(context, async (connection) => {
    const { client } = connection;
    if (web) return await openInBrowser(context, { site: client.site, address: issueUrl(client, key) });
    const all = output.format !== "text";
    const seen = await readIssue(client, { key, all, comments, terminal: context.terminal });
    output.answer({ json: seenAsJson(seen), lines: seenAsLines(output, seen) });
    const names = new SeenNames();
    names.issue(seen.issue);
    await names.remember(context, connection);
  });
}
