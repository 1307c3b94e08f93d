/**
 * `atlcli auth logout`
 *
 * @module
 */
import { CredentialError, type Profile, UsageError } from "../../../../mod.ts";
import { deleteToken } from "../../../profile/mod.ts";
import { resolveProfile } from "../../../resolver/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";

/** Adds the command. */
export function addLogout(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "logout",
    summary: "clear a profile's token and keep the profile",
    description:
      "Clears the token of a profile from the credentials file and the keychain, and keeps the profile for " +
      "easy re-login. The default is the profile in use, as `atlcli auth status` shows it; a profile that " +
      ".atlcli-profile selects must be named. Does not ask for confirmation.",
    examples: ["atlcli auth logout", "atlcli auth logout work"],
  }).argument("[profile]", "profile name (default: the profile in use)").action((name) =>
    logout(open(), name)
  );
}

/** Clears a profile's token. */
async function logout(context: Context, given: string | undefined): Promise<void> {
  const { library, output } = context;
  const name = await nameOrInUse(context, { given, command: "atlcli auth logout" });
  const { profile, notes } = await deleteToken(library, name);
  const remaining = remainingSource(profile);
  if (output.format === "text") output.say(`Logged out of profile "${name}" (${profile.baseUrl})`, ...notes);
  else output.json({ profile: name, site: profile.baseUrl, notes });
  if (remaining !== undefined) output.warn(remaining);
}

/**
 * The profile to work on: the argument, or the profile in use. A folder never selects whose token is removed
 * or moved, because its `.atlcli-profile` may have come with a checkout.
 *
 * @throws {CredentialError} if none is named and none is in use.
 * @throws {UsageError} if none is named and a folder selects one.
 */
export async function nameOrInUse(
  { library, globals }: Context,
  { given, command }: { readonly given: string | undefined; readonly command: string },
): Promise<string> {
  if (given !== undefined) return given;
  const inUse = await resolveProfile(library.resolver, { profile: globals.profile });
  if (inUse?.profile === undefined) {
    const message = inUse === undefined
      ? "No profile is active"
      : `No profile is in use: ${inUse.from.detail} names ${inUse.site.url}`;
    throw new CredentialError("no-credential", message, { hint: "Name one: see `atlcli auth list`" });
  }
  const { profile: { name }, from } = inUse;
  if (from.source !== "folder") return name;
  throw new UsageError(`"${from.detail}" cannot choose the profile of this command`, {
    hint: `Name the profile: ${command} ${name}`,
  });
}

function remainingSource(profile: Profile): string | undefined {
  if (profile.tokenCommand !== undefined) return "Its token comes from a command, which still gives it";
  return profile.tokenEnv === undefined
    ? undefined
    : `Its token comes from ${profile.tokenEnv}, which still holds it`;
}
