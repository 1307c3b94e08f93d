/**
 * `atlcli jira issue worklog`
 *
 * @module
 */
import { addWorklog, parseTimeSpent } from "../../../jira/mod.ts";
import { parsedFrom } from "../../../core/errors.ts";
import { UsageError } from "../../../../mod.ts";
import { parseIsoTime } from "../../../core/calendar.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { reportChange } from "../../report_change.ts";
import { givenText } from "../../options/text_input.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION } from "./issue_key.ts";
import { fromMarkdown } from "./rich_text.ts";

/** Options of `jira issue worklog`. */
interface WorklogCommandOptions {
  readonly key: string;
  /** `1h 30m` */
  readonly time: string;
  /** Markdown, or `-` for standard input. */
  readonly comment?: string | undefined;
  /** Milliseconds since 1970. */
  readonly started?: number | undefined;
}

/** Adds the command. */
export function addIssueWorklog(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "worklog",
    summary: "log time spent on an issue",
    description:
      "Logs time spent on an issue, in weeks, days, hours and minutes. Jira's settings define the length " +
      "of a day and of a week.",
    examples: [
      'atlcli jira issue worklog --key PROJ-1 --time "1h 30m"',
      'atlcli jira issue worklog PROJ-1 --time 2h --started "2026-01-17 09:00" --comment "Pairing"',
    ],
  })
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .requiredOption(
      "--time <duration>",
      "time spent, such as 3h 20m",
      (text) => parsedFrom("--time", () => parseTimeSpent(text)),
    )
    .option("--comment <markdown>", "description of the work; - reads standard input")
    .option(
      "--started <time>",
      "start time, in your time zone unless it names another (default: now)",
      parseStarted,
    )
    .action((key, options) => worklog(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Logs time. Prints the issue key. */
async function worklog(context: Context, options: WorklogCommandOptions): Promise<void> {
  const { key, time: timeSpent, started = context.host.clock.now() } = options;
  const comment = await givenText(context, { text: options.comment, option: "--comment" });
  await connected(context, async (connection) => {
    const { client } = connection;
    const { id, timeSpentSeconds = null } = await addWorklog(client, {
      key,
      timeSpent,
      started,
      comment: comment === undefined ? undefined : await fromMarkdown(comment, { ...context, client }),
      signal: context.terminal.interrupted,
    });
    const json = { key, id, timeSpent, timeSpentSeconds, started: new Date(started).toISOString() };
    context.output.result({ json, lines: [key] });
    reportChange(context, connection, `Logged ${timeSpent} on ${key}`);
  });
}

/** Parses `2026-01-17`, `2026-01-17 09:00` or `2026-01-17T09:00:00+01:00`; default: the user's time zone. */
function parseStarted(text: string): number {
  const [, date, time = "00:00", zone = ""] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text.trim()) ?? [];
  const started = parseIsoTime(`${date}T${time}${zone.toUpperCase().replace(/^(.\d\d)(\d\d)$/, "$1:$2")}`);
  if (!Number.isNaN(started)) return started;
  throw new UsageError(
    date === undefined ? `--started: Invalid time "${text}"` : `--started: No such time: "${text}"`,
    { hint: "Give a day and a time that exist, such as 2026-01-17 09:00" },
  );
}
