/**
 * The supported JQL fields and their comparisons.
 *
 * @module
 */
import type { Issue, Named, User, Version } from "../model.ts";
import type { World } from "../world.ts";

/** A field of any kind. */
export type Field = ChoiceField | UserField | KeyField | TextField | DateField;

interface Base {
  /** Whether it can be empty, so that `is EMPTY` is allowed. */
  readonly optional: boolean;
  /** The sort key: a number or a text; `undefined` sorts last. Absent: sorting by the field is not supported. */
  readonly sortKey?: (issue: Issue, world: World) => string | number | undefined;
}

/** A field with one or several values of a list: a project, a status, labels. */
export interface ChoiceField extends Base {
  readonly kind: "choice";
  /** The ids of an issue's values. */
  readonly idsOf: (issue: Issue) => readonly string[];
  /** The ids for a typed value; none if there is no such value. */
  readonly find: (text: string, world: World) => readonly string[];
  /** All ids in ascending order, if `<` and `>` are allowed. */
  readonly ranked?: (world: World) => readonly string[];
}

/** A person. */
export interface UserField extends Base {
  readonly kind: "user";
  readonly userOf: (issue: Issue) => User | undefined;
}

/** The issue itself. */
export interface KeyField extends Base {
  readonly kind: "key";
}

/** Words. */
export interface TextField extends Base {
  readonly kind: "text";
  readonly textsOf: (issue: Issue) => readonly string[];
}

/** A moment. */
export interface DateField extends Base {
  readonly kind: "date";
  readonly timeOf: (issue: Issue) => number | undefined;
}

const PROJECT: ChoiceField = {
  kind: "choice",
  optional: false,
  idsOf: (issue) => [issue.project.id],
  find: (text, world) =>
    idsOf(world.projects.filter((project) => same(project.key, text) || isNamed(project, text))),
  sortKey: (issue) => issue.project.key,
};

const STATUS: ChoiceField = {
  kind: "choice",
  optional: false,
  idsOf: (issue) => [issue.status.id],
  find: (text, world) => findNamed(world.statuses, text),
  sortKey: (issue, world) => world.statuses.indexOf(issue.status),
};

const STATUS_CATEGORY: ChoiceField = {
  kind: "choice",
  optional: false,
  idsOf: (issue) => [String(issue.status.category.id)],
  find: (text, world) => {
    const categories = world.statuses.map((status) => status.category);
    const found = categories.filter(({ id, key, name }) =>
      same(name, text) || same(key, text) || String(id) === text
    );
    return [...new Set(found.map((category) => String(category.id)))];
  },
  sortKey: (issue, world) =>
    world.statuses.findIndex((status) => status.category.id === issue.status.category.id),
};

const RESOLUTION: ChoiceField = {
  kind: "choice",
  optional: true,
  idsOf: (issue) => issue.resolution === undefined ? [] : [issue.resolution.id],
  find: (text, world) => findNamed(world.resolutions, text),
  sortKey: (issue) => issue.resolution?.name,
};

const PRIORITY: ChoiceField = {
  kind: "choice",
  optional: false,
  idsOf: (issue) => [issue.priority.id],
  find: (text, world) => findNamed(world.priorities, text),
  ranked: (world) => idsOf(world.priorities.toReversed()),
  sortKey: (issue, world) => -world.priorities.indexOf(issue.priority),
};

const TYPE: ChoiceField = {
  kind: "choice",
  optional: false,
  idsOf: (issue) => [issue.type.id],
  find: (text, world) => findNamed(world.issueTypes, text),
  sortKey: (issue) => issue.type.name,
};

const LABELS: ChoiceField = {
  kind: "choice",
  optional: true,
  idsOf: (issue) => issue.labels.map((label) => label.toLowerCase()),
  find: (text) => [text.toLowerCase()],
  sortKey: (issue) => issue.labels[0],
};

