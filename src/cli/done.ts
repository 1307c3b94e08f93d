/**
 * What a command says after it changed something.
 *
 * @module
 */
import type { Connection } from "../../mod.ts";
import type { Context } from "./context.ts";

/**
 * Says on stderr what was done; and with which profile, when a folder chose it: nobody named it, so that nobody may be
 * aware of it.
 */
export function sayDone({ output }: Context, { resolution }: Connection, text: string): void {
  const { profile, provenance } = resolution;
  const byFolder = profile !== undefined && provenance.profile?.source === "folder";
  output.say(byFolder ? `${text}, with profile "${profile.name}" of ${provenance.profile?.detail}` : text);
}
