/**
 * Visibility. For a caller without permission, a resource does not exist, as in Jira and Confluence.
 *
 * @module
 */
import type { Issue, Project, User } from "./model.ts";
import type { Page, Space } from "./wiki_model.ts";
import type { World } from "./world.ts";

/** The projects that a user may see; none if anonymous, because no project here is public. */
export function visibleProjects(world: World, user: User | undefined): readonly Project[] {
  return world.projects.filter((project) => isFor(project, user));
}

/** A project by its key or its id. */
export function projectOf(world: World, user: User | undefined, text: string): Project | undefined {
  return visibleProjects(world, user).find(({ id, key }) => id === text || key === text.toUpperCase());
}

/** An issue by its key or its id. */
export function issueOf(world: World, user: User | undefined, text: string): Issue | undefined {
  const [, key, digits] = /^(?:([A-Za-z][A-Za-z0-9_]*)-)?(\d{1,9})$/.exec(text) ?? [];
  const number = Number(digits);
  const issue = key === undefined
    ? world.issues.find(({ id }) => id === number)
    : world.issues.find((candidate) => {
      return candidate.number === number && candidate.project.key === key.toUpperCase();
    });
  return issue !== undefined && isFor(issue.project, user) ? issue : undefined;
}

/** The world as a user sees it, for a search. An anonymous query can name whatever signed-in users see. */
export function worldSeenBy(world: World, user: User | undefined): World {
  const isSeen = (project: Project): boolean => project.members === undefined || isFor(project, user);
  return {
    ...world,
    projects: world.projects.filter(isSeen),
    issues: world.issues.filter(({ project }) => isSeen(project)),
  };
}

/** The spaces that a user may see. */
export function visibleSpaces(world: World, user: User | undefined): readonly Space[] {
  return world.spaces.filter((space) => isFor(space, user));
}

/** A page by its id, even a trashed one. */
export function pageOf(world: World, user: User | undefined, id: string): Page | undefined {
  const page = world.pages.get(Number(id));
  return page !== undefined && isFor(page.space, user) ? page : undefined;
}

/** The pages that a user may see, without trashed ones, by creation. */
export function visiblePages(world: World, user: User | undefined): readonly Page[] {
  return [...world.pages.values()].filter(({ status, space }) => status === "current" && isFor(space, user));
}

/** Whether a user may change the pages of a space. */
export function mayWrite(world: World, user: User, space: Space): boolean {
  return user === world.admin || (space.writers?.includes(user) ?? true);
}

function isFor(thing: { readonly members?: readonly User[] }, user: User | undefined): boolean {
  return user !== undefined && (thing.members?.includes(user) ?? true);
}
