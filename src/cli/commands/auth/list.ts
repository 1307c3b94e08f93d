/**
 * `atlcli auth list`
 *
 * @module
 */
import { isBearer } from "../../../profile/mod.ts";
import type { Profile } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { expiryWarnings } from "./expiry_text.ts";
import type { Context } from "../../context.ts";
import { printList } from "../../output/listing.ts";
import { registerAllSecrets } from "../../../core/redact.ts";

/** Adds the command. */
export function addList(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "list",
    summary: "list all profiles",
    examples: ["atlcli auth list", "atlcli auth list --json"],
  }).alias("ls").action(() => list(open()));
}

/** Prints all profiles, with the kind of each token store but without tokens. */
async function list(context: Context): Promise<void> {
  const { library, output } = context;
  const { file, warnings } = await library.store.load();
  registerAllSecrets();
  const now = library.host.clock.now();
  output.warn(...warnings, ...file.profiles.values().flatMap((profile) => expiryWarnings(profile, now)));
  const isActive = (profile: Profile): boolean => profile.name === file.currentProfile;
  await printList(context, {
    name: "profiles",
    items: file.profiles.values(),
    json: (profile) => describe(profile, isActive(profile)),
    columns: [
      { name: "profile", text: ({ name }) => name },
      { name: "site", text: ({ baseUrl }) => baseUrl, link: ({ baseUrl }) => baseUrl },
      { name: "email", text: ({ email, username }) => email ?? username ?? "" },
      { name: "active", text: (profile) => isActive(profile) ? "✓" : "", style: "good" },
    ],
    headerAlways: true,
    empty: "No profiles yet. Create one: atlcli auth init",
  });
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
    tokenExpiresAt: profile.tokenExpiresAt ?? null,
    readOnly: readOnly ?? false,
    active,
  };
}
