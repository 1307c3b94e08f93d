/**
 * Parses the output of `secret-tool`.
 *
 * @module
 */
import type { CommandResult } from "../core/host.ts";
import { keychainError } from "./errors.ts";
import { LABELS } from "./labels.ts";

const LABEL = LABELS.linux;

/** Maximum length of its output quoted in a message, in characters. */
const MAX_QUOTE = 200;

/**
 * The sites of the items that a search found, `undefined` for an item without one.
 *
 * Attributes are on standard error, one per line, in any order; secrets are on standard output. Each item of ours has
 * exactly one account, so counting accounts counts items.
 *
 * @throws {KeychainError} if the search failed, or the keyring is locked.
 */
export function itemsIn(result: CommandResult): readonly (string | undefined)[] {
  const said = new TextDecoder().decode(result.stderr);
  if (result.code !== 0 || /\blocked\b/i.test(withoutAttributes(said))) throw failureOf(result);
  const items = said.match(/^attribute\.account = /gm)?.length ?? 0;
  const sites = Array.from(said.matchAll(/^attribute\.site = (.*)$/gm), ([, site]) => site);
  if (sites.length > items || (items === 0 && result.stdout.length > 0)) throw notUnderstood();
  return [...sites, ...Array<undefined>(items - sites.length).fill(undefined)];
}

/**
 * Creates the error for a failed call. Its messages are in English and contain no secret: secrets use other channels.
 */
export function failureOf({ code, stderr }: CommandResult): Error {
  const said = withoutAttributes(new TextDecoder().decode(stderr)).replace(/^secret-tool: /, "").trim();
  if (/\blocked\b/i.test(said)) {
    return keychainError("keychain-locked", `The ${LABEL} is locked`, {
      remedy:
        "Unlock the keyring: sign in to the desktop, or see docs/keychains.md for a machine without one",
    });
  }
  if (/dismissed|cancel/i.test(said)) {
    return keychainError(
      "keychain-denied",
      `The ${LABEL} was not unlocked: the dialog was dismissed`,
      {
        remedy: "Try again and give the keyring's password",
      },
    );
  }
  if (/D-?Bus|connect|org\.freedesktop\.secrets|does not exist at path/i.test(said)) {
    return keychainError("keychain-unavailable", `There is no ${LABEL} here: ${quote(said)}`, {
      remedy: "Start one that has a keyring, such as gnome-keyring (docs/keychains.md)",
    });
  }
  return keychainError("keychain-failed", `The ${LABEL} failed with status ${code}: ${quote(said)}`, {
    remedy: "Look at the item by hand: secret-tool search --all service atlcli",
  });
}

function notUnderstood(): Error {
  return keychainError("keychain-failed", `The ${LABEL} returned unexpected output`, {
    remedy: "This version of secret-tool is not supported: please report it, with its version",
  });
}

function withoutAttributes(said: string): string {
  return said.replace(/^attribute\..*$/gm, "");
}

function quote(said: string): string {
  const line = said.replace(/\p{Cc}+/gu, " ").trim().slice(0, MAX_QUOTE);
  return line === "" ? "no error message" : line;
}
