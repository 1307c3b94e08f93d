/**
 * How Jira Cloud shows people, projects and texts.
 *
 * @module
 */
import type { Call } from "../call.ts";
import { type AdfDocument, type AdfNode, type AvatarUrls, avatarUrls, type JiraView } from "../jira_json.ts";
import type { Project, User } from "../model.ts";

/** A person: `User` in Atlassian's document. */
export interface CloudUser {
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

/** The view of a call: version 3 has texts in Atlassian Document Format, version 2 as they are. */
export function cloudView(call: Call): JiraView<CloudUser> {
  const { baseUrl } = call.place;
  const { version } = call;
  return {
    baseUrl,
    version,
    user: (user) => cloudUser(user, `${baseUrl}/rest/api/${version}`),
    richText: version === "3" ? adfOf : (text) => text,
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

/** A project as a list of projects shows it. */
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

/** A text as a document: a paragraph for every run of lines. */
function adfOf(text: string): AdfDocument {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph !== "");
  const content = paragraphs.map((paragraph): AdfNode => ({
    type: "paragraph",
    content: paragraph.split("\n").flatMap((line, index): readonly AdfNode[] => [
      ...(index > 0 ? [{ type: "hardBreak" }] : []),
      ...(line === "" ? [] : [{ type: "text", text: line }]),
    ]),
  }));
  return { version: 1, type: "doc", content };
}
