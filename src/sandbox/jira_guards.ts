/**
 * What Jira refuses in the same words on Cloud and on Data Center.
 *
 * @module
 */
import { jiraError } from "./answers.ts";
import { InputError } from "./input.ts";
import { JqlError } from "./jql/ast.ts";
import type { User } from "./model.ts";
import { LOGIN_FAILED } from "./refusals.ts";
import type { Call } from "./router.ts";

/** Who asks; `undefined` for an anonymous one. */
export function userOf(call: Call): User | undefined {
  return call.caller.kind === "user" ? call.caller.user : undefined;
}

/** The headers that tell an anonymous caller that a credential came and did not count. */
export function loginHeaders(call: Call): Readonly<Record<string, string>> {
  return call.caller.kind === "anonymous" && call.caller.refused ? LOGIN_FAILED : {};
}

/** What an anonymous caller hears where somebody has to be signed in. */
export function notSignedIn(call: Call): Response {
  const message = "You are not authenticated. Authentication required to perform this operation.";
  return jiraError(401, [message], loginHeaders(call));
}

/** Answers, and turns what was refused on the way into a refusal of Jira's. */
export async function refusingAsJira(answer: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof JqlError) return jiraError(400, error.messages);
    if (error instanceof InputError) return jiraError(error.status, [error.message]);
    throw error;
  }
}
