/**
 * `atlcli wiki docs push`
 *
 * @module
 */
import { formatSize } from "../../../core/size.ts";
import type { PushChange, Pushed, PushedFile, PushFile, PushReport, PushStep } from "../../../sync/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { confirmationFor, YES_OPTION } from "../../confirmation.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { htmlWarning } from "../../options/html_warning.ts";
import { oneLine } from "../../output/output.ts";
import { folderOf, HINTS_OF_PUSH, onDisk, requireDecided } from "./docs_report.ts";

/** Options of `wiki docs push`. */
interface DocsPushOptions {
  readonly dir: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Adds the command. */
export function addDocsPush(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "push",
    summary: "upload edited files to the space",
    description:
      "Sends the pages and attachments that you edited, creates pages from new Markdown files, and attaches the " +
      "files that your text links to. Shows what would change, and asks first. Without a terminal, and in CI, " +
      "--yes is required. Pages that changed at the site since your last pull are left unchanged.",
    examples: ["atlcli wiki docs push ./docs --dry-run", "atlcli wiki docs push ./docs --yes"],
  })
    .argument("[dir]", "folder (default: the current one)")
    .option("--dry-run", "show what would change without sending it", false)
    .option(...YES_OPTION)
    .action((dir, options) => docsPush(open(), { ...options, dir }));
}

/** Pushes the edits of a folder. */
async function docsPush(context: Context, { dir, dryRun, yes }: DocsPushOptions): Promise<void> {
  const { pushDocs } = await import("../../../sync/mod.ts");
  const { host, output, terminal } = context;
  const root = folderOf(context, dir);
  let plan: Plan = { changes: [], files: [] };
  const confirm = async (changes: readonly PushChange[], files: readonly PushFile[]): Promise<boolean> => {
    plan = { changes, files };
    if (output.format === "text") showPlan(context, plan);
    output.warn(...changes.flatMap(brokenLines), ...changes.flatMap(htmlLines));
    if (dryRun) return false;
    const message = `Send ${counted(changes.length, files.length)}?`;
    await confirmationFor(context, { yes })(() => ({ message, otherwise: "Nothing was sent" }));
    return true;
  };
  await connected(context, async (connection) => {
    let report: PushReport | undefined;
    const push = onDisk(() =>
      pushDocs({
        client: connection.client,
        host,
        root,
        signal: terminal.interrupted,
        endless: terminal.endless,
        confirm,
        onEnd: (ended) => {
          report = ended;
        },
      })
    );
    const { pushed, files, undecided, space } = await push.catch((error) => {
      if (report !== undefined) reportUnfinished(context, { root, dryRun, plan, report });
      throw error;
    });
    if (report !== undefined) answer(context, { root, dryRun, plan, report });
    const sent = `Sent ${counted(pushed.length, files.length)} to space ${space}`;
    if (plan.changes.length + plan.files.length === 0) output.say("Nothing to send");
    else if (pushed.length + files.length === 0) output.say("Nothing was sent");
    else reportChange(context, connection, sent);
    if (report !== undefined) reportPartlySent(context, report);
    requireDecided(context, undecided, HINTS_OF_PUSH);
  });
}

interface Ended {
  readonly root: string;
  readonly dryRun: boolean;
  readonly plan: Plan;
  readonly report: PushReport;
}

function answer({ output }: Context, { root, dryRun, plan, report }: Ended): void {
  const changes = plan.changes.map(({ kind, path, id, title, parent, brokenLinks, diff }) => ({
    kind,
    path,
    id,
    title,
    parent,
    brokenLinks,
    diff,
  }));
  const attachments = plan.files.map(({ mediaType: _type, id: _id, ...file }) => file);
  output.result({
    json: { folder: root, dryRun, ...report, changes, attachments },
    lines: [...report.pushed.map(lineOf), ...report.files.map(sentLine)],
  });
}

/** Reports what a push that ended early, by Ctrl-C or an error, has sent, and what not. */
function reportUnfinished(context: Context, ended: Ended): void {
  const { pushed, files, unfinished, undecided, space } = ended.report;
  if (unfinished.length === 0 && pushed.length + files.length === 0) return;
  answer(context, ended);
  for (const { text } of undecided) context.output.warn(oneLine(text));
  reportPartlySent(context, ended.report);
  const reached = pushed.length + files.length === 0 ? "nothing" : counted(pushed.length, files.length);
  const left = unfinished.filter(({ sent, uncertain }) => sent.length === 0 && !uncertain).length;
  context.output.say(
    `Space ${space}: not finished; ${reached} sent so far, ${left} not yet begun. Re-run the command to resume`,
  );
}

/** Names the pages that were sent in part, or perhaps. */
function reportPartlySent({ output }: Context, { unfinished }: PushReport): void {
  for (const { path, sent, missing, uncertain } of unfinished) {
    if (sent.length === 0 && !uncertain) continue;
    const [first, ...rest] = missing.map((step) => STEPS[step]);
    const done = sent.length === 0 ? "" : `${sent.map((step) => STEPS[step]).join(" and ")} sent; `;
    const doubt = uncertain ? `${first}: not confirmed, the next push checks` : `${first} not sent`;
    output.warn(
      `"${oneLine(path)}": ${done}${[doubt, ...rest.map((step) => `${step} not sent`)].join("; ")}`,
    );
  }
}

const STEPS: Readonly<Record<PushStep, string>> = {
  content: "content",
  attachments: "attached files",
  labels: "labels",
};

/** Prints the changes to send. */
interface Plan {
  readonly changes: readonly PushChange[];
  readonly files: readonly PushFile[];
}

function showPlan(context: Context, { changes, files }: Plan): void {
  const { output } = context;
  for (const change of changes) {
    output.lines(placeLines(change).map((line) => output.paint("good", line)));
    showDiff(context, change.diff);
  }
  output.lines(files.map((file) => output.paint("good", fileLine(file))));
}

/** Where a new page goes, and one that is moved. */
function placeLines({ kind, title, parent }: PushChange): readonly string[] {
  if (kind === "update" && parent === undefined) return [];
  const place = parent === undefined ? "at the top level of the space" : `below ${parentOf(parent)}`;
  return [`${kind === "create" ? "+ new page" : "> move page"} "${oneLine(title)}" ${place}`];
}

function parentOf(parent: NonNullable<PushChange["parent"]>): string {
  if (parent.path !== undefined) return oneLine(parent.path);
  return "id" in parent ? `page ${oneLine(parent.id)}` : "";
}

function brokenLines({ path, brokenLinks }: PushChange): readonly string[] {
  return brokenLinks.map((address) =>
    `"${oneLine(path)}" links to "${
      oneLine(address)
    }", which is not a page or an attachable file of this folder: ` +
    "the link will be broken"
  );
}

function htmlLines({ path, html = [] }: PushChange): readonly string[] {
  const warning = htmlWarning();
  for (const { tag, line } of html) warning.add(tag, line);
  return warning.warnings(oneLine(path));
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

/** Formats counts, such as `1 page and 2 files`; omits zeros. */
function counted(pages: number, files: number): string {
  const parts = [[pages, "page"], [files, "file"]] as const;
  const some = parts.filter(([count, name]) => count > 0 || (name === "page" && files === 0));
  return some.map(([count, name]) => `${count} ${name}${count === 1 ? "" : "s"}`).join(" and ");
}
