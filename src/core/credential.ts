/**
 * Credentials, and the `Authorization` header that each one produces.
 *
 * Pure.
 *
 * @module
 */
import { UsageError } from "./errors.ts";
import { Secret } from "./secret.ts";
import { hasControl, isPrintableAscii } from "./text.ts";
import { refusePlaceholder } from "./variable.ts";

/** The page where people create and revoke API tokens. */
export const TOKEN_PAGE = "https://id.atlassian.com/manage-profile/security/api-tokens";

/**
 * A credential that authorises requests.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/
 * @see https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html
 */
export type Credential = ApiToken | ScopedToken | PersonalAccessToken;

/** Cloud: an account's email and API token, sent with Basic authentication to the site. */
export interface ApiToken {
  /** Discriminates the union {@linkcode Credential}. */
  readonly kind: "api-token";
  /** The account's email. */
  readonly email: string;
  /** The API token. */
  readonly token: Secret;
}

/**
 * Cloud: an API token with scopes, sent with Basic authentication to Atlassian's gateway. The site itself rejects it
 * with 401.
 */
export interface ScopedToken {
  /** Discriminates the union {@linkcode Credential}. */
  readonly kind: "scoped-token";
  /** The account's email. */
  readonly email: string;
  /** The API token with scopes. */
  readonly token: Secret;
  /** The tenant's id, as the site's `/_edge/tenant_info` reports it. */
  readonly cloudId: string;
}

/** Data Center: a personal access token, sent with Bearer authentication. */
export interface PersonalAccessToken {
  /** Discriminates the union {@linkcode Credential}. */
  readonly kind: "pat";
  /** The personal access token. */
  readonly token: Secret;
}

/** The value of the `Authorization` header. It is as secret as the token. */
export function authorizationOf(credential: Credential): Secret {
  switch (credential.kind) {
    case "api-token":
    case "scoped-token":
      return new Secret(`Basic ${base64(`${credential.email}:${credential.token.reveal()}`)}`);
    case "pat":
      return new Secret(`Bearer ${credential.token.reveal()}`);
  }
}

/**
 * Parses a token that was typed, pasted or piped. Surrounding white space is trimmed.
 *
 * @throws {UsageError} if the token is empty, or contains white space, control or non-ASCII characters, which no header
 * may carry. The message does not quote the token.
 */
export function parseToken(text: string): Secret {
  const token = text.trim();
  refusePlaceholder(token);
  if (token === "") {
    throw new UsageError("The token is empty", { data: { kind: "missing-setting", setting: "token" } });
  }
  if (!isPrintableAscii(token) || token.includes(" ")) {
    throw new UsageError("The token contains a space, a line break or another invalid character", {
      hint: "Copy the token again, without any text around it",
    });
  }
  return new Secret(token);
}

/**
 * Parses the email of an account. Surrounding white space is trimmed.
 *
 * @throws {UsageError} if it is not an email.
 */
export function parseEmail(text: string): string {
  const email = text.trim();
  refusePlaceholder(email);
  if (!/^[^\s@:]+@[^\s@:]+$/.test(email) || hasControl(email)) {
    throw new UsageError(`Not an email: "${email}"`, {
      hint: "Give the email of your Atlassian account",
    });
  }
  return email;
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
