/**
 * What `secret-tool` says.
 *
 * @module
 */
import type { CommandResult } from "../core/host.ts";
import { keychainError } from "./errors.ts";
import { LABELS } from "./labels.ts";

const LABEL = LABELS.linux;

/** The longest piece of its own words that goes into a message. */
const MAX_QUOTE = 200;

/**
 * The sites of the items that a search found, `undefined` for one without.
 *
 * Attributes come on standard error, one a line, in any order; standard output holds the secrets. Every item of ours
 * has one account, so there are as many items as accounts.
 *
 * @throws {KeychainError} when the search failed, or the keyring is locked.
 */
export function itemsIn(result: CommandResult): readonly (string | undefined)[] {
  const said = new TextDecoder().decode(result.stderr);
  if (result.code !== 0 || /\blocked\b/i.test(withoutAttributes(said))) throw failureOf(result);
  const items = said.match(/^attribute\.account = /gm)?.length ?? 0;
  const sites = Array.from(said.matchAll(/^attribute\.site = (.*)$/gm), ([, site]) => site);
  if (sites.length > items || (items === 0 && result.stdout.length > 0)) throw notUnderstood();
  return [...sites, ...Array<undefined>(items - sites.length).fill(undefined)];
}

/** The error that a failed call means. Its words are in English, and never hold a secret: those go by other ways. */
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
  return keychainError("keychain-failed", `The ${LABEL} gave an answer that makes no sense`, {
    remedy: "This version of secret-tool is not known: please report it, with its version",
  });
}

function withoutAttributes(said: string): string {
  return said.replace(/^attribute\..*$/gm, "");
}

function quote(said: string): string {
  const line = said.replace(/\p{Cc}+/gu, " ").trim().slice(0, MAX_QUOTE);
  return line === "" ? "it did not say why" : line;
}
