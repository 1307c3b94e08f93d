/**
 * `atlcli auth switch`
 *
 * @module
 */
import { AtlcliError } from "../../../../mod.ts";
import { withActiveProfile } from "../../../profile/mod.ts";
import { resolveProfile } from "../../../resolver/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";

/** Adds the command. */
export function addSwitch(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "switch",
    summary: "change the active profile",
    examples: ["atlcli auth switch work", "atlcli auth switch personal"],
  }).argument("<profile>", "profile to make active").action((name) => switchProfile(open(), name));
}

/** Makes a profile active. */
async function switchProfile(context: Context, name: string): Promise<void> {
  const { library, output } = context;
  const file = await library.store.update((current) => withActiveProfile(current, name));
  const profile = file.profiles.get(name);
  if (output.format === "text") output.say(`Active profile: ${name} (${profile?.baseUrl ?? ""})`);
  else output.json({ profile: name, active: true, site: profile?.baseUrl ?? null });
  output.warn(...await overrides(context, name));
}

/** Warnings about settings that override the active profile here. */
async function overrides({ library }: Context, name: string): Promise<readonly string[]> {
  try {
    const inUse = await resolveProfile(library.resolver);
    if (inUse === undefined || inUse.profile?.name === name) return [];
    const { profile, site, from } = inUse;
    const what = profile === undefined ? site.url : `profile "${profile.name}"`;
    return [`${from.detail} chooses ${what} here, and wins over the active profile`];
  } catch (error) {
    if (error instanceof AtlcliError) return [error.message];
    throw error;
  }
}
