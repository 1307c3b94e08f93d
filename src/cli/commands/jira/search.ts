/**
 * `atlcli jira search`
 *
 * @module
 */
import { type Client, UsageError } from "../../../../mod.ts";
import { countIssues, type Issue, issueUrl, searchIssues, type SearchPage } from "../../../jira/mod.ts";
import { openInBrowser } from "../../browser.ts";
import { addCommand, type Parent } from "../../command.ts";
import { collectWords } from "../../options/collect.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { parseCountOption } from "../../options/globals.ts";
import { cellOf } from "./issue_cells.ts";
import { type Column, printList } from "../../output/listing.ts";
import { checkQuery, parseOrder, queryOf, type QueryOptions } from "./search_query.ts";
import {
  checkColumns,
  type ColumnOptions,
  fieldsOf,
  profileToSaveIn,
  saveColumns,
} from "./search_columns.ts";
import { NameCollector } from "../../state/name_collector.ts";

/** Options of `jira search`. */
interface SearchCommandOptions extends QueryOptions, ColumnOptions {
  readonly limit?: number;
  readonly all?: true;
  readonly count?: true;
  readonly web?: true;
}

const DEFAULT_LIMIT = 50;

/** Adds the command. */
export function addSearch(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "search",
    summary: "search issues",
    description: "Searches issues. Without a filter, shows your open issues, most recently updated first.",
    examples: [
      "atlcli jira search --assignee me --profile work",
      'atlcli jira search --jql "project = PROJ"',
      'atlcli jira search --project PROJ --status "In Progress" --limit 20',
      'atlcli jira search --jql "project = PROJ ORDER BY created" --all --ndjson',
      "atlcli jira search --project PROJ --count",
      "atlcli jira search --assignee me --order-by priority desc",
    ],
  })
    .option("--jql <query>", "JQL query; cannot be combined with other filters")
    .option("--assignee <name>", "assignee: me, a name or an email")
    .option("--project <key>", "project key; repeatable", collectWords)
    .option("--status <name>", "status name; repeatable", collectWords)
    .option("--order-by <field...>", "sort by these fields; append desc to reverse", parseOrder)
    .option(
      "--limit <count>",
      `maximum number of results (default: ${DEFAULT_LIMIT})`,
      parseCountOption("--limit"),
    )
    .option("--all", "all results")
    .option(
      "--fields <names>",
      "comma-separated fields to show, or default for the usual ones",
      parseFields,
    )
    .option("--save-fields", "save --fields in the profile, for later searches")
    .option("--count", "print only the number of matching issues")
    .option("--web", "open the search in the browser")
    .action((options) => search(open(), options));
}

function parseFields(text: string): readonly string[] {
  const fields = text.split(",").map((field) => field.trim()).filter((field) => field !== "");
  if (fields.length > 0) return fields;
  throw new UsageError(`No field in --fields: "${text}"`, { hint: "Give names, such as summary,status" });
}

/** Searches issues and prints them as a table, as one JSON object, or one per line as pages arrive. */
async function search(context: Context, options: SearchCommandOptions): Promise<void> {
  checkQuery(options);
  checkAmount(options);
  checkColumns(options);
  await connected(context, async (connection) => {
    const { client } = connection;
    const saveIn = profileToSaveIn(connection, options);
    const jql = await queryOf(context, { options, client });
    if (options.count) return await printCount(context, { client, jql });
    if (options.web) {
      const address = `${client.site.url}/issues/?jql=${encodeURIComponent(jql)}`;
      return await openInBrowser(context, { site: client.site, address });
    }
    const names = new NameCollector();
    const fields = fieldsOf(context, { options, connection });
    await printIssues(context, { client, jql, options, fields, names });
    if (saveIn !== undefined) await saveColumns(context, { name: saveIn, fields: options.fields });
    await names.remember(context, connection);
  });
}

/** Pairs of options that exclude each other. */
const EXCLUSIVE_OPTIONS: readonly (readonly [keyof SearchCommandOptions, keyof SearchCommandOptions])[] = [
  ["all", "limit"],
  ["count", "all"],
  ["count", "limit"],
  ["count", "fields"],
  ["web", "all"],
  ["web", "limit"],
  ["web", "fields"],
  ["count", "saveFields"],
  ["web", "saveFields"],
  ["web", "count"],
];

function checkAmount(options: SearchCommandOptions): void {
  const clash = EXCLUSIVE_OPTIONS.find(([one, other]) =>
    options[one] !== undefined && options[other] !== undefined
  );
  if (clash !== undefined) {
    throw new UsageError(`--${clash[0]} cannot be combined with --${clash[1]}`, { hint: "Omit one of them" });
  }
  if (options.limit === 0) {
    throw new UsageError("--limit is 0: nothing would be shown", { hint: "Give 1 or more" });
  }
}

interface Query {
  readonly client: Client;
  readonly jql: string;
}

async function printCount({ output, terminal }: Context, { client, jql }: Query): Promise<void> {
  const { count, approximate } = await countIssues(client, { jql, signal: terminal.interrupted });
  output.result({ json: { jql, count, approximate }, lines: [String(count)] });
}

async function printIssues(
  context: Context,
  { client, jql, options, fields, names }: Query & {
    readonly options: SearchCommandOptions;
    readonly fields: readonly string[];
    readonly names: NameCollector;
  },
): Promise<void> {
  const limit = options.all ? undefined : options.limit ?? DEFAULT_LIMIT;
  const pages = searchIssues(client, { jql, fields, limit, signal: context.terminal.interrupted });
  let more = false;
  const count = await printList(context, {
    name: "issues",
    items: issuesOf(pages, (page) => {
      more = page.more;
      for (const issue of page.issues) names.issue(issue);
    }),
    json: (issue) => issue,
    columns: columnsOf(client, fields),
    members: () => ({ jql, more }),
    empty: "No issues found",
  });
  if (more) context.output.say(`Showing the first ${limit ?? count}: there are more. Use --limit or --all`);
}

async function* issuesOf(
  pages: AsyncIterable<SearchPage>,
  onPage: (page: SearchPage) => void,
): AsyncGenerator<readonly Issue[], void, void> {
  for await (const page of pages) {
    onPage(page);
    yield page.issues;
  }
}

function columnsOf(client: Client, fields: readonly string[]): readonly Column<Issue>[] {
  return [
    {
      name: "key",
      text: ({ key }) => key,
      style: "key",
      link: ({ key }) => issueUrl(client, key),
    },
    ...fields.filter((field) => field !== "key")
      .map((field) => ({ name: field, text: (issue: Issue) => cellOf(issue.fields[field]) })),
  ];
}
