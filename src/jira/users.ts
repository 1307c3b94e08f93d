/**
 * Finds an account by name.
 *
 * @module
 */
import { array, boolean, looseObject, nullish, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { requireText } from "../core/arguments.ts";
import { UsageError } from "../core/errors.ts";
import { whoAmI } from "../sign_in/identity.ts";
import { printable, shorten } from "../core/text.ts";
import { jiraPath } from "./rest.ts";

/** Maximum number of accounts listed in an error. */
const MAX_LISTED = 10;
/** The format of Cloud's accountIds: `5b10ac8d82e05b22cc7d4ef5`, `712020:4e05…`. */
const ACCOUNT_ID = /^(?:[0-9a-f]{24}|\d+:[0-9a-f-]{36})$/;

/** An account at the server. */
export interface User {
  /** An accountId on Cloud, a user name on Data Center. */
  readonly account: string;
  /** The account's name for display, printable; the accountId if no name was looked up. */
  readonly displayName: string;
}

/** Options of {@linkcode findUser}. */
export interface FindUserOptions {
  /** A display name, an email, a user name, an accountId, or `me`. */
  readonly name: string;
  /** An issue or a project, by its key, where the account must be assignable. */
  readonly assignableIn?: { readonly issue: string } | { readonly project: string } | undefined;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the account with a name, email or user name.
 *
 * The server's search also finds partial matches (`Jo` finds `Joan` and `John`). An account with exactly this name
 * wins, else the only match. An accountId of Cloud is returned as it is.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { findUser } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const { account, displayName } = await findUser(client, { name: "mia" });
 * console.log(account, displayName);
 * ```
 *
 * @throws {UsageError} if no account or several match, which the message lists; or if the account is not assignable in
 * `assignableIn`.
 */
export async function findUser(client: Client, options: FindUserOptions): Promise<User> {
  requireText({ name: options.name });
  const name = options.name.trim();
  if (name === "me") return await ownAccount(client);
  if (client.deployment === "cloud" && ACCOUNT_ID.test(name)) return { account: name, displayName: name };
  const { assignableIn: place, signal } = options;
  if (place !== undefined) {
    requireText("issue" in place ? { issue: place.issue } : { project: place.project });
  }
  if (place === undefined) return theOne(name, await searchUsers(client, { name, signal }));
  const assignable = await searchUsers(client, { name, place, signal });
  if (assignable.length > 0) return theOne(name, assignable);
  const known = theOne(name, await searchUsers(client, { name, signal }));
  const where = "issue" in place ? place.issue : `project ${place.project}`;
  throw new UsageError(`"${known.displayName}" cannot be assigned to ${where}`, {
    hint: "The project's administrator grants this with the permission Assignable User",
  });
}

/**
 * Like {@linkcode findUser}, but for `buildJql`, which supports `me` without a request.
 *
 * @example
 * ```ts
 * import { buildJql, findAssignee } from "@atlcli/atlcli/jira";
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * const assignee = await findAssignee(client, { name: "me" });
 * console.assert(buildJql({ assignee }) === "assignee = currentUser()");
 * ```
 *
 * @throws {UsageError} if no account or several match; the message lists them.
 */
export async function findAssignee(
  client: Client,
  options: Pick<FindUserOptions, "name" | "signal">,
): Promise<"me" | { readonly account: string }> {
  requireText({ name: options.name });
  if (options.name.trim() === "me") return "me";
  const { account } = await findUser(client, options);
  return { account };
}

/** The value of a user field; `null` to clear it. */
export function userField(client: Client, account: string | null): Readonly<Record<string, unknown>> | null {
  if (account === null) return null;
  return client.deployment === "cloud" ? { accountId: account } : { name: account };
}

async function ownAccount(client: Client): Promise<User> {
  const { accountId, username, displayName } = await whoAmI(client);
  const account = client.deployment === "cloud" ? accountId : username;
  return { account: account ?? displayName, displayName };
}

const Users = lazyShape(() =>
  array(looseObject({
    accountId: nullish(string()),
    name: nullish(string()),
    displayName: nullish(string()),
    emailAddress: nullish(string()),
    active: nullish(boolean()),
  }))
);

interface Candidate extends User {
  /** All names of the account, for matching. */
  readonly names: readonly string[];
}

async function searchUsers(
  client: Client,
  search: Pick<FindUserOptions, "name" | "signal"> & { readonly place?: FindUserOptions["assignableIn"] },
): Promise<readonly Candidate[]> {
  const { name, place, signal } = search;
  const cloud = client.deployment === "cloud";
  const within = place === undefined
    ? {}
    : "issue" in place
    ? { issueKey: place.issue }
    : { project: place.project };
  const found = await client.json({
    product: "jira",
    path: jiraPath(client, place === undefined ? "/user/search" : "/user/assignable/search"),
    query: { ...within, [cloud ? "query" : "username"]: name, maxResults: 50 },
    signal,
    shape: Users,
  });
  return found.flatMap((user): Candidate[] => {
    const account = cloud ? user.accountId : user.name;
    if (account === undefined || account === null) return [];
    const names = [user.displayName, user.emailAddress, account].filter((text) =>
      text !== undefined && text !== null
    );
    return [{ account, displayName: shorten(printable(user.displayName ?? account), 120), names }];
  });
}

function theOne(name: string, candidates: readonly Candidate[]): User {
  const same = (text: string): boolean => text.toLowerCase() === name.toLowerCase();
  const exact = candidates.filter((candidate) => candidate.names.some(same));
  const meant = exact.length > 0 ? exact : candidates;
  const [first, ...others] = meant;
  if (first === undefined) {
    throw new UsageError(`No such account: "${name}"`, {
      hint:
        'Give the name as the site shows it, an email, or "me". Some sites do not let everybody look accounts up',
    });
  }
  if (others.length === 0) return { account: first.account, displayName: first.displayName };
  const listed = meant.slice(0, MAX_LISTED).map((candidate) =>
    shorten(printable(candidate.names.join(", ")), 120)
  );
  const rest = meant.length > MAX_LISTED ? [`… and ${meant.length - MAX_LISTED} more`] : [];
  throw new UsageError(`Several accounts match "${name}"`, {
    hint: ["Give one of these in full:", ...listed, ...rest].join("\n"),
  });
}
