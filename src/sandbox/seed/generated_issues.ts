/**
 * Any number of generated issues in one project, for measurements and long result lists.
 *
 * @module
 */
import type { Issue, RichText, Status, User } from "../model.ts";
import { PEOPLE } from "./people.ts";
import { LOAD_PROJECT, PRIORITIES, RESOLUTIONS, STATUSES, TYPES } from "./projects.ts";

const MINUTE = 60_000;
const FIRST_ID = 100_000;
const WHAT = ["basket", "invoice", "search", "address form", "mail", "voucher", "price list", "start page"];
const PROBLEM = [
  "is slow",
  "is empty",
  "is not translated",
  "breaks in the app",
  "needs a test",
  "is shown twice",
];
const TYPE_LIST = [TYPES.task, TYPES.bug, TYPES.story];
const STATUS_LIST: readonly Status[] = [STATUSES.todo, STATUSES.progress, STATUSES.review, STATUSES.done];
const PRIORITY_LIST = Object.values(PRIORITIES);
const PEOPLE_LIST: readonly User[] = Object.values(PEOPLE);
const LABELS = [["generated"], ["generated", "batch"]];

/** Generates the issues LOAD-1, LOAD-2, …, always the same ones, each created a minute after the previous one. */
export function generateIssues(count: number, now: number): readonly Issue[] {
  return Array.from({ length: count }, (_, index) => generate(index, now - (count - index) * MINUTE));
}

function generate(index: number, created: number): Issue {
  const status = pick(STATUS_LIST, index);
  const updated = created + ((index * 7919) % 60) * 1000;
  const isDone = status.category.key === "done";
  return {
    id: FIRST_ID + index,
    project: LOAD_PROJECT,
    number: index + 1,
    type: pick(TYPE_LIST, index),
    summary: `The ${pick(WHAT, index)} ${pick(PROBLEM, Math.floor(index / 3))}`,
    parentId: undefined,
    description: NO_TEXT,
    status,
    priority: pick(PRIORITY_LIST, Math.floor(index / 2)),
    resolution: isDone ? RESOLUTIONS.done : undefined,
    assignee: index % 5 === 0 ? undefined : pick(PEOPLE_LIST, index),
    reporter: pick(PEOPLE_LIST, Math.floor(index / 7)),
    labels: pick(LABELS, index),
    fixVersions: NONE,
    created,
    updated,
    resolved: isDone ? updated : undefined,
    due: undefined,
  };
}

const NONE: readonly [] = [];
const NO_TEXT: RichText = { text: "" };

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError("Nothing to pick from: the list is empty");
  return item;
}
