/**
 * The only redaction: replaces every secret of this process, in any spelling, in text that is shown.
 *
 * The registered secrets are the only module state of this library, so that code that prints does not need to know
 * them.
 *
 * @module
 */
import { type Spelling, spellingsOf } from "./redact_spellings.ts";
import { compact, type Range, replaceRanges } from "./redact_spread.ts";
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
const registered = new Map<string, Spelt>();
/** The spellings of all registered secrets, longest secret first, because one may contain another. */
let spellings: Spelt | undefined;

/** The ways to write a secret. */
interface Spelt {
  readonly plain: readonly Spelling[];
  /** Without its white space: for texts without theirs. */
  readonly compact: readonly Spelling[];
  /** Whether there was any. */
  readonly isGapped: boolean;
}

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
  registered.set(secret, known ?? speltOf(secret));
  if (known !== undefined) return;
  forgetOldest(registered);
  spellings = undefined;
}

function speltOf(secret: string): Spelt {
  const plain = spellingsOf(secret);
  const whole = compact(secret);
  if (whole === secret) return { plain, compact: plain, isGapped: false };
  return { plain, compact: whole.length < MIN_LENGTH ? [] : spellingsOf(whole), isGapped: true };
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
 * White space, control characters and characters of zero width inside a registered secret do not hide it.
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
  // With something between every two characters.
  return 2 * ordered().plain.reduce((longest, { maxLength }) => Math.max(longest, maxLength), 0);
}

function withoutSecrets(text: string): string {
  let shown = text;
  for (const spelling of ordered().plain) {
    if (mayBeIn(shown, spelling)) shown = shown.replace(spelling.expression(), MASK);
  }
  return registered.size === 0 ? shown : withoutSpread(shown);
}

/** A text without secrets that have gaps in them. */
function withoutSpread(text: string): string {
  const whole = compact(text);
  if (whole === text && !ordered().isGapped) return text;
  const ranges = ordered().compact.filter((spelling) => mayBeIn(whole, spelling))
    .flatMap(({ expression }) => [...whole.matchAll(expression())])
    .map((match): Range => [match.index, match.index + match[0].length]);
  return ranges.length === 0 ? text : replaceRanges(text, ranges, MASK);
}

function mayBeIn(text: string, { anchors, head }: Spelling): boolean {
  return anchors.length > 0 ? anchors.every((anchor) => text.includes(anchor)) : head().test(text);
}

function ordered(): Spelt {
  if (spellings !== undefined) return spellings;
  const all = [...registered].sort(([a], [b]) => b.length - a.length).map(([, each]) => each);
  spellings = {
    plain: all.flatMap(({ plain }) => plain),
    compact: all.flatMap(({ compact }) => compact),
    isGapped: all.some(({ isGapped }) => isGapped),
  };
  return spellings;
}
