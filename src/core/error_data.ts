/**
 * What errors are about, for programs: a kind, and the values that go with it.
 *
 * A program decides by them what to suggest. The command line does so in `src/cli/errors/next_steps.ts`.
 *
 * @module
 */
import { redact } from "./redact.ts";

/** The data of errors, by kind. `profile` is a name, `site` a URL, `account` a keychain account. */
export interface ErrorDataByKind {
  // Of a `UsageError`
  /** A setting is empty or missing. */
  readonly "missing-setting": { readonly setting: "token" | "username" };
  /** A site's address contains a user name or a password. */
  readonly "login-in-address": { readonly host: string };
  /** A site's address is plain http. */
  readonly "plain-http": { readonly host: string };
  /** Neither the caller nor the folder says which space belongs into the folder; `stateFile` would. */
  readonly "no-space": { readonly folder: string; readonly stateFile: string };
  /** Nothing was pulled into the folder. */
  readonly "never-pulled": { readonly folder: string };

  // Of a `CredentialError`
  /** No profile has this name; `nearest` is the most similar name that exists. */
  readonly "unknown-profile": { readonly profile: string; readonly nearest: string | undefined };
  /** Neither an argument, the environment, a folder nor the credentials file names a profile or a site. */
  readonly "nothing-chosen": Readonly<Record<never, never>>;
  /** The profile has no email, and its site needs one. */
  readonly "no-email": { readonly profile: string; readonly site: string };
  /** The profile's `apiBaseUrl` is not the gateway of its site. */
  readonly "other-gateway": { readonly profile: string; readonly site: string };
  /** There is no token; `profile` is `undefined` if the environment names the site alone. */
  readonly "no-token": { readonly profile: string | undefined; readonly site: string };
  /** `ATLCLI_SITE` names a site for which no token is chosen; `profiles` are those of that site. */
  readonly "no-token-for-site": { readonly site: string; readonly profiles: readonly string[] };
  /** Several profiles are for the site of the environment's token. */
  readonly "several-profiles": { readonly site: string; readonly profiles: readonly string[] };
  /** `.atlcli-profile` chose the profile that the environment's token would be sent for. */
  readonly "folder-steers-token": { readonly profile: string; readonly site: string; readonly path: string };
  /** The profile's keychain item is for another site. */
  readonly "other-site-item": { readonly profile: string; readonly site: string; readonly account: string };
  /** The profile's keychain item does not say which site it is for. */
  readonly "unbound-item": { readonly profile: string; readonly site: string; readonly account: string };
  /** An item in the way of a token to save does not say which site it is for. */
  readonly "item-not-adopted": { readonly account: string; readonly site: string };
  /** All accounts that a token could be saved under have tokens of other sites. */
  readonly "account-taken": { readonly account: string; readonly site: string };
  /** The keychain has this username for other sites only. */
  readonly "no-item-for-site": { readonly username: string; readonly site: string };

  // Of a `StorageError`
  /** A profile has this name already. */
  readonly "profile-exists": { readonly profile: string };
  /** The credentials file cannot be parsed or validated. */
  readonly "damaged-file": { readonly file: string };
  /** Others can write the credentials file; `siteConfirms` says whether `ATLCLI_SITE` would confirm the profile. */
  readonly "untrusted-file": { readonly siteConfirms: boolean };

  // Of a `KeychainError`
  /** The account's item is empty, or not a text. */
  readonly "unreadable-item": { readonly account: string };
  /** The account has several items. */
  readonly "ambiguous-item": { readonly account: string };

  // Of a `NetworkError`
  /** No authority that is trusted here signed the host's certificate. */
  readonly "untrusted-certificate": { readonly host: string };
  /** The host's certificate is that of an authority. */
  readonly "authority-as-server": { readonly host: string };
  /** The host does not speak TLS on this port. */
  readonly "not-tls": { readonly host: string };
  /** The host may require a client certificate. */
  readonly "client-certificate": { readonly host: string };
  /** A time limit was reached. */
  readonly "time-limit": { readonly limit: "timeoutMs" | "maxTimeMs"; readonly allowed: number };

  // Of an `HttpError`, and of errors of the client that have no class of their own
  /** A response is too large; `allowed` is in bytes. */
  readonly "size-limit": { readonly limit: "maxSizeBytes"; readonly allowed: number };
  /** The server asks for a longer wait than allowed, in milliseconds. */
  readonly "wait-limit": { readonly limit: "maxWaitMs"; readonly retryAfterMs: number };
  /** A list is too long to be held in memory; `allowed` is in characters of JSON. */
  readonly "list-too-long": { readonly allowed: number };
  /** The request would change something, and only reading is allowed. */
  readonly "read-only": { readonly request: string };
  /** No space has this key, or this account may not see it. */
  readonly "no-such-space": { readonly space: string };
  /** The space has no page with this title, or this account may not see it. */
  readonly "no-such-page": { readonly space: string; readonly title: string };
  /** A transition needs these fields. */
  readonly "missing-fields": {
    /** The field's id, such as `resolution`, and a value that it accepts, as JSON. */
    readonly fields: readonly { readonly field: string; readonly example: string | undefined }[];
  };
}

/** The data of errors: a union by `kind`, of all kinds or of some. */
export type ErrorData<Kind extends keyof ErrorDataByKind = keyof ErrorDataByKind> = {
  readonly [Each in Kind]: { readonly kind: Each } & ErrorDataByKind[Each];
}[Kind];

/** The same data; what is a secret in it, because a server or a person put it there, is redacted. */
export function redactData(data: ErrorData): ErrorData {
  return JSON.parse(
    JSON.stringify(data, (_, value: unknown) => typeof value === "string" ? redact(value) : value),
  );
}
