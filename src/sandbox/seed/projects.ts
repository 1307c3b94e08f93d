/**
 * The projects of the sandbox, and the lists that every project shares.
 *
 * @module
 */
import type { IssueType, LinkType, Named, Project, Status, StatusCategory, Transition } from "../model.ts";
import { PEOPLE } from "./people.ts";

const CATEGORIES = {
  new: { id: 2, key: "new", name: "To Do", colorName: "blue-gray" },
  indeterminate: { id: 4, key: "indeterminate", name: "In Progress", colorName: "yellow" },
  done: { id: 3, key: "done", name: "Done", colorName: "green" },
} as const satisfies Record<string, StatusCategory>;

/** The statuses, in the order of the board. */
export const STATUSES = {
  todo: { id: "10000", name: "To Do", category: CATEGORIES.new },
  progress: { id: "10001", name: "In Progress", category: CATEGORIES.indeterminate },
  review: { id: "10002", name: "In Review", category: CATEGORIES.indeterminate },
  done: { id: "10003", name: "Done", category: CATEGORIES.done },
} as const satisfies Record<string, Status>;

/** The issue types. */
export const TYPES = {
  epic: { id: "10100", name: "Epic", isSubtask: false },
  story: { id: "10101", name: "Story", isSubtask: false },
  task: { id: "10102", name: "Task", isSubtask: false },
  bug: { id: "10103", name: "Bug", isSubtask: false },
  subtask: { id: "10104", name: "Sub-task", isSubtask: true },
} as const satisfies Record<string, IssueType>;

/** Priorities, most urgent first. */
export const PRIORITIES = {
  highest: { id: "1", name: "Highest" },
  high: { id: "2", name: "High" },
  medium: { id: "3", name: "Medium" },
  low: { id: "4", name: "Low" },
  lowest: { id: "5", name: "Lowest" },
} as const satisfies Record<string, Named>;

/** The resolutions. */
export const RESOLUTIONS = {
  done: { id: "10200", name: "Done" },
  wontDo: { id: "10201", name: "Won't Do" },
  duplicate: { id: "10202", name: "Duplicate" },
} as const satisfies Record<string, Named>;

/** The transitions between statuses. `Reject` requires a resolution. */
export const TRANSITIONS: readonly Transition[] = [
  move("11", "Start progress", { from: [STATUSES.todo], to: STATUSES.progress }),
  move("21", "Send to review", { from: [STATUSES.progress], to: STATUSES.review }),
  move("31", "Done", { from: [STATUSES.todo, STATUSES.progress, STATUSES.review], to: STATUSES.done }),
  {
    ...move("41", "Reject", { from: [STATUSES.todo, STATUSES.progress, STATUSES.review], to: STATUSES.done }),
    needsResolution: true,
  },
  move("51", "Reopen", { from: [STATUSES.done], to: STATUSES.todo }),
  move("61", "Stop progress", { from: [STATUSES.progress], to: STATUSES.todo }),
  move("71", "Back to work", { from: [STATUSES.review], to: STATUSES.progress }),
];

function move(id: string, name: string, way: Pick<Transition, "from" | "to">): Transition {
  return { id, name, ...way, needsResolution: false };
}

/** The link types. */
export const LINK_TYPES: readonly LinkType[] = [
  { id: "10500", name: "Blocks", inward: "is blocked by", outward: "blocks" },
  { id: "10501", name: "Duplicate", inward: "is duplicated by", outward: "duplicates" },
  { id: "10502", name: "Relates", inward: "relates to", outward: "relates to" },
];

const ALL_TYPES: readonly IssueType[] = Object.values(TYPES);

/** The projects. */
export const PROJECTS = {
  PROJ: {
    id: "10300",
    key: "PROJ",
    name: "Web shop",
    lead: PEOPLE.mia,
    versions: [
      { id: "10400", name: "v1.0.0", released: true },
      { id: "10401", name: "v1.1.0", released: true },
      { id: "10402", name: "v2.0.0", released: false },
    ],
    types: ALL_TYPES,
  },
  OPS: {
    id: "10301",
    key: "OPS",
    name: "Operations",
    lead: PEOPLE.joerg,
    versions: [{ id: "10403", name: "2026-Q4", released: false }],
    types: ALL_TYPES,
  },
  HELP: {
    id: "10302",
    key: "HELP",
    name: "Help desk & returns",
    lead: PEOPLE.zoe,
    versions: [],
    types: [TYPES.story, TYPES.task, TYPES.bug],
  },
} as const satisfies Record<string, Project>;

/** A project that few people may see; for others it does not exist. */
export const STAFF_PROJECT: Project = {
  id: "10303",
  key: "STAFF",
  name: "Staff matters",
  lead: PEOPLE.zoe,
  versions: [],
  types: [TYPES.task],
  members: [PEOPLE.zoe, PEOPLE.joerg],
};

/** The project of the generated issues. */
export const LOAD_PROJECT: Project = {
  id: "10309",
  key: "LOAD",
  name: "Generated issues",
  lead: PEOPLE.priya,
  versions: [],
  types: [TYPES.task, TYPES.bug, TYPES.story],
};
