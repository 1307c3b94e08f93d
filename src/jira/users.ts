/**
 * Finds the account that a name means.
 *
 * @module
 */
import { array, boolean, looseObject, nullish, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { ask, lazyShape } from "../client/json_shape.ts";
import { requireText } from "../core/arguments.ts";
import { UsageError } from "../core/errors.ts";
import { whoAmI } from "../sign_in/identity.ts";
import { printable, shorten } from "../core/text.ts";
import { jiraPath } from "./rest.ts";

/** How many accounts an error lists. */
const MAX_LISTED = 10;
/** Cloud's own names for accounts: `5b10ac8d82e05b22cc7d4ef5`, `712020:4e05…`. */
const ACCOUNT_ID = /^(?:[0-9a-f]{24}|\d+:[0-9a-f-]{36})$/;

/** Somebody, as the server names them. */
export interface User {
  /** An accountId on Cloud, a user name on Data Center. */
  readonly account: string;
  /** What people call it, as far as it was looked up; safe to show. */
  readonly displayName: string;
}

/** Options of {@linkcode findUser}. */
export interface FindUserOptions {
  /** A display name, an email, a user name, an accountId, or `me`. */
  readonly name: string;
  /** Where the account has to be one that issues can be assigned to: an issue or a project, by its key. */
  readonly assignableIn?: { readonly issue: string } | { readonly project: string } | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The account that a person's name, email or user name means.
 *
 * The server's search finds more than what was meant (`Jo` finds `Joan` and `John`): an account whose name is exactly
 * the one given wins, else the only one found. An accountId of Cloud is taken as it is.
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
 * @throws {UsageError} when no account or more than one could be meant, which the message lists; or when the one that
 * is meant cannot have issues of `assignableIn`.
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
    hint: "The project's administrator decides who can: see the permission Assignable User",
  });
}

/**
 * As {@linkcode findUser}, for `buildJql`, which has a word for `me` that needs no question.
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
 * @throws {UsageError} when no account or more than one could be meant; the message lists them.
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

/** An account as a field of an issue holds it; `null` for nobody. */
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
  /** What the account is called, in all its ways. */
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
  const found = await ask(client, {
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
    throw new UsageError(`No account is called "${name}"`, {
      hint:
        'Give the name as the site shows it, an email, or "me". Some sites do not let everybody look accounts up',
    });
  }
  if (others.length === 0) return { account: first.account, displayName: first.displayName };
  const listed = meant.slice(0, MAX_LISTED).map((candidate) =>
    shorten(printable(candidate.names.join(", ")), 120)
  );
  const rest = meant.length > MAX_LISTED ? [`… and ${meant.length - MAX_LISTED} more`] : [];
  throw new UsageError(`Several accounts could be meant by "${name}"`, {
    hint: ["Give one of these in full:", ...listed, ...rest].join("\n"),
  });
}
