/**
 * The projects that an account can see.
 *
 * @module
 */
import { array, boolean, looseObject, nullish, number, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { type ListPage, offsetPages } from "./pages.ts";
import { jiraPath } from "./rest.ts";

/** A Jira project. */
export interface Project {
  /** The project's numeric id. */
  readonly id: string;
  /** The project's key: `PROJ`. */
  readonly key: string;
  /** The project's name. */
  readonly name: string;
  /** The kind of project: `software`, `business`, `service_desk`. */
  readonly type?: string;
}

/** Options of {@linkcode listProjects}. */
export interface ListProjectsOptions {
  /** A part of a key or a name, in any letter case. */
  readonly query?: string | undefined;
  /** Maximum number of projects. By default, all. */
  readonly limit?: number | undefined;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

const PAGE_SIZE = 100;

const projects = () =>
  array(looseObject({ id: string(), key: string(), name: string(), projectTypeKey: nullish(string()) }));
const ProjectsPage = lazyShape(() =>
  looseObject({
    startAt: nullish(number()),
    total: nullish(number()),
    isLast: nullish(boolean()),
    values: projects(),
  })
);
const Projects = lazyShape(projects);

/**
 * Lists projects by key, page by page. It yields at least one page, even if there are none. Data Center sends all in
 * one response.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { listProjects } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * for await (const { items } of listProjects(client, { limit: 50 })) {
 *   console.log(items.map(({ key }) => key));
 * }
 * ```
 */
export async function* listProjects(
  client: Client,
  options: ListProjectsOptions = {},
): AsyncGenerator<ListPage<Project>, void, void> {
  if (client.deployment === "cloud") yield* cloudPages(client, options);
  else yield await dataCenterPage(client, options);
}

function cloudPages(
  client: Client,
  { query, limit, signal }: ListProjectsOptions,
): AsyncGenerator<ListPage<Project>, void, void> {
  return offsetPages(client, {
    path: jiraPath(client, "/project/search"),
    query: { query, orderBy: "key" },
    limit,
    pageSize: PAGE_SIZE,
    shape: ProjectsPage,
    items: (page) => page.values.map(projectOf),
    signal,
  });
}

async function dataCenterPage(
  client: Client,
  { query = "", limit = Infinity, signal }: ListProjectsOptions,
): Promise<ListPage<Project>> {
  const path = jiraPath(client, "/project");
  const all = await client.json({ product: "jira", path, signal, shape: Projects });
  const wanted = query.toLowerCase();
  const found = all.map(projectOf)
    .filter(({ key, name }) => `${key}\n${name}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => a.key < b.key ? -1 : 1);
  return { items: found.slice(0, limit), more: found.length > limit };
}

function projectOf(
  project: Pick<Project, "id" | "key" | "name"> & { readonly projectTypeKey?: string | null | undefined },
): Project {
  const { id, key, name, projectTypeKey } = project;
  return { id, key, name, ...(typeof projectTypeKey === "string" && { type: projectTypeKey }) };
}
