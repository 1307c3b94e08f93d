/**
 * `atlcli auth migrate`
 *
 * @module
 */
import { Option } from "@commander-js/extra-typings";
import { CredentialError } from "../../../../mod.ts";
import { findToken } from "../../../resolver/token_sources.ts";
import { getProfile, profileSite, saveToken } from "../../../profile/mod.ts";
import { KEYCHAIN_SERVICE } from "../../../core/secret_store.ts";
import { nameOrInUse } from "./logout.ts";
import { addCommand, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";

/** Options of `auth migrate`. */
interface MigrateOptions {
  /** The profile; default: the profile in use. */
  readonly name: string | undefined;
  readonly storage: "file" | "keychain";
  /** The keychain account, for a profile without a username and an email. */
  readonly username?: string;
}

/** Adds the command. */
export function addMigrate(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "migrate",
    summary: "move a stored token to the keychain, or back",
    description: "Moves the stored token of a profile to the keychain or to the credentials file. " +
      "The default is the profile in use; a profile that .atlcli-profile selects must be named.",
    examples: ["atlcli auth migrate", "atlcli auth migrate work --storage keychain"],
  })
    .argument("[profile]", "profile name (default: the profile in use)")
    .addOption(
      new Option("--storage <where>", "where to move the token").choices(["file", "keychain"] as const)
        .default("keychain" as const),
    )
    .option("--username <name>", "keychain account, for a profile that has no username or email")
    .action((name, options) => migrate(open(), { ...options, name }));
}

/** Moves a profile's token. */
async function migrate(context: Context, options: MigrateOptions): Promise<void> {
  const { library, output } = context;
  const name = await nameOrInUse(context, { given: options.name, command: "atlcli auth migrate" });
  const { file } = await library.store.loadChangeable();
  const profile = getProfile(file, name);
  const { token, provenance } = await findToken({
    ...library,
    site: profileSite(profile),
    profile,
    token: undefined,
  });
  if (provenance.source !== "file" && provenance.source !== "keychain") {
    throw new CredentialError(
      "no-credential",
      `Profile "${name}" stores no token: it comes from ${provenance.detail}`,
      {
        hint: `To store one: atlcli auth login --profile ${name} --storage ${options.storage} --token -`,
      },
    );
  }
  const saved = await saveToken(library, {
    profile,
    token,
    where: options.storage,
    account: options.username,
    mayAdopt: () => Promise.resolve(false),
  });
  const place = options.storage === "file"
    ? `${library.store.path}, in plain text`
    : `the ${library.secretStore.label} (${KEYCHAIN_SERVICE}/${
      saved.profile.keychainAccount ?? saved.profile.username ?? saved.profile.email ?? ""
    })`;
  if (output.format === "text") output.say(`The token of profile "${name}" is in ${place}`, ...saved.notes);
  else output.json({ profile: name, tokenStore: options.storage, notes: saved.notes });
}
