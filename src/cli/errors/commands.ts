/**
 * Commands that advice suggests, ready to paste.
 *
 * @module
 */
import type { Profile } from "../../../mod.ts";
import { shellWord } from "../../core/shell_word.ts";

/**
 * The command that signs in again to a profile, without a way to give the token.
 *
 * @param account Options that name the account.
 */
export function loginCommand(
  { profile, site }: { readonly profile: string; readonly site?: string },
  account: readonly string[] = [],
): string {
  const options = ["--profile", profile, ...site === undefined ? [] : ["--site", site], ...account];
  return ["atlcli", "auth", "login", ...options.map(shellWord)].join(" ");
}

/**
 * The command that moves a profile's token from the file to the keychain.
 *
 * @param username The account's name on the server, where it is known: an item needs a name, and not every profile has one.
 */
export function moveCommand(
  { name, username: own, email }: Pick<Profile, "name"> & {
    readonly username?: string | undefined;
    readonly email?: string | undefined;
  },
  username: string | undefined,
): string {
  const command = `atlcli auth migrate ${shellWord(name)} --storage keychain`;
  if ((own ?? email) !== undefined) return command;
  return `${command} --username ${/^[\w.@+-]+$/.test(username ?? "") ? username : "NAME"}`;
}
