/**
 * What the sandbox keeps of people and of Jira, as it is and not as any API shows it.
 *
 * @module
 */
import type { AdfDocument } from "./adf.ts";

/** A person, known to Jira and Confluence, Cloud and Data Center alike. */
export interface User {
  /** Cloud's account id. */
  readonly accountId: string;
  /** Data Center's username. */
  readonly username: string;
  /** Data Center's key. */
  readonly userKey: string;
  readonly email: string;
  readonly displayName: string;
  /** An IANA zone. */
  readonly timeZone: string;
}

/** Something that has an id and a name: a priority, a resolution, an issue type. */
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

/** Where an issue is on its way. */
export interface Status extends Named {
  readonly category: StatusCategory;
}

/** A kind of issue. */
export interface IssueType extends Named {
  /** Whether such an issue is a part of another one. */
  readonly isSubtask: boolean;
}

/** A way in which two issues are connected, named from both ends. */
export interface LinkType extends Named {
  /** What is said of the issue that the link points to: `is blocked by`. */
  readonly inward: string;
  /** What is said of the issue that the link comes from: `blocks`. */
  readonly outward: string;
}

/** A way from a status to another one. */
export interface Transition extends Named {
  /** From these statuses. */
  readonly from: readonly Status[];
  readonly to: Status;
  /** Whether a resolution has to be given; the others that end an issue take `Done`. */
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
  /** Who may see it; everybody who is signed in where it is absent. */
  readonly members?: readonly User[];
}

/** A text with paragraphs, as it was written. */
export interface RichText {
  /** Wiki markup, or the words of the document; empty where there is nothing. */
  readonly text: string;
  /** The document, where it was written as one. */
  readonly document?: AdfDocument;
}

/** An issue of Jira. Times are milliseconds since 1970. */
export interface Issue {
  readonly id: number;
  readonly project: Project;
  /** The number in its key: 7 of PROJ-7. */
  readonly number: number;
  readonly type: IssueType;
  /** The issue that a sub-task is a part of, or the epic of another one. */
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
  /** Midnight, UTC, of the day. */
  readonly due: number | undefined;
}

/** A remark on an issue. Times are milliseconds since 1970. */
export interface Comment {
  readonly id: number;
  readonly author: User;
  readonly updateAuthor: User;
  readonly body: RichText;
  readonly created: number;
  readonly updated: number;
}

/** Time that somebody spent on an issue. */
export interface Worklog {
  readonly id: number;
  readonly author: User;
  readonly comment: RichText;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly seconds: number;
  readonly created: number;
}

/** A connection of two issues. */
export interface IssueLink {
  readonly id: number;
  readonly type: LinkType;
  /** The issue that it comes from: the one that blocks. */
  readonly from: number;
  /** The issue that it points to: the one that is blocked. */
  readonly to: number;
}

/** An issue's key: PROJ-7. */
export function issueKey(issue: Issue): string {
  return `${issue.project.key}-${issue.number}`;
}
