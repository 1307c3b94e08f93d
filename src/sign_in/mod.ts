/**
 * Signing in: detects what a site is, verifies a token with it, and asks who it belongs to.
 *
 * @example Ask the server who the credential belongs to
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { whoAmI } from "@atlcli/atlcli/sign-in";
 *
 * const { client } = await connect();
 * console.log((await whoAmI(client)).displayName);
 * ```
 *
 * @module
 */
export { type Detection, type DetectOptions, detectSite } from "./detect.ts";
export { type Identity, whoAmI } from "./identity.ts";
export { signIn, type SignInOptions, type SignInResult } from "./sign_in.ts";
