/**
 * The help topic `credentials`.
 *
 * @module
 */
import type { Block } from "./topics.ts";

/** The sources of the profile, in order; later wins. */
const PROFILE_ORDER: readonly string[] = [
  "the active profile (atlcli auth switch)",
  "the nearest .atlcli-profile, from the current folder up: one line with a profile name",
  "ATLCLI_PROFILE",
  "ATLCLI_SITE, ATLCLI_EMAIL, ATLCLI_API_TOKEN",
  "--profile",
];

/** The sources of the token, in order; first found wins. */
const TOKEN_ORDER: readonly string[] = [
  "ATLCLI_API_TOKEN, or the file named by ATLCLI_API_TOKEN_FILE",
  "the keychain, if the profile has a username or keeps its token there",
  "the profile's command (tokenCommand) or variable (tokenEnv)",
  "the credentials file",
];

/** The text of `atlcli help credentials`. */
export function credentialsTopic(): readonly Block[] {
  return [
    { kind: "steps", title: "Which profile, later wins:", steps: PROFILE_ORDER },
    { kind: "steps", title: "Which token, first found wins:", steps: TOKEN_ORDER },
    {
      kind: "text",
      text:
        "A token is sent only to the site it is meant for: a stored token to its profile's site, the environment's to " +
        "ATLCLI_SITE or, without that, to the site of the profile that you named or made active. Anything else is " +
        "refused with exit code 4.",
    },
    { kind: "text", text: "To see what is used here, and why: atlcli auth status --json" },
  ];
}
