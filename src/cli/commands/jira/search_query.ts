/**
 * The query of `jira search`.
 *
 * @module
 */
import { buildJql, findAssignee, quoteJql, withOrder } from "../../../jira/mod.ts";
import { type Client, UsageError } from "../../../../mod.ts";
import { hasOrder, MY_OPEN_ISSUES } from "../../../jira/jql.ts";
import type { Context } from "../../context.ts";

/** The options that define the query. */
export interface QueryOptions {
  readonly jql?: string;
  readonly assignee?: string;
  readonly project?: readonly string[];
  readonly status?: readonly string[];
  /** In JQL, such as `updated DESC`. */
  readonly orderBy?: string;
}

/** Collects the words of `--order-by`. */
export function parseOrder(word: string, before: string | undefined): string {
  if (before !== undefined && /^(?:asc|desc)$/i.test(word.trim())) {
    return `${before} ${word.trim().toUpperCase()}`;
  }
  const terms = word.split(",").map(orderTerm);
  return [...(before === undefined ? [] : [before]), ...terms].join(", ");
}

/** Converts `updated`, `updated desc` or `Story Points` to JQL. Quotes a name that JQL could misread. */
function orderTerm(text: string): string {
  const [end, direction] = /\s(asc|desc)$/i.exec(text.trim()) ?? [""];
  const name = text.trim().slice(0, text.trim().length - end.length).trimEnd();
  if (name === "" || /^(?:asc|desc)$/i.test(name)) {
    throw new UsageError(`Invalid order "${text}"`, { hint: "Give a field: --order-by updated desc" });
  }
  const field = /^(?:[a-z]\w*|cf\[\d+\])$/i.test(name) ? name : quoteJql(name);
  return direction === undefined ? field : `${field} ${direction.toUpperCase()}`;
}

/**
 * Checks that the options can be combined.
 *
 * @throws {UsageError} if they cannot, or one is empty.
 */
export function checkQuery({ jql, assignee, project, status, orderBy }: QueryOptions): void {
  if (jql !== undefined && (assignee ?? project ?? status) !== undefined) {
    throw new UsageError("--jql cannot be combined with --assignee, --project or --status", {
      hint: "Add the condition to the query, such as: assignee = currentUser() AND project = PROJ",
    });
  }
  if (jql !== undefined && orderBy !== undefined && hasOrder(jql)) {
    throw new UsageError("--order-by cannot be combined with a query that has an ORDER BY", {
      hint: "Omit one of them",
    });
  }
  const given = { jql, assignee, project, status };
  for (const [name, value] of Object.entries(given)) {
    if ([value ?? []].flat().some((word) => word.trim() === "")) {
      throw new UsageError(`--${name} is empty`, { hint: "Give it a value, or omit it" });
    }
  }
}

/** The query in JQL. */
export async function queryOf(
  { output, terminal }: Context,
  { options, client }: { readonly options: QueryOptions; readonly client: Client },
): Promise<string> {
  const { jql, assignee, project, status, orderBy } = options;
  const ordered = (query: string): string => orderBy === undefined ? query : withOrder(query, orderBy);
  if (jql !== undefined) return ordered(jql);
  if ((assignee ?? project ?? status) === undefined) {
    const order = orderBy === undefined ? ", most recently updated first" : "";
    output.say(`No filter given: showing your open issues${order}`);
    return ordered(MY_OPEN_ISSUES);
  }
  const { interrupted: signal } = terminal;
  const who = assignee === undefined ? undefined : await findAssignee(client, { name: assignee, signal });
  return buildJql({
    assignee: who,
    projects: project,
    statuses: status,
    orderBy: orderBy ?? "updated DESC",
  });
}
