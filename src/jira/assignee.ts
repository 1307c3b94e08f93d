/**
 * Finds the account that a name means.
 *
 * @module
 */
import { array, boolean, looseObject, nullish, string } from "zod/mini";
import type { Client } from "../client.ts";
import { ask, lazyShape } from "../client/ask.ts";
import { UsageError } from "../errors.ts";
import { printable, shorten } from "../text.ts";

/** How many accounts an error lists. */
const MAX_LISTED = 10;
/** Cloud's own names for accounts: `5b10ac8d82e05b22cc7d4ef5`, `712020:4e05…`. */
const ACCOUNT_ID = /^(?:[0-9a-f]{24}|\d+:[0-9a-f-]{36})$/;

const Users = lazyShape(() =>
  array(looseObject({
    accountId: nullish(string()),
    name: nullish(string()),
    displayName: nullish(string()),
    emailAddress: nullish(string()),
    active: nullish(boolean()),
  }))
);

interface Candidate {
  readonly account: string;
  /** What the account is called, in all its ways. */
  readonly names: readonly string[];
}

/**
 * The account that a person's name, email or user name means, for `buildJql`.
 *
 * The server's search finds more than what was meant (`Jo` finds `Joan` and `John`): an account whose name is exactly
 * the one given wins, else the only one found.
 *
 * @param options The name, or `me`, which is not looked up.
 * @throws {UsageError} when no account or more than one could be meant; the message lists them.
 */
export async function findAssignee(
  client: Client,
  options: { readonly name: string; readonly signal?: AbortSignal | undefined },
): Promise<"me" | { readonly account: string }> {
  const name = options.name.trim();
  if (name === "me") return "me";
  const cloud = client.deployment === "cloud";
  if (cloud && ACCOUNT_ID.test(name)) return { account: name };
  const found = await ask(client, {
    product: "jira",
    path: cloud ? "/rest/api/3/user/search" : "/rest/api/2/user/search",
    query: { [cloud ? "query" : "username"]: name, maxResults: 50 },
    signal: options.signal,
    shape: Users,
  });
  const candidates = found.flatMap((user): Candidate[] => {
    const account = cloud ? user.accountId : user.name;
    if (account === undefined || account === null) return [];
    const names = [user.displayName, user.emailAddress, account].filter((text) =>
      text !== undefined && text !== null
    );
    return [{ account, names }];
  });
  return { account: theOne(name, candidates).account };
}

function theOne(name: string, candidates: readonly Candidate[]): Candidate {
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
  if (others.length === 0) return first;
  const listed = meant.slice(0, MAX_LISTED).map((candidate) =>
    shorten(printable(candidate.names.join(", ")), 120)
  );
  const rest = meant.length > MAX_LISTED ? [`… and ${meant.length - MAX_LISTED} more`] : [];
  throw new UsageError(`Several accounts could be meant by "${name}"`, {
    hint: ["Give one of these in full:", ...listed, ...rest].join("\n"),
  });
}
