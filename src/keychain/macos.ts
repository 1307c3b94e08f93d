/**
 * The keychain of macOS, through Apple's own program `/usr/bin/security`.
 *
 * An item is a generic password: service `atlcli`, the account, and the site as its comment. The secret is passed on
 * standard input (`security -i`), never on a command line.
 *
 * @module
 */
import type { KeychainErrorCode } from "../core/errors.ts";
import type { CommandResult, Host } from "../core/host.ts";
import { Secret } from "../core/secret.ts";
import { KEYCHAIN_SERVICE, type SecretStore } from "../core/secret_store.ts";
import { keychainError, tooLarge } from "./errors.ts";
import { LABELS } from "./labels.ts";
import { type KeychainProgram, runKeychain, variablesOf } from "./program.ts";
import { commentIn, fromHex, isShownAsHex, mayBeHex, quoted, secretOf, storedForm } from "./security_text.ts";
import { toUtf8 } from "./text.ts";

const LABEL = LABELS.darwin;

/**
 * Maximum length of a line for `security -i`, in bytes without the line break (SecurityTool, `security.c`: MAX_LINE_LEN
 * is 4,096, including the final NUL). It reads 4,095 bytes at a time. It runs the first part of a longer line, and
 * reports the rest, which contains the secret, as an unknown command. After a line of exactly 4,095 bytes the line
 * break counts as an empty line, whose success hides a failure.
 */
const MAX_LINE = 4094;

/** Exit status: the last byte of -25300, errSecItemNotFound. */
const NOT_FOUND = 44;

interface Meaning {
  readonly code: KeychainErrorCode;
  readonly problem: string;
  readonly remedy: string;
}

const LOCKED: Meaning = {
  code: "keychain-locked",
  problem: "is locked, and this session cannot prompt for its password",
  remedy: 'Unlock it: "security unlock-keychain" (over SSH, once a session)',
};
const DENIED: Meaning = {
  code: "keychain-denied",
  problem: "refused access",
  remedy: "Try again and allow it, or check the item's access control in Keychain Access",
};
const NO_KEYCHAIN: Meaning = {
  code: "keychain-unavailable",
  problem: "is unavailable: this user has no default keychain that can be opened",
  remedy: 'See "security default-keychain" and "security list-keychains"',
};

/**
 * Meanings of the exit status of `security`, which is the last byte of the `OSStatus`.
 *
 * @see https://developer.apple.com/documentation/security/security-framework-result-codes for errSec…
 * @see https://github.com/apple-oss-distributions/SecurityTool (`security.c`) for the exit status
 */
const MEANINGS: Readonly<Partial<Record<number, Meaning>>> = {
  29: LOCKED, // errSecInteractionRequired
  36: LOCKED, // errSecInteractionNotAllowed
  45: DENIED, // errSecDuplicateItem: the item exists and could not be changed
  51: DENIED, // errSecAuthFailed
  52: DENIED, // errSecReadOnly
  128: DENIED, // userCanceledErr
  37: NO_KEYCHAIN, // errSecNoDefaultKeychain
  49: NO_KEYCHAIN, // errSecInvalidKeychain
  50: NO_KEYCHAIN, // errSecNoSuchKeychain
  53: NO_KEYCHAIN, // errSecNotAvailable
};

