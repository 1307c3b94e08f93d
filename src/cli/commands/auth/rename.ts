/**
 * `atlcli auth rename`
 *
 * @module
 */
import { parseProfileName, withRenamedProfile } from "../../../profile/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";

/** Adds the command. */
export function addRename(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "rename",
    summary: "rename a profile",
    examples: ["atlcli auth rename old-name new-name"],
  })
    .argument("<old-name>", "current name of the profile")
    .argument("<new-name>", "new name of the profile")
    .action((from, to) => renameCommand(open(), { from, to }));
}

/** Renames a profile. The active profile stays active. */
async function renameCommand(
  { library, output }: Context,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const name = parseProfileName(to);
  await library.store.update((current) => withRenamedProfile(current, { from, to: name }));
  if (output.format === "text") output.say(`Renamed profile "${from}" to "${name}"`);
  else output.json({ from, to: name });
}
