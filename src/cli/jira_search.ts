/**
 * `atlcli jira search`
 *
 * @module
 */
import {
  buildJql,
  type Client,
  findAssignee,
  type Issue,
  MY_OPEN_ISSUES,
  searchIssues,
  type SearchPage,
  UsageError,
} from "../../mod.ts";
import { addCommand, type Parent } from "./command.ts";
import type { Context } from "./context.ts";
import { parseCountOption } from "./globals.ts";
import { cellOf, DEFAULT_FIELDS } from "./issue_cells.ts";
import { type Column, printList } from "./listing.ts";

/** What `search` is told. */
export interface SearchCommandOptions {
  readonly jql?: string;
  readonly assignee?: string;
  readonly project?: readonly string[];
  readonly status?: readonly string[];
  readonly limit?: number;
  readonly all?: true;
  readonly fields?: readonly string[];
}

const DEFAULT_LIMIT = 50;

/** Adds the command. */
export function addSearch(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "search",
    summary: "search issues",
    description: "Searches issues. With no condition it shows your open issues, newest change first.",
    examples: [
      "atlcli jira search --assignee me --profile work",
      'atlcli jira search --jql "project = PROJ"',
      'atlcli jira search --project PROJ --status "In Progress" --limit 20',
      'atlcli jira search --jql "project = PROJ ORDER BY created" --all --ndjson',
    ],
  })
    .option("--jql <query>", "a query in Jira's language; no other condition goes with it")
    .option("--assignee <name>", "assigned to: me, a name or an email")
    .option("--project <key>", "in this project; may be given more than once", collectWords)
    .option("--status <name>", "in this status; may be given more than once", collectWords)
    .option("--limit <count>", `how many at most (default: ${DEFAULT_LIMIT})`, parseCountOption("--limit"))
    .option("--all", "all of them")
    .option("--fields <names>", "the fields to show, with commas between", parseFields)
    .action((options) => search(open(), options));
}

function collectWords(word: string, before: readonly string[] | undefined): readonly string[] {
  return [...before ?? [], word];
}

function parseFields(text: string): readonly string[] {
  const fields = text.split(",").map((field) => field.trim()).filter((field) => field !== "");
  if (fields.length > 0) return fields;
  throw new UsageError(`No field in --fields: "${text}"`, { hint: "Give names, such as summary,status" });
}

/** Searches issues and prints them: as a table, as one JSON object, or one a line as pages arrive. */
export async function search(context: Context, options: SearchCommandOptions): Promise<void> {
  checkTogether(options);
  const { client, close } = await context.connect();
  try {
    const jql = await queryOf(context, { options, client });
    const fields = options.fields ?? DEFAULT_FIELDS;
    const limit = options.all ? undefined : options.limit ?? DEFAULT_LIMIT;
    let more = false;
    const count = await printList(context, {
      name: "issues",
      items: issuesOf(
        searchIssues(client, { jql, fields, limit, signal: context.terminal.interrupted }),
        (page) => void (more = page.more),
      ),
      json: (issue) => issue,
      columns: columnsOf(client, fields),
      members: () => ({ jql, more }),
      empty: "No issues found",
    });
    if (more) context.output.say(`Showing the first ${limit ?? count}: there are more. Use --limit or --all`);
  } finally {
    close();
  }
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
      link: ({ key }) => `${client.site.url}/browse/${encodeURIComponent(key)}`,
    },
    ...fields.map((field) => ({ name: field, text: (issue: Issue) => cellOf(issue.fields[field]) })),
  ];
}

function checkTogether(options: SearchCommandOptions): void {
  const { jql, assignee, project, status, limit, all } = options;
  if (jql !== undefined && (assignee ?? project ?? status) !== undefined) {
    throw new UsageError("--jql does not go with --assignee, --project or --status", {
      hint: "Put the condition into the query, such as: assignee = currentUser() AND project = PROJ",
    });
  }
  if (all && limit !== undefined) {
    throw new UsageError("--all does not go with --limit", { hint: "Leave one of them out" });
  }
  const given = { jql, assignee, project, status };
  for (const [name, value] of Object.entries(given)) {
    if ([value ?? []].flat().some((word) => word.trim() === "")) {
      throw new UsageError(`--${name} is empty`, { hint: "Give it a value, or leave it out" });
    }
  }
  if (limit === 0) throw new UsageError("--limit is 0: nothing would be shown", { hint: "Give 1 or more" });
}

async function queryOf(
  { output, terminal }: Context,
  { options, client }: { readonly options: SearchCommandOptions; readonly client: Client },
): Promise<string> {
  const { jql, assignee, project, status } = options;
  if (jql !== undefined) return jql;
  if ((assignee ?? project ?? status) === undefined) {
    output.say("No condition given: showing your open issues, newest change first");
    return MY_OPEN_ISSUES;
  }
  const { interrupted: signal } = terminal;
  const who = assignee === undefined ? undefined : await findAssignee(client, { name: assignee, signal });
  return buildJql({ assignee: who, projects: project, statuses: status, orderBy: "updated DESC" });
}
