/**
 * The third step of signing in: verifies the token with the server.
 *
 * @module
 */
import type { Credential } from "../../../../mod.ts";
import { signIn, type SignInResult } from "../../../sign_in/mod.ts";
import type { LoginOptions } from "./login_options.ts";
import type { Context } from "../../context.ts";
import type { LoginAccount } from "./login_account.ts";
import type { LoginPlace } from "./login_site.ts";

/** The verified identity; `undefined` if verification is turned off. */
export type Verified = Pick<SignInResult, "identity" | "credential"> | undefined;

/**
 * Verifies the token with the server.
 *
 * @throws {HttpError} if the server does not accept the token.
 * @throws {NetworkError} if the server cannot be reached.
 * @throws {UsageError} if a certificate file is invalid, also if verification is turned off.
 */
export async function verify(
  context: Context,
  step: { readonly options: LoginOptions; readonly place: LoginPlace; readonly account: LoginAccount },
): Promise<Verified> {
  const { options, place, account } = step;
  const network = await context.library.openNetwork(place.network);
  if (!options.verify) {
    // Reads the certificate files even without a request, so that only usable settings are saved.
    network.close();
    return undefined;
  }
  context.attempting({
    site: place.site.url,
    profile: place.name,
    email: account.email,
    source: account.source,
  });
  try {
    return await signIn({
      ...network,
      site: place.site,
      deployment: place.kind.deployment,
      product: place.kind.product,
      credential: credentialOf(account),
    });
  } finally {
    network.close();
  }
}

function credentialOf({ email, token }: LoginAccount): Credential {
  return email === undefined ? { kind: "pat", token } : { kind: "api-token", email, token };
}
