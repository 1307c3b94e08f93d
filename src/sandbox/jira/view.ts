/**
 * How Jira shows things, as far as Cloud and Data Center agree. Where they differ, a {@linkcode JiraView} says how.
 *
 * @module
 */
import type { AdfDocument } from "../adf.ts";
import type { IssueType, Named, Project, RichText, Status, User, Version } from "../model.ts";
import type { World } from "../world.ts";

/** What differs between the faces and versions of Jira's REST API. */
export interface JiraView<JiraUser extends object = object> {
  /** The site's address: where `self` links point, through the gateway too. */
  readonly baseUrl: string;
  /** The version in the path: `2`, `3`, `latest`. */
  readonly version: string;
  /** A person. */
  readonly user: (user: User) => JiraUser;
  /** A person as the author of something. */
  readonly author: (user: User) => object;
  /** A text that has paragraphs. */
  readonly richText: (text: RichText) => string | AdfDocument;
  /** What the things are part of that are shown. */
  readonly world: World;
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

/** Something that has a resource of its own. */
interface Reference {
  readonly self: string;
  readonly id: string;
  readonly name: string;
}

/** A status. */
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

/** A version of a project. */
interface JiraVersion extends Reference {
  readonly archived: boolean;
  readonly released: boolean;
}

/** A project as an issue shows it. */
interface JiraProjectReference extends Reference {
  readonly key: string;
  readonly projectTypeKey: string;
  readonly avatarUrls: AvatarUrls;
}

/** A priority. */
interface JiraPriority extends Reference {
  readonly iconUrl: string;
}

/** A kind of issue. */
interface JiraType extends Reference {
  readonly description: string;
  readonly iconUrl: string;
  readonly subtask: boolean;
}

/** A project as an issue shows it. */
export function projectReference(view: JiraView, project: Project): JiraProjectReference {
  return {
    ...reference(view, "project", project),
    key: project.key,
    projectTypeKey: "software",
    avatarUrls: avatarUrls(view.baseUrl, `/secure/projectavatar?pid=${project.id}`),
  };
}

/** A status. */
export function jiraStatus(view: JiraView, status: Status): JiraStatus {
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

/** A priority. */
export function jiraPriority(view: JiraView, priority: Named): JiraPriority {
  const iconUrl = `${view.baseUrl}/images/icons/priorities/${priority.name.toLowerCase()}.svg`;
  return { ...reference(view, "priority", priority), iconUrl };
}

/** A kind of issue. */
export function jiraType(view: JiraView, type: IssueType): JiraType {
  const iconUrl = `${view.baseUrl}/images/icons/issuetypes/${type.name.toLowerCase()}.svg`;
  return { ...reference(view, "issuetype", type), description: "", iconUrl, subtask: type.isSubtask };
}

/** A version of a project. */
export function jiraVersion(view: JiraView, version: Version): JiraVersion {
  return { ...reference(view, "version", version), archived: false, released: version.released };
}

/** Something by its id and its name. */
export function reference(view: JiraView, resource: string, item: Named): Reference {
  return { self: selfUrl(view, resource, item.id), id: item.id, name: item.name };
}

/** Where a resource is. */
export function selfUrl(view: JiraView, resource: string, id: string): string {
  return `${view.baseUrl}/rest/api/${view.version}/${resource}/${id}`;
}
