/**
 * What to do next about an error, for the profile that was used.
 *
 * @module
 */
import { TOKEN_PAGE } from "../../core/credential.ts";
import { AtlcliError, KeychainError } from "../../../mod.ts";
import { isCredentialRefusal } from "../../core/errors.ts";
import type { Attempt } from "./attempt.ts";
import { nextSteps } from "./next_steps.ts";

/** The way that needs no keychain. */
const WITHOUT_KEYCHAIN =
  "Without a keychain: --storage file keeps the token in the credentials file, ATLCLI_API_TOKEN gives it for one run";

/** What to do next, one step per line: what the error says itself, then what this attempt makes likely. */
export function adviceFor(error: unknown, attempt: Attempt | undefined): readonly string[] {
  if (!(error instanceof AtlcliError)) return [];
  const own = error.data === undefined ? error.hint?.split("\n") ?? [] : nextSteps(error.data);
  if (error instanceof KeychainError) return [...own, WITHOUT_KEYCHAIN];
  if (attempt === undefined) return own;
  if (isCredentialRefusal(error)) return forRefused(attempt);
  return error.code === "permission" ? [...own, ...forForbidden(attempt)] : own;
}

function forRefused({ site, profile, email, source }: Attempt): readonly string[] {
  const name = profile === undefined ? "" : ` --profile ${profile}`;
  if (email === undefined) {
    return [
      `Check that your PAT hasn't expired (Server/DC PATs have expiration dates): it came from ${source}`,
      `Ensure that the instance URL is correct: ${site}`,
      `Re-authenticate: atlcli auth login --bearer${name} --site ${site} --token -`,
    ];
  }
  return [
    `Verify your API token hasn't expired: it came from ${source}`,
    `Confirm email matches your Atlassian account: ${email}`,
    `Check the instance URL: ${site}`,
    `Make a new token at ${TOKEN_PAGE}, then re-initialize: atlcli auth init${name}`,
  ];
}

function forForbidden({ profile, email, source }: Attempt): readonly string[] {
  const who = email === undefined ? "" : ` as ${email}`;
  return [
    `Check which profile is active: ${profile ?? "none, the environment alone"}${who}, token from ${source}`,
    "Switch if needed: atlcli auth switch NAME",
  ];
}
