/**
 * Data Center's representation of people and projects in Jira.
 *
 * @module
 */
import type { Call } from "../call.ts";
import { type AvatarUrls, avatarUrls, type JiraView } from "../jira/view.ts";
import type { Project, User } from "../model.ts";

/** A person: `UserBean` in Atlassian's document. */
export interface DataCenterUser {
  readonly self: string;
  readonly key: string;
  readonly name: string;
  readonly emailAddress: string;
  readonly avatarUrls: AvatarUrls;
  readonly displayName: string;
  readonly active: boolean;
  readonly deleted: boolean;
  readonly timeZone: string;
  readonly locale: string;
}

/** A project: `ProjectBean` in Atlassian's document. */
interface DataCenterProject {
  readonly expand: string;
  readonly self: string;
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly avatarUrls: AvatarUrls;
  readonly projectTypeKey: "software";
  readonly archived: boolean;
}

/** The view of a call. Rich text is wiki markup, and plain text is valid wiki markup. */
export function dataCenterView(call: Call): JiraView<DataCenterUser> {
  const { baseUrl } = call.place;
  return {
    baseUrl,
    version: "2",
    user: (user) => dataCenterUser(user, baseUrl),
    author: (user) => dataCenterUser(user, baseUrl),
    richText: ({ text }) => text,
    world: call.world,
  };
}

function dataCenterUser(user: User, baseUrl: string): DataCenterUser {
  return {
    self: `${baseUrl}/rest/api/2/user?username=${encodeURIComponent(user.username)}`,
    key: user.userKey,
    name: user.username,
    emailAddress: user.email,
    avatarUrls: avatarUrls(baseUrl, `/secure/useravatar?ownerId=${user.userKey}`),
    displayName: user.displayName,
    active: true,
    deleted: false,
    timeZone: user.timeZone,
    locale: "en_US",
  };
}

/** A project in a list. */
export function dataCenterProject(view: JiraView<DataCenterUser>, project: Project): DataCenterProject {
  return {
    expand: "description,lead,url,projectKeys",
    self: `${view.baseUrl}/rest/api/2/project/${project.id}`,
    id: project.id,
    key: project.key,
    name: project.name,
    avatarUrls: avatarUrls(view.baseUrl, `/secure/projectavatar?pid=${project.id}`),
    projectTypeKey: "software",
    archived: false,
  };
}
