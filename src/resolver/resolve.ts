/**
 * Resolves the credential to use, with its provenance, and checks that it is meant for the site.
 *
 * @module
 */
import type { Credential } from "../core/credential.ts";
import { CredentialError } from "../core/errors.ts";
import { findFolderProfile } from "../profile/folder_profile.ts";
import type { Host } from "../core/host.ts";
import { isBearer, type Profile } from "../profile/profile.ts";
import type { ProfileStore } from "../profile/store/store.ts";
import { readEnvironment } from "./environment.ts";
import { isComplete } from "./profile_in_use.ts";
import { fromEnv, type Provenance, type SetAside } from "./provenance.ts";
import { type ProfileRefusal, refusalOf } from "./refusal.ts";
import { chooseTarget, type Target } from "./target.ts";
import { findConfirmedToken, findToken, type FoundToken } from "./token_sources.ts";
import type { SecretStore } from "../core/secret_store.ts";
import { parseGatewayUrl } from "../site/gateway.ts";
import type { Deployment, Product, Site } from "../site/site.ts";

/** The inputs of the resolver. */
export interface ResolverParts {
  /** Access to environment, files and programs. */
  readonly host: Pick<Host, "env" | "files" | "run" | "cwd" | "userId">;
  /** The profiles in the credentials file. */
  readonly store: ProfileStore;
  /** The keychain of this system. */
  readonly secretStore: SecretStore;
  /** Detects what a site is, without a credential. Called only if neither a profile nor the host reveals it. */
  readonly detect: (site: Site) => Promise<{ readonly deployment: Deployment; readonly product?: Product }>;
  /**
   * Whether `ATLCLI_SITE` may be plain http to another machine. `ATLCLI_ALLOW_HTTP` sets it, too.
   *
   * @default {false}
   */
  readonly allowHttp?: boolean | undefined;
}

/** Options of a resolution. */
export interface ResolveRequest {
  /** A profile's name; it wins over every other source. */
  readonly profile?: string | undefined;
}

/** The target and identity of a request, before a token is looked up. */
export interface ResolvedTarget extends Target {
  /** Warnings for the user, one sentence each. */
  readonly warnings: readonly string[];
  /**
   * Why no token is looked up: others can write the credentials file of the profile. The environment's token is not
   * used then.
   */
  readonly refusal?: ProfileRefusal | undefined;
}

