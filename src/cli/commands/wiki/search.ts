/**
 * `atlcli wiki search`
 *
 * @module
 */
import { buildCql, searchContent, type WikiHit } from "../../../confluence/mod.ts";
import { UsageError } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { parseCountOption } from "../../options/globals.ts";
import type { Column } from "../../output/listing.ts";
import { localTime } from "../../output/local_time.ts";
import { DEFAULT_LIMIT, limitOf, type ListLimits, printWikiList } from "./list.ts";

/** Options of `wiki search`. */
interface WikiSearchOptions extends ListLimits {
  readonly cql?: string;
  readonly space?: string;
  readonly type?: string;
}

/** Adds the command. */
export function addWikiSearch(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "search",
    summary: "search pages and other content",
    examples: [
      'atlcli wiki search "release notes" --space TEAM',
      `atlcli wiki search --cql 'type = page AND lastmodified > now("-7d")'`,
      'atlcli wiki search --cql "space = TEAM" --all --ndjson',
    ],
  })
    .argument("[text]", "words to search for")
    .option("--cql <query>", "CQL query; cannot be combined with other filters")
    .option("--space <key>", "space key")
    .option("--type <type>", "content type: page, blogpost, attachment or comment")
    .option(
      "--limit <count>",
      `maximum number of results (default: ${DEFAULT_LIMIT})`,
      parseCountOption("--limit"),
    )
    .option("--all", "all results")
    .action((text, options) => searchConfluence(open(), { ...options, text }));
}

/** Searches and prints the results. */
async function searchConfluence(
  context: Context,
  options: WikiSearchOptions & { readonly text: string | undefined },
): Promise<void> {
  const limit = limitOf(options);
  const cql = cqlOf(options);
  await connected(context, async ({ client }) => {
    await printWikiList(context, {
      name: "results",
      pages: searchContent(client, { cql, limit, signal: context.terminal.interrupted }),
      limit,
      json: (hit) => hit,
      columns: COLUMNS,
      members: () => ({ cql }),
      empty: "Nothing found",
    });
  });
}

const COLUMNS: readonly Column<WikiHit>[] = [
  { name: "id", text: ({ id = "" }) => id, style: "key", link: ({ url }) => url },
  { name: "type", text: ({ type }) => type },
  { name: "space", text: ({ spaceKey = "" }) => spaceKey },
  {
    name: "updated",
    text: ({ lastModified }) => lastModified === undefined ? "" : localTime(lastModified),
  },
  { name: "title", text: ({ title }) => title },
];

function cqlOf(options: WikiSearchOptions & { readonly text: string | undefined }): string {
  const { cql, text, space, type } = options;
  for (const [name, value] of Object.entries({ "--cql": cql, "The text": text, "--space": space })) {
    if (value?.trim() === "") {
      throw new UsageError(`${name} is empty`, { hint: "Give it a value, or omit it" });
    }
  }
  if (cql !== undefined) {
    if ((text ?? space ?? type) === undefined) return cql;
    throw new UsageError("--cql cannot be combined with a text, --space or --type", {
      hint: "Add the condition to the query, such as: space = TEAM AND text ~ words",
    });
  }
  if ((text ?? space ?? type) !== undefined) return buildCql({ text, space, type });
  throw new UsageError("Nothing to search for", {
    hint: 'Give words, such as: wiki search "release notes"; or a query with --cql',
  });
}
