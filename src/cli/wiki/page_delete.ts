/**
 * `atlcli wiki page delete`
 *
 * @module
 */
import { AtlcliError, deletePage, getPage, UsageError } from "../../../mod.ts";
import { addCommand, type Parent } from "../command.ts";
import { connected } from "../connected.ts";
import { type Context, requirePrompter } from "../context.ts";
import { sayDone } from "../done.ts";
import { oneLine } from "../output/output.ts";

/** What `page delete` is told. */
export interface PageDeleteOptions {
  readonly id: string;
  readonly yes: boolean;
}

/** Adds the command. */
export function addPageDelete(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "delete",
    summary: "put a page into the trash of its space",
    examples: ["atlcli wiki page delete 65601 --yes"],
  })
    .argument("<id>", "the page's id")
    .option("--yes", "do not ask", false)
    .action((id, { yes }) => pageDelete(open(), { id, yes }));
}

/** Deletes a page. Prints its id. */
export async function pageDelete(context: Context, { id: text, yes }: PageDeleteOptions): Promise<void> {
  const id = parsePageId(text);
  const { output, terminal } = context;
  const prompter = yes ? undefined : await requirePrompter(context, { what: "your consent", ways: "--yes" });
  const signal = terminal.interrupted;
  await connected(context, async (connection) => {
    const { title, url } = await getPage(connection.client, { id, signal });
    const name = oneLine(title);
    if (await prompter?.confirm({ message: `Put page "${name}" into the trash?` }) === false) {
      throw new AtlcliError("cancelled", `Left page "${name}" as it is`);
    }
    await deletePage(connection.client, { id, signal });
    output.answer({ json: { id, title, url, deleted: true }, lines: [id] });
    sayDone(context, connection, `Put page "${name}" into the trash`);
  });
}

/**
 * A page's id, as it is given.
 *
 * @throws {UsageError} when it is no number.
 */
export function parsePageId(text: string): string {
  const id = text.trim();
  if (/^\d{1,19}$/.test(id)) return id;
  throw new UsageError(`Not a page's id: "${oneLine(text.slice(0, 80))}"`, {
    hint:
      "An id is a number, such as 65601; it stands in the page's address. See: wiki page list --space KEY",
  });
}
