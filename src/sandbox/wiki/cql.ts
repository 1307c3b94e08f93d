/**
 * A subset of Confluence's query language: `space`, `type`, `title`, `text`, `label`, `id`, `ancestor`, `parent`,
 * `creator`, `created` and `lastmodified`, with AND, OR, NOT and ORDER BY. Its syntax is that of JQL.
 *
 * @see https://developer.atlassian.com/cloud/confluence/advanced-searching-using-cql/
 * @module
 */
import { type Clause, type Expression, JqlError, type Operand, type SortBy } from "../jql/ast.ts";
import { callDateFunction, parseDate } from "../jql/dates.ts";
import { parseJql } from "../jql/parser.ts";
import { textMatcher } from "../jql/text_match.ts";
import type { User } from "../model.ts";
import type { World } from "../world.ts";
import { ancestorsOf, type Content, contentId, historyOf, titleOf } from "./content.ts";

/** The caller, the world and the time of a query. */
interface CqlContext {
  readonly world: World;
  readonly user: User | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type ContentTest = (content: Content) => boolean;

/**
 * The matching content, in the order of the query.
 *
 * @throws {JqlError} if Confluence would reject the query.
 */
export function runCql(cql: string, all: readonly Content[], context: CqlContext): readonly Content[] {
  const { where, orderBy } = parseJql(cql);
  if (where === undefined) throw new JqlError(["A query needs at least one clause."]);
  const test = compile(where, context);
  const sorts = orderBy.map(sorterOf);
  return all.filter(test).toSorted((a, b) => {
    for (const sort of sorts) {
      const difference = sort(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function compile(expression: Expression, context: CqlContext): ContentTest {
  switch (expression.kind) {
    case "and": {
      const tests = expression.parts.map((part) => compile(part, context));
      return (content) => tests.every((test) => test(content));
    }
    case "or": {
      const tests = expression.parts.map((part) => compile(part, context));
      return (content) => tests.some((test) => test(content));
    }
    case "not": {
      const test = compile(expression.part, context);
      return (content) => !test(content);
    }
    case "clause":
      return compileClause(expression, context);
  }
}

/** The type of a field: one of several words, a text, or a time. */
type Field =
  | { readonly kind: "words"; readonly of: (content: Content, world: World) => readonly string[] }
  | { readonly kind: "title" }
  | { readonly kind: "text" }
  | { readonly kind: "moment"; readonly of: (content: Content) => number };

const SPACE: Field = { kind: "words", of: ({ page }) => [page.space.key] };
const CREATED: Field = { kind: "moment", of: (content) => historyOf(content).created };
const MODIFIED: Field = { kind: "moment", of: (content) => historyOf(content).updated };
const ID: Field = {
  kind: "words",
  of: (content) => [contentId(content), contentId(content).replace(/^att/, "")],
};
const CREATOR: Field = {
  kind: "words",
  of(content) {
    const { author } = historyOf(content);
    return [author.accountId, author.username, author.userKey];
  },
};

const FIELDS: Readonly<Record<string, Field>> = {
  space: SPACE,
  "space.key": SPACE,
  type: { kind: "words", of: ({ type }) => [type] },
  label: { kind: "words", of: (content) => content.type === "page" ? content.page.labels : [] },
  id: ID,
  content: ID,
  ancestor: {
    kind: "words",
    of: (content, world) =>
      content.type === "page" ? ancestorsOf(world, content.page).map(({ id }) => String(id)) : [],
  },
  parent: { kind: "words", of: ({ page }) => page.parentId === undefined ? [] : [String(page.parentId)] },
  container: { kind: "words", of: ({ type, page }) => type === "page" ? [] : [String(page.id)] },
  creator: CREATOR,
  contributor: CREATOR,
  title: { kind: "title" },
  text: { kind: "text" },
  sitesearch: { kind: "text" },
  created: CREATED,
  lastmodified: MODIFIED,
};

function compileClause(clause: Clause, context: CqlContext): ContentTest {
  const name = clause.field.toLowerCase();
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (field === undefined) throw new JqlError([`The field '${clause.field}' does not exist.`]);
  switch (field.kind) {
    case "words":
      return wordsTest(field.of, clause, context);
    case "title":
      return clause.operator.endsWith("~")
        ? textTest(titleOf, clause, context)
        : wordsTest((content) => [titleOf(content)], clause, context);
    case "text":
      return textTest((content) => `${titleOf(content)}\n${wordsIn(bodyOf(content))}`, clause, context);
    case "moment":
      return momentTest(field.of, clause, context);
  }
}

function wordsTest(
  wordsOf: (content: Content, world: World) => readonly string[],
  clause: Clause,
  context: CqlContext,
): ContentTest {
  const isIn = { "=": true, "in": true, "!=": false, "not in": false }[clause.operator as string];
  if (isIn === undefined) return refuseOperator(clause);
  const wanted = new Set(clause.operands.map((operand) => valueOf(operand, context).toLowerCase()));
  return (content) => wordsOf(content, context.world).some((word) => wanted.has(word.toLowerCase())) === isIn;
}

function textTest(textOf: (content: Content) => string, clause: Clause, context: CqlContext): ContentTest {
  if (!clause.operator.endsWith("~")) return refuseOperator(clause);
  const isPositive = clause.operator === "~";
  const matches = textMatcher(valueOf(clause.operands[0] ?? { kind: "empty" }, context));
  return (content) => matches(textOf(content)) === isPositive;
}

function momentTest(
  momentOf: (content: Content) => number,
  clause: Clause,
  context: CqlContext,
): ContentTest {
  const limit = limitOf(clause.operands[0] ?? { kind: "empty" }, context);
  const compare = COMPARE[clause.operator];
  if (compare === undefined) return refuseOperator(clause);
  return (content) => compare(momentOf(content), limit);
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** `now("-1w")` is relative to now, which only CQL supports; the rest is as in JQL. */
function limitOf(operand: Operand, { now }: CqlContext): number {
  const moment = operand.kind === "value"
    ? parseDate(operand.text, now)
    : operand.kind === "function"
    ? operand.name.toLowerCase() === "now" && operand.args.length > 0
      ? parseDate(operand.args.join(" "), now)
      : callDateFunction(operand, now)
    : undefined;
  if (typeof moment === "number") return moment;
  const text = operand.kind === "value" ? operand.text : operand.kind;
  throw new JqlError([
    `The date '${text}' is not one: write it as "2026-01-31", "2026/01/31 14:00" or now("-1d").`,
  ]);
}

function valueOf(operand: Operand, { user }: CqlContext): string {
  if (operand.kind === "value") return operand.text;
  if (operand.kind === "function" && operand.name.toLowerCase() === "currentuser") {
    return user?.accountId ?? "";
  }
  throw new JqlError([
    `The value '${operand.kind === "function" ? operand.name : "EMPTY"}' is not supported.`,
  ]);
}

function refuseOperator(clause: Clause): never {
  throw new JqlError([`The operator '${clause.operator}' is not supported by the field '${clause.field}'.`]);
}

function bodyOf(content: Content): string {
  return content.type === "page" ? content.page.body : content.type === "comment" ? content.comment.body : "";
}

/** The text of a body in storage format. */
export function wordsIn(storage: string): string {
  return storage.replaceAll(/<!\[CDATA\[|\]\]>/g, " ").replaceAll(/<[^<>]*>/g, " ");
}

const SORT_KEYS: Readonly<Record<string, (content: Content) => string | number>> = {
  title: (content) => titleOf(content).toLowerCase(),
  id: ({ page }) => page.id,
  space: ({ page }) => page.space.key,
  type: ({ type }) => type,
  created: (content) => historyOf(content).created,
  lastmodified: (content) => historyOf(content).updated,
};

function sorterOf(sort: SortBy): (a: Content, b: Content) => number {
  const name = sort.field.toLowerCase();
  const keyOf = Object.hasOwn(SORT_KEYS, name) ? SORT_KEYS[name] : undefined;
  if (keyOf === undefined) throw new JqlError([`Cannot sort by '${sort.field}'.`]);
  const sign = sort.descending ? -1 : 1;
  return (a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    return first === second ? 0 : first < second ? -sign : sign;
  };
}
