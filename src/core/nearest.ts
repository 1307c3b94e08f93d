/**
 * The word that was probably meant.
 *
 * @module
 */
import { closest, distance } from "fastest-levenshtein";

/** Longer words are not compared; nobody mistypes a word of that length. */
const MAX_LENGTH = 100;

/**
 * The word of `words` that `word` was probably meant to be: at most a third of its letters differ, rounded
 * up, so that two letters may have changed places in a short one. `undefined` when none is near.
 */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const candidates = words.filter((candidate) => candidate.length <= MAX_LENGTH);
  if (word.length > MAX_LENGTH || candidates.length === 0) return undefined;
  const near = closest(word, candidates);
  return distance(word, near) <= Math.ceil(word.length / 3) ? near : undefined;
}
