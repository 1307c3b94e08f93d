/**
 * `atlcli auth delete`
 *
 * @module
 */
import { deleteProfile } from "../../../profile/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";

/** Options of `auth delete`. */
interface DeleteOptions {
  readonly name: string;
  /** Whether to delete the keychain item, too. */
  readonly deleteKeychain: boolean;
}

/** Adds the command. */
export function addDelete(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "delete",
    summary: "remove a profile entirely",
    description: "Removes a profile. Without --delete-keychain, its keychain item, if any, is left intact; " +
      "an item that another profile uses is always kept. Does not ask for confirmation.",
    examples: ["atlcli auth delete old-profile", "atlcli auth delete old-profile --delete-keychain"],
  })
    .argument("<profile>", "profile to remove")
    .option("--delete-keychain", "also remove its keychain item", false)
    .action((name, { deleteKeychain }) => deleteCommand(open(), { name, deleteKeychain }));
}

/** Removes a profile. */
async function deleteCommand({ library, output }: Context, options: DeleteOptions): Promise<void> {
  const { file } = await library.store.load();
  const { profile, notes } = await deleteProfile(library, options);
  const others = [...file.profiles.values()].filter(({ name }) => name !== options.name);
  if (!others.some(({ baseUrl }) => baseUrl === profile.baseUrl)) {
    await (await import("../../state/known_names.ts")).forgetNames(library, profile.baseUrl);
  }
  if (output.format === "text") {
    output.say(`Deleted profile "${options.name}" (${profile.baseUrl})`, ...notes);
  } else output.json({ profile: options.name, site: profile.baseUrl, notes });
  if (file.currentProfile === options.name && file.profiles.size > 1) {
    output.say("No profile is active now. Choose one: atlcli auth switch NAME");
  }
}
