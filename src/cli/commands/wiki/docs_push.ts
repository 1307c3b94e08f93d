/**
 * `atlcli wiki docs push`
 *
 * @module
 */
import { formatSize } from "../../../core/size.ts";
import type { PushChange, Pushed, PushedFile, PushFile } from "../../../sync/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { confirmationFor, YES_OPTION } from "../../confirmation.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { sayDone } from "../../done.ts";
import { oneLine } from "../../output/output.ts";
import { folderOf, onDisk, requireDecided } from "./docs_report.ts";

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
      "Sends the pages and attached files that you edited, makes pages of new Markdown files, and attaches the " +
      "files that your text leads to. It shows what would change, and asks first. Without a terminal, and in CI, " +
      "--yes is required. What somebody else changed since your last pull is left as it is.",
    examples: ["atlcli wiki docs push ./docs --dry-run", "atlcli wiki docs push ./docs --yes"],
  })
    .argument("[dir]", "the folder; this one without it")
    .option("--dry-run", "show what would change, and send nothing", false)
    .option(...YES_OPTION)
    .action((dir, options) => docsPush(open(), { ...options, dir }));
}

/** Pushes what was edited in a folder. */
export async function docsPush(context: Context, { dir, dryRun, yes }: DocsPushOptions): Promise<void> {
  const { pushDocs } = await import("../../../sync/mod.ts");
  const { host, output, terminal } = context;
  const root = folderOf(context, dir);
  let plan: Plan = { changes: [], files: [] };
  const confirm = async (changes: readonly PushChange[], files: readonly PushFile[]): Promise<boolean> => {
    plan = { changes, files };
    if (output.format === "text") showPlan(context, plan);
    if (dryRun) return false;
    const message = `Send ${counted(changes.length, files.length)}?`;
    await confirmationFor(context, { yes })(() => ({ message, otherwise: "Nothing was sent" }));
    return true;
  };
  await connected(context, async (connection) => {
    const { client } = connection;
    const work = () => pushDocs({ client, host, root, signal: terminal.interrupted, confirm });
    const report = await onDisk(work);
    const changes = plan.changes.map(({ kind, path, id, title, diff }) => ({ kind, path, id, title, diff }));
    const attachments = plan.files.map(({ mediaType: _type, id: _id, ...file }) => file);
    const lines = [...report.pushed.map(lineOf), ...report.files.map(sentLine)];
    output.answer({ json: { folder: root, dryRun, ...report, changes, attachments }, lines });
    const [pages, files] = [report.pushed.length, report.files.length];
    const sent = `Sent ${counted(pages, files)} to space ${report.space}`;
    if (changes.length + attachments.length === 0) output.say("Nothing to send");
    else if (pages + files === 0) output.say("Nothing was sent");
    else sayDone(context, connection, sent);
    requireDecided(context, report.undecided);
  });
}

/** What would be sent. */
interface Plan {
  readonly changes: readonly PushChange[];
  readonly files: readonly PushFile[];
}

function showPlan(context: Context, { changes, files }: Plan): void {
  const { output } = context;
  for (const { diff } of changes) showDiff(context, diff);
  output.lines(files.map((file) => output.paint("good", fileLine(file))));
}

function showDiff({ output }: Context, diff: string): void {
  const lines = diff.trimEnd().split("\n").map((line) => {
    if (/^(?:---|\+\+\+) /.test(line)) return output.paint("heading", line);
    if (line.startsWith("@@")) return output.paint("key", line);
    return line.startsWith("+")
      ? output.paint("good", line)
      : line.startsWith("-")
      ? output.paint("bad", line)
      : line;
  });
  output.lines(lines);
}

function lineOf({ what, path, version, url }: Pushed): string {
  return `${what === "created" ? "+" : "~"} ${oneLine(path)}  version ${version}  ${url}`;
}

function fileLine({ kind, path, page, size }: PushFile): string {
  const what = kind === "add" ? "+ attach to" : "~ new version on";
  return `${what} ${oneLine(page)}: ${oneLine(path)} (${formatSize(size)})`;
}

function sentLine({ what, path, version }: PushedFile): string {
  return `${what === "added" ? "+" : "~"} ${oneLine(path)}  version ${version}`;
}

/** `1 page and 2 files`; what there is none of is left out. */
function counted(pages: number, files: number): string {
  const parts = [[pages, "page"], [files, "file"]] as const;
  const some = parts.filter(([count, name]) => count > 0 || (name === "page" && files === 0));
  return some.map(([count, name]) => `${count} ${name}${count === 1 ? "" : "s"}`).join(" and ");
}
