/**
 * The projects of the sandbox, and the lists that every project shares.
 *
 * @module
 */
import type { Named, Project, Status, StatusCategory } from "../model.ts";
import { PEOPLE } from "./people.ts";

const CATEGORIES = {
  new: { id: 2, key: "new", name: "To Do", colorName: "blue-gray" },
  indeterminate: { id: 4, key: "indeterminate", name: "In Progress", colorName: "yellow" },
  done: { id: 3, key: "done", name: "Done", colorName: "green" },
} as const satisfies Record<string, StatusCategory>;

/** Where an issue can be, in the order of the board. */
export const STATUSES = {
  todo: { id: "10000", name: "To Do", category: CATEGORIES.new },
  progress: { id: "10001", name: "In Progress", category: CATEGORIES.indeterminate },
  review: { id: "10002", name: "In Review", category: CATEGORIES.indeterminate },
  done: { id: "10003", name: "Done", category: CATEGORIES.done },
} as const satisfies Record<string, Status>;

/** Kinds of issues. */
export const TYPES = {
  epic: { id: "10100", name: "Epic" },
  story: { id: "10101", name: "Story" },
  task: { id: "10102", name: "Task" },
  bug: { id: "10103", name: "Bug" },
} as const satisfies Record<string, Named>;

/** Priorities, the most urgent first. */
export const PRIORITIES = {
  highest: { id: "1", name: "Highest" },
  high: { id: "2", name: "High" },
  medium: { id: "3", name: "Medium" },
  low: { id: "4", name: "Low" },
  lowest: { id: "5", name: "Lowest" },
} as const satisfies Record<string, Named>;

/** How an issue ended. */
export const RESOLUTIONS = {
  done: { id: "10200", name: "Done" },
  wontDo: { id: "10201", name: "Won't Do" },
  duplicate: { id: "10202", name: "Duplicate" },
} as const satisfies Record<string, Named>;

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
  },
  OPS: {
    id: "10301",
    key: "OPS",
    name: "Operations",
    lead: PEOPLE.joerg,
    versions: [{ id: "10403", name: "2026-Q4", released: false }],
  },
  HELP: { id: "10302", key: "HELP", name: "Help desk & returns", lead: PEOPLE.zoe, versions: [] },
} as const satisfies Record<string, Project>;

/** The project of the issues that are generated on request. */
export const LOAD_PROJECT: Project = {
  id: "10309",
  key: "LOAD",
  name: "Generated issues",
  lead: PEOPLE.priya,
  versions: [],
};
