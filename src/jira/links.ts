/**
 * Links between issues.
 *
 * @module
 */
import { array, looseObject, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { requireText } from "../core/arguments.ts";
import { UsageError } from "../core/errors.ts";
import { printable } from "../core/text.ts";
import { jiraPath } from "./rest.ts";

/** A link type, and its wording from either end. */
export interface LinkType {
  /** The type's numeric id. */
  readonly id: string;
  /** The type's name: `Blocks`. */
  readonly name: string;
  /** The wording from the first issue to the second: `blocks`. */
  readonly outward: string;
  /** The wording from the second issue to the first: `is blocked by`. */
  readonly inward: string;
}

/** Options of {@linkcode linkIssues}. They read as a sentence: `from` `type` `to`. */
export interface LinkIssuesOptions {
  /** The key of the first issue. */
  readonly from: string;
  /** A link type's name, or its wording from either end, in any letter case. */
  readonly type: string;
  /** The key of the second issue. */
  readonly to: string;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** A created link. */
export interface IssueLink {
  /** The link's type. */
  readonly type: LinkType;
  /** The wording from `from` to `to`. */
  readonly wording: string;
}

const TypesShape = lazyShape(() =>
  looseObject({
    issueLinkTypes: array(looseObject({ id: string(), name: string(), inward: string(), outward: string() })),
  })
);

/**
 * Lists the link types of the site.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { listLinkTypes } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * console.log(await listLinkTypes(client));
 * ```
 */
export async function listLinkTypes(
  client: Client,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly LinkType[]> {
  const { issueLinkTypes } = await client.json({
    product: "jira",
    path: jiraPath(client, "/issueLinkType"),
    signal: options.signal,
    shape: TypesShape,
  });
  return issueLinkTypes.map(({ id, name, outward, inward }) => ({ id, name, outward, inward }));
}

/**
 * Links two issues. Jira silently ignores a second link of the same type between them.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { linkIssues } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * console.log(await linkIssues(client, { from: "PROJ-1", type: "blocks", to: "PROJ-2" }));
 * ```
 *
 * @throws {UsageError} if no type matches; the hint lists the available ones.
 * @throws {HttpError} `not-found` if one of the issues does not exist, or this account may not see it.
 */
export async function linkIssues(client: Client, options: LinkIssuesOptions): Promise<IssueLink> {
  const { from, to } = options;
  requireText({ from, type: options.type, to });
  const types = await listLinkTypes(client, options);
  const { type, backwards } = theType(options.type, types);
  const [first, second] = backwards ? [to, from] : [from, to];
  await client.json({
    product: "jira",
    path: jiraPath(client, "/issueLink"),
    method: "POST",
    // The inward issue is the blocking one: its page shows the outward issue as the blocked one.
    json: { type: { name: type.name }, inwardIssue: { key: first }, outwardIssue: { key: second } },
    signal: options.signal,
  });
  return { type, wording: backwards ? type.inward : type.outward };
}

function theType(
  wanted: string,
  types: readonly LinkType[],
): { readonly type: LinkType; readonly backwards: boolean } {
  const called = (name: string): boolean => name.trim().toLowerCase() === wanted.trim().toLowerCase();
  const forwards = types.find((type) => called(type.outward)) ?? types.find((type) => called(type.name));
  if (forwards !== undefined) return { type: forwards, backwards: false };
  const inward = types.find((type) => called(type.inward));
  if (inward !== undefined) return { type: inward, backwards: true };
  const listed = types.map(({ name, outward, inward }) => printable(`${name}: ${outward} / ${inward}`));
  throw new UsageError(`No such link type: "${wanted}"`, {
    hint: ["Available link types:", ...listed].join("\n"),
  });
}
