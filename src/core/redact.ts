/**
 * The only redaction: replaces every secret of this process, in any spelling, in text that is shown.
 *
 * The registered secrets are the only module state of this library, so that code that prints does not need to know
 * them.
 *
 * @module
 */
import { type Spelling, spellingsOf } from "./redact_spellings.ts";
import { withoutTokenLooks } from "./token_look.ts";

/** The replacement for a secret. */
export const MASK = "[secret]";

/** Minimum length of a redacted secret. A shorter text occurs everywhere by chance. */
const MIN_LENGTH = 8;
/** Maximum number of remembered secrets; the least recently used are dropped first. */
const MAX_SECRETS = 1_000;

/** Secrets that exist, revealed or not. */
const made = new Set<string>();
/** Secrets that are redacted, the most recently used one last. */
const registered = new Map<string, readonly Spelling[]>();
/** The spellings of all registered secrets, longest secret first, because one may contain another. */
let spellings: readonly Spelling[] | undefined;

/** Remembers a secret without redacting it yet; see {@linkcode registerAllSecrets}. */
export function noteSecret(secret: string): void {
  made.delete(secret);
  made.add(secret);
  forgetOldest(made);
}

/** Redacts a secret from now on, if it has at least 8 characters. */
export function registerSecret(secret: string): void {
  if (secret.length < MIN_LENGTH) return;
  const known = registered.get(secret);
  registered.delete(secret);
  registered.set(secret, known ?? spellingsOf(secret));
  if (known !== undefined) return;
  forgetOldest(registered);
  spellings = undefined;
}

/** Redacts every secret that exists from now on, even if it was never revealed: for errors and settings. */
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
 * Redacts a text: the registered secrets, whatever looks like an Atlassian token, and credentials in quoted headers.
 * Remove control characters first: one inside a secret would hide it.
 */
export function redact(text: string): string {
  return withoutTokenLooks(withoutSecrets(text));
}

/** Whether a text contains a registered secret, in any spelling. */
export function holdsSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}

/** Maximum length of a match of any secret, in characters. Redacting a stream in chunks holds back this much. */
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
