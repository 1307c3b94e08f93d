/**
 * Cloud's representation of people, projects and rich text in Jira.
 *
 * @module
 */
import type { Call } from "../call.ts";
import { adfOf } from "../adf.ts";
import { type AvatarUrls, avatarUrls, type JiraView } from "../jira/view.ts";
import type { Project, User } from "../model.ts";

/** A person: `User` in Atlassian's document. */
interface CloudUser {
  readonly self: string;
  readonly accountId: string;
  readonly accountType: "atlassian";
  readonly emailAddress: string;
  readonly avatarUrls: AvatarUrls;
  readonly displayName: string;
  readonly active: boolean;
  readonly timeZone: string;
  readonly locale: string;
}

/** A project: `Project` in Atlassian's document. */
export interface CloudProject {
  readonly expand: string;
  readonly self: string;
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly avatarUrls: AvatarUrls;
  readonly projectTypeKey: "software";
  readonly simplified: boolean;
  readonly style: "classic";
  readonly isPrivate: boolean;
}

/** The view of a call: version 3 returns Atlassian Document Format, version 2 plain text. */
export function cloudView(call: Call): JiraView<CloudUser> {
  const { baseUrl } = call.place;
  const { version } = call;
  const restUrl = `${baseUrl}/rest/api/${version}`;
  return {
    baseUrl,
    version,
    user: (user) => cloudUser(user, restUrl),
    author(user) {
      const { locale: _locale, ...author } = cloudUser(user, restUrl);
      return author;
    },
    richText: version === "3" ? ({ text, document }) => document ?? adfOf(text) : ({ text }) => text,
    world: call.world,
  };
}

function cloudUser(user: User, restUrl: string): CloudUser {
  const { accountId } = user;
  return {
    self: `${restUrl}/user?accountId=${accountId}`,
    accountId,
    accountType: "atlassian",
    emailAddress: user.email,
    avatarUrls: avatarUrls(new URL(restUrl).origin, `/secure/useravatar?ownerId=${accountId}`),
    displayName: user.displayName,
    active: true,
    timeZone: user.timeZone,
    locale: "en_US",
  };
}

/** A project in a list. */
export function cloudProject(view: JiraView<CloudUser>, project: Project): CloudProject {
  return {
    expand: "description,lead,issueTypes,url,projectKeys,permissions,insight",
    self: `${view.baseUrl}/rest/api/${view.version}/project/${project.id}`,
    id: project.id,
    key: project.key,
    name: project.name,
    avatarUrls: avatarUrls(view.baseUrl, `/secure/projectavatar?pid=${project.id}`),
    projectTypeKey: "software",
    simplified: false,
    style: "classic",
    isPrivate: false,
  };
}
