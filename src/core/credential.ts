/**
 * What authorises a request, and the header that says so.
 *
 * Pure: takes values, gives values.
 *
 * @module
 */
import { UsageError } from "./errors.ts";
import { Secret } from "./secret.ts";
import { hasControl, isPlain } from "./text.ts";
import { refusePlaceholder } from "./variable.ts";

/**
 * What authorises a request.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/
 * @see https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html
 */
export type Credential = ApiToken | ScopedToken | PersonalAccessToken;

/** Cloud: an account's email and API token, sent as Basic to the site. */
export interface ApiToken {
  /** Tells it from the other kinds. */
  readonly kind: "api-token";
  /** The account's email. */
  readonly email: string;
  /** The API token. */
  readonly token: Secret;
}

/** Cloud: an API token with scopes, sent as Basic to Atlassian's gateway; the site itself answers 401 to it. */
export interface ScopedToken {
  /** Tells it from the other kinds. */
  readonly kind: "scoped-token";
  /** The account's email. */
  readonly email: string;
  /** The API token with scopes. */
  readonly token: Secret;
  /** The tenant, as the site named it. */
  readonly cloudId: string;
}

/** Data Center: a personal access token, sent as Bearer. */
export interface PersonalAccessToken {
  /** Tells it from the other kinds. */
  readonly kind: "pat";
  /** The personal access token. */
  readonly token: Secret;
}

/**
 * The value of the `Authorization` header, which is as secret as the token.
 */
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
 * A token as it was typed, pasted or piped: white space around it is dropped.
 *
 * @throws {UsageError} when nothing is left, or when it has white space, control or non-ASCII characters inside, which
 * no header may carry. The message does not quote it.
 */
export function parseToken(text: string): Secret {
  const token = text.trim();
  refusePlaceholder(token);
  if (token === "") {
    throw new UsageError("The token is empty", { data: { kind: "missing-setting", setting: "token" } });
  }
  if (!isPlain(token) || token.includes(" ")) {
    throw new UsageError("The token has a space, a line break or a character that no token has", {
      hint: "Copy it again, and nothing else with it",
    });
  }
  return new Secret(token);
}

/**
 * An account's email, as it was typed.
 *
 * @throws {UsageError} when it cannot be one.
 */
export function parseEmail(text: string): string {
  const email = text.trim();
  refusePlaceholder(email);
  if (!/^[^\s@:]+@[^\s@:]+$/.test(email) || hasControl(email)) {
    throw new UsageError(`Not an email: "${email}"`, {
      hint: "Give the email that you sign in to Atlassian with",
    });
  }
  return email;
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
