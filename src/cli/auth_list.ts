/**
 * `atlcli auth list`
 *
 * @module
 */
import { isBearer, type Profile } from "../../mod.ts";
import { addCommand, type Parent } from "./command.ts";
import type { Context } from "./context.ts";
import { formatTable } from "./table.ts";

/** Adds the command. */
export function addList(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "list",
    summary: "list all profiles",
    examples: ["atlcli auth list", "atlcli auth list --json"],
  }).alias("ls").action(() => list(open()));
}

/** Prints every profile; which tokens there are, and no token. */
export async function list({ library, output }: Context): Promise<void> {
  const { file, warnings } = await library.store.load();
  output.warn(...warnings);
  const profiles = [...file.profiles.values()];
  const isActive = (profile: Profile): boolean => profile.name === file.currentProfile;
  output.answer({
    json: { profiles: profiles.map((profile) => describe(profile, isActive(profile))) },
    lines: formatTable({
      header: ["PROFILE", "SITE", "EMAIL", "ACTIVE"],
      rows: profiles.map((profile) => [
        profile.name,
        profile.baseUrl,
        profile.email ?? profile.username ?? "",
        isActive(profile) ? "✓" : "",
      ]),
      width: output.width,
      paint: (cell, { row, column }) =>
        row === -1 ? output.paint("heading", cell) : column === 3 ? output.paint("good", cell) : cell,
    }),
  });
  if (profiles.length === 0) output.say("There is no profile yet. Make one: atlcli auth init");
}

function describe(profile: Profile, active: boolean): Record<string, unknown> {
  const { name, baseUrl, email, username, displayName, deployment, product, tokenStore, readOnly } = profile;
  return {
    name,
    site: baseUrl,
    email: email ?? null,
    username: username ?? null,
    displayName: displayName ?? null,
    authType: isBearer(profile) ? "bearer" : "basic",
    deployment: deployment ?? null,
    product: product ?? null,
    tokenStore: tokenStore ?? null,
    readOnly: readOnly ?? false,
    active,
  };
}
