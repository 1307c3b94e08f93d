/**
 * How Jira shows things, as far as Cloud and Data Center agree. Where they differ, a {@linkcode JiraView} says how.
 *
 * @module
 */
import {
  type Issue,
  issueKey,
  type Named,
  type Project,
  type Status,
  type User,
  type Version,
} from "./model.ts";

/** A node of a document in Atlassian Document Format. */
export interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly AdfNode[];
}

/** A document in Atlassian Document Format. */
export interface AdfDocument extends AdfNode {
  readonly type: "doc";
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

/** What differs between the faces and versions of Jira's REST API. */
export interface JiraView<JiraUser> {
  /** The site's address: where `self` links point, through the gateway too. */
  readonly baseUrl: string;
  /** The version in the path: `2`, `3`, `latest`. */
  readonly version: string;
  /** A person. */
  readonly user: (user: User) => JiraUser;
  /** A text that has paragraphs. */
  readonly richText: (text: string) => string | AdfDocument;
}

/** Pictures in four sizes. */
export interface AvatarUrls {
  readonly "16x16": string;
  readonly "24x24": string;
  readonly "32x32": string;
  readonly "48x48": string;
}

/** The picture at a path of a site, in four sizes. */
export function avatarUrls(baseUrl: string, path: string): AvatarUrls {
  const url = (size: string): string => `${baseUrl}${path}${path.includes("?") ? "&" : "?"}size=${size}`;
  return { "16x16": url("xsmall"), "24x24": url("small"), "32x32": url("medium"), "48x48": url("large") };
}

/** A moment as Jira writes it: `2026-01-17T12:34:00.000+0000`. */
export function jiraTime(time: number): string {
  return new Date(time).toISOString().replace("Z", "+0000");
}

interface Reference {
  readonly self: string;
  readonly id: string;
  readonly name: string;
}

interface JiraStatus extends Reference {
  readonly description: string;
  readonly iconUrl: string;
  readonly statusCategory: {
    readonly self: string;
    readonly id: number;
    readonly key: string;
    readonly colorName: string;
    readonly name: string;
  };
}

interface JiraVersion extends Reference {
  readonly archived: boolean;
  readonly released: boolean;
}

interface JiraProjectReference extends Reference {
  readonly key: string;
  readonly projectTypeKey: string;
  readonly avatarUrls: AvatarUrls;
}

/** An issue's fields. */
export interface JiraFields<JiraUser> {
  readonly summary: string;
  readonly description: string | AdfDocument | null;
  readonly issuetype: Reference & { readonly description: string; readonly subtask: boolean };
  readonly project: JiraProjectReference;
  readonly status: JiraStatus;
  readonly priority: Reference & { readonly iconUrl: string };
  readonly resolution: (Reference & { readonly description: string }) | null;
  readonly resolutiondate: string | null;
  readonly assignee: JiraUser | null;
  readonly reporter: JiraUser;
  readonly creator: JiraUser;
  readonly labels: readonly string[];
  readonly fixVersions: readonly JiraVersion[];
  readonly versions: readonly JiraVersion[];
  readonly components: readonly Reference[];
  readonly created: string;
  readonly updated: string;
  readonly duedate: string | null;
}

/** An issue, with the fields that were asked for. */
export interface JiraIssue<JiraUser> {
  readonly id: string;
  readonly expand?: string;
  readonly self?: string;
  readonly key?: string;
  readonly fields?: Partial<JiraFields<JiraUser>>;
}

/** Which members and fields of an issue to show. */
export interface FieldSelection {
  /** Nothing but `id`, as Cloud's search does when no field is named. */
  readonly idOnly: boolean;
  /** Nothing but what stands outside `fields`. */
  readonly keyOnly: boolean;
  /** Whether to show a field. */
  has(field: string): boolean;
}

/**
 * What a list such as `summary,status`, `*all,-description` or `id` selects.
 *
 * @param names The list; without one, or with an empty one, the default is taken.
 * @param defaults The default: `["id"]` in Cloud's search, `["*navigable"]` elsewhere.
 */
export function selectFields(
  names: readonly string[] | undefined,
  defaults: readonly string[],
): FieldSelection {
  const wanted = names === undefined || names.length === 0 ? defaults : names;
  const excluded = new Set(wanted.filter((name) => name.startsWith("-")).map((name) => name.slice(1)));
  const included = new Set(wanted.filter((name) => !name.startsWith("-")));
  const all = included.size === 0 || included.has("*all") || included.has("*navigable");
  const outside = (name: string): boolean => name === "id" || name === "key" || name === "issuekey";
  return {
    idOnly: included.size > 0 && [...included].every((name) => name === "id"),
    keyOnly: included.size > 0 && [...included].every(outside),
    has: (field) => !excluded.has(field) && (all || included.has(field)),
  };
}

/** An issue as a search shows it. */
export function jiraIssue<JiraUser>(
  view: JiraView<JiraUser>,
  issue: Issue,
  selection: FieldSelection,
): JiraIssue<JiraUser> {
  const id = String(issue.id);
  if (selection.idOnly) return { id };
  const key = issueKey(issue);
  const outside = {
    expand: "operations,editmeta,changelog,transitions",
    id,
    self: selfUrl(view, "issue", id),
    key,
  };
  if (selection.keyOnly) return outside;
  const fields = Object.entries(fieldsOf(view, issue)).filter(([name]) => selection.has(name));
  return { ...outside, fields: Object.fromEntries(fields) };
}

function fieldsOf<JiraUser>(view: JiraView<JiraUser>, issue: Issue): JiraFields<JiraUser> {
  const { resolution, resolved, assignee, due } = issue;
  return {
    summary: issue.summary,
    description: issue.description === "" ? null : view.richText(issue.description),
    issuetype: { ...reference(view, "issuetype", issue.type), description: "", subtask: false },
    project: projectReference(view, issue.project),
    status: jiraStatus(view, issue.status),
    priority: {
      ...reference(view, "priority", issue.priority),
      iconUrl: `${view.baseUrl}/images/icons/priorities/${issue.priority.name.toLowerCase()}.svg`,
    },
    resolution: resolution === undefined
      ? null
      : { ...reference(view, "resolution", resolution), description: "" },
    resolutiondate: resolved === undefined ? null : jiraTime(resolved),
    assignee: assignee === undefined ? null : view.user(assignee),
    reporter: view.user(issue.reporter),
    creator: view.user(issue.reporter),
    labels: issue.labels,
    fixVersions: issue.fixVersions.map((version) => jiraVersion(view, version)),
    versions: [],
    components: [],
    created: jiraTime(issue.created),
    updated: jiraTime(issue.updated),
    duedate: due === undefined ? null : new Date(due).toISOString().slice(0, 10),
  };
}

/** A project as an issue shows it. */
export function projectReference(view: JiraView<unknown>, project: Project): JiraProjectReference {
  return {
    ...reference(view, "project", project),
    key: project.key,
    projectTypeKey: "software",
    avatarUrls: avatarUrls(view.baseUrl, `/secure/projectavatar?pid=${project.id}`),
  };
}

function jiraStatus(view: JiraView<unknown>, status: Status): JiraStatus {
  const { category } = status;
  return {
    ...reference(view, "status", status),
    description: "",
    iconUrl: `${view.baseUrl}/images/icons/statuses/generic.png`,
    statusCategory: {
      self: selfUrl(view, "statuscategory", String(category.id)),
      id: category.id,
      key: category.key,
      colorName: category.colorName,
      name: category.name,
    },
  };
}

function jiraVersion(view: JiraView<unknown>, version: Version): JiraVersion {
  return { ...reference(view, "version", version), archived: false, released: version.released };
}

function reference(view: JiraView<unknown>, resource: string, item: Named): Reference {
  return { self: selfUrl(view, resource, item.id), id: item.id, name: item.name };
}

function selfUrl(view: JiraView<unknown>, resource: string, id: string): string {
  return `${view.baseUrl}/rest/api/${view.version}/${resource}/${id}`;
}
