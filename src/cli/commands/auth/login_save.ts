/**
 * The last step of signing in: saves the profile and its token, and reports the result.
 *
 * @module
 */
import { absolutePath } from "../../../core/paths.ts";
import { gatewayUrl } from "../../../site/gateway.ts";
import { isLoopback } from "../../../core/url.ts";
import { type Kept, saveToken } from "../../../profile/mod.ts";
import { type Profile, UsageError } from "../../../../mod.ts";
import { holdsSecret, registerAllSecrets } from "../../../core/redact.ts";
import { moveCommand } from "../../errors/commands.ts";
import type { LoginOptions } from "./login_options.ts";
import type { Context } from "../../context.ts";
import { type LoginAccount, mayAdopt } from "./login_account.ts";
import type { LoginPlace } from "./login_site.ts";
import type { Verified } from "./login_verify.ts";
import { oneLine } from "../../output/output.ts";
import { line } from "../../output/styled.ts";

/** The results of the previous steps. */
interface LoginResult {
  readonly options: LoginOptions;
  readonly place: LoginPlace;
  readonly account: LoginAccount;
  readonly verified: Verified;
}

/**
 * Saves the profile and its token.
 *
 * @throws {KeychainError} if the keychain cannot store the token. Nothing is saved in that case.
 * @throws {StorageError} if the credentials file cannot be changed.
 * @throws {UsageError} if another member of the profile also contains the token.
 */
export async function save(context: Context, result: LoginResult): Promise<void> {
  const { options, place, account } = result;
  const profile = profileOf(context, result);
  requireNoToken(profile);
  const saved = await saveToken(context.library, {
    profile,
    token: account.token,
    where: whereToKeep(result),
    account: result.verified?.identity.username,
    mayAdopt: async (item) => account.adopted || await mayAdopt(context, { options, place, account: item }),
  });
  const { file } = await context.library.store.load();
  report(context, { result, saved, active: file.currentProfile === place.name });
}

/** The other members of a profile stay when the token is removed, so they must not contain it. */
function requireNoToken(profile: Profile): void {
  registerAllSecrets();
  for (
    const member of ["name", "baseUrl", "email", "username", "accountId", "displayName", "cloudId"] as const
  ) {
    if (holdsSecret(profile[member] ?? "")) {
      throw new UsageError(`Nothing was saved: the profile's ${member} holds the token`, {
        hint: "Pass the token only as the token: --token -",
      });
    }
  }
}

/** As documented, a username selects the keychain; the default is the file. */
function whereToKeep({ options, place, account }: LoginResult): "file" | "keychain" {
  if (options.storage !== undefined) return options.storage;
  if (account.username !== undefined && place.own?.tokenStore !== "file") return "keychain";
  return place.own?.tokenStore === "keychain" ? "keychain" : "file";
}

/** Builds the profile. Settings of an earlier profile are kept only if it is for the same site. */
function profileOf(context: Context, { options, place, account, verified }: LoginResult): Profile {
  const { globals, library } = context;
  const { before, own, kind } = place;
  const readOnly = globals.readOnly ?? before?.readOnly;
  const allowHttp = place.site.url.startsWith("http:") && !isLoopback(new URL(place.site.url).hostname);
  return {
    ...certificateFiles({ globals, library }, own),
    ...(own?.proxy !== undefined && { proxy: own.proxy }),
    name: place.name,
    baseUrl: place.site.url,
    ...(account.email !== undefined && { email: account.email }),
    ...(place.bearer && { authType: "bearer" as const }),
    ...(account.username !== undefined && { username: account.username }),
    deployment: kind.deployment,
    ...(kind.product !== undefined && { product: kind.product }),
    ...identityMembers(context, verified),
    ...(options.expires !== undefined && { tokenExpiresAt: new Date(options.expires).toISOString() }),
    ...(allowHttp && { allowHttp }),
    ...(readOnly && { readOnly }),
    ...(before?.unknown !== undefined && { unknown: before.unknown }),
  };
}

/** Stores absolute paths of the certificate files, so that later commands find them from any folder. */
function certificateFiles(
  { globals, library }: Pick<Context, "globals" | "library">,
  own?: Profile,
): Partial<Profile> {
  const named = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : absolutePath(library.host.cwd(), path);
  const caFile = named(globals.caFile) ?? own?.caFile;
  const clientCertFile = named(globals.clientCertFile) ?? own?.clientCertFile;
  const clientKeyFile = named(globals.clientKeyFile) ??
    (globals.clientCertFile === undefined ? own?.clientKeyFile : undefined);
  return {
    ...(caFile !== undefined && { caFile }),
    ...(clientCertFile !== undefined && { clientCertFile }),
    ...(clientKeyFile !== undefined && { clientKeyFile }),
  };
}

function identityMembers({ library }: Context, verified: Verified): Partial<Profile> {
  if (verified === undefined) return {};
  const { identity, credential } = verified;
  return {
    ...(identity.accountId !== undefined && { accountId: identity.accountId }),
    displayName: identity.displayName,
    ...(credential.kind === "scoped-token" && {
      cloudId: credential.cloudId,
      apiBaseUrl: gatewayUrl(credential.cloudId, identity.product),
    }),
    verifiedAt: new Date(library.host.clock.now()).toISOString(),
  };
}

function report(
  { output, library }: Context,
  done: { readonly result: LoginResult; readonly saved: Kept; readonly active: boolean },
): void {
  const { saved, active } = done;
  const { profile } = saved;
  const identity = done.result.verified?.identity;
  if (output.format !== "text") {
    return output.json({
      profile: profile.name,
      active,
      site: profile.baseUrl,
      deployment: profile.deployment ?? null,
      product: profile.product ?? null,
      email: profile.email ?? null,
      username: profile.username ?? null,
      verified: identity !== undefined,
      identity: identity ?? null,
      tokenStore: profile.tokenStore ?? "file",
      keychainAccount: profile.keychainAccount ?? null,
      tokenExpiresAt: profile.tokenExpiresAt ?? null,
      notes: saved.notes,
    });
  }
  const who = identity === undefined ? "" : ` as ${oneLine(identity.displayName)}`;
  const mark = output.paint("good", "✓", "stderr");
  output.say(
    identity === undefined
      ? `Saved without verifying the token with ${profile.baseUrl}.`
      : line`${mark} Signed in to ${profile.baseUrl}${who}`,
    `Saved profile "${profile.name}"${active ? " (active)" : ""} in ${library.store.path}`,
    profile.tokenStore === "keychain"
      ? `The token is in the ${library.secretStore.label}`
      : `The token is stored in that file in plain text. To move it: ${
        moveCommand(profile, identity?.username)
      }`,
    ...saved.notes,
  );
  if (!active) output.say(`To make it active: atlcli auth switch ${profile.name}`);
}
