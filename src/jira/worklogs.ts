/**
 * The time that was spent on an issue.
 *
 * @module
 */
import { looseObject, nullish, number, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { ask, lazyShape } from "../client/json_shape.ts";
import { requireNumber, requireText } from "../core/arguments.ts";
import { UsageError } from "../core/errors.ts";
import { issuePath, type IssueRequest } from "./rest.ts";
import type { RichText } from "./rich_text.ts";

/** Options of {@linkcode addWorklog}. */
export interface NewWorklog extends IssueRequest {
  /** How long, as {@linkcode parseTimeSpent} gives it. */
  readonly timeSpent: string;
  /** When the work began: milliseconds since 1970. */
  readonly started: number;
  /** What was done. */
  readonly comment?: RichText | undefined;
}

/** A worklog that was added. */
export interface Worklog {
  /** A number, as text. */
  readonly id: string;
  /** As Jira counts it: how long a day and a week are, its settings say. */
  readonly timeSpentSeconds?: number;
}

const WorklogShape = lazyShape(() => looseObject({ id: string(), timeSpentSeconds: nullish(number()) }));

/**
 * Notes the time that was spent on an issue.
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
 * @throws {HttpError} `not-found`; `bad-request` where the project does not keep times.
 */
export async function addWorklog(client: Client, worklog: NewWorklog): Promise<Worklog> {
  const { key, timeSpent, started, comment, signal } = worklog;
  requireText({ timeSpent });
  requireNumber({ started });
  const { id, timeSpentSeconds } = await ask(client, {
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
 * A duration in Jira's words: `3h 20m`, `1.5d`, `2w`.
 *
 * @example
 * ```ts
 * import { parseTimeSpent } from "@atlcli/atlcli/jira";
 *
 * console.assert(parseTimeSpent("1h 30m") === "1h 30m");
 * ```
 *
 * @returns Its parts with a space between.
 * @throws {UsageError} when it is none, or no time at all.
 */
export function parseTimeSpent(text: string): string {
  const isWhole = text.length <= MAX_TIME_SPENT && /^(?:\s*\d+(?:\.\d+)?\s*[wdhm])+\s*$/i.test(text);
  const parts = isWhole ? text.toLowerCase().replace(/\s/g, "").split(/(?<=[wdhm])/) : [];
  if (parts.some((part) => parseFloat(part) > 0)) return parts.join(" ");
  throw new UsageError(`Not a time that can be spent: "${text}"`, {
    hint: "Give weeks, days, hours or minutes, such as 3h 20m",
  });
}

/** Maximum length of a time that was spent, in characters. */
const MAX_TIME_SPENT = 1_000;

/** A moment in the only form that Jira takes: `2026-01-17T12:34:00.000+0000`. */
function formatJiraTime(time: number): string {
  return new Date(time).toISOString().replace("Z", "+0000");
}
