/**
 * The one place that says which credential is used, where it came from, and that it is meant for the site it goes to.
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

/** What the resolver asks. */
export interface ResolverParts {
  /** The outside world. */
  readonly host: Pick<Host, "env" | "files" | "run" | "cwd" | "userId">;
  /** The profiles. */
  readonly store: ProfileStore;
  /** The keychain. */
  readonly secretStore: SecretStore;
  /** Asks a site, without a credential, what it is; only needed where neither a profile nor the host tells. */
  readonly detect: (site: Site) => Promise<{ readonly deployment: Deployment; readonly product?: Product }>;
  /**
   * Whether `ATLCLI_SITE` may be plain http to another machine. Also `ATLCLI_ALLOW_HTTP`.
   *
   * @default {false}
   */
  readonly allowHttp?: boolean | undefined;
}

/** What the caller says. */
export interface ResolveRequest {
  /** The profile's name; it wins over everything else. */
  readonly profile?: string | undefined;
}

/** Where a request goes and as whom, before any token was looked for. */
export interface ResolvedTarget extends Target {
  /** What a person should be told, a sentence each. */
  readonly warnings: readonly string[];
  /**
   * Why no token is looked for: others can write the credentials file that the profile is from. The environment's token
   * is left out then.
   */
  readonly refusal?: ProfileRefusal | undefined;
}

/** The answer. */
export interface Resolution {
  /** Where requests go. */
  readonly site: Site;
  /** What runs there. */
  readonly deployment: Deployment;
  /** The product of a Data Center base, where it is known. */
  readonly product: Product | undefined;
  /** The profile that was used; `undefined` when the environment said everything. */
  readonly profile: Profile | undefined;
  /** What authorises a request to this site. */
  readonly credential: Credential;
  /** Where each part came from. */
  readonly provenance: {
    readonly profile?: Provenance;
    readonly site: Provenance;
    readonly identity?: Provenance;
    readonly token: Provenance;
  };
  /** Tokens of later places, which were not opened. */
  readonly shadowed: readonly Provenance[];
  /** What was there and was not used, and why. */
  readonly setAside: readonly SetAside[];
  /** What a person should be told, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Says where a request would go and as whom. No token is looked for.
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
 * @throws {CredentialError} when nothing says where to go, a profile does not exist, or a token would reach a site or an
 * account that it was not meant for.
 * @throws {StorageError} when the credentials file cannot be used, and the environment alone does not suffice.
 * @throws {UsageError} when a variable holds what it cannot.
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
 * Says which credential is used, and where every part of it came from.
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
 * @throws as {@linkcode resolveTarget}; and {CredentialError} when there is no token or it is not meant for this site,
 * {KeychainError} when the keychain cannot tell, {StorageError} when a token's command or file fails, or others can write
 * the credentials file and nothing else confirms where the token goes.
 */
export async function resolveCredential(
  parts: ResolverParts,
  request: ResolveRequest = {},
): Promise<Resolution> {
  const target = await resolveTarget(parts, request);
  return await resolveToken(parts, target);
}

/**
 * The second half of {@linkcode resolveCredential}: finds the token for a target.
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

/** As whom: Cloud needs an email beside the token, a PAT speaks for itself. */
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

/** The gateway of a profile is for the profile's own token; what the environment's is, the site has to say. */
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

/** The tenant of a profile's gateway address, which has to be the one that the site named itself. */
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

/** The environment's token in the place of a stored one is easily forgotten, so it is said. */
function replaced(target: Target, found: FoundToken): readonly string[] {
  const { profile, token } = target;
  if (profile === undefined || found.provenance !== token?.provenance || found.shadowed.length === 0) {
    return [];
  }
  return [
    `Using the token of ${token.provenance.detail} instead of the one stored for profile "${profile.name}"`,
  ];
}
