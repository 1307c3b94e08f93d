/**
 * The sandbox's data model of people and Jira, independent of any API.
 *
 * @module
 */
import type { AdfDocument } from "./adf.ts";

/** A person, in Jira and Confluence, Cloud and Data Center. */
export interface User {
  /** Cloud's account id. */
  readonly accountId: string;
  /** Data Center's user name. */
  readonly username: string;
  /** Data Center's key. */
  readonly userKey: string;
  readonly email: string;
  readonly displayName: string;
  /** An IANA time zone. */
  readonly timeZone: string;
}

/** An object with an id and a name: a priority, a resolution, an issue type. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A column of the board. */
export interface StatusCategory {
  readonly id: number;
  readonly key: "new" | "indeterminate" | "done";
  readonly name: string;
  readonly colorName: string;
}

/** A status of an issue. */
export interface Status extends Named {
  readonly category: StatusCategory;
}

/** An issue type. */
export interface IssueType extends Named {
  /** Whether issues of this type have a parent. */
  readonly isSubtask: boolean;
}

/** A link type, named from both ends. */
export interface LinkType extends Named {
  /** The wording for the target of the link: `is blocked by`. */
  readonly inward: string;
  /** The wording for the source of the link: `blocks`. */
  readonly outward: string;
}

/** A transition to a status. */
export interface Transition extends Named {
  /** The statuses from which it is available. */
  readonly from: readonly Status[];
  readonly to: Status;
  /** Whether a resolution is required; other final transitions default to `Done`. */
  readonly needsResolution: boolean;
}

/** A version of a project. */
export interface Version extends Named {
  readonly released: boolean;
}

/** A project of Jira. */
export interface Project extends Named {
  readonly key: string;
  readonly lead: User;
  readonly versions: readonly Version[];
  readonly types: readonly IssueType[];
  /** Who may see it; by default everybody who is signed in. */
  readonly members?: readonly User[];
}

/** Rich text as it was written. */
export interface RichText {
  /** Wiki markup, or the text of the document; may be empty. */
  readonly text: string;
  /** The document, if it was written as one. */
  readonly document?: AdfDocument;
}

/** An issue of Jira. Times are milliseconds since 1970. */
export interface Issue {
  readonly id: number;
  readonly project: Project;
  /** The number in its key: 7 of PROJ-7. */
  readonly number: number;
  readonly type: IssueType;
  /** The parent of a sub-task, or the epic of another issue. */
  readonly parentId: number | undefined;
  readonly summary: string;
  readonly description: RichText;
  readonly status: Status;
  readonly priority: Named;
  readonly resolution: Named | undefined;
  readonly assignee: User | undefined;
  readonly reporter: User;
  readonly labels: readonly string[];
  readonly fixVersions: readonly Version[];
  readonly created: number;
  readonly updated: number;
  readonly resolved: number | undefined;
  /** Midnight in UTC. */
  readonly due: number | undefined;
}

/** A comment on an issue. Times are milliseconds since 1970. */
export interface Comment {
  readonly id: number;
  readonly author: User;
  readonly updateAuthor: User;
  readonly body: RichText;
  readonly created: number;
  readonly updated: number;
}

/** Time spent on an issue. */
export interface Worklog {
  readonly id: number;
  readonly author: User;
  readonly comment: RichText;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly seconds: number;
  readonly created: number;
}

/** A link between two issues. */
export interface IssueLink {
  readonly id: number;
  readonly type: LinkType;
  /** The source of the link: the blocking issue. */
  readonly from: number;
  /** The target of the link: the blocked issue. */
  readonly to: number;
}

/** An issue's key: PROJ-7. */
export function issueKey(issue: Issue): string {
  return `${issue.project.key}-${issue.number}`;
}