const FIX_VERSION: ChoiceField = {
  kind: "choice",
  optional: true,
  idsOf: (issue) => idsOf(issue.fixVersions),
  find: (text, world) => findNamed(versionsOf(world), text),
  ranked: (world) => idsOf(versionsOf(world)),
  sortKey: (issue) => issue.fixVersions[0]?.name,
};

const ASSIGNEE: UserField = {
  kind: "user",
  optional: true,
  userOf: (issue) => issue.assignee,
  sortKey: (issue) => issue.assignee?.displayName,
};

const REPORTER: UserField = {
  kind: "user",
  optional: false,
  userOf: (issue) => issue.reporter,
  sortKey: (issue) => issue.reporter.displayName,
};

const KEY: KeyField = {
  kind: "key",
  optional: false,
  sortKey: (issue) => `${issue.project.key} ${String(issue.number).padStart(8, "0")}`,
};

const SUMMARY: TextField = {
  kind: "text",
  optional: true,
  textsOf: (issue) => [issue.summary],
  sortKey: (issue) => issue.summary,
};

const TEXT: TextField = {
  kind: "text",
  optional: false,
  textsOf: (issue) => [issue.summary, issue.description.text],
};

const DESCRIPTION: TextField = {
  kind: "text",
  optional: true,
  textsOf: (issue) => issue.description.text === "" ? [] : [issue.description.text],
};

const PARENT: ChoiceField = {
  kind: "choice",
  optional: true,
  idsOf: (issue) => issue.parentId === undefined ? [] : [String(issue.parentId)],
  find: (text, world) => {
    const issue = findIssue(text, world);
    return issue === undefined ? [] : [String(issue.id)];
  },
};

const CREATED: DateField = dateField((issue) => issue.created, { optional: false });
const UPDATED: DateField = dateField((issue) => issue.updated, { optional: false });
const DUE: DateField = dateField((issue) => issue.due, { optional: true });

const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ["project", PROJECT],
  ["key", KEY],
  ["issuekey", KEY],
  ["issue", KEY],
  ["id", KEY],
  ["assignee", ASSIGNEE],
  ["reporter", REPORTER],
  ["status", STATUS],
  ["statuscategory", STATUS_CATEGORY],
  ["resolution", RESOLUTION],
  ["priority", PRIORITY],
  ["issuetype", TYPE],
  ["type", TYPE],
  ["labels", LABELS],
  ["fixversion", FIX_VERSION],
  ["summary", SUMMARY],
  ["text", TEXT],
  ["description", DESCRIPTION],
  ["parent", PARENT],
  ["created", CREATED],
  ["createddate", CREATED],
  ["updated", UPDATED],
  ["updateddate", UPDATED],
  ["due", DUE],
  ["duedate", DUE],
]);

/** The field with a name, ignoring case; `undefined` if there is none. */
export function fieldNamed(name: string): Field | undefined {
  return FIELDS.get(name.toLowerCase());
}

/** A person by account id, username, email or display name. */
export function findUser(text: string, world: World): User | undefined {
  return world.users.find((user) =>
    user.accountId === text || same(user.username, text) || same(user.email, text) ||
    same(user.displayName, text)
  );
}

/** An issue by its key or its numeric id. */
export function findIssue(text: string, world: World): Issue | undefined {
  const [, projectKey, digits] = /^(?:([a-z][a-z0-9_]*)-)?(\d+)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (projectKey === undefined) return world.issues.find((issue) => issue.id === number);
  return world.issues.find((issue) => issue.number === number && same(issue.project.key, projectKey));
}

function dateField(timeOf: DateField["timeOf"], options: { readonly optional: boolean }): DateField {
  return { kind: "date", ...options, timeOf, sortKey: timeOf };
}

function versionsOf(world: World): readonly Version[] {
  return world.projects.flatMap((project) => project.versions);
}

function findNamed(list: readonly Named[], text: string): readonly string[] {
  return idsOf(list.filter((item) => isNamed(item, text)));
}

function isNamed(item: Named, text: string): boolean {
  return same(item.name, text) || item.id === text;
}

function idsOf(list: readonly Named[]): readonly string[] {
  return list.map((item) => item.id);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