/** The resolved credential, its site and its provenance. */
export interface Resolution {
  /** The site that requests go to. */
  readonly site: Site;
  /** The kind of site. */
  readonly deployment: Deployment;
  /** The product of a Data Center base, if known. */
  readonly product: Product | undefined;
  /** The profile in use; `undefined` if the environment or explicit options provide everything. */
  readonly profile: Profile | undefined;
  /** The credential for this site. */
  readonly credential: Credential;
  /** The source of each part. */
  readonly provenance: {
    readonly profile?: Provenance;
    readonly site: Provenance;
    readonly identity?: Provenance;
    readonly token: Provenance;
  };
  /** Sources of other tokens that have lower precedence. They were not opened. */
  readonly shadowed: readonly Provenance[];
  /** Values that were set but not used, with reasons. */
  readonly setAside: readonly SetAside[];
  /** Warnings for the user, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Resolves the target and identity of a request. It does not look up a token.
 *
 * @example
 * ```ts
 * import { openLibrary } from "@atlcli/atlcli";
 * import { resolveTarget } from "@atlcli/atlcli/resolver";
 *
 * const { resolver } = openLibrary();
 * const { site, email } = await resolveTarget(resolver); // no token was looked for
 * console.log(site.url, email);
 * ```
 *
 * @throws {CredentialError} if no source names a site, a profile does not exist, or a token would reach a site or an
 * account that it was not meant for.
 * @throws {StorageError} if the credentials file is unusable and needed.
 * @throws {UsageError} if a variable has an invalid value.
 */
export async function resolveTarget(
  parts: ResolverParts,
  request: ResolveRequest = {},
): Promise<ResolvedTarget> {
  const environment = readEnvironment(parts.host, parts);
  const { site, email, token } = environment;
  if (site !== undefined && isComplete({ flag: request.profile, environment })) {
    return {
      site,
      profile: undefined,
      email,
      token,
      provenance: { site: fromEnv("ATLCLI_SITE"), identity: fromEnv("ATLCLI_EMAIL") },
      setAside: environment.setAside,
      warnings: [],
    };
  }
  const snapshot = await parts.store.load();
  const folder = await findFolderProfile(parts.host);
  const target = chooseTarget({
    flag: request.profile,
    environment,
    folder: folder.profile,
    file: snapshot.file,
  });
  const refusal = target.profile && refusalOf(target.profile, { snapshot, site: environment.site });
  return {
    ...target,
    ...(refusal !== undefined && { token: undefined, refusal }),
    warnings: [...snapshot.warnings, ...folder.warnings],
  };
}

/**
 * Resolves the credential to use, and the source of each part.
 *
 * @example
 * ```ts
 * import { formatProvenance, openLibrary } from "@atlcli/atlcli";
 * import { resolveCredential } from "@atlcli/atlcli/resolver";
 *
 * const { resolver } = openLibrary();
 * const { site, provenance } = await resolveCredential(resolver);
 * console.log(site.url, formatProvenance(provenance.token));
 * ```
 *
 * @throws as {@linkcode resolveTarget} does; also {CredentialError} if there is no token or it is meant for another
 * site, {KeychainError} if the keychain is unusable, {StorageError} if a token's command or file fails, or if others
 * can write the credentials file and nothing else confirms the site.
 */
export async function resolveCredential(
  parts: ResolverParts,
  request: ResolveRequest = {},
): Promise<Resolution> {
  const target = await resolveTarget(parts, request);
  return await resolveToken(parts, target);
}

/**
 * Looks up the token for a target: the second half of {@linkcode resolveCredential}.
 *
 * @example
 * ```ts
 * import { openLibrary } from "@atlcli/atlcli";
 * import { resolveTarget, resolveToken } from "@atlcli/atlcli/resolver";
 *
 * const { resolver } = openLibrary();
 * const target = await resolveTarget(resolver);
 * const { credential } = await resolveToken(resolver, target);
 * console.log(credential.kind);
 * ```
 */
export async function resolveToken(parts: ResolverParts, target: ResolvedTarget): Promise<Resolution> {
  const { site, profile, refusal } = target;
  if (refusal?.isLiftedByKeychain === false) throw refusal.error;
  const kind = await deploymentOf(target, parts);
  const identity = identityOf(target, kind.deployment);
  const { host, secretStore } = parts;
  const question = { site, profile, token: target.token, host, secretStore };
  const found = refusal === undefined
    ? await findToken(question)
    : await findConfirmedToken(question, { otherwise: refusal.error });
  return {
    site,
    ...kind,
    profile,
    credential: credentialOf(target, { found, email: identity.email }),
    provenance: provenanceOf(target, { email: identity.email, token: found.provenance }),
    shadowed: found.shadowed,
    setAside: [...target.setAside, ...identity.setAside],
    warnings: [...target.warnings, ...replaced(target, found)],
  };
}

async function deploymentOf(
  { site, profile }: Target,
  parts: Pick<ResolverParts, "detect">,
): Promise<{ readonly deployment: Deployment; readonly product: Product | undefined }> {
  if (profile !== undefined) {
    const guess = isBearer(profile) && !site.cloudByHost ? "data-center" : "cloud";
    return { deployment: profile.deployment ?? guess, product: profile.product };
  }
  if (site.cloudByHost) return { deployment: "cloud", product: undefined };
  const { deployment, product } = await parts.detect(site);
  return { deployment, product };
}

/** The identity: Cloud needs an email with the token, a PAT does not. */
function identityOf(
  target: Target,
  deployment: Deployment,
): {
  readonly email: string | undefined;
  readonly setAside: readonly SetAside[];
} {
  const { email, profile, site } = target;
  const basic = profile === undefined ? deployment === "cloud" : !isBearer(profile);
  if (basic && email === undefined) {
    throw new CredentialError("no-credential", `No email is known for ${site.url}`, {
      ...(profile === undefined
        ? { hint: "Set ATLCLI_EMAIL to the email of the account that the token belongs to" }
        : { data: { kind: "no-email", profile: profile.name, site: site.url } }),
    });
  }
  if (basic || email === undefined) return { email, setAside: [] };
  const why = `${site.url} is Data Center, where a PAT is sent without an email`;
  return { email: undefined, setAside: [{ what: fromEnv("ATLCLI_EMAIL"), why }] };
}

/** The gateway of a profile is for the profile's own token. For the environment's token the site is asked. */
function credentialOf(
  { site, profile, token: fromEnvironment }: Target,
  { found, email }: { readonly found: FoundToken; readonly email: string | undefined },
): Credential {
  const { token } = found;
  if (email === undefined) return { kind: "pat", token };
  const isOwn = found.provenance !== fromEnvironment?.provenance;
  if (profile?.apiBaseUrl === undefined || !isOwn) return { kind: "api-token", email, token };
  return { kind: "scoped-token", email, token, cloudId: gatewayTenant(site, profile, profile.apiBaseUrl) };
}

/** The tenant of a profile's gateway URL. It must be the one that the site reported. */
function gatewayTenant(site: Site, profile: Profile, apiBaseUrl: string): string {
  const cloudId = parseGatewayUrl(apiBaseUrl)?.cloudId;
  if (
    cloudId !== undefined && cloudId === profile.cloudId && site.cloudByHost && site.url.startsWith("https:")
  ) {
    return cloudId;
  }
  throw new CredentialError(
    "credential-refused",
    `Profile "${profile.name}" wants its token sent to "${apiBaseUrl}", which is not the gateway of ${site.url}`,
    { data: { kind: "other-gateway", profile: profile.name, site: site.url } },
  );
}

function provenanceOf(
  { provenance }: Target,
  rest: { readonly email: string | undefined; readonly token: Provenance },
): Resolution["provenance"] {
  const { identity, ...places } = provenance;
  return {
    ...places,
    ...(rest.email !== undefined && identity !== undefined && { identity }),
    token: rest.token,
  };
}

/** Warns that the environment's token replaces a stored one, because that is easily forgotten. */
function replaced(target: Target, found: FoundToken): readonly string[] {
  const { profile, token } = target;
  if (profile === undefined || found.provenance !== token?.provenance || found.shadowed.length === 0) {
    return [];
  }
  return [
    `Using the token of ${token.provenance.detail} instead of the one stored for profile "${profile.name}"`,
  ];
}
