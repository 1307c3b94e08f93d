/**
 * Compiles a clause to a predicate, or rejects it with Jira's own messages.
 *
 * @module
 */
import type { Issue, User } from "../model.ts";
import type { World } from "../world.ts";
import { type Clause, JqlError, type Operand, type Operator } from "./ast.ts";
import { callDateFunction, parseDate } from "./dates.ts";
import {
  type ChoiceField,
  type DateField,
  type Field,
  fieldNamed,
  findIssue,
  findUser,
  type KeyField,
  type TextField,
  type UserField,
} from "./fields.ts";
import { textMatcher } from "./text_match.ts";

/** The caller, the world and the time of a query. */
export interface JqlContext {
  readonly world: World;
  /** The result of `currentUser()`; `undefined` if anonymous, which matches nothing. */
  readonly user: User | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A predicate for issues. */
export type IssueTest = (issue: Issue) => boolean;

const EQUALITY: readonly Operator[] = ["=", "!=", "in", "not in"];
const ORDER: readonly Operator[] = ["<", "<=", ">", ">="];
const EMPTINESS: readonly Operator[] = ["is", "is not"];

/**
 * Compiles a clause.
 *
 * @throws {JqlError} if the field, a value or a function does not exist, or the field does not support the operator.
 */
export function compileClause(clause: Clause, context: JqlContext): IssueTest {
  const field = fieldNamed(clause.field);
  if (field === undefined) {
    throw new JqlError([`Field '${clause.field}' does not exist or you do not have permission to view it.`]);
  }
  if (!operatorsOf(field).includes(clause.operator)) {
    throw new JqlError([
      `The operator '${clause.operator}' is not supported by the '${clause.field}' field.`,
    ]);
  }
  refuseEmpty(field, clause);
  switch (field.kind) {
    case "choice":
      return choiceTest(field, clause, context);
    case "user":
      return userTest(field, clause, context);
    case "key":
      return keyTest(field, clause, context);
    case "text":
      return textTest(field, clause);
    case "date":
      return dateTest(field, clause, context);
  }
}

function operatorsOf(field: Field): readonly Operator[] {
  switch (field.kind) {
    case "choice":
      return [...EQUALITY, ...EMPTINESS, ...(field.ranked === undefined ? [] : ORDER)];
    case "user":
      return [...EQUALITY, ...EMPTINESS];
    case "key":
      return [...EQUALITY, ...ORDER];
    case "text":
      return ["~", "!~", ...EMPTINESS];
    case "date":
      return ["=", "!=", ...ORDER, ...EMPTINESS];
  }
}

function refuseEmpty(field: Field, clause: Clause): void {
  const asksForEmpty = clause.operands.some((operand) => operand.kind === "empty");
  const other = clause.operands.find((operand) => operand.kind !== "empty");
  if (EMPTINESS.includes(clause.operator) && other !== undefined) {
    throw new JqlError([
      `The operator '${clause.operator}' only supports the value 'EMPTY' in the '${clause.field}' field.`,
    ]);
  }
  if (asksForEmpty && !field.optional) {
    throw new JqlError([`The field '${clause.field}' does not support searching for EMPTY values.`]);
  }
}

function choiceTest(field: ChoiceField, clause: Clause, context: JqlContext): IssueTest {
  const ids = clause.operands.flatMap((operand) => {
    const text = valueOf(operand);
    if (text === undefined) return [];
    const found = field.find(text, context.world);
    if (found.length > 0) return found;
    return isUnresolved(clause, text) ? [] : refuseValue(text, clause.field);
  });
  const withEmpty = clause.operands.some((operand) =>
    operand.kind === "empty" || isUnresolved(clause, valueOf(operand) ?? "")
  );
  if (ORDER.includes(clause.operator)) return rankTest(field, { clause, ids, world: context.world });
  return membership({ clause, wanted: new Set(ids), withEmpty }, field.idsOf);
}

function rankTest(
  field: ChoiceField,
  query: { readonly clause: Clause; readonly ids: readonly string[]; readonly world: World },
): IssueTest {
  const ranked = field.ranked?.(query.world) ?? [];
  const limit = ranked.indexOf(query.ids[0] ?? "");
  return (issue) =>
    field.idsOf(issue).some((id) => compare(ranked.indexOf(id), query.clause.operator, limit));
}

/** `resolution = Unresolved` is Jira's synonym for an empty resolution. */
function isUnresolved(clause: Clause, text: string): boolean {
  return clause.field.toLowerCase() === "resolution" && text.toLowerCase() === "unresolved";
}

function userTest(field: UserField, clause: Clause, context: JqlContext): IssueTest {
  const ids = clause.operands.flatMap((operand) => {
    if (operand.kind === "empty") return [];
    if (operand.kind === "function") return [currentUserId(operand, context)];
    return [findUser(operand.text, context.world)?.accountId ?? refuseValue(operand.text, clause.field)];
  });
  const withEmpty = clause.operands.some((operand) => operand.kind === "empty");
  return membership({ clause, wanted: new Set(ids), withEmpty }, (issue) => {
    const user = field.userOf(issue);
    return user === undefined ? [] : [user.accountId];
  });
}

function currentUserId(call: Extract<Operand, { kind: "function" }>, context: JqlContext): string {
  if (call.name.toLowerCase() !== "currentuser") refuseFunction(call);
  return context.user?.accountId ?? "(nobody)";
}

function membership(
  query: { readonly clause: Clause; readonly wanted: ReadonlySet<string>; readonly withEmpty: boolean },
  idsOf: (issue: Issue) => readonly string[],
): IssueTest {
  const { clause, wanted, withEmpty } = query;
  const isPositive = clause.operator === "=" || clause.operator === "in" || clause.operator === "is";
  return (issue) => {
    const ids = idsOf(issue);
    if (ids.length === 0) return isPositive && withEmpty;
    return ids.some((id) => wanted.has(id)) === isPositive;
  };
}

function keyTest(_field: KeyField, clause: Clause, context: JqlContext): IssueTest {
  const issues = clause.operands.map((operand) => findOrRefuse(operand, { clause, context }));
  const [limit] = issues;
  if (ORDER.includes(clause.operator)) {
    return (issue) =>
      issue.project === limit?.project && compare(issue.number, clause.operator, limit.number);
  }
  const wanted = new Set(issues);
  const isPositive = clause.operator === "=" || clause.operator === "in";
  return (issue) => wanted.has(issue) === isPositive;
}

function findOrRefuse(
  operand: Operand,
  query: { readonly clause: Clause; readonly context: JqlContext },
): Issue {
  const text = valueOf(operand) ?? "";
  const issue = findIssue(text, query.context.world);
  if (issue !== undefined) return issue;
  const { field } = query.clause;
  throw new JqlError([
    /^[a-z][a-z0-9_]*-\d+$/i.test(text)
      ? `An issue with key '${text}' does not exist for field '${field}'.`
      : `The issue key '${text}' for field '${field}' is invalid.`,
  ]);
}

function textTest(field: TextField, clause: Clause): IssueTest {
  const text = valueOf(clause.operands[0] ?? { kind: "empty" });
  const isPositive = clause.operator === "~" || clause.operator === "is";
  if (text === undefined) {
    return (issue) => field.textsOf(issue).every((value) => value === "") === isPositive;
  }
  if (text.trim() === "") {
    throw new JqlError([`The field '${clause.field}' does not support searching for an empty string.`]);
  }
  const matches = textMatcher(text);
  return (issue) => matches(field.textsOf(issue).join("\n")) === isPositive;
}

function dateTest(field: DateField, clause: Clause, context: JqlContext): IssueTest {
  const operand = clause.operands[0] ?? { kind: "empty" };
  if (operand.kind === "empty") {
    const isPositive = clause.operator === "is" || clause.operator === "=";
    return (issue) => (field.timeOf(issue) === undefined) === isPositive;
  }
  const limit = momentOf(operand, { clause, now: context.now });
  return (issue) => {
    const time = field.timeOf(issue);
    return time !== undefined && compare(time, clause.operator, limit);
  };
}

function momentOf(
  operand: Exclude<Operand, { kind: "empty" }>,
  query: { readonly clause: Clause; readonly now: number },
): number {
  if (operand.kind === "value") {
    return parseDate(operand.text, query.now) ?? refuseDate(operand.text, query.clause.field);
  }
  const moment = callDateFunction(operand, query.now);
  if (moment === "bad-argument") {
    throw new JqlError([`The arguments of the function '${operand.name}' are invalid.`]);
  }
  return moment ?? refuseFunction(operand);
}

function compare(value: number, operator: Operator, limit: number): boolean {
  switch (operator) {
    case "=":
      return value === limit;
    case "!=":
      return value !== limit;
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    default:
      return false;
  }
}

function valueOf(operand: Operand): string | undefined {
  switch (operand.kind) {
    case "value":
      return operand.text;
    case "empty":
      return undefined;
    case "function":
      return refuseFunction(operand);
  }
}

function refuseValue(text: string, field: string): never {
  throw new JqlError([`The value '${text}' does not exist for the field '${field}'.`]);
}

function refuseDate(text: string, field: string): never {
  throw new JqlError([
    `Date value '${text}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', ` +
    "'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.",
  ]);
}

function refuseFunction(call: Extract<Operand, { kind: "function" }>): never {
  throw new JqlError([`Unable to find JQL function '${call.name}(${call.args.join(", ")})'.`]);
}
