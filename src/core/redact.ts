/**
 * The one redaction: every secret of this process is replaced in what is shown, however it is spelled there.
 *
 * The secrets that were revealed are this library's only module state: whoever prints need not know them.
 *
 * @module
 */
import { type Spelling, spellingsOf } from "./redact_spellings.ts";
import { withoutTokenLooks } from "./token_look.ts";

/** What stands in the place of a secret. */
export const MASK = "[secret]";

/** A shorter text is no secret, and its characters are everywhere. */
const MIN_LENGTH = 8;
/** As many are remembered; of more, those that were used last. */
const MAX_SECRETS = 1_000;

/** Secrets that were made, and may never be revealed. */
const made = new Set<string>();
/** Secrets that are redacted; the one that was used last is the last one. */
const registered = new Map<string, readonly Spelling[]>();
/** Their spellings, the longest secret's first: one may be a part of another. */
let spellings: readonly Spelling[] | undefined;

/** Remembers a secret that exists; it is redacted once it is registered, or all are. */
export function noteSecret(secret: string): void {
  made.delete(secret);
  made.add(secret);
  forgetOldest(made);
}

/** From now on, redacts a secret of 8 or more characters. */
export function registerSecret(secret: string): void {
  if (secret.length < MIN_LENGTH) return;
  const known = registered.get(secret);
  registered.delete(secret);
  registered.set(secret, known ?? spellingsOf(secret));
  if (known !== undefined) return;
  forgetOldest(registered);
  spellings = undefined;
}

/** From now on, redacts every secret that exists, also those that nobody had to reveal: for errors, and for settings. */
export function registerAllSecrets(): void {
  for (const secret of [...made]) registerSecret(secret);
}

function forgetOldest(secrets: Pick<Set<string>, "delete" | "size" | "keys">): void {
  for (const oldest of secrets.keys()) {
    if (secrets.size <= MAX_SECRETS) break;
    secrets.delete(oldest);
  }
}

/**
 * A text without the secrets of this process, what looks like one of Atlassian's tokens, and credentials in headers that
 * are quoted. Control characters have to be gone from it: one in the middle of a secret would hide it.
 */
export function redact(text: string): string {
  return withoutTokenLooks(withoutSecrets(text));
}

/** Whether a text holds a registered secret, in any spelling. */
export function holdsSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}

/** No match of a secret has more characters: so many have to be held back of a text that comes in pieces. */
export function longestSecret(): number {
  return ordered().reduce((longest, { maxLength }) => Math.max(longest, maxLength), 0);
}

function withoutSecrets(text: string): string {
  let shown = text;
  for (const { anchors, expression } of ordered()) {
    if (anchors.every((anchor) => shown.includes(anchor))) shown = shown.replace(expression(), MASK);
  }
  return shown;
}

function ordered(): readonly Spelling[] {
  return spellings ??= [...registered].sort(([a], [b]) => b.length - a.length).flatMap(([, each]) => each);
}
