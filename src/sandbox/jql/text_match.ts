/**
 * The operator `~`: every word of the query occurs in the text, in any order; quoted words are a phrase; `*` and `?`
 * are wildcards. There is no stemming: Jira finds "fixes" for "fix", this does not.
 *
 * @see https://support.atlassian.com/jira-software-cloud/docs/search-for-issues-using-the-text-field/
 * @module
 */

/** Creates a predicate for texts from the right side of `~`. */
export function textMatcher(query: string): (text: string) => boolean {
  const terms = [...query.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word]) =>
    phrase === undefined ? termPattern(word ?? "") : phrasePattern(phrase)
  ).filter((pattern) => pattern !== undefined);
  return (text) => terms.length > 0 && terms.every((pattern) => pattern.test(text));
}

const BEGIN = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
const BETWEEN = "[^\\p{L}\\p{N}]+";

function termPattern(word: string): RegExp | undefined {
  const parts = word.split(/[^\p{L}\p{N}*?]+/u).filter((part) => part !== "");
  if (parts.length === 0) return undefined;
  const wild = parts.map((part) => part.replaceAll("*", "[\\p{L}\\p{N}]*").replaceAll("?", "[\\p{L}\\p{N}]"));
  return new RegExp(BEGIN + wild.join(BETWEEN) + END, "iu");
}

function phrasePattern(phrase: string): RegExp | undefined {
  const words = phrase.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return words.length === 0 ? undefined : new RegExp(BEGIN + words.join(BETWEEN) + END, "iu");
}
