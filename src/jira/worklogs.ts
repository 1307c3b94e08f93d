/**
 * Logs the time spent on an issue.
 *
 * @module
 */
import { looseObject, nullish, number, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { requireNumber, requireText } from "../core/arguments.ts";
import { UsageError } from "../core/errors.ts";
import { issuePath, type IssueRequest } from "./rest.ts";
import type { RichText } from "./rich_text.ts";

/** Options of {@linkcode addWorklog}. */
export interface NewWorklog extends IssueRequest {
  /** The time spent, in the format of {@linkcode parseTimeSpent}. */
  readonly timeSpent: string;
  /** When the work began, in milliseconds since 1970. */
  readonly started: number;
  /** A description of the work. */
  readonly comment?: RichText | undefined;
}

/** A worklog that was added. */
export interface Worklog {
  /** The worklog's numeric id. */
  readonly id: string;
  /** The time in seconds. Jira's settings define the length of a day and a week. */
  readonly timeSpentSeconds?: number;
}

const WorklogShape = lazyShape(() => looseObject({ id: string(), timeSpentSeconds: nullish(number()) }));

/**
 * Logs time spent on an issue.
 *
 * @example
 * ```ts
 * import { addWorklog } from "@atlcli/atlcli/jira";
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * await addWorklog(client, { key: "PROJ-1", timeSpent: "1h 30m", started: Date.now() });
 * ```
 *
 * @throws {HttpError} `not-found`; `bad-request` if time tracking is disabled.
 */
export async function addWorklog(client: Client, worklog: NewWorklog): Promise<Worklog> {
  const { key, timeSpent, started, comment, signal } = worklog;
  requireText({ timeSpent });
  requireNumber({ started });
  const { id, timeSpentSeconds } = await client.json({
    product: "jira",
    path: issuePath(client, key, "/worklog"),
    method: "POST",
    json: { timeSpent, started: formatJiraTime(started), ...(comment !== undefined && { comment }) },
    signal,
    shape: WorklogShape,
  });
  return { id, ...(typeof timeSpentSeconds === "number" && { timeSpentSeconds }) };
}

/**
 * Parses a duration in Jira's format: `3h 20m`, `1.5d`, `2w`.
 *
 * @example
 * ```ts
 * import { parseTimeSpent } from "@atlcli/atlcli/jira";
 *
 * console.assert(parseTimeSpent("1h 30m") === "1h 30m");
 * ```
 *
 * @returns Its parts, separated by spaces.
 * @throws {UsageError} if the text is not a duration, or the duration is zero.
 */
export function parseTimeSpent(text: string): string {
  const isWhole = text.length <= MAX_TIME_SPENT && /^(?:\s*\d+(?:\.\d+)?\s*[wdhm])+\s*$/i.test(text);
  const parts = isWhole ? text.toLowerCase().replace(/\s/g, "").split(/(?<=[wdhm])/) : [];
  if (parts.some((part) => parseFloat(part) > 0)) return parts.join(" ");
  throw new UsageError(`Invalid duration: "${text}"`, {
    hint: "Give weeks, days, hours or minutes, such as 3h 20m",
  });
}

/** Maximum length of a duration, in characters. */
const MAX_TIME_SPENT = 1_000;

/** Formats a time as Jira requires it: `2026-01-17T12:34:00.000+0000`. */
function formatJiraTime(time: number): string {
  return new Date(time).toISOString().replace("Z", "+0000");
}
