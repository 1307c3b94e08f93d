/**
 * Runs a parsed query.
 *
 * @module
 */
import type { Issue } from "../model.ts";
import type { World } from "../world.ts";
import { type Expression, JqlError, type JqlQuery, type SortBy } from "./ast.ts";
import { compileClause, type IssueTest, type JqlContext } from "./clauses.ts";
import { type Field, fieldNamed } from "./fields.ts";

/** Jira Cloud's limit. */
const MAX_SORT_FIELDS = 7;

/**
 * The matching issues, in the order of the query. Ties are sorted by key, newest first.
 *
 * @throws {JqlError} with one message per unknown field, value and function.
 */
export function runJql(query: JqlQuery, context: JqlContext): readonly Issue[] {
  const messages: string[] = [];
  const test = query.where === undefined ? () => true : compile(query.where, { context, messages });
  const sorts = query.orderBy.flatMap((sort) => sorterOf(sort, messages));
  if (query.orderBy.length > MAX_SORT_FIELDS) {
    messages.push(`The maximum number of fields to sort by is ${MAX_SORT_FIELDS}.`);
  }
  if (messages.length > 0) throw new JqlError(messages);
  return sorted(context.world.issues.filter(test), { sorts: [...sorts, BY_KEY], world: context.world });
}

function compile(
  expression: Expression,
  options: { readonly context: JqlContext; readonly messages: string[] },
): IssueTest {
  switch (expression.kind) {
    case "and": {
      const tests = expression.parts.map((part) => compile(part, options));
      return (issue) => tests.every((test) => test(issue));
    }
    case "or": {
      const tests = expression.parts.map((part) => compile(part, options));
      return (issue) => tests.some((test) => test(issue));
    }
    case "not": {
      const test = compile(expression.part, options);
      return (issue) => !test(issue);
    }
    case "clause":
      try {
        return compileClause(expression, options.context);
      } catch (error) {
        if (!(error instanceof JqlError)) throw error;
        options.messages.push(...error.messages);
        return () => false;
      }
  }
}

type SortKey = NonNullable<Field["sortKey"]>;
interface Sorter {
  readonly sortKey: SortKey;
  readonly descending: boolean;
}

const BY_KEY: Sorter = { sortKey: fieldNamed("key")?.sortKey ?? (() => 0), descending: true };

function sorterOf(sort: SortBy, messages: string[]): readonly Sorter[] {
  const sortKey = fieldNamed(sort.field)?.sortKey;
  if (sortKey !== undefined) return [{ sortKey, descending: sort.descending }];
  messages.push(`Not able to sort using field '${sort.field}'.`);
  return [];
}

function sorted(
  issues: readonly Issue[],
  options: { readonly sorts: readonly Sorter[]; readonly world: World },
): readonly Issue[] {
  const columns = options.sorts.map(({ sortKey, descending }) => ({
    keys: issues.map((issue) => foldCase(sortKey(issue, options.world))),
    sign: descending ? -1 : 1,
  }));
  const order = Uint32Array.from(issues.keys()).sort((a, b) => {
    for (const { keys, sign } of columns) {
      const difference = compareKeys(keys[a], keys[b]);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  });
  return Array.from(order, (index) => issues[index]).filter((issue) => issue !== undefined);
}

function foldCase(key: string | number | undefined): string | number | undefined {
  return typeof key === "string" ? key.toLowerCase() : key;
}

function compareKeys(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}
