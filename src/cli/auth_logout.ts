/**
 * `atlcli auth logout`
 *
 * @module
 */
import { CredentialError, dropToken, type Profile } from "../../mod.ts";
import { addCommand, type Parent } from "./command.ts";
import type { Context } from "./context.ts";

/** Adds the command. */
export function addLogout(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "logout",
    summary: "clear a profile's token and keep the profile",
    description:
      "Clears the token of a profile, in the credentials file and in the keychain, and keeps the profile for " +
      "an easy re-login. Without a name it is the active profile. It does not ask.",
    examples: ["atlcli auth logout", "atlcli auth logout work"],
  }).argument("[profile]", "the profile (default: the active one)").action((name) => logout(open(), name));
}

/** Clears a profile's token. */
export async function logout(context: Context, given: string | undefined): Promise<void> {
  const { library, output } = context;
  const name = await nameOrActive(context, given);
  const { profile, notes } = await dropToken(library, name);
  const elsewhere = stillElsewhere(profile);
  if (output.format === "text") output.say(`Logged out of profile "${name}" (${profile.baseUrl})`, ...notes);
  else output.json({ profile: name, site: profile.baseUrl, notes });
  if (elsewhere !== undefined) output.warn(elsewhere);
}

/**
 * The profile that is meant: the one that is named as a word or by `--profile`, else the active one.
 *
 * @throws {CredentialError} when none is named and none is active.
 */
export async function nameOrActive(
  { library, globals }: Context,
  given: string | undefined,
): Promise<string> {
  const { file } = await library.store.load();
  const name = given ?? globals.profile ?? library.host.env("ATLCLI_PROFILE") ?? file.currentProfile;
  if (name !== undefined) return name;
  throw new CredentialError("no-credential", "No profile is active", {
    hint: "Name one: see `atlcli auth list`",
  });
}

function stillElsewhere(profile: Profile): string | undefined {
  if (profile.tokenCommand !== undefined) return "Its token comes from a command, which still gives it";
  return profile.tokenEnv === undefined
    ? undefined
    : `Its token comes from ${profile.tokenEnv}, which still holds it`;
}
