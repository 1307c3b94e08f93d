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
import { detailsAsJson, detailsAsLines, readIssue } from "./issue_details.ts";
import { NameCollector } from "../../state/name_collector.ts";

/** Options of `jira issue view`. */
interface ViewCommandOptions {
  readonly key: string;
  /** The number of newest comments to show. */
  readonly comments: number;
  /** Whether to open the issue in the browser instead. */
  readonly web: boolean;
}

const DEFAULT_COMMENTS = 5;

/** Adds the command. */
export function addIssueView(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "view",
    summary: "show an issue",
    description:
      "Shows an issue as Markdown: its fields, description and newest comments, with times in your time " +
      "zone. With --json, prints all fields as Jira returns them, and long texts also as Markdown.",
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
      "number of newest comments to show",
      parseCountOption("--comments"),
      DEFAULT_COMMENTS,
    )
    .option("--web", "open the issue in the browser", false)
    .action((key, options) => view(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Prints an issue. */
async function view(context: Context, options: ViewCommandOptions): Promise<void> {
  const { key, comments, web } = options;
  const { output } = context;
  await connected(context, async (connection) => {
    const { client } = connection;
    if (web) return await openInBrowser(context, { site: client.site, address: issueUrl(client, key) });
    const all = output.format !== "text";
    const details = await readIssue(client, { key, all, comments, terminal: context.terminal });
    output.result({ json: detailsAsJson(details), lines: detailsAsLines(output, details) });
    const names = new NameCollector();
    names.issue(details.issue);
    await names.remember(context, connection);
  });
}
