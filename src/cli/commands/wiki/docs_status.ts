/**
 * `atlcli wiki docs status`
 *
 * @module
 */
import type { StatusEntry } from "../../../sync/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { printList } from "../../output/listing.ts";
import { folderOf, onDisk, requireDecided } from "./docs_report.ts";

/** Options of `wiki docs status`. */
interface DocsStatusOptions {
  readonly dir: string | undefined;
}

/** Adds the command. */
export function addDocsStatus(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "status",
    summary: "show differences between the folder and the space",
    examples: ["atlcli wiki docs status ./docs", "atlcli wiki docs status ./docs --json"],
  })
    .argument("[dir]", "folder (default: the current one)")
    .action((dir) => docsStatusOf(open(), { dir }));
}

/** Compares a folder with its space. */
async function docsStatusOf(context: Context, { dir }: DocsStatusOptions): Promise<void> {
  const { getDocsStatus } = await import("../../../sync/mod.ts");
  const { host, terminal } = context;
  const root = folderOf(context, dir);
  const report = await connected(
    context,
    ({ client }) =>
      onDisk(() =>
        getDocsStatus({
          client,
          host,
          root,
          signal: terminal.interrupted,
          endless: terminal.endless,
        })
      ),
  );
  const { space, pages, entries, undecided } = report;
  await printList<StatusEntry>(context, {
    name: "entries",
    items: entries,
    json: (entry) => entry,
    columns: [
      { name: "state", text: ({ state }) => STATES[state], style: "key" },
      { name: "file", text: ({ path, title }) => path ?? title ?? "" },
    ],
    members: () => ({ folder: root, space, pages, undecided }),
    empty: `Space ${space}: ${pages} pages, no differences`,
  });
  requireDecided(context, undecided);
}

const STATES: Readonly<Record<StatusEntry["state"], string>> = {
  "edited": "edited here",
  "changed": "changed at the site",
  "both-edited": "edited here, changed at the site",
  "new-here": "new here",
  "new-there": "new at the site",
  "missing": "removed here",
  "deleted": "deleted at the site",
  "deleted-edited": "deleted at the site, edited here",
  "unfinished": "partly sent; push again",
};
