/**
 * `atlcli wiki page edit`
 *
 * @module
 */
import { getPage, updatePage } from "../../../confluence/mod.ts";
import { UsageError } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { parseTextOption } from "../../options/collect.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { parseCountOption } from "../../options/globals.ts";
import { oneLine } from "../../output/output.ts";
import { BODY_OPTION, type BodyOptions, givenBody, STORAGE_OPTION } from "./body.ts";
import { parsePageId } from "./page_delete.ts";

/** Options of `wiki page edit`. */
interface PageEditOptions extends BodyOptions {
  readonly id: string;
  readonly title?: string;
  readonly message?: string;
  /** The version that the change is based on; default: the newest. */
  readonly from?: number;
}

/** Adds the command. */
export function addPageEdit(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "edit",
    summary: "edit a page",
    description:
      "Changes the title or content of a page in one new version. With --from, fails if the page was " +
      "changed after that version.",
    examples: [
      'atlcli wiki page edit 65601 --title "Team handbook 2027"',
      'atlcli wiki page edit 65601 --body handbook.md --from 4 --message "New office"',
    ],
  })
    .argument("<id>", "page ID")
    .option("--title <title>", "new title", parseTextOption("--title"))
    .option(...BODY_OPTION)
    .option(...STORAGE_OPTION)
    .option("--message <text>", "version message")
    .option("--from <version>", "version that the change is based on", parseCountOption("--from"))
    .action((id, options) => pageEdit(open(), { ...options, id }));
}

/** Changes a page. Prints its ID. */
async function pageEdit(context: Context, options: PageEditOptions): Promise<void> {
  const { title, message, from } = options;
  const id = parsePageId(options.id);
  const body = await givenBody(context, options);
  if ((title ?? body) === undefined) {
    throw new UsageError("Nothing to change", { hint: "Pass --title TITLE or --body FILE" });
  }
  const signal = context.terminal.interrupted;
  await connected(context, async (connection) => {
    const { client } = connection;
    const content = await body?.(client.deployment);
    const now = await getPage(client, { id, signal });
    const page = await updatePage(client, {
      id,
      title: title ?? now.title,
      storage: content ?? now.storage ?? "",
      version: from ?? now.version.number,
      message,
      signal,
    });
    const { url, version } = page;
    context.output.result({ json: { id, title: page.title, url, version: version.number }, lines: [id] });
    reportChange(context, connection, `Changed page "${oneLine(page.title)}", now version ${version.number}`);
  });
}
