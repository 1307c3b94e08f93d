/**
 * What to check next, for the profile that was used.
 *
 * @module
 */
import { AtlcliError, type Resolution } from "../../mod.ts";
import type { Context } from "./context.ts";

/** What to do next, a line each: the error's own hint, then what this profile makes likely. */
export function adviceFor(error: unknown, context: Context | undefined): readonly string[] {
  if (!(error instanceof AtlcliError)) return [];
  const own = error.hint?.split("\n") ?? [];
  const resolution = context?.resolution();
  if (resolution === undefined) return own;
  if (error.code === "authentication-failed" || error.code === "anonymous") {
    return [...own, ...forRefused(resolution)];
  }
  return error.code === "permission" ? [...own, ...forForbidden(resolution)] : own;
}

function forRefused({ credential, profile, provenance, site }: Resolution): readonly string[] {
  const source = `${provenance.token.source} ${provenance.token.detail}`;
  const name = profile === undefined ? "" : ` --profile ${profile.name}`;
  if (credential.kind === "pat") {
    return [
      `Check that the PAT of ${source} has not expired (Server/DC PATs have expiration dates)`,
      `Sign in again: atlcli auth login --bearer${name} --site ${site.url} --token -`,
    ];
  }
  return [
    `Verify your API token hasn't expired: it came from ${source}`,
    `Confirm that ${credential.email} is the account that made the token`,
    profile === undefined ? "Set ATLCLI_API_TOKEN to a new one" : `Re-initialize: atlcli auth init${name}`,
  ];
}

function forForbidden({ profile, provenance }: Resolution): readonly string[] {
  const who = profile?.displayName ?? profile?.email ?? profile?.username ?? "your account";
  return [
    `Check that ${who} has access to the project or space`,
    `The profile in use: ${
      profile?.name ?? "none (environment)"
    }, token from ${provenance.token.source} ${provenance.token.detail}`,
  ];
}
