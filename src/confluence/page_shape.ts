/**
 * The shape of a page in the responses of both deployments.
 *
 * @module
 */
import { array, looseObject, nullish, number, string, union, unknown } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape, type Shape } from "../client/json_shape.ts";
import { urlPath } from "../core/arguments.ts";
import { badId, isPageId } from "./ids.ts";
import { webUrl } from "./rest.ts";

/** A version of a page. */
export interface PageVersion {
  /** Version number, incremented by each change from 1. */
  readonly number: number;
  /** When the version was created, in ISO 8601. */
  readonly when: string | undefined;
  /** The author: a name on Data Center, an accountId on Cloud. */
  readonly by: string | undefined;
  /** The author's comment on the version. */
  readonly message: string | undefined;
}

/** A page. Its texts are as the server sent them. */
export interface Page {
  /** The page's numeric id. */
  readonly id: string;
  /** The title, printable. */
  readonly title: string;
  /** The status, such as `current`. */
  readonly status: string;
  /** The key of its space, if the response has it. */
  readonly spaceKey: string | undefined;
  /** The id of its space, on Cloud. */
  readonly spaceId: string | undefined;
  /** The id of its parent: usually a page, on Cloud also a folder. */
  readonly parentId: string | undefined;
  /** The latest version. */
  readonly version: PageVersion;
  /** The page's URL for the browser. */
  readonly url: string;
  /** The content in storage format, if requested. */
  readonly storage: string | undefined;
  /** The names of its labels, sorted, if the response has them. */
  readonly labels: readonly string[] | undefined;
}

type Maybe<T> = T | null | undefined;

/** A page as the server sends it. */
interface RawPage {
  readonly id: string;
  readonly title: string;
  readonly type?: Maybe<string>;
  readonly status?: Maybe<string>;
  readonly spaceId?: Maybe<string>;
  readonly space?: Maybe<{ readonly key?: Maybe<string> }>;
  readonly parentId?: Maybe<string>;
  readonly ancestors?: Maybe<readonly { readonly id?: Maybe<string> }[]>;
  readonly version?: Maybe<{
    readonly number: number;
    readonly createdAt?: Maybe<string>;
    readonly when?: Maybe<string>;
    readonly authorId?: Maybe<string>;
    readonly by?: Maybe<{ readonly displayName?: Maybe<string> }>;
    readonly message?: Maybe<string>;
  }>;
  readonly body?: Maybe<{ readonly storage?: Maybe<{ readonly value: string }> }>;
  readonly metadata?: Maybe<{ readonly labels?: unknown }>;
  readonly _links?: Maybe<{ readonly webui?: Maybe<string> }>;
}

/** Creates the shape of a page. */
const pageShape = (): Shape<RawPage> =>
  looseObject({
    id: string(),
    title: string(),
    type: nullish(string()),
    status: nullish(string()),
    spaceId: nullish(string()),
    space: nullish(looseObject({ key: nullish(string()) })),
    parentId: nullish(string()),
    ancestors: nullish(array(looseObject({ id: nullish(string()) }))),
    version: nullish(looseObject({
      number: number(),
      createdAt: nullish(string()),
      when: nullish(string()),
      authorId: nullish(string()),
      by: nullish(looseObject({ displayName: nullish(string()) })),
      message: nullish(string()),
    })),
    body: nullish(looseObject({ storage: nullish(looseObject({ value: string() })) })),
    metadata: nullish(looseObject({ labels: nullish(unknown()) })),
    _links: nullish(looseObject({ webui: nullish(string()) })),
  });

/** The shape of a page, created lazily. */
export const PageShape: Shape<RawPage> = lazyShape(pageShape);

/**
 * Converts a page to the form shared by both deployments.
 *
 * @throws {AtlcliError} `bad-response` if its id, or its parent's, is not a number.
 */
export function pageOf(client: Client, raw: RawPage): Page {
  const { version } = raw;
  const webui = raw._links?.webui;
  const parentId = raw.parentId ?? raw.ancestors?.at(-1)?.id ?? undefined;
  for (const id of [raw.id, parentId]) {
    if (id !== undefined && !isPageId(id)) throw badId("page", { id, title: raw.title });
  }
  return {
    id: raw.id,
    title: raw.title,
    status: raw.status ?? "current",
    spaceKey: raw.space?.key ?? keyIn(webui),
    spaceId: raw.spaceId ?? undefined,
    parentId,
    version: {
      number: version?.number ?? 0,
      when: version?.createdAt ?? version?.when ?? undefined,
      by: version?.by?.displayName ?? version?.authorId ?? undefined,
      message: version?.message || undefined,
    },
    url: webUrl(client, webui ?? urlPath`/pages/viewpage.action?pageId=${{ id: raw.id }}`),
    storage: raw.body?.storage?.value,
    labels: labelsOf(raw.metadata?.labels),
  };
}

const labels = () => array(looseObject({ name: string() }));
/** A plain list, or a page of one. */
const LabelsShape = lazyShape(() => union([labels(), looseObject({ results: labels() })]));

function labelsOf(value: unknown): readonly string[] | undefined {
  const result = LabelsShape.safeParse(value);
  if (!result.success) return undefined;
  const list = Array.isArray(result.data) ? result.data : result.data.results;
  return list.map(({ name }) => name).toSorted();
}

/** Cloud's pages name their space only by id; their URL contains the key. */
function keyIn(webui: string | null | undefined): string | undefined {
  const key = /^(?:\/wiki)?\/spaces\/([^/?#]+)/.exec(webui ?? "")?.[1];
  if (key === undefined) return undefined;
  try {
    return decodeURIComponent(key);
  } catch {
    return undefined;
  }
}
