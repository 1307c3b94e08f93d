/**
 * `atlcli auth switch`
 *
 * @module
 */
import { withActiveProfile } from "../../../profile/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";

/** Adds the command. */
export function addSwitch(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "switch",
    summary: "change the active profile",
    examples: ["atlcli auth switch work", "atlcli auth switch personal"],
  }).argument("<profile>", "the profile to make active").action((name) => switchProfile(open(), name));
}

/** Makes a profile the active one. */
export async function switchProfile({ library, output, host }: Context, name: string): Promise<void> {
  const file = await library.store.update((current) => withActiveProfile(current, name));
  const profile = file.profiles.get(name);
  if (output.format === "text") output.say(`Active profile: ${name} (${profile?.baseUrl ?? ""})`);
  else output.json({ profile: name, active: true, site: profile?.baseUrl ?? null });
  const other = host.env("ATLCLI_PROFILE") === undefined ? "ATLCLI_SITE" : "ATLCLI_PROFILE";
  if (host.env(other) !== undefined) output.warn(`${other} is set, and wins over the active profile`);
}
