/**
 * What to check next, for the profile that was used.
 *
 * @module
 */
import { AtlcliError, type Profile } from "../../../mod.ts";
import type { Attempt } from "./attempt.ts";

/** What to do next, a line each: the error's own hint, then what this attempt makes likely. */
export function adviceFor(error: unknown, attempt: Attempt | undefined): readonly string[] {
  if (!(error instanceof AtlcliError)) return [];
  const own = error.hint?.split("\n") ?? [];
  if (error.code === "credentials-file-untrusted") return [TRUST, ...own.slice(1)];
  if (attempt === undefined) return own;
  if (error.code === "authentication-failed" || error.code === "anonymous") return forRefused(attempt);
  return error.code === "permission" ? [...own, ...forForbidden(attempt)] : own;
}

/**
 * The command that moves a profile's token from the file to the keychain.
 *
 * @param username The account's name on the server, where it is known: an item needs a name, and not every profile has one.
 */
export function moveCommand(profile: Profile, username: string | undefined): string {
  const command = `atlcli auth migrate ${profile.name} --storage keychain`;
  if ((profile.username ?? profile.email) !== undefined) return command;
  return `${command} --username ${/^[\w.@+-]+$/.test(username ?? "") ? username : "NAME"}`;
}

/** In place of the first line of the library's hint, which says how to do it by hand. */
const TRUST = "Review what is in the file, and make it yours alone again: atlcli auth trust";
const TOKEN_PAGE = "https://id.atlassian.com/manage-profile/security/api-tokens";

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
