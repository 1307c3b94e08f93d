/**
 * `atlcli wiki docs pull`
 *
 * @module
 */
import { addCommand, type Parent } from "../../command.ts";
import { parseKeyOption } from "../../options/collect.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { watchedFiles } from "../../output/watched_files.ts";
import { startProgress } from "../../output/progress.ts";
import type { PullReport } from "../../../sync/mod.ts";
import { oneLine } from "../../output/output.ts";
import { doneLine, folderOf, onDisk, requireDecided } from "./docs_report.ts";

/** Options of `wiki docs pull`. */
interface DocsPullOptions {
  readonly dir: string | undefined;
  readonly space?: string;
}

/** Adds the command. */
export function addDocsPull(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "pull",
    summary: "download the pages of a space as Markdown files",
    description:
      "Writes the pages of a space into a folder: a tree of Markdown files, with attachments next to the pages. " +
      "Later pulls fetch only what changed. Your edits are never overwritten, and files of your own are " +
      "never touched.",
    examples: [
      "atlcli wiki docs pull ./docs --space TEAM --profile client-acme",
      "atlcli wiki docs pull ./docs --profile client-acme",
    ],
  })
    .argument("[dir]", "folder (default: the current one)")
    .option("--space <key>", "space key; remembered in the folder", parseKeyOption("--space"))
    .action((dir, options) => docsPull(open(), { ...options, dir }));
}

/** Pulls a space into a folder. */
async function docsPull(context: Context, { dir, space }: DocsPullOptions): Promise<void> {
  const { pullDocs } = await import("../../../sync/mod.ts");
  const { host, output, terminal } = context;
  const root = folderOf(context, dir);
  const progress = startProgress({ output, clock: host.clock, what: "pages" });
  const watched = watchedFiles(host);
  let report: PullReport | undefined;
  const pull = connected(context, ({ client }) =>
    onDisk(() =>
      pullDocs({
        client,
        host: watched.host,
        root,
        space,
        signal: terminal.interrupted,
        endless: terminal.endless,
        onProgress: ({ done, total }) => progress.update(done, total),
        onEnd: (ended) => {
          report = ended;
        },
      })
    ));
  const { undecided } = await pull.catch((error) => {
    progress.end();
    if (report !== undefined) reportUnfinished(context, { root, report });
    throw error;
  }).finally(() => progress.end());
  if (watched.found()) {
    output.warn("A written file contains the token that was used, or another secret");
  }
  if (report !== undefined) reportChange(context, { root, report });
  requireDecided(context, undecided);
}

interface Ended {
  readonly root: string;
  readonly report: PullReport;
}

function reportChange(context: Context, { root, report }: Ended): void {
  const { space, pages, done } = report;
  answer(context, { root, report });
  const changes = done.length === 0 ? "nothing to do" : `${done.length} changed`;
  context.output.say(`Space ${space}: ${pages} pages, ${changes}`);
}

/** Reports the changes of a pull that ended early, by Ctrl-C or an error; they stay. */
function reportUnfinished(context: Context, { root, report }: Ended): void {
  const { space, pages, done, undecided } = report;
  if (done.length + undecided.length > 0) answer(context, { root, report });
  for (const { text } of undecided) context.output.warn(oneLine(text));
  context.output.say(
    `Space ${space}: not finished; ${done.length} files changed so far, of ${pages} pages. ` +
      "Re-run the command to resume",
  );
}

function answer(context: Context, { root, report }: Ended): void {
  context.output.result({
    json: { folder: root, ...report },
    lines: report.done.map((each) => doneLine(context, each)),
  });
}
