/**
 * `atlcli wiki docs pull`
 *
 * @module
 */
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { startProgress } from "../../output/progress.ts";
import { doneLine, folderOf, onDisk, requireDecided } from "./docs_report.ts";

/** What `docs pull` is told. */
export interface DocsPullOptions {
  readonly dir: string | undefined;
  readonly space?: string;
}

/** Adds the command. */
export function addDocsPull(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "pull",
    summary: "write the pages of a space into a folder, as Markdown",
    description:
      "Writes the pages of a space into a folder: a tree of Markdown, with attached files beside the pages. The " +
      "next time it fetches only what changed. What you edited is never overwritten, and files of your own are " +
      "never touched.",
    examples: [
      "atlcli wiki docs pull ./docs --space TEAM --profile client-acme",
      "atlcli wiki docs pull ./docs --profile client-acme",
    ],
  })
    .argument("[dir]", "the folder; this one without it")
    .option("--space <key>", "the space; the folder remembers it")
    .action((dir, options) => docsPull(open(), { ...options, dir }));
}

/** Pulls a space into a folder. */
export async function docsPull(context: Context, { dir, space }: DocsPullOptions): Promise<void> {
  const { pullDocs } = await import("../../../sync/mod.ts");
  const { host, output, terminal } = context;
  const root = folderOf(context, dir);
  const progress = startProgress({ output, clock: host.clock, what: "pages" });
  const report = await connected(context, ({ client }) =>
    onDisk(() =>
      pullDocs({
        client,
        host,
        root,
        space,
        signal: terminal.interrupted,
        onProgress: ({ done, total }) => progress.update(done, total),
      })
    )).finally(() => progress.end());
  const { done, undecided } = report;
  output.answer({
    json: { folder: root, ...report },
    lines: done.map((each) => doneLine(context, each)),
  });
  const changes = done.length === 0 ? "nothing to do" : `${done.length} changed`;
  output.say(`Space ${report.space}: ${report.pages} pages, ${changes}`);
  requireDecided(context, undecided);
}
