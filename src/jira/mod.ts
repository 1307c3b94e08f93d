/**
 * Typed calls to Jira, for Cloud and Data Center.
 *
 * @example Print the summaries of open issues
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { searchIssues } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const search = { jql: "statusCategory != Done ORDER BY updated", fields: ["summary"], limit: 20 };
 * for await (const { issues } of searchIssues(client, search)) {
 *   for (const { key, fields } of issues) console.log(key, fields["summary"]);
 * }
 * ```
 *
 * @module
 */
export { findAssignee, findUser, type FindUserOptions, type User } from "./users.ts";
export { countIssues, type CountOptions, type IssueCount } from "./count.ts";
export { buildJql, type JqlQuery, quoteJql, withOrder } from "./jql.ts";
export {
  DEFAULT_SEARCH_FIELDS,
  type Issue,
  searchIssues,
  type SearchOptions,
  type SearchPage,
} from "./search.ts";
export {
  assignIssue,
  createIssue,
  deleteIssue,
  editIssue,
  getIssue,
  type IssueChange,
  type IssueFields,
  type NewIssue,
} from "./issues.ts";
export { type IssueRequest, issueUrl } from "./rest.ts";
export { type AdfDocument, type RichText, richTextOf } from "./rich_text.ts";
export { addComment, type Comment, listComments, type ListCommentsOptions } from "./comments.ts";
export { type IssueType, listIssueTypes } from "./issue_types.ts";
export {
  listTransitions,
  type Transition,
  type Transitioned,
  transitionIssue,
  type TransitionOptions,
} from "./transitions.ts";
export { type IssueLink, linkIssues, type LinkIssuesOptions, type LinkType, listLinkTypes } from "./links.ts";
export { addWorklog, type NewWorklog, parseTimeSpent, type Worklog } from "./worklogs.ts";
export { listProjects, type ListProjectsOptions, type Project } from "./projects.ts";
export type { ListPage } from "./pages.ts";
