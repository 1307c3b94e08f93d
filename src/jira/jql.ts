/**
 * Builds JQL.
 *
 * Pure.
 *
 * @module
 */
import { requireString, requireText } from "../core/arguments.ts";

/** Conditions of a search. An issue must match all of them. */
export interface JqlQuery {
  /**
   * The assignee: `"me"`, or an account as the server names it (an accountId on Cloud, a user name on Data Center), as
   * returned by `findAssignee`.
   */
  readonly assignee?: "me" | { readonly account: string } | undefined;
  /** Project keys or names; the issue is in one of them. */
  readonly projects?: readonly string[] | undefined;
  /** Status names; the issue has one of them. */
  readonly statuses?: readonly string[] | undefined;
  /** The sort order in JQL: `updated DESC`. */
  readonly orderBy?: string | undefined;
}

/** The caller's open issues, most recently changed first. */
export const MY_OPEN_ISSUES = "assignee = currentUser() AND statusCategory != Done ORDER BY updated DESC";

/**
 * Builds the JQL for a query. Every value is quoted, so that it cannot be read as a function, a keyword or several
 * values.
 *
 * @example
 * ```ts
 * import { buildJql } from "@atlcli/atlcli/jira";
 *
 * console.assert(
 *   buildJql({ assignee: "me", projects: ["PROJ"], orderBy: "updated DESC" }) ===
 *     'assignee = currentUser() AND project = "PROJ" ORDER BY updated DESC',
 * );
 * ```
 */
export function buildJql(query: JqlQuery): string {
  const clauses = [
    assigneeClause(query.assignee),
    listClause("project", query.projects),
    listClause("status", query.statuses),
  ].filter((clause) => clause !== undefined);
  const { orderBy } = query;
  if (orderBy !== undefined) requireText({ orderBy });
  const order = orderBy === undefined ? [] : [`ORDER BY ${orderBy}`];
  return [...(clauses.length === 0 ? [] : [clauses.join(" AND ")]), ...order].join(" ");
}

/**
 * Quotes a text as a JQL value.
 *
 * @see https://support.atlassian.com/jira-software-cloud/docs/use-advanced-search-with-jira-query-language-jql/
 *
 * @example
 * ```ts
 * import { quoteJql } from "@atlcli/atlcli/jira";
 *
 * console.assert(quoteJql('In "Progress"') === '"In \\"Progress\\""');
 * ```
 */
export function quoteJql(text: string): string {
  requireString({ text });
  const escaped = text.replace(/[\\"]/g, "\\$&").replace(
    /\p{Cc}/gu,
    (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `"${escaped}"`;
}

/** Whether a query has its own `ORDER BY`. */
export function hasOrder(jql: string): boolean {
  return orderStart(jql) !== undefined;
}

/**
 * Replaces or adds the sort order of a query: `updated DESC, key`.
 *
 * @example
 * ```ts
 * import { withOrder } from "@atlcli/atlcli/jira";
 *
 * console.assert(withOrder("project = PROJ", "created DESC") === "project = PROJ ORDER BY created DESC");
 * ```
 */
export function withOrder(jql: string, orderBy: string): string {
  requireString({ jql });
  requireText({ orderBy });
  return `${jql.slice(0, orderStart(jql)).trimEnd()} ORDER BY ${orderBy}`.trimStart();
}

/** The offset of a query's `ORDER BY` outside quotes. */
function orderStart(jql: string): number | undefined {
  const unclosed = new Set<string>();
  const marks = /["']|\border\s+by\b/gi;
  for (let found = marks.exec(jql); found !== null; found = marks.exec(jql)) {
    const [mark] = found;
    if (mark.length > 1) return found.index;
    const end = unclosed.has(mark) ? -1 : closingQuote(jql, found.index);
    if (end < 0) unclosed.add(mark);
    else marks.lastIndex = end + 1;
  }
  return undefined;
}

/** The offset of the closing quote; -1 if there is none. */
function closingQuote(jql: string, start: number): number {
  for (let at = start + 1; at < jql.length; at++) {
    const character = jql.charAt(at);
    if (character === jql.charAt(start)) return at;
    if (character === "\\") at++;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function assigneeClause(assignee: JqlQuery["assignee"]): string | undefined {
  if (assignee === undefined) return undefined;
  return `assignee = ${assignee === "me" ? "currentUser()" : quoteJql(assignee.account)}`;
}

function listClause(field: string, values: readonly string[] = []): string | undefined {
  const quoted = values.map(quoteJql);
  if (quoted.length === 0) return undefined;
  return quoted.length === 1 ? `${field} = ${quoted[0]}` : `${field} IN (${quoted.join(", ")})`;
}