/** Options of {@linkcode macosKeychain}. */
interface MacosOptions {
  /** The absolute path of `security`. */
  readonly program: string;
  /** The time limit of each call, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * The keychain of this user.
 *
 * `look` reads attributes only, for which macOS never prompts; `get` may open a dialog.
 */
export function macosKeychain(host: Pick<Host, "run" | "env">, options: MacosOptions): SecretStore {
  const run = (args: readonly string[], stdin?: Uint8Array): Promise<CommandResult> =>
    runKeychain(host, securityProgram(host, options), stdin === undefined ? { args } : { args, stdin });
  const find = (account: string, ...show: readonly string[]): Promise<CommandResult | undefined> =>
    run(["find-generic-password", "-s", KEYCHAIN_SERVICE, "-a", account, ...show]).then(found);
  const look: SecretStore["look"] = async (account) => {
    const item = await find(account);
    return item && { site: commentIn(textOf(item.stdout)) };
  };
  return {
    label: LABEL,
    look,
    get: async (account) => {
      const item = await look(account);
      const printed = item && await find(account, "-w");
      if (item === undefined || printed === undefined) return undefined;
      const stored = textOf(printed.stdout).replace(/\n$/, "");
      const isHex = mayBeHex(stored) && isShownAsHex(textOf((await find(account, "-g"))?.stderr));
      const secret = isHex ? fromHex(stored) : secretOf(stored);
      if (secret === undefined) throw unreadable(account);
      return { secret: new Secret(secret), site: item.site };
    },
    set: async (account, { secret, site }) => {
      const line = toUtf8(addCommand({ account, site, secret }));
      if (line.length > MAX_LINE + 1) throw tooLong(account, line.length - 1);
      found(await run(["-i"], line).finally(() => line.fill(0)));
      if (await look(account) === undefined) throw notListed(account);
    },
    delete: async (account) =>
      found(await run(["delete-generic-password", "-s", KEYCHAIN_SERVICE, "-a", account])) !== undefined,
  };
}

function securityProgram(host: Pick<Host, "env">, { program, timeoutMs }: MacosOptions): KeychainProgram {
  return {
    program,
    label: LABEL,
    timeoutMs,
    variables: { ...variablesOf(host, ["HOME", "USER", "LOGNAME"]), PATH: "/usr/bin:/bin", LC_ALL: "C" },
    install: `"${program}" is part of macOS: check that it exists and that you may run it`,
  };
}

/**
 * One line with a final line break, without which the last line is ignored. `-U` replaces the secret and the comment.
 */
function addCommand(
  item: { readonly account: string; readonly site: string; readonly secret: Secret },
): string {
  const words = [
    "-s",
    KEYCHAIN_SERVICE,
    "-a",
    item.account,
    "-j",
    item.site,
    "-w",
    storedForm(item.secret.reveal()),
  ];
  return `add-generic-password -U ${words.map(quoted).join(" ")}\n`;
}

/** The result if the item exists. The program's output is never quoted: it may contain the secret. */
function found(result: CommandResult): CommandResult | undefined {
  if (result.code === 0) return result;
  if (result.code === NOT_FOUND) return undefined;
  const meaning = MEANINGS[result.code];
  if (meaning === undefined) {
    throw keychainError("keychain-failed", `The ${LABEL} failed with status ${result.code}`, {
      remedy: `"security error ${result.code}" may explain it; or check the item in Keychain Access`,
    });
  }
  throw keychainError(meaning.code, `The ${LABEL} ${meaning.problem}`, { remedy: meaning.remedy });
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "" : new TextDecoder().decode(bytes);
}

function tooLong(account: string, size: number): Error {
  return tooLarge(LABEL, {
    what: `the token of account "${account}"`,
    size: `${size} bytes with its account and site`,
    limit: `${MAX_LINE}`,
  });
}

/**
 * `add-generic-password` writes to the default keychain, but `find-generic-password` searches the keychains on the
 * search list.
 */
function notListed(account: string): Error {
  return keychainError(
    "keychain-unavailable",
    `The ${LABEL} stored the token of account "${account}", but cannot find it: the default keychain is not on ` +
      "the search list",
    {
      remedy: 'Add it, and store the token again: "security list-keychains -d user -s" with every keychain ' +
        'that "security list-keychains -d user" and "security default-keychain" print',
    },
  );
}

function unreadable(account: string): Error {
  return keychainError(
    "keychain-failed",
    `The item of account "${account}" in the ${LABEL} is not text`,
    {
      remedy: "Store the token again",
      data: { kind: "unreadable-item", account },
    },
  );
}
