/**
 * Signing in: asks the server who this is, before anything is saved.
 *
 * @module
 */
import { type Client, type ClientOptions, createClient } from "../client/client.ts";
import type { Credential, ScopedToken } from "../core/credential.ts";
import { fetchCloudId } from "./detect.ts";
import { HttpError, NetworkError } from "../core/errors.ts";
import { type Identity, whoAmI } from "./identity.ts";

/** How a client is opened: all of its options but the credential, which signing in is about. */
export type SignInOptions = Omit<ClientOptions, "credential"> & { readonly credential: Credential };

/** Who the server said this is, and with which credential it did. */
export interface SignInResult {
  /** Who that is. */
  readonly identity: Identity;
  /** The credential that works: for a token with scopes, the one that goes to the gateway. */
  readonly credential: Credential;
  /** A client that uses it. */
  readonly client: Client;
}

/**
 * Asks who this is.
 *
 * A token with scopes is refused by the site and works at Atlassian's gateway; nothing in its text tells. So a Cloud
 * token that the site refused is tried there, for the tenant that the site itself names, and only when the site is
 * Cloud by its host, over https.
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
 * @throws {HttpError} when the server does not say who this is.
 * @throws {NetworkError} when it was not reached.
 * @see https://support.atlassian.com/confluence/kb/scoped-api-tokens-in-confluence-cloud
 */
export async function signIn(options: SignInOptions): Promise<SignInResult> {
  try {
    return await ask(options);
  } catch (error) {
    const scoped = isRefusal(error) ? await scopedToken(options) : undefined;
    if (scoped === undefined) throw error;
    return await atGateway({ ...options, credential: scoped }, error);
  }
}

/**
 * The same token for the gateway, where it may be tried there.
 *
 * @returns `undefined` when it must not, or when the site does not name its tenant: its refusal stands then.
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

/** Whether the server would not take the credential; it may answer so, or as if to nobody. */
function isRefusal(error: unknown): boolean {
  return error instanceof HttpError && (error.code === "authentication-failed" || error.code === "anonymous");
}

/** The gateway's refusal of a token that it does not know says less than the site's. */
async function atGateway(options: SignInOptions, siteError: unknown): Promise<SignInResult> {
  try {
    return await ask(options);
  } catch (error) {
    throw isRefusal(error) ? siteError : error;
  }
}
