/**
 * What findings are about, for programs that suggest what to do.
 *
 * @module
 */

/** The data of findings, by kind. */
export interface FindingDataByKind {
  /** Nobody has signed in here yet. */
  readonly "nobody-signed-in": Readonly<Record<never, never>>;
  /** Something names a profile that does not exist. */
  readonly "unknown-profile": { readonly profile: string };
  /** Nothing reads this variable. */
  readonly "unknown-variable": { readonly variable: string };
  /** Others can write the credentials file or its path; `isUsable` says whether the file can be parsed. */
  readonly "writable-path": { readonly isUsable: boolean };
  /** The active profile does not exist; `profiles` are those that do. */
  readonly "no-active-profile": { readonly profiles: readonly string[] };
  /** A token is in the credentials file; `account` is the name that a keychain item would have. */
  readonly "plain-text-token": { readonly profile: string; readonly account: string | undefined };
  /** A token has expired, or will soon. */
  readonly "token-expiry": SignInData;
  /** The keychain has no item for the profile. */
  readonly "no-item": SignInData;
  /** The profile's keychain item is for another site. */
  readonly "other-site-item": SignInData;
  /** The profile's keychain item does not say which site it is for. */
  readonly "unbound-item": SignInData & { readonly account: string };
}

/** The profile to sign in to again. */
export interface SignInData {
  /** The profile's name. */
  readonly profile: string;
  /** The URL of its site. */
  readonly site: string;
  /** Whether the token is sent without an email. */
  readonly isBearer: boolean;
  /** The account's email; `undefined` if the profile has none. */
  readonly email: string | undefined;
}

/** The data of findings: a union by `kind`, of all kinds or of some. */
export type FindingData<Kind extends keyof FindingDataByKind = keyof FindingDataByKind> = {
  readonly [Each in Kind]: { readonly kind: Each } & FindingDataByKind[Each];
}[Kind];
