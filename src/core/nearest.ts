/**
 * Suggestions for mistyped words.
 *
 * @module
 */
import { closest, distance } from "fastest-levenshtein";

/** Maximum length of a compared word, in characters. A mistyped word is shorter. */
const MAX_LENGTH = 100;

/**
 * Finds the word of `words` that `word` probably means, or `undefined`. At most a third of its letters may differ,
 * rounded up, so that a short word may have two swapped letters.
 */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const candidates = words.filter((candidate) => candidate.length <= MAX_LENGTH);
  if (word.length > MAX_LENGTH || candidates.length === 0) return undefined;
  const near = closest(word, candidates);
  return distance(word, near) <= Math.ceil(word.length / 3) ? near : undefined;
}
