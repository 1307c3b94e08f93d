/**
 * `atlcli wiki page create`
 *
 * @module
 */
import { createPage } from "../../../confluence/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { parseKeyOption, parseTextOption } from "../../options/collect.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { oneLine } from "../../output/output.ts";
import { BODY_OPTION, type BodyOptions, givenBody, STORAGE_OPTION } from "./body.ts";
import { parsePageId } from "./page_delete.ts";

/** Options of `wiki page create`. */
interface PageCreateOptions extends BodyOptions {
  readonly space: string;
  readonly title: string;
  readonly parent?: string;
}

/** Adds the command. */
export function addPageCreate(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "create",
    summary: "create a page",
    description: "Creates a page from Markdown or storage format. Prints the page ID.",
    examples: [
      'atlcli wiki page create --space TEAM --title "Release notes" --body notes.md',
      'echo "Hello" | atlcli wiki page create --space TEAM --title Hello --parent 65601 --body -',
    ],
  })
    .requiredOption("--space <key>", "space key", parseKeyOption("--space"))
    .requiredOption("--title <title>", "page title", parseTextOption("--title"))
    .option("--parent <id>", "ID of the parent page", parsePageId)
    .option(...BODY_OPTION)
    .option(...STORAGE_OPTION)
    .action((options) => pageCreate(open(), options));
}

/** Creates a page. Prints its ID. */
async function pageCreate(context: Context, options: PageCreateOptions): Promise<void> {
  const body = await givenBody(context, options);
  const { space, title, parent: parentId } = options;
  const signal = context.terminal.interrupted;
  await connected(context, async (connection) => {
    const storage = await body?.(connection.client.deployment) ?? "";
    const page = await createPage(connection.client, { space, title, storage, parentId, signal });
    const { id, url, version } = page;
    context.output.result({ json: { id, title: page.title, url, version: version.number }, lines: [id] });
    reportChange(context, connection, `Created page "${oneLine(page.title)}": ${url}`);
  });
}
