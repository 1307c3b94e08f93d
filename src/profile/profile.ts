/**
 * A profile: named settings for one site, and where its secret lives.
 *
 * Pure. What a profile looks like in the file is in `file/`.
 *
 * @module
 */
import type { Secret } from "../core/secret.ts";
import { type Deployment, type Product, type Site, siteOf } from "../site/site.ts";

/** Where a profile's token is kept. */
export type TokenStore = "file" | "keychain" | "command" | "env";

/** Named settings for one site. Optional members are absent, never empty. */
export interface Profile {
  /** Its name, unique in the file. */
  readonly name: string;
  /** The site's address: {@linkcode Site.url}. */
  readonly baseUrl: string;
  /** The account's email (Cloud). */
  readonly email?: string;
  /** How its token is sent: Basic with the email (Cloud; also when absent), or Bearer (Data Center). */
  readonly authType?: "basic" | "bearer";
  /** The keychain account to look the token up under. */
  readonly username?: string;
  /** The token, where it is kept in the file. */
  readonly apiToken?: Secret;
  /** What the site is, as it said itself. */
  readonly deployment?: Deployment;
  /** The product of a Data Center base; a Cloud site has both. */
  readonly product?: Product;
  /** Who the server said this is. */
  readonly accountId?: string;
  /** What people call the account. */
  readonly displayName?: string;
  /** The Cloud tenant, as the site named it. */
  readonly cloudId?: string;
  /** Atlassian's gateway, for a token with scopes. */
  readonly apiBaseUrl?: string;
  /** Where the token is kept; when absent, the keychain if there is a username, then the file. */
  readonly tokenStore?: TokenStore;
  /** A program and its arguments, whose output is the token. */
  readonly tokenCommand?: readonly string[];
  /** The environment variable that holds the token; its name begins with `ATLCLI_`. */
  readonly tokenEnv?: string;
  /** The keychain account, where it is not the username (another site has that one already). */
  readonly keychainAccount?: string;
  /** A file of certificates, in PEM, to trust besides the store's. */
  readonly caFile?: string;
  /** A client certificate, in PEM, for sites that ask for one. */
  readonly clientCertFile?: string;
  /** That certificate's private key, in PEM; the certificate's file when absent. */
  readonly clientKeyFile?: string;
  /** A proxy's address, instead of the one that the environment names. */
  readonly proxy?: string;
  /** Whether plain http to another machine was allowed. */
  readonly allowHttp?: boolean;
  /** Whether every request that changes something is refused. */
  readonly readOnly?: boolean;
  /** The fields that `jira search` shows as columns, by their names. */
  readonly searchFields?: readonly string[];
  /** A PAT's id, for rotation. */
  readonly tokenId?: string;
  /** ISO 8601. */
  readonly tokenExpiresAt?: string;
  /** When the server last said who this is; ISO 8601. */
  readonly verifiedAt?: string;
  /** Members that this version does not know, kept as they are. */
  readonly unknown?: Readonly<Record<string, unknown>>;
}

/** The name that `login` and `init` write when none is given. */
export const DEFAULT_PROFILE = "default";

/**
 * The site that a profile is for.
 *
 * @example
 * ```ts
 * import { profileSite } from "@atlcli/atlcli/profile";
 *
 * const site = profileSite({ baseUrl: "https://jira.company.com/jira" });
 * console.assert(site.contextPath === "/jira");
 * ```
 */
export function profileSite(profile: Pick<Profile, "baseUrl" | "allowHttp">): Site {
  return siteOf(profile.baseUrl, { allowHttp: profile.allowHttp ?? false });
}

/**
 * Whether a profile's token is sent as Bearer.
 *
 * @example
 * ```ts
 * import { isBearer } from "@atlcli/atlcli/profile";
 *
 * console.assert(isBearer({ authType: "bearer" }));
 * console.assert(!isBearer({}));
 * ```
 */
export function isBearer(profile: Pick<Profile, "authType">): boolean {
  return profile.authType === "bearer";
}

/**
 * The keychain account of a profile: `keychainAccount`, else its username, else, where the token is kept in the
 * keychain, its email. `undefined` when the keychain is not to be asked.
 *
 * @example
 * ```ts
 * import { keychainAccountOf } from "@atlcli/atlcli/profile";
 *
 * const profile = { name: "dc", baseUrl: "https://jira.company.com", authType: "bearer", username: "me" } as const;
 * console.assert(keychainAccountOf(profile) === "me");
 * ```
 */
export function keychainAccountOf(profile: Profile): string | undefined {
  if (profile.tokenStore !== undefined && profile.tokenStore !== "keychain") return undefined;
  return profile.keychainAccount ?? profile.username ??
    (profile.tokenStore === "keychain" ? profile.email : undefined);
}
