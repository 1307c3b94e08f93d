/**
 * `atlcli wiki page list`
 *
 * @module
 */
import { listPages } from "../../../confluence/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { parseKeyOption, parseTextOption } from "../../options/collect.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { parseCountOption } from "../../options/globals.ts";
import { localTime } from "../../output/local_time.ts";
import { DEFAULT_LIMIT, limitOf, type ListLimits, printWikiList } from "./list.ts";

/** Options of `wiki page list`. */
interface PageListOptions extends ListLimits {
  readonly space: string;
  readonly title?: string;
}

/** Adds the command. */
export function addPageList(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "list",
    summary: "list the pages of a space",
    examples: [
      "atlcli wiki page list --space TEAM --profile work",
      "atlcli wiki page list --space TEAM --all --ndjson",
    ],
  })
    .requiredOption("--space <key>", "space key", parseKeyOption("--space"))
    .option("--title <title>", "only the page with this title", parseTextOption("--title"))
    .option(
      "--limit <count>",
      `maximum number of results (default: ${DEFAULT_LIMIT})`,
      parseCountOption("--limit"),
    )
    .option("--all", "all results")
    .action((options) => pageList(open(), options));
}

/** Lists the pages of a space. */
async function pageList(context: Context, options: PageListOptions): Promise<void> {
  const limit = limitOf(options);
  const { space, title } = options;
  await connected(context, async ({ client }) => {
    await printWikiList(context, {
      name: "pages",
      pages: listPages(client, { space, title, limit, signal: context.terminal.interrupted }),
      limit,
      json: ({ storage: _storage, ...page }) => page,
      columns: [
        { name: "id", text: ({ id }) => id, style: "key", link: ({ url }) => url },
        { name: "version", text: ({ version }) => String(version.number) },
        {
          name: "updated",
          text: ({ version }) => version.when === undefined ? "" : localTime(version.when),
        },
        { name: "title", text: ({ title }) => title },
      ],
      members: () => ({ space }),
      empty: "No pages found",
    });
  });
}
