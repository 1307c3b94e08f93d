/**
 * Everything that the sandbox knows about its Jira and its Confluence.
 *
 * @module
 */
import type { Issue, Named, Page, Project, Space, Status, User } from "./model.ts";
import { generateIssues } from "./seed/generated_issues.ts";
import { seedIssues } from "./seed/issues.ts";
import { seedPages, SPACES } from "./seed/pages.ts";
import { PEOPLE } from "./seed/people.ts";
import { LOAD_PROJECT, PRIORITIES, PROJECTS, RESOLUTIONS, STATUSES, TYPES } from "./seed/projects.ts";

/** One Jira and one Confluence. */
export interface World {
  readonly users: readonly User[];
  readonly projects: readonly Project[];
  readonly issueTypes: readonly Named[];
  /** In the order of the board. */
  readonly statuses: readonly Status[];
  /** The most urgent first. */
  readonly priorities: readonly Named[];
  readonly resolutions: readonly Named[];
  readonly issues: readonly Issue[];
  readonly spaces: readonly Space[];
  readonly pages: readonly Page[];
}

/**
 * A world as it begins.
 *
 * @param options `now`: the moment that the ages of issues and pages count from. `generated`: how many issues to add in
 * a project LOAD of their own; without any, there is no such project.
 */
export function createWorld(options: { readonly now: number; readonly generated: number }): World {
  const { now, generated } = options;
  return {
    users: Object.values(PEOPLE),
    projects: [...Object.values(PROJECTS), ...(generated > 0 ? [LOAD_PROJECT] : [])],
    issueTypes: Object.values(TYPES),
    statuses: Object.values(STATUSES),
    priorities: Object.values(PRIORITIES),
    resolutions: Object.values(RESOLUTIONS),
    issues: [...seedIssues(now), ...generateIssues(generated, now)],
    spaces: SPACES,
    pages: seedPages(now),
  };
}
