/**
 * The backup of the previous version, without the secrets that a change removed.
 *
 * @module
 */
import { type CredentialsFile, encodeCredentialsFile } from "../file/file.ts";
import type { Profile } from "../profile.ts";

/**
 * Encodes the backup: the previous version, if the next version still contains each of its secrets.
 *
 * If a profile lost a secret, or was removed, its backup leaves out that secret and the unknown members, which may hold
 * secrets, too.
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
 * Cleans a backup of everything that {@linkcode backupOf} would leave out; `undefined` if there is nothing to remove.
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

/** The secrets that must not outlive their version. */
function secretsOf({ apiToken, proxy }: Profile): readonly string[] {
  const secrets = [apiToken?.reveal() ?? "", proxy === undefined ? "" : proxySecret(proxy)];
  return secrets.filter((secret) => secret !== "");
}

/** The part of a proxy's URL before the `@`: user and password. */
function proxySecret(proxy: string): string {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/]*)@/i.exec(proxy)?.[1] ?? "";
}

function withoutUser(proxy: string): string {
  return proxy.replace(`${proxySecret(proxy)}@`, "");
}
