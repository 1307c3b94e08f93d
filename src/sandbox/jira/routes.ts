/**
 * The resources of Jira that Cloud and Data Center share.
 *
 * @module
 */
import type { Route } from "../router.ts";
import { commentRoutes } from "./comments.ts";
import type { JiraDialect } from "./dialect.ts";
import { issueRoutes } from "./issues.ts";
import { linkRoutes } from "./links.ts";
import { listRoutes } from "./lists.ts";
import { peopleRoutes } from "./people.ts";
import { projectRoutes } from "./projects.ts";
import { transitionRoutes } from "./transitions.ts";
import { worklogRoutes } from "./worklogs.ts";

/** The routes of a face, in its dialect. */
export function jiraRoutes(dialect: JiraDialect): readonly Route[] {
  return [
    ...projectRoutes(dialect),
    ...issueRoutes(dialect),
    ...transitionRoutes(dialect),
    ...commentRoutes(dialect),
    ...worklogRoutes(dialect),
    ...linkRoutes(dialect),
    ...peopleRoutes(dialect),
    ...listRoutes(dialect),
  ];
}
