/**
 * What `atlcli auth login` and `atlcli auth init` are told.
 *
 * @module
 */

/** What `login` and `init` are told. */
export interface LoginOptions {
  readonly site?: string;
  readonly email?: string;
  /** A token, or `-` for standard input. */
  readonly token?: string;
  readonly bearer?: true;
  readonly username?: string;
  /** Whether the server is asked who this is. */
  readonly verify: boolean;
  readonly storage?: "file" | "keychain";
  readonly adoptKeychainItem?: true;
  /** Whether everything is asked for, or what is missing. */
  readonly ask: "everything" | "missing";
}
