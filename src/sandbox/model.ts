/**
 * What the sandbox keeps: people, projects, issues, spaces and pages, as they are and not as any API shows them.
 *
 * @module
 */

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

/** A version of a project. */
export interface Version extends Named {
  readonly released: boolean;
}

/** A project of Jira. */
export interface Project extends Named {
  readonly key: string;
  readonly lead: User;
  readonly versions: readonly Version[];
}

/** An issue of Jira. Times are milliseconds since 1970. */
export interface Issue {
  readonly id: number;
  readonly project: Project;
  /** The number in its key: 7 of PROJ-7. */
  readonly number: number;
  readonly type: Named;
  readonly summary: string;
  /** Plain text; empty where there is none. */
  readonly description: string;
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

/** A space of Confluence. */
export interface Space {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly homepageId: number;
}

/** A page of Confluence. Its body is storage format. */
export interface Page {
  readonly id: number;
  readonly space: Space;
  readonly parentId: number | undefined;
  readonly title: string;
  readonly body: string;
  readonly version: number;
  readonly author: User;
  readonly labels: readonly string[];
  readonly created: number;
  readonly updated: number;
}

/** An issue's key: PROJ-7. */
export function issueKey(issue: Issue): string {
  return `${issue.project.key}-${issue.number}`;
}
