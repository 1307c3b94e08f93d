/**
 * `atlcli wiki space list`
 *
 * @module
 */
import { listSpaces, type Space, type WikiListPage } from "../../../confluence/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { parseCountOption } from "../../options/globals.ts";
import { NameCollector } from "../../state/name_collector.ts";
import { DEFAULT_LIMIT, limitOf, type ListLimits, printWikiList } from "./list.ts";

/** Adds the command. */
export function addSpaceList(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "list",
    summary: "list the spaces that you can see",
    examples: ["atlcli wiki space list --profile work", "atlcli wiki space list --all --json"],
  })
    .option(
      "--limit <count>",
      `maximum number of results (default: ${DEFAULT_LIMIT})`,
      parseCountOption("--limit"),
    )
    .option("--all", "all results")
    .action((options) => spaceList(open(), options));
}

/** Lists spaces. */
async function spaceList(context: Context, options: ListLimits): Promise<void> {
  const limit = limitOf(options);
  await connected(context, async (connection) => {
    const { client } = connection;
    const names = new NameCollector();
    await printWikiList(context, {
      name: "spaces",
      pages: noted(names, listSpaces(client, { limit, signal: context.terminal.interrupted })),
      limit,
      json: (space) => space,
      columns: [
        { name: "key", text: ({ key }) => key, style: "key", link: ({ url }) => url },
        { name: "type", text: ({ type = "" }) => type },
        { name: "name", text: ({ name }) => name },
      ],
      empty: "No spaces found",
    });
    await names.remember(context, connection);
  });
}

async function* noted(
  names: NameCollector,
  pages: AsyncIterable<WikiListPage<Space>>,
): AsyncGenerator<WikiListPage<Space>, void, void> {
  for await (const page of pages) {
    for (const { key } of page.items) names.space(key);
    yield page;
  }
}
