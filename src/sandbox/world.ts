/**
 * The data of a sandbox's Jira and Confluence. Mutable parts are changed in place.
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
  /** The administrator. */
  readonly admin: User;
  readonly projects: readonly Project[];
  readonly issueTypes: readonly IssueType[];
  /** The statuses, in the order of the board. */
  readonly statuses: readonly Status[];
  readonly transitions: readonly Transition[];
  /** The priorities, most urgent first. */
  readonly priorities: readonly Named[];
  readonly resolutions: readonly Named[];
  readonly linkTypes: readonly LinkType[];
  /** The issues, by ascending id. */
  readonly issues: Issue[];
  /** Ids of child issues, by the id of their parent. */
  readonly children: Map<number, readonly number[]>;
  /** Comments by issue id, oldest first. */
  readonly comments: Map<number, readonly Comment[]>;
  /** Worklogs by issue id, oldest first. */
  readonly worklogs: Map<number, readonly Worklog[]>;
  readonly links: IssueLink[];
  readonly spaces: readonly Space[];
  /** Pages by id, in order of creation. */
  readonly pages: Map<number, Page>;
  /** Previous versions of pages by id, oldest first. */
  readonly oldPages: Map<number, readonly Page[]>;
  /** Attachments by id. */
  readonly attachments: Map<number, Attachment>;
  /** Previous versions of attachments by id, oldest first. */
  readonly oldAttachments: Map<number, readonly Attachment[]>;
  /** Comments on pages by id. */
  readonly pageComments: Map<number, PageComment>;
  /** Returns a new unique id. */
  newId(): number;
}

/** The initial content of a world. */
interface WorldOptions {
  /** The time that the ages of issues and pages refer to, in milliseconds since 1970. */
  readonly now: number;
  /** Number of issues to add in their own project LOAD; 0 for no such project. */
  readonly issues: number;
  /** Number of pages to add in their own space LOAD; 0 for no such space. */
  readonly pages: number;
  /** Minimum length of the last of those pages, in characters. */
  readonly longestPage: number;
  /** Size in bytes of the video in the space TEAM; 0 for no such video. */
  readonly largeAttachment: number;
}

const FIRST_NEW_ID = 1_000_001;

/** Creates a world. */
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
