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
import { folderOf, onDisk } from "./docs_report.ts";

/** What `docs status` is told. */
export interface DocsStatusOptions {
  readonly dir: string | undefined;
}

/** Adds the command. */
export function addDocsStatus(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "status",
    summary: "show what is not the same in a folder and its space",
    examples: ["atlcli wiki docs status ./docs", "atlcli wiki docs status ./docs --json"],
  })
    .argument("[dir]", "the folder; this one without it")
    .action((dir) => docsStatusOf(open(), { dir }));
}

/** Compares a folder with its space. */
export async function docsStatusOf(context: Context, { dir }: DocsStatusOptions): Promise<void> {
  const { getDocsStatus } = await import("../../../sync/mod.ts");
  const { host, terminal } = context;
  const root = folderOf(context, dir);
  const report = await connected(
    context,
    ({ client }) => onDisk(() => getDocsStatus({ client, host, root, signal: terminal.interrupted })),
  );
  const { space, pages, entries } = report;
  await printList<StatusEntry>(context, {
    name: "entries",
    items: entries,
    json: (entry) => entry,
    columns: [
      { name: "state", text: ({ state }) => STATES[state], style: "key" },
      { name: "file", text: ({ path, title }) => path ?? title ?? "" },
    ],
    members: () => ({ folder: root, space, pages }),
    empty: `Space ${space}: ${pages} pages, all the same here and at the site`,
  });
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
  "unfinished": "sent in part; push again",
};
