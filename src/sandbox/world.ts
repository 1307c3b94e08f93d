/**
 * Everything that the sandbox knows about its Jira and its Confluence. What people can change is changed in place.
 *
 * @module
 */
import type {
  Comment,
  Issue,
  IssueLink,
  IssueType,
  LinkType,
  Named,
  Project,
  Status,
  Transition,
  User,
  Worklog,
} from "./model.ts";
import { seedAttachments } from "./seed/attachments.ts";
import { generateIssues } from "./seed/generated_issues.ts";
import { generatePages, LOAD_SPACE } from "./seed/generated_pages.ts";
import { seedIssues } from "./seed/issues.ts";
import { seedPages, SPACES } from "./seed/pages.ts";
import { PEOPLE } from "./seed/people.ts";
import {
  LINK_TYPES,
  LOAD_PROJECT,
  PRIORITIES,
  PROJECTS,
  RESOLUTIONS,
  STAFF_PROJECT,
  STATUSES,
  TRANSITIONS,
  TYPES,
} from "./seed/projects.ts";
import { seedComments, seedLinks, seedWorklogs } from "./seed/remarks.ts";
import type { Attachment, Page, PageComment, Space } from "./wiki_model.ts";

/** One Jira and one Confluence. */
export interface World {
  readonly users: readonly User[];
  /** Who may do everything. */
  readonly admin: User;
  readonly projects: readonly Project[];
  readonly issueTypes: readonly IssueType[];
  /** In the order of the board. */
  readonly statuses: readonly Status[];
  readonly transitions: readonly Transition[];
  /** The most urgent first. */
  readonly priorities: readonly Named[];
  readonly resolutions: readonly Named[];
  readonly linkTypes: readonly LinkType[];
  /** In the order of their ids. */
  readonly issues: Issue[];
  /** The ids of the issues that are parts of another one, by its id. */
  readonly children: Map<number, readonly number[]>;
  /** By the id of their issue, the oldest first. */
  readonly comments: Map<number, readonly Comment[]>;
  /** By the id of their issue, the oldest first. */
  readonly worklogs: Map<number, readonly Worklog[]>;
  readonly links: IssueLink[];
  readonly spaces: readonly Space[];
  /** By id, in the order in which they were made. */
  readonly pages: Map<number, Page>;
  /** What the pages were before, by id, the oldest first. */
  readonly oldPages: Map<number, readonly Page[]>;
  /** By id. */
  readonly attachments: Map<number, Attachment>;
  /** What the attachments were before, by id, the oldest first. */
  readonly oldAttachments: Map<number, readonly Attachment[]>;
  /** By id. */
  readonly pageComments: Map<number, PageComment>;
  /** An id that nothing else has. */
  newId(): number;
}

/** How a world begins. */
interface WorldOptions {
  /** The moment that the ages of issues and pages count from: milliseconds since 1970. */
  readonly now: number;
  /** How many issues to add in a project LOAD of their own; without any, there is no such project. */
  readonly issues: number;
  /** How many pages to add in a space LOAD of their own; without any, there is no such space. */
  readonly pages: number;
  /** How long the last of those pages is, in characters. */
  readonly longestPage: number;
  /** How many bytes the video in the space TEAM has; without any, there is no such video. */
  readonly largeAttachment: number;
}

const FIRST_NEW_ID = 1_000_001;

/** A world as it begins. */
export function createWorld(options: WorldOptions): World {
  const { now } = options;
  let lastId = FIRST_NEW_ID - 1;
  const issues = [...seedIssues(now), ...generateIssues(options.issues, now)];
  const pages = [...seedPages(now), ...generatePages(options)];
  return {
    users: Object.values(PEOPLE),
    admin: PEOPLE.mia,
    projects: [
      ...Object.values(PROJECTS),
      STAFF_PROJECT,
      ...(options.issues > 0 ? [LOAD_PROJECT] : []),
    ],
    issueTypes: Object.values(TYPES),
    statuses: Object.values(STATUSES),
    transitions: TRANSITIONS,
    priorities: Object.values(PRIORITIES),
    resolutions: Object.values(RESOLUTIONS),
    linkTypes: LINK_TYPES,
    issues,
    children: new Map(),
    comments: seedComments(issues, now),
    worklogs: seedWorklogs(issues, now),
    links: seedLinks(issues),
    spaces: [...SPACES, ...(options.pages > 0 ? [LOAD_SPACE] : [])],
    pages: new Map(pages.map((page) => [page.id, page])),
    oldPages: new Map(),
    attachments: new Map(seedAttachments(options).map((attachment) => [attachment.id, attachment])),
    oldAttachments: new Map(),
    pageComments: new Map(),
    newId: () => ++lastId,
  };
}
