/**
 * The topic `credentials` of help.
 *
 * @module
 */
import type { Block } from "./topics.ts";

/** What says which profile is used: later wins. */
const PROFILE_ORDER: readonly string[] = [
  "the active profile (atlcli auth switch)",
  "the nearest .atlcli-profile from the working folder up: one line, a profile's name",
  "ATLCLI_PROFILE",
  "ATLCLI_SITE, ATLCLI_EMAIL, ATLCLI_API_TOKEN",
  "--profile",
];

/** Where the token is looked for: first found wins. */
const TOKEN_ORDER: readonly string[] = [
  "ATLCLI_API_TOKEN, or the file that ATLCLI_API_TOKEN_FILE names",
  "the keychain, if the profile has a username or keeps its token there",
  "the profile's own command (tokenCommand) or variable (tokenEnv)",
  "the credentials file",
];

/** The text. */
export function credentialsTopic(): readonly Block[] {
  return [
    { kind: "steps", title: "Which profile, later wins:", steps: PROFILE_ORDER },
    { kind: "steps", title: "Which token, first found wins:", steps: TOKEN_ORDER },
    {
      kind: "text",
      text:
        "A token is sent only to the site it was meant for: a stored one to its profile's site, the environment's to " +
        "ATLCLI_SITE or, without that, to the profile that you named or made active. Whatever would send it elsewhere " +
        "is refused, with exit code 4.",
    },
    { kind: "text", text: "What holds where you are, and why: atlcli auth status --json" },
  ];
}
