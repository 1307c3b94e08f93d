/**
 * The JSON of an issue in Jira.
 *
 * @module
 */
import { type Issue, issueKey, type IssueLink, type LinkType, type Named } from "../model.ts";
import { type CommentPage, commentPage, type WorklogPage, worklogPage } from "./remark_json.ts";
import type { FieldSelection } from "./selection.ts";
import {
  jiraPriority,
  jiraStatus,
  jiraTime,
  jiraType,
  jiraVersion,
  type JiraView,
  projectReference,
  reference,
  selfUrl,
} from "./view.ts";
import { subtasksOf } from "./issue_writes.ts";

/** An issue with the requested fields. */
export interface JiraIssue {
  readonly id: string;
  readonly expand?: string;
  readonly self?: string;
  readonly key?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** An issue in search results. */
export function jiraIssue(view: JiraView, issue: Issue, selection: FieldSelection): JiraIssue {
  const id = String(issue.id);
  if (selection.idOnly) return { id };
  const outside = {
    expand: "operations,editmeta,changelog,transitions",
    id,
    self: selfUrl(view, "issue", id),
    key: issueKey(issue),
  };
  if (selection.keyOnly) return outside;
  const fields = Object.entries(FIELDS)
    .filter(([name]) => selection.has(name))
    .map(([name, show]) => [name, show(view, issue)]);
  return { ...outside, fields: Object.fromEntries(fields) };
}

/** Computes the value of a field. */
type Show = (view: JiraView, issue: Issue) => unknown;

const NOTHING: Show = () => null;
const NONE: Show = () => [];

const FIELDS: Readonly<Record<string, Show>> = {
  summary: (_, issue) => issue.summary,
  description: (view, { description }) => description.text === "" ? null : view.richText(description),
  environment: NOTHING,
  issuetype: (view, issue) => jiraType(view, issue.type),
  project: (view, issue) => projectReference(view, issue.project),
  status: (view, issue) => jiraStatus(view, issue.status),
  priority: (view, issue) => jiraPriority(view, issue.priority),
  resolution: (view, { resolution }) => resolution === undefined ? null : resolutionOf(view, resolution),
  resolutiondate: (_, { resolved }) => resolved === undefined ? null : jiraTime(resolved),
  assignee: (view, { assignee }) => assignee === undefined ? null : view.user(assignee),
  reporter: (view, issue) => view.user(issue.reporter),
  creator: (view, issue) => view.user(issue.reporter),
  labels: (_, issue) => issue.labels,
  fixVersions: (view, issue) => issue.fixVersions.map((version) => jiraVersion(view, version)),
  versions: NONE,
  components: NONE,
  created: (_, issue) => jiraTime(issue.created),
  updated: (_, issue) => jiraTime(issue.updated),
  duedate: (_, { due }) => due === undefined ? null : new Date(due).toISOString().slice(0, 10),
  parent: (view, { parentId }) => {
    if (parentId === undefined) return undefined; // JSON omits it
    const parent = view.world.issues.find(({ id }) => id === parentId);
    return parent === undefined ? undefined : relatedIssue(view, parent);
  },
  subtasks: (view, issue) => subtasksOf(view.world, issue).map((subtask) => relatedIssue(view, subtask)),
  issuelinks: (view, issue) =>
    view.world.links.filter(({ from, to }) => from === issue.id || to === issue.id)
      .map((link) => issueLink(view, link, issue)),
  timespent: (view, issue) => secondsSpent(view, issue) ?? null,
  timetracking: (view, issue) => {
    const seconds = secondsSpent(view, issue);
    return seconds === undefined ? {} : { timeSpentSeconds: seconds };
  },
  attachment: NONE,
  comment: (view, issue): CommentPage => {
    const comments = view.world.comments.get(issue.id) ?? [];
    return commentPage(view, issue, { comments, startAt: 0, maxResults: comments.length });
  },
  worklog: (view, issue): WorklogPage => {
    const worklogs = view.world.worklogs.get(issue.id) ?? [];
    return worklogPage(view, issue, { worklogs, startAt: 0, maxResults: 20 });
  },
};

/** An issue as part of another one. */
function relatedIssue(view: JiraView, issue: Issue): object {
  const id = String(issue.id);
  return {
    id,
    key: issueKey(issue),
    self: selfUrl(view, "issue", id),
    fields: {
      summary: issue.summary,
      status: jiraStatus(view, issue.status),
      priority: jiraPriority(view, issue.priority),
      issuetype: jiraType(view, issue.type),
    },
  };
}

/** A link from the view of one of its issues. */
function issueLink(view: JiraView, link: IssueLink, issue: Issue): object {
  const comesFromHere = link.from === issue.id;
  const other = view.world.issues.find(({ id }) => id === (comesFromHere ? link.to : link.from));
  const shown = other === undefined ? {} : relatedIssue(view, other);
  return {
    id: String(link.id),
    self: selfUrl(view, "issueLink", String(link.id)),
    type: linkType(view, link.type),
    ...(comesFromHere ? { outwardIssue: shown } : { inwardIssue: shown }),
  };
}

/** A link type. */
export function linkType(view: JiraView, type: LinkType): object {
  const { inward, outward } = type;
  return { ...reference(view, "issueLinkType", type), inward, outward };
}

function resolutionOf(view: JiraView, resolution: Named): object {
  return { ...reference(view, "resolution", resolution), description: "" };
}

function secondsSpent(view: JiraView, issue: Issue): number | undefined {
  return view.world.worklogs.get(issue.id)?.reduce((sum, { seconds }) => sum + seconds, 0);
}
