/**
 * `atlcli wiki docs push`
 *
 * @module
 */
import { printable } from "../../mod.ts";
import type { PushChange, Pushed } from "../docs/mod.ts";
import { addCommand, type Parent } from "./command.ts";
import { connected } from "./connected.ts";
import { type Context, requirePrompter } from "./context.ts";
import { sayDone } from "./done.ts";
import { oneLine } from "./output.ts";
import { folderOf, onDisk, requireDecided } from "./wiki_docs_report.ts";

/** What `docs push` is told. */
export interface DocsPushOptions {
  readonly dir: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Adds the command. */
export function addDocsPush(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "push",
    summary: "send what you edited in a folder back to its space",
    description:
      "Sends the pages that you edited, and makes pages of new Markdown files. It shows what would change, and " +
      "asks first; where nobody can be asked, it needs --yes. A page that somebody else changed since your last " +
      "pull is left as it is.",
    examples: ["atlcli wiki docs push ./docs --dry-run", "atlcli wiki docs push ./docs --yes"],
  })
    .argument("[dir]", "the folder; this one without it")
    .option("--dry-run", "show what would change, and send nothing", false)
    .option("--yes", "do not ask", false)
    .action((dir, options) => docsPush(open(), { ...options, dir }));
}

/** Pushes what was edited in a folder. */
export async function docsPush(context: Context, { dir, dryRun, yes }: DocsPushOptions): Promise<void> {
  const { pushDocs } = await import("../docs/mod.ts");
  const { host, output, terminal } = context;
  const root = folderOf(context, dir);
  let shown: readonly PushChange[] = [];
  const confirm = async (changes: readonly PushChange[]): Promise<boolean> => {
    shown = changes;
    if (output.format === "text") { for (const { diff } of changes) showDiff(context, diff); }
    if (dryRun || yes) return !dryRun;
    const prompter = await requirePrompter(context, { what: "your consent", ways: "--yes" });
    return await prompter.confirm({ message: `Send ${counted(changes.length)}?` });
  };
  await connected(context, async (connection) => {
    const { client } = connection;
    const work = () => pushDocs({ client, host, root, signal: terminal.interrupted, confirm });
    const report = await onDisk(work);
    const changes = shown.map(({ kind, path, id, title, diff }) => ({ kind, path, id, title, diff }));
    output.answer({ json: { folder: root, dryRun, ...report, changes }, lines: report.pushed.map(lineOf) });
    const sent = `Sent ${counted(report.pushed.length)} to space ${report.space}`;
    if (shown.length === 0) output.say("Nothing to send");
    else if (report.pushed.length === 0) output.say("Nothing was sent");
    else sayDone(context, connection, sent);
    requireDecided(context, report.undecided);
  });
}

function showDiff({ output }: Context, diff: string): void {
  const lines = printable(diff, { keepLines: true }).split("\n").map((line) => {
    if (/^(?:---|\+\+\+) /.test(line)) return output.paint("heading", line);
    if (line.startsWith("@@")) return output.paint("key", line);
    return line.startsWith("+")
      ? output.paint("good", line)
      : line.startsWith("-")
      ? output.paint("bad", line)
      : line;
  });
  output.text(`${lines.join("\n").trimEnd()}\n`);
}

function lineOf({ what, path, version, url }: Pushed): string {
  return `${what === "created" ? "+" : "~"} ${oneLine(path)}  version ${version}  ${url}`;
}

function counted(count: number): string {
  return count === 1 ? "1 page" : `${count} pages`;
}
