/**
 * The version before, without the secrets that a change took away.
 *
 * @module
 */
import { type CredentialsFile, encodeCredentialsFile } from "../file/file.ts";
import type { Profile } from "../profile.ts";

/**
 * The bytes of the backup: those of the version before, where it has no secret that the next one has not.
 *
 * A secret that the next version still has somewhere is kept. A profile that lost one, or is gone itself, is kept
 * without it, and without members that this version does not know: they may hold secrets, too.
 */
export function backupOf(
  before: { readonly bytes: Uint8Array; readonly file: CredentialsFile },
  after: CredentialsFile,
): Uint8Array {
  const kept = new Set([...after.profiles.values()].flatMap(secretsOf));
  const isWhole = (profile: Profile): boolean =>
    after.profiles.has(profile.name) && secretsOf(profile).every((secret) => kept.has(secret));
  const profiles = [...before.file.profiles].map(([name, profile]) =>
    [name, isWhole(profile) ? profile : withoutSecrets(profile, kept)] as const
  );
  if (profiles.every(([name, profile]) => before.file.profiles.get(name) === profile)) return before.bytes;
  return new TextEncoder().encode(encodeCredentialsFile({ ...before.file, profiles: new Map(profiles) }));
}

/**
 * A backup without what {@linkcode backupOf} would have left out; `undefined` when there is no such thing in it.
 */
export function cleanedBackup(
  backup: { readonly bytes: Uint8Array; readonly file: CredentialsFile },
  current: CredentialsFile,
): Uint8Array | undefined {
  const bytes = backupOf(backup, current);
  if (bytes === backup.bytes) return undefined;
  return new TextDecoder().decode(bytes) === encodeCredentialsFile(backup.file) ? undefined : bytes;
}

function withoutSecrets(profile: Profile, kept: ReadonlySet<string>): Profile {
  const { unknown: _, apiToken, proxy, ...rest } = profile;
  return {
    ...rest,
    ...(apiToken !== undefined && kept.has(apiToken.reveal()) && { apiToken }),
    ...(proxy !== undefined && { proxy: kept.has(proxySecret(proxy)) ? proxy : withoutUser(proxy) }),
  };
}

/** The texts that must not outlive the version that they are in. */
function secretsOf({ apiToken, proxy }: Profile): readonly string[] {
  const secrets = [apiToken?.reveal() ?? "", proxy === undefined ? "" : proxySecret(proxy)];
  return secrets.filter((secret) => secret !== "");
}

/** What stands before the `@` of a proxy's address: user and password. */
function proxySecret(proxy: string): string {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/]*)@/i.exec(proxy)?.[1] ?? "";
}

function withoutUser(proxy: string): string {
  return proxy.replace(`${proxySecret(proxy)}@`, "");
}
