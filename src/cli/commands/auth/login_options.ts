/**
 * Options of `atlcli auth login` and `atlcli auth init`.
 *
 * @module
 */

/** Options of `auth login` and `auth init`. */
export interface LoginOptions {
  readonly site?: string;
  readonly email?: string;
  /** A token, or `-` for standard input. */
  readonly token?: string;
  readonly bearer?: true;
  readonly username?: string;
  /** Whether to verify the token with the server. */
  readonly verify: boolean;
  readonly storage?: "file" | "keychain";
  readonly adoptKeychainItem?: true;
  /** When the token expires, in milliseconds since 1970. */
  readonly expires?: number;
  /** Whether to prompt for everything, or only for missing values. */
  readonly ask: "everything" | "missing";
}
