/**
 * `atlcli jira project list`
 *
 * @module
 */
import { type ListPage, listProjects, type Project } from "../../../jira/mod.ts";
import { UsageError } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { parseCountOption } from "../../options/globals.ts";
import { printList } from "../../output/listing.ts";
import { NameCollector } from "../../state/name_collector.ts";

/** Options of `jira project list`. */
interface ListProjectsCommandOptions {
  /** Part of a key or name. */
  readonly query?: string | undefined;
  readonly limit?: number | undefined;
}

/** Adds the command. */
export function addProjectList(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "list",
    summary: "list projects",
    description: "Lists the projects that you can see, sorted by key.",
    examples: ["atlcli jira project list", "atlcli jira project list --query web --json"],
  })
    .alias("ls")
    .option("--query <text>", "part of a key or name")
    .option("--limit <count>", "maximum number of results (default: all)", parseCountOption("--limit"))
    .action((options) => listCommand(open(), options));
}

/** Prints projects. */
async function listCommand(context: Context, options: ListProjectsCommandOptions): Promise<void> {
  const { query, limit } = options;
  if (limit === 0) throw new UsageError("--limit is 0: nothing would be shown", { hint: "Give 1 or more" });
  await connected(context, async (connection) => {
    const { client } = connection;
    const { interrupted: signal } = context.terminal;
    let more = false;
    const names = new NameCollector();
    const pages = listProjects(client, { query, limit, signal });
    await printList(context, {
      name: "projects",
      items: itemsOf(pages, (page) => {
        more = page.more;
        for (const { key } of page.items) names.project(key);
      }),
      json: ({ id, key, name, type }) => ({ id, key, name, type: type ?? null }),
      columns: [
        { name: "key", text: ({ key }) => key, style: "key" },
        { name: "name", text: ({ name }) => name },
        { name: "type", text: ({ type }) => type ?? "" },
      ],
      empty: "No projects found",
      members: () => ({ more }),
    });
    if (more) context.output.say(`Showing the first ${limit}: there are more`);
    await names.remember(context, connection);
  });
}

async function* itemsOf(
  pages: AsyncIterable<ListPage<Project>>,
  note: (page: ListPage<Project>) => void,
): AsyncGenerator<readonly Project[], void, void> {
  for await (const page of pages) {
    note(page);
    yield page.items;
  }
}
