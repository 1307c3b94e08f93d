/**
 * The message after a successful change.
 *
 * @module
 */
import type { Connection } from "../../mod.ts";
import type { Context } from "./context.ts";

/**
 * Reports a change on stderr. Adds the profile if a folder selected it, because the user may not be aware of it.
 */
export function reportChange({ output }: Context, { resolution }: Connection, text: string): void {
  const { profile, provenance } = resolution;
  const byFolder = profile !== undefined && provenance.profile?.source === "folder";
  output.say(byFolder ? `${text}, with profile "${profile.name}" of ${provenance.profile?.detail}` : text);
}
