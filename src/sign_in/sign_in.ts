/**
 * Signs in: asks the server for the account, before anything is saved.
 *
 * @module
 */
import { type Client, type ClientOptions, createClient } from "../client/client.ts";
import type { Credential, ScopedToken } from "../core/credential.ts";
import { fetchCloudId } from "./detect.ts";
import { HttpError, isCredentialRefusal, NetworkError } from "../core/errors.ts";
import { type Identity, whoAmI } from "./identity.ts";

/** The options of a client, with a required credential. */
export type SignInOptions = Omit<ClientOptions, "credential"> & { readonly credential: Credential };

/** The account at the server, and the credential that works. */
export interface SignInResult {
  /** The account. */
  readonly identity: Identity;
  /** The credential that works. For a token with scopes, it is the one for the gateway. */
  readonly credential: Credential;
  /** A client with that credential. */
  readonly client: Client;
}

/**
 * Verifies a credential with the server.
 *
 * The site rejects a token with scopes, which works at Atlassian's gateway; its text does not show that. So a rejected
 * Cloud token is tried at the gateway, for the tenant that the site itself reports. This is done only over https and
 * only if the host proves that the site is Cloud.
 *
 * @example
 * ```ts
 * import { openLibrary } from "@atlcli/atlcli";
 * import { signIn } from "@atlcli/atlcli/sign-in";
 *
 * const library = openLibrary();
 * const { site, deployment, credential } = await library.resolve();
 * const network = await library.openNetwork();
 * const { identity, credential: working } = await signIn({ ...network, site, deployment, credential });
 * console.log(identity.displayName, working.kind); // a token with scopes was found to be one
 * network.close();
 * ```
 *
 * @throws {HttpError} if the server does not report an account.
 * @throws {NetworkError} if it was not reached.
 * @see https://support.atlassian.com/confluence/kb/scoped-api-tokens-in-confluence-cloud
 */
export async function signIn(options: SignInOptions): Promise<SignInResult> {
  try {
    return await ask(options);
  } catch (error) {
    const scoped = isCredentialRefusal(error) ? await scopedToken(options) : undefined;
    if (scoped === undefined) throw error;
    return await atGateway({ ...options, credential: scoped }, error);
  }
}

/**
 * The same token as a credential for the gateway, if it may be tried there.
 *
 * @returns `undefined` if it may not, or the site does not report its tenant. The site's rejection stands then.
 */
export async function scopedToken(
  options: Pick<SignInOptions, "site" | "fetch" | "clock" | "credential">,
): Promise<ScopedToken | undefined> {
  const { site, credential } = options;
  if (credential.kind !== "api-token" || !site.cloudByHost || !site.url.startsWith("https:")) {
    return undefined;
  }
  const { email, token } = credential;
  try {
    const cloudId = await fetchCloudId(options);
    return cloudId === undefined ? undefined : { kind: "scoped-token", email, token, cloudId };
  } catch (error) {
    if (error instanceof HttpError || error instanceof NetworkError) return undefined;
    throw error;
  }
}

async function ask(options: SignInOptions): Promise<SignInResult> {
  const client = createClient(options);
  return { identity: await whoAmI(client), credential: options.credential, client };
}

/** The gateway's error for an unknown token is less informative than the site's. */
async function atGateway(options: SignInOptions, siteError: unknown): Promise<SignInResult> {
  try {
    return await ask(options);
  } catch (error) {
    throw isCredentialRefusal(error) ? siteError : error;
  }
}
