/**
 * The spaces that an account can see.
 *
 * @module
 */
import { array, looseObject, nullish, number, string, union } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape, type Shape } from "../client/json_shape.ts";
import { isSegment, requireText, urlPath } from "../core/arguments.ts";
import { AtlcliError, HttpError } from "../core/errors.ts";
import { linkedPages, mapPages, webUrl, type WikiListPage } from "./rest.ts";

/** A space of pages. */
export interface Space {
  /** The space's numeric id. */
  readonly id: string;
  /** The space's key: `TEAM`. */
  readonly key: string;
  /** The space's name, printable. */
  readonly name: string;
  /** The type of space: `global`, `personal`, … */
  readonly type: string | undefined;
  /** The space's URL for the browser. */
  readonly url: string;
  /** The id of its home page. */
  readonly homepageId: string | undefined;
}

/** Options of {@linkcode listSpaces}. */
export interface ListSpacesOptions {
  /** Maximum number of spaces. By default, all. */
  readonly limit?: number | undefined;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** Page size, which is Cloud's maximum. */
const PAGE_SIZE = 250;

interface RawSpace {
  readonly id: string | number;
  readonly key: string;
  readonly name: string;
  readonly type?: string | null | undefined;
  readonly homepageId?: string | null | undefined;
  readonly homepage?: { readonly id?: string | null | undefined } | null | undefined;
  readonly _links?: { readonly webui?: string | null | undefined } | null | undefined;
}

const space = (): Shape<RawSpace> =>
  looseObject({
    id: union([string(), number()]),
    key: string(),
    name: string(),
    type: nullish(string()),
    homepageId: nullish(string()),
    homepage: nullish(looseObject({ id: nullish(string()) })),
    _links: nullish(looseObject({ webui: nullish(string()) })),
  });
const SpaceShape = lazyShape(space);
const Found = lazyShape(() =>
  looseObject({ results: array(looseObject({ id: union([string(), number()]) })) })
);

/**
 * Lists the spaces that the account can see, page by page. It yields at least one page, even if there are none.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { listSpaces } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * for await (const { items } of listSpaces(client)) {
 *   console.log(items.map(({ key }) => key));
 * }
 * ```
 */
export async function* listSpaces(
  client: Client,
  options: ListSpacesOptions = {},
): AsyncGenerator<WikiListPage<Space>, void, void> {
  const cloud = client.deployment === "cloud";
  const pages = linkedPages(client, {
    path: cloud ? "/api/v2/spaces" : "/rest/api/space",
    query: cloud ? { sort: "key" } : { expand: "homepage" },
    shape: SpaceShape,
    pageSize: PAGE_SIZE,
    ...options,
  });
  yield* mapPages(pages, (raw) => spaceOf(client, raw));
}

/**
 * Finds the space with a key.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { getSpace } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const { id, name } = await getSpace(client, { key: "TEAM" });
 * console.log(id, name);
 * ```
 *
 * @throws {HttpError} `not-found` if the space does not exist, or this account may not see it.
 */
export async function getSpace(
  client: Client,
  options: { readonly key: string; readonly signal?: AbortSignal | undefined },
): Promise<Space> {
  const { key, signal } = options;
  const path = urlPath`/rest/api/space/${{ key }}`;
  if (client.deployment === "cloud") return await cloudSpace(client, options);
  const query = { expand: "homepage" };
  try {
    return spaceOf(
      client,
      await client.json({ product: "confluence", path, query, signal, shape: SpaceShape }),
    );
  } catch (error) {
    if (error instanceof AtlcliError && error.code === "not-found") throw noSpace(client, options);
    throw error;
  }
}

async function cloudSpace(
  client: Client,
  options: { readonly key: string; readonly signal?: AbortSignal | undefined },
): Promise<Space> {
  const { key, signal } = options;
  const request = { product: "confluence", path: "/api/v2/spaces", query: { keys: key }, signal } as const;
  const { results } = await client.json({ ...request, shape: Found });
  const spaces = results.flatMap((item) => {
    const result = SpaceShape.safeParse(item);
    return result.success && result.data.key.toLowerCase() === key.toLowerCase() ? [result.data] : [];
  });
  if (spaces[0] === undefined) throw noSpace(client, options);
  return spaceOf(client, spaces[0]);
}

/**
 * Checks a space that is given by its key or as a whole.
 *
 * @throws {TypeError} if it lacks what this deployment finds it by.
 */
export function requireSpace(client: Client, space: string | Pick<Space, "id" | "key">): void {
  if (typeof space !== "object" || space === null) return requireText({ space });
  requireText(client.deployment === "cloud" ? { "space.id": space.id } : { "space.key": space.key });
}

function noSpace(client: Client, { key }: { readonly key: string }): HttpError {
  return new HttpError("not-found", `No such space: "${key}"`, {
    status: 404,
    request: `GET ${webUrl(client, undefined)}`,
    data: { kind: "no-such-space", space: key },
  });
}

function spaceOf(client: Client, raw: RawSpace): Space {
  const { key } = raw;
  return {
    id: String(raw.id),
    key,
    name: raw.name,
    type: raw.type ?? undefined,
    url: webUrl(client, raw._links?.webui ?? (isSegment(key) ? urlPath`/spaces/${{ key }}` : undefined)),
    homepageId: raw.homepageId ?? raw.homepage?.id ?? undefined,
  };
}
