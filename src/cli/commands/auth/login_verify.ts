/**
 * The third step of signing in: the server says who this is.
 *
 * @module
 */
import type { Credential } from "../../../../mod.ts";
import { signIn, type SignInResult } from "../../../sign_in/mod.ts";
import type { LoginOptions } from "./login_options.ts";
import type { Context } from "../../context.ts";
import type { LoginAccount } from "./login_account.ts";
import type { LoginPlace } from "./login_site.ts";

/** Who the server said this is; `undefined` when it was not asked. */
export type Verified = Pick<SignInResult, "identity" | "credential"> | undefined;

/**
 * Asks the server.
 *
 * @throws {HttpError} when it does not say who this is.
 * @throws {NetworkError} when it was not reached.
 * @throws {UsageError} when a certificate file is none, also when the server is not to be asked.
 */
export async function verify(
  context: Context,
  step: { readonly options: LoginOptions; readonly place: LoginPlace; readonly account: LoginAccount },
): Promise<Verified> {
  const { options, place, account } = step;
  const network = await context.library.openNetwork(place.network);
  if (!options.verify) {
    // Nothing is asked, but what is saved has to be usable: the certificate files are read all the same.
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
