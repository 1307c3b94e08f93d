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
    .argument("<old-name>", "the profile's name")
    .argument("<new-name>", "its name from now on")
    .action((from, to) => renameIt(open(), { from, to }));
}

/** Renames a profile; where it was the active one, it stays so. */
export async function renameIt(
  { library, output }: Context,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const name = parseProfileName(to);
  await library.store.update((current) => withRenamedProfile(current, { from, to: name }));
  if (output.format === "text") output.say(`Renamed profile "${from}" to "${name}"`);
  else output.json({ from, to: name });
}
