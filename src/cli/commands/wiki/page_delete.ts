/**
 * `atlcli wiki page delete`
 *
 * @module
 */
import { type Client, HttpError, UsageError } from "../../../../mod.ts";
import {
  countPageItems,
  deletePage,
  getPage,
  type PageItems,
  type PageRequest,
} from "../../../confluence/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { type Confirmation, confirmationFor, type Items, itemsText, YES_OPTION } from "../../confirmation.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { oneLine } from "../../output/output.ts";

/** Options of `wiki page delete`. */
interface PageDeleteOptions {
  readonly id: string;
  readonly yes: boolean;
}

/** Adds the command. */
export function addPageDelete(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "delete",
    summary: "move a page to the trash of its space",
    description:
      "Moves a page and its attachments to the trash of its space; child pages move up to its parent. " +
      "Shows how many there are, and asks you to type the page's ID or title. Without a terminal, and in CI, --yes " +
      "is required.",
    examples: ["atlcli wiki page delete 65601 --yes"],
  })
    .argument("<id>", "page ID")
    .option(...YES_OPTION)
    .action((id, { yes }) => pageDelete(open(), { id, yes }));
}

/** Deletes a page. Prints its ID. */
async function pageDelete(context: Context, { id: text, yes }: PageDeleteOptions): Promise<void> {
  const id = parsePageId(text);
  const { output, terminal } = context;
  const confirm = confirmationFor(context, { yes });
  const signal = terminal.interrupted;
  await connected(context, async (connection) => {
    const { client } = connection;
    const { title, url } = await getPage(client, { id, signal });
    const name = oneLine(title);
    await confirm(() => confirmationOf(client, { id, title: name, signal }));
    await deletePage(client, { id, signal });
    output.result({ json: { id, title, url, deleted: true }, lines: [id] });
    reportChange(context, connection, `Moved page "${name}" to the trash`);
  });
}

async function confirmationOf(
  client: Client,
  { title, ...request }: PageRequest & { readonly title: string },
): Promise<Confirmation> {
  const files = itemsText([{
    noun: "attachment",
    ...await count(client, { ...request, items: "attachments" }),
  }]);
  const below = itemsText([{
    noun: "child page",
    ...await count(client, { ...request, items: "children" }),
  }]);
  return {
    message: `Move page "${title}" to the trash${files === "" ? "" : `, with ${files}`}.` +
      `${below === "" ? "" : ` Content below it (${below}) moves up to its parent.`}`,
    typed: { name: "its id or title", answers: [request.id, title] },
    otherwise: `Page "${title}" was not deleted`,
  };
}

/** An account or token that cannot list these items may still delete the page. */
async function count(
  client: Client,
  request: PageRequest & { readonly items: PageItems },
): Promise<Pick<Items, "count" | "more">> {
  try {
    return await countPageItems(client, request);
  } catch (error) {
    if (error instanceof HttpError) return { count: undefined };
    throw error;
  }
}

/**
 * Parses a page ID.
 *
 * @throws {UsageError} if it is not a number.
 */
export function parsePageId(text: string): string {
  const id = text.trim();
  if (/^\d{1,19}$/.test(id)) return id;
  throw new UsageError(`Invalid page ID "${oneLine(text.slice(0, 80))}"`, {
    hint: "An ID is a number, such as 65601, and part of the page URL. See: wiki page list --space KEY",
  });
}
