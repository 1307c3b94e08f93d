/** What the commands of the `security` stand-in take and give. A text is a string of bytes. */

/** A generic password. */
export interface SecurityItem {
  readonly service: string;
  readonly account: string;
  readonly label: string;
  readonly comment?: string;
  readonly secret: string;
}

/** What is wrong with the keychain. */
export interface SecurityKnobs {
  /** Secrets can neither be read nor written: the exit status of an attempt. */
  readonly locked?: number;
  /** The default keychain, to which items are added, is not on the search list, which they are found by. */
  readonly unlisted?: boolean;
  /** Whatever is asked, it waits for a dialog. */
  readonly hang?: boolean;
}

/** What a command printed and returned. */
export interface Answer {
  /** An error number of Security.framework, or the command's own 1 or 2. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function answer(
  status: number,
  text: { readonly stdout?: string; readonly stderr?: string } = {},
): Answer {
  return { status, stdout: text.stdout ?? "", stderr: text.stderr ?? "" };
}
