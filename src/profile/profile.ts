/**
 * A profile: named settings for one site, and the location of its token.
 *
 * Pure. `file/` has its JSON form.
 *
 * @module
 */
import type { Secret } from "../core/secret.ts";
import { type Deployment, type Product, type Site, siteOf } from "../site/site.ts";

/** The kind of place that keeps a profile's token. */
export type TokenStore = "file" | "keychain" | "command" | "env";

/** Named settings for one site. Optional members are absent, never empty. */
export interface Profile {
  /** The name, unique in the file. */
  readonly name: string;
  /** The site's URL: {@linkcode Site.url}. */
  readonly baseUrl: string;
  /** The account's email (Cloud). */
  readonly email?: string;
  /** How the token is sent: Basic with the email (Cloud, and the default), or Bearer (Data Center). */
  readonly authType?: "basic" | "bearer";
  /** The keychain account of the token. */
  readonly username?: string;
  /** The token, if the file keeps it. */
  readonly apiToken?: Secret;
  /** The kind of site, as the site reported it. */
  readonly deployment?: Deployment;
  /** The product of a Data Center base; a Cloud site has both. */
  readonly product?: Product;
  /** The account's id at the server. */
  readonly accountId?: string;
  /** The account's name for display. */
  readonly displayName?: string;
  /** The id of the Cloud tenant, as the site reported it. */
  readonly cloudId?: string;
  /** The URL at Atlassian's gateway, for a token with scopes. */
  readonly apiBaseUrl?: string;
  /** Where the token is kept. By default the keychain if there is a username, then the file. */
  readonly tokenStore?: TokenStore;
  /** A program and its arguments; the program prints the token. */
  readonly tokenCommand?: readonly string[];
  /** The environment variable that holds the token; its name starts with `ATLCLI_`. */
  readonly tokenEnv?: string;
  /** The keychain account, if it differs from the username (because another site uses that one). */
  readonly keychainAccount?: string;
  /** The path of a PEM file with CA certificates to trust in addition to the system's. */
  readonly caFile?: string;
  /** The path of a client certificate in PEM, for sites that require one. */
  readonly clientCertFile?: string;
  /** The path of that certificate's private key in PEM. By default, the certificate's file contains it. */
  readonly clientKeyFile?: string;
  /** The URL of a proxy, which replaces the one from the environment. */
  readonly proxy?: string;
  /** Whether plain http to another machine is allowed. */
  readonly allowHttp?: boolean;
  /** Whether every request that changes something is refused. */
  readonly readOnly?: boolean;
  /** The names of the fields that `jira search` shows as columns. */
  readonly searchFields?: readonly string[];
  /** The id of a PAT, for rotation. */
  readonly tokenId?: string;
  /** When the token expires, in ISO 8601. */
  readonly tokenExpiresAt?: string;
  /** When the server last confirmed the account, in ISO 8601. */
  readonly verifiedAt?: string;
  /** Unknown members, preserved when the file is written. */
  readonly unknown?: Readonly<Record<string, unknown>>;
}

/** The profile name that `login` and `init` use by default. */
export const DEFAULT_PROFILE = "default";

/**
 * The site of a profile.
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
 * Whether a profile's token is sent with Bearer authentication.
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
 * The keychain account of a profile: `keychainAccount`, else its username, else its email if the keychain keeps the
 * token. `undefined` if the profile does not use the keychain.
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
