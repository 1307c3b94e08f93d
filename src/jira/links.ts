/**
 * Links between issues.
 *
 * @module
 */
import { array, looseObject, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { ask, lazyShape } from "../client/json_shape.ts";
import { requireText } from "../core/arguments.ts";
import { UsageError } from "../core/errors.ts";
import { printable } from "../core/text.ts";
import { jiraPath } from "./rest.ts";

/** A type of links, and what it is called from either end. */
export interface LinkType {
  /** A number, as text. */
  readonly id: string;
  /** `Blocks` */
  readonly name: string;
  /** `blocks`: what the first issue does to the second. */
  readonly outward: string;
  /** `is blocked by` */
  readonly inward: string;
}

/** Options of {@linkcode linkIssues}. Read it as a sentence: `from` `type` `to`. */
export interface LinkIssuesOptions {
  /** An issue's key. */
  readonly from: string;
  /** A type's name, or what it is called from either end, in any case. */
  readonly type: string;
  /** An issue's key. */
  readonly to: string;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** A link that was made. */
export interface IssueLink {
  /** Its type. */
  readonly type: LinkType;
  /** What `from` does to `to`. */
  readonly wording: string;
}

const TypesShape = lazyShape(() =>
  looseObject({
    issueLinkTypes: array(looseObject({ id: string(), name: string(), inward: string(), outward: string() })),
  })
);

/**
 * The types of links that the site has.
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
  const { issueLinkTypes } = await ask(client, {
    product: "jira",
    path: jiraPath(client, "/issueLinkType"),
    signal: options.signal,
    shape: TypesShape,
  });
  return issueLinkTypes.map(({ id, name, outward, inward }) => ({ id, name, outward, inward }));
}

/**
 * Links two issues. Jira makes no second link of the same kind between them, and does not complain either.
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
 * @throws {UsageError} when no type is called that; the hint lists those that there are.
 * @throws {HttpError} `not-found` when one of the issues does not exist, or this account may not see it.
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
    // The inward issue is the one that blocks: its page then shows the outward issue, as the one that it blocks.
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
  throw new UsageError(`No link type is called "${wanted}"`, {
    hint: ["The types that there are:", ...listed].join("\n"),
  });
}
