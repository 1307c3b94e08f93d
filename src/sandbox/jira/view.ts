/**
 * The representation of resources in Jira. A {@linkcode JiraView} has the differences between Cloud and Data Center.
 *
 * @module
 */
import type { AdfDocument } from "../adf.ts";
import type { IssueType, Named, Project, RichText, Status, User, Version } from "../model.ts";
import type { World } from "../world.ts";

/** The differences between faces and versions of Jira's REST API. */
export interface JiraView<JiraUser extends object = object> {
  /** The site's URL: the target of `self` links, even through the gateway. */
  readonly baseUrl: string;
  /** The version in the path: `2`, `3`, `latest`. */
  readonly version: string;
  /** A person. */
  readonly user: (user: User) => JiraUser;
  /** A person as the author of something. */
  readonly author: (user: User) => object;
  /** A text with paragraphs. */
  readonly richText: (text: RichText) => string | AdfDocument;
  /** The world of the shown resources. */
  readonly world: World;
}

/** Avatars in four sizes. */
export interface AvatarUrls {
  readonly "16x16": string;
  readonly "24x24": string;
  readonly "32x32": string;
  readonly "48x48": string;
}

/** The avatar at a path of a site, in four sizes. */
export function avatarUrls(baseUrl: string, path: string): AvatarUrls {
  const url = (size: string): string => `${baseUrl}${path}${path.includes("?") ? "&" : "?"}size=${size}`;
  return { "16x16": url("xsmall"), "24x24": url("small"), "32x32": url("medium"), "48x48": url("large") };
}

/** Formats a time as Jira does: `2026-01-17T12:34:00.000+0000`. */
export function jiraTime(time: number): string {
  return new Date(time).toISOString().replace("Z", "+0000");
}

/** A resource with its own URL. */
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

/** A project as part of an issue. */
interface JiraProjectReference extends Reference {
  readonly key: string;
  readonly projectTypeKey: string;
  readonly avatarUrls: AvatarUrls;
}

/** A priority. */
interface JiraPriority extends Reference {
  readonly iconUrl: string;
}

/** An issue type. */
interface JiraType extends Reference {
  readonly description: string;
  readonly iconUrl: string;
  readonly subtask: boolean;
}

/** A project as part of an issue. */
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

/** An issue type. */
export function jiraType(view: JiraView, type: IssueType): JiraType {
  const iconUrl = `${view.baseUrl}/images/icons/issuetypes/${type.name.toLowerCase()}.svg`;
  return { ...reference(view, "issuetype", type), description: "", iconUrl, subtask: type.isSubtask };
}

/** A version of a project. */
export function jiraVersion(view: JiraView, version: Version): JiraVersion {
  return { ...reference(view, "version", version), archived: false, released: version.released };
}

/** A resource with id and name. */
export function reference(view: JiraView, resource: string, item: Named): Reference {
  return { self: selfUrl(view, resource, item.id), id: item.id, name: item.name };
}

/** The URL of a resource. */
export function selfUrl(view: JiraView, resource: string, id: string): string {
  return `${view.baseUrl}/rest/api/${view.version}/${resource}/${id}`;
}
