/**
 * `atlcli wiki page edit`
 *
 * @module
 */
import { getPage, updatePage } from "../../../confluence/mod.ts";
import { UsageError } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { sayDone } from "../../done.ts";
import { parseCountOption } from "../../options/globals.ts";
import { oneLine } from "../../output/output.ts";
import { BODY_OPTION, type BodyOptions, givenBody, STORAGE_OPTION } from "./body.ts";
import { parsePageId } from "./page_delete.ts";

/** What `page edit` is told. */
export interface PageEditOptions extends BodyOptions {
  readonly id: string;
  readonly title?: string;
  readonly message?: string;
  /** The version that the change was made from; without it, the newest one. */
  readonly from?: number;
}

/** Adds the command. */
export function addPageEdit(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "edit",
    summary: "change a page",
    description:
      "Changes a page's title or content, in one new version. With --from it is refused when somebody else " +
      "changed the page after that version.",
    examples: [
      'atlcli wiki page edit 65601 --title "Team handbook 2027"',
      'atlcli wiki page edit 65601 --body handbook.md --from 4 --message "New office"',
    ],
  })
    .argument("<id>", "the page's id")
    .option("--title <title>", "another title")
    .option(...BODY_OPTION)
    .option(...STORAGE_OPTION)
    .option("--message <text>", "what is said of the new version")
    .option("--from <version>", "the version that the change was made from", parseCountOption("--from"))
    .action((id, options) => pageEdit(open(), { ...options, id }));
}

/** Changes a page. Prints its id. */
export async function pageEdit(context: Context, options: PageEditOptions): Promise<void> {
  const { title, message, from } = options;
  const id = parsePageId(options.id);
  const given = await givenBody(context, options);
  if ((title ?? given) === undefined) {
    throw new UsageError("Nothing to change", { hint: "Say what: --title TITLE, or --body FILE" });
  }
  const signal = context.terminal.interrupted;
  await connected(context, async (connection) => {
    const { client } = connection;
    const now = await getPage(client, { id, signal });
    const page = await updatePage(client, {
      id,
      title: title ?? now.title,
      storage: given ?? now.storage ?? "",
      version: from ?? now.version.number,
      message,
      signal,
    });
    const { url, version } = page;
    context.output.answer({ json: { id, title: page.title, url, version: version.number }, lines: [id] });
    sayDone(context, connection, `Changed page "${oneLine(page.title)}", now version ${version.number}`);
  });
}
