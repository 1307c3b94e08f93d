/**
 * Validates the fields of an issue from a request.
 *
 * @module
 */
import { isCalendarDay, parseIsoTime } from "../../core/calendar.ts";
import type { Call } from "../call.ts";
import { FieldsError } from "../input.ts";
import { type JsonInput, jsonInput } from "../input_json.ts";
import type { Issue, Named, Project, User } from "../model.ts";
import { issueOf } from "../visible.ts";
import type { JiraDialect } from "./dialect.ts";

/** The new values of an issue. */
export type IssueChange = Partial<Issue>;

/** The context of setting a field. */
export interface FieldContext {
  readonly call: Call;
  readonly dialect: JiraDialect;
  readonly project: Project;
  /** Additional fields that may be set here: the resolution, during a transition. */
  readonly also?: readonly string[];
}

/** Converts a value to changes of an issue, or returns an error message. */
type Setter = (value: unknown, context: FieldContext) => IssueChange | string;

const MAX_SUMMARY = 255;

const SETTERS: Readonly<Record<string, Setter>> = {
  summary: (value) => {
    if (typeof value !== "string" || value.trim() === "") return "You must specify a summary of the issue.";
    if (/[\r\n]/.test(value)) return "The summary is invalid because it contains newline characters.";
    return value.length > MAX_SUMMARY
      ? `Summary can't exceed ${MAX_SUMMARY} characters.`
      : { summary: value };
  },
  description: (value, { call, dialect }) => {
    const description = value === null ? { text: "" } : dialect.readText(call, value);
    return description === undefined ? dialect.wrongText : { description };
  },
  issuetype: (value, { project }) => {
    const type = findNamed(project.types, value);
    return type === undefined ? "Specify a valid issue type" : { type };
  },
  priority: (value, { call }) => {
    const priority = findNamed(call.world.priorities, value);
    return priority === undefined ? "The priority selected is invalid." : { priority };
  },
  resolution: (value, { call }) => {
    if (value === null) return { resolution: undefined };
    const resolution = findNamed(call.world.resolutions, value);
    return resolution === undefined ? "The resolution selected is invalid." : { resolution };
  },
  assignee: (value, context) => {
    const assignee = personOf(value, context);
    return assignee === "unknown" ? "Specify a valid user" : { assignee };
  },
  reporter: (value, context) => {
    const reporter = personOf(value, context);
    return reporter === "unknown" || reporter === undefined ? "Specify a valid reporter" : { reporter };
  },
  labels: (value) => {
    const labels = Array.isArray(value) ? value.filter((label) => typeof label === "string") : undefined;
    if (labels === undefined || !Array.isArray(value) || labels.length < value.length) {
      return "data was not an array";
    }
    const spaced = labels.find((label) => /\s/.test(label));
    return spaced === undefined
      ? { labels: [...new Set(labels)] }
      : `The label '${spaced}' contains spaces which is invalid.`;
  },
  fixVersions: (value, { project }) => {
    if (!Array.isArray(value)) return "data was not an array";
    const fixVersions = value.map((item: unknown) => findNamed(project.versions, item));
    const found = fixVersions.filter((version) => version !== undefined);
    if (found.length === fixVersions.length) return { fixVersions: [...new Set(found)] };
    return `Version name '${nameOf(value[fixVersions.indexOf(undefined)])}' is not valid`;
  },
  duedate: (value) => {
    if (value === null) return { due: undefined };
    const due = typeof value === "string" && isCalendarDay(value) ? parseIsoTime(value) : NaN;
    return Number.isNaN(due) ? "Error parsing date string: the format is yyyy-MM-dd" : { due };
  },
  parent: (value, { call, project }) => {
    if (value === null) return { parentId: undefined };
    const reference = jsonInput(value);
    const named = reference?.string("key") ?? reference?.string("id") ?? "";
    const parent = issueOf(call.world, call.world.admin, named);
    if (parent?.project.id === project.id) return { parentId: parent.id };
    return "Could not find issue by id or key.";
  },
};

/** Fields that can be set only by a transition, or when the issue is created. */
const ELSEWHERE: readonly string[] = ["resolution"];

/**
 * Reads the fields of a body.
 *
 * @throws {FieldsError} with one sentence per invalid field.
 */
export function readFields(fields: JsonInput, context: FieldContext): IssueChange {
  const errors: Record<string, string> = {};
  let change: IssueChange = {};
  for (const name of fields.names) {
    const result = set(name, fields.value(name), context);
    if (typeof result === "string") errors[name] = result;
    else change = { ...change, ...result };
  }
  if (Object.keys(errors).length > 0) throw new FieldsError(errors);
  return change;
}

function set(name: string, value: unknown, context: FieldContext): IssueChange | string {
  const setter = Object.hasOwn(SETTERS, name) ? SETTERS[name] : undefined;
  const isElsewhere = ELSEWHERE.includes(name) && !(context.also?.includes(name) ?? false);
  if (setter === undefined || isElsewhere) {
    return `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
  }
  return setter(value, context);
}

/** Finds an item of a list by `{id}`, or by `{name}` ignoring case. */
export function findNamed<T extends Named>(list: readonly T[], value: unknown): T | undefined {
  const reference = jsonInput(value);
  const id = reference?.value("id");
  const name = reference?.value("name");
  if (id !== undefined) return list.find((item) => item.id === String(id));
  return typeof name === "string"
    ? list.find((item) => item.name.toLowerCase() === name.toLowerCase())
    : undefined;
}

function nameOf(value: unknown): string {
  const reference = jsonInput(value);
  return String(reference?.value("name") ?? reference?.value("id") ?? "");
}

function personOf(value: unknown, { call, dialect }: FieldContext): User | undefined | "unknown" {
  if (value === null) return undefined;
  const reference = jsonInput(value);
  return (reference && dialect.findUser(call.world, reference)) ?? "unknown";
}
