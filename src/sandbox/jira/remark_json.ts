/**
 * The JSON of comments and worklogs in Jira.
 *
 * @module
 */
import type { AdfDocument } from "../adf.ts";
import type { Comment, Issue, Worklog } from "../model.ts";
import { jiraTime, type JiraView, selfUrl } from "./view.ts";

/** A comment. */
interface JiraComment {
  readonly self: string;
  readonly id: string;
  readonly author: object;
  readonly body: string | AdfDocument;
  readonly updateAuthor: object;
  readonly created: string;
  readonly updated: string;
}

/** A page of comments: `PageOfComments` in Atlassian's document of Cloud. */
export interface CommentPage {
  readonly comments: readonly JiraComment[];
  readonly startAt: number;
  readonly maxResults: number;
  readonly total: number;
}

/** A page of worklogs: `PageOfWorklogs` in Atlassian's document of Cloud. */
export interface WorklogPage {
  readonly worklogs: readonly object[];
  readonly startAt: number;
  readonly maxResults: number;
  readonly total: number;
}

/** A comment. */
export function jiraComment(view: JiraView, issue: Issue, comment: Comment): JiraComment {
  const id = String(comment.id);
  return {
    self: selfUrl(view, `issue/${issue.id}/comment`, id),
    id,
    author: view.author(comment.author),
    body: view.richText(comment.body),
    updateAuthor: view.author(comment.updateAuthor),
    created: jiraTime(comment.created),
    updated: jiraTime(comment.updated),
  };
}

/** Some of the comments of an issue. */
export function commentPage(
  view: JiraView,
  issue: Issue,
  page: { readonly comments: readonly Comment[]; readonly startAt: number; readonly maxResults: number },
): CommentPage {
  const { comments, startAt, maxResults } = page;
  const shown = comments.slice(startAt, startAt + maxResults);
  return {
    comments: shown.map((comment) => jiraComment(view, issue, comment)),
    startAt,
    maxResults,
    total: comments.length,
  };
}

/** A worklog. */
export function jiraWorklog(view: JiraView, issue: Issue, worklog: Worklog): object {
  const id = String(worklog.id);
  return {
    self: selfUrl(view, `issue/${issue.id}/worklog`, id),
    id,
    issueId: String(issue.id),
    author: view.author(worklog.author),
    updateAuthor: view.author(worklog.author),
    ...(worklog.comment.text === "" ? {} : { comment: view.richText(worklog.comment) }),
    created: jiraTime(worklog.created),
    updated: jiraTime(worklog.created),
    started: jiraTime(worklog.started),
    timeSpent: formatSpent(worklog.seconds),
    timeSpentSeconds: worklog.seconds,
  };
}

/** Some of the worklogs of an issue. */
export function worklogPage(
  view: JiraView,
  issue: Issue,
  page: { readonly worklogs: readonly Worklog[]; readonly startAt: number; readonly maxResults: number },
): WorklogPage {
  const { worklogs, startAt, maxResults } = page;
  const shown = worklogs.slice(startAt, startAt + maxResults);
  return {
    worklogs: shown.map((worklog) => jiraWorklog(view, issue, worklog)),
    startAt,
    maxResults,
    total: worklogs.length,
  };
}

/** Jira's defaults: eight hours per day, five days per week. */
const UNITS = [["w", 144_000], ["d", 28_800], ["h", 3600], ["m", 60]] as const;

/** `3h 20m` as seconds; `undefined` if it is not a duration. */
export function parseSpent(text: string): number | undefined {
  if (!/^\s*(\d+(\.\d+)?[wdhm]\s*)+$/.test(text)) return undefined;
  const parts = text.trim().split(/(?<=[wdhm])/);
  const seconds = parts.reduce((sum, part) => {
    return sum + Number(part.slice(0, -1)) * (UNITS.find(([name]) => name === part.at(-1))?.[1] ?? 0);
  }, 0);
  return Math.round(seconds);
}

/** Seconds as `3h 20m`. */
function formatSpent(seconds: number): string {
  let rest = seconds;
  const parts = UNITS.flatMap(([name, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count}${name}`] : [];
  });
  return parts.length > 0 ? parts.join(" ") : "0m";
}
