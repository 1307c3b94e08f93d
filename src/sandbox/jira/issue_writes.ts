/**
 * Changes issues of a world; searches see them at once.
 *
 * @module
 */
import type { Call } from "../call.ts";
import type { Issue } from "../model.ts";
import type { World } from "../world.ts";

/** Adds an issue with the next number of its project. */
export function addIssue(call: Call, draft: Omit<Issue, "id" | "number">): Issue {
  const { world, search } = call;
  const issue = { ...draft, id: world.newId(), number: nextNumber(world, draft.project.id) };
  world.issues.push(issue);
  adopt(world, issue);
  search.forget();
  return issue;
}

/** Replaces an issue by its new state, and updates its time of change. */
export function saveIssue(call: Call, issue: Issue): Issue {
  const { world, search, now } = call;
  const changed = { ...issue, updated: now };
  const index = world.issues.findIndex(({ id }) => id === issue.id);
  const before = world.issues[index];
  if (before === undefined) throw new RangeError(`There is no issue ${issue.id} to change`);
  disown(world, before);
  world.issues[index] = changed;
  adopt(world, changed);
  search.forget();
  return changed;
}

/** Deletes an issue, its sub-tasks, and everything that belongs to them. */
export function removeIssue(call: Call, issue: Issue): void {
  const { world, search } = call;
  for (const subtask of subtasksOf(world, issue)) removeIssue(call, subtask);
  disown(world, issue);
  keep(world.issues, ({ id }) => id !== issue.id);
  keep(world.links, ({ from, to }) => from !== issue.id && to !== issue.id);
  for (const belongings of [world.comments, world.worklogs, world.children]) belongings.delete(issue.id);
  search.forget();
}

/** The sub-tasks of an issue. */
export function subtasksOf(world: World, issue: Issue): readonly Issue[] {
  const ids = world.children.get(issue.id);
  return ids === undefined ? [] : world.issues.filter(({ id, type }) => type.isSubtask && ids.includes(id));
}

function adopt(world: World, { id, parentId }: Issue): void {
  if (parentId === undefined) return;
  world.children.set(parentId, [...world.children.get(parentId) ?? [], id]);
}

function disown(world: World, { id, parentId }: Issue): void {
  if (parentId === undefined) return;
  world.children.set(parentId, (world.children.get(parentId) ?? []).filter((child) => child !== id));
}

function nextNumber(world: World, projectId: string): number {
  return 1 + world.issues.reduce((highest, { project, number }) => {
    return project.id === projectId ? Math.max(highest, number) : highest;
  }, 0);
}

function keep<T>(list: T[], isKept: (item: T) => boolean): void {
  const kept = list.filter(isKept);
  list.length = 0;
  for (const item of kept) list.push(item);
}
