/**
 * People, by the identifiers of each face of Confluence.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, signedIn } from "../call.ts";
import { InputError } from "../input.ts";
import { readJson } from "../input_json.ts";
import type { User } from "../model.ts";
import { wikiTime, type WikiView } from "./view.ts";

/**
 * The person in the query: `accountId` on Cloud, `username` or `key` on Data Center.
 *
 * @throws {InputError} 404 if there is none.
 */
export function personAt(call: Call, view: WikiView): Response {
  signedIn(call);
  const { query } = call;
  const isNamed = view.deployment === "cloud"
    ? (user: User): boolean => user.accountId === query.get("accountId")
    : (user: User): boolean => user.username === query.get("username") || user.userKey === query.get("key");
  const user = call.world.users.find(isNamed);
  if (user === undefined) throw new InputError(404, "No user found with that key, username or account id");
  return json(view.person(user));
}

/** The people with the account ids of a body; unknown ids are left out. */
export async function peopleOf(call: Call): Promise<Response> {
  signedIn(call);
  const ids = (await readJson(call.request)).list("accountIds") ?? [];
  const found = call.world.users.filter(({ accountId }) => ids.includes(accountId));
  return json({
    results: found.map((user) => ({
      accountId: user.accountId,
      accountType: "atlassian",
      accountStatus: "active",
      email: user.email,
      displayName: user.displayName,
      publicName: user.displayName,
      timeZone: user.timeZone,
      createdAt: wikiTime(Date.UTC(2025, 0, 7)),
    })),
  });
}
