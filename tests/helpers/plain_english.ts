/**
 * Wording that this project does not use, because it reads as translated, and what to write instead.
 *
 * A space in a phrase also matches a line break, with the comment marks of the next line.
 */

/** A phrase to avoid. */
interface Phrase {
  /** A regular expression; matched as whole words, and in any case unless `exact`. */
  readonly pattern: string;
  /** What to write instead. */
  readonly instead: string;
  /** Whether upper and lower case matter. */
  readonly exact?: boolean;
}

/** The phrases to avoid. */
const PHRASES: readonly Phrase[] = [
  { pattern: "(?:is|are) told", instead: "options of, gets, accepts, is distinguished" },
  { pattern: "(?<!there )(?:is|are) none", instead: "is invalid, is not one, there is no …" },
  { pattern: "(?:it|that|which|what|this) is no(?! longer| more)", instead: "is not a …" },
  { pattern: "(?:it|which) is said", instead: "active voice: atlcli says, a warning names" },
  { pattern: "nobody's", instead: "anonymous, of no user" },
  { pattern: "mend(?:s|ed|ing)?", instead: "fix, repair" },
  { pattern: "besides", instead: "also, in addition to" },
  { pattern: "to be had", instead: "available" },
  { pattern: "is to be found", instead: "is in" },
  { pattern: "is called so", instead: "has that name" },
  { pattern: "(?:as|so) whom", instead: "with which identity" },
  {
    pattern: "an? (?:line|value|object|text) an? (?:line|file|item|page|field|object|value)",
    instead: "one … per …",
  },
  {
    pattern: "(?:As|So) (?:many|much|deep|far|few) ",
    instead: "the maximum, the limit, at most",
    exact: true,
  },
  { pattern: "so many as", instead: "at most" },
  { pattern: "how many at most", instead: "maximum number of …" },
  { pattern: "in each other", instead: "nested" },
  { pattern: "by way of", instead: "via" },
  {
    pattern: "(?:in|go in|goes in) (?:a circle|circles)",
    instead: "loop, too many redirects, repeats a page",
  },
  { pattern: "on and on", instead: "endless, too many" },
  { pattern: "in silence", instead: "silently" },
  { pattern: "without a word", instead: "silently" },
  { pattern: "pass(?:es|ed)? over", instead: "ignore, skip" },
  { pattern: "went away", instead: "closed" },
  { pattern: "c[ao]mes? about", instead: "happens, is established" },

  { pattern: "there is no way to", instead: "is unreachable, cannot" },
  { pattern: "wants an? (?:user|password)", instead: "requires authentication" },
  { pattern: "(?:is|are) not let in", instead: "rejected" },
  { pattern: "(?:when|as) (?:it is|they are) asked for", instead: "loaded lazily, on demand" },
  { pattern: "(?:goes|go|gone) on (?:with|from|where)", instead: "resume, continue" },
  { pattern: "held? against", instead: "compare with" },
  { pattern: "until it is whole", instead: "until it is complete, buffered" },
  { pattern: "at home", instead: "at the site, in the space" },
  { pattern: ", in another way", instead: "same as …" },
  { pattern: "order round", instead: "reverse the order" },
  { pattern: "goes with it", instead: "cannot be combined with" },
  { pattern: "time that was spent", instead: "time spent" },
  { pattern: "not a time that can be spent", instead: "invalid duration" },
  { pattern: "what makes a shell", instead: "a shell completion script" },
  { pattern: "tab that completes", instead: "shell completion" },
  { pattern: "(?:it is|is) (?:not shown|shown only then)", instead: "hidden; you won't see it again" },
  { pattern: "your consent", instead: "confirmation" },
  { pattern: "made needless", instead: "redundant" },
  { pattern: "the start of (?:no|an) other", instead: "loads only its own code" },
  { pattern: "names that lead to", instead: "hostnames that resolve to" },
  { pattern: "trouble on request", instead: "fault injection" },
  { pattern: "no success", instead: "not a success, non-2xx" },
  { pattern: "none that may", instead: "cannot be" },
  { pattern: "an answer asks for", instead: "the redirect response, the response" },
  { pattern: "black(?:s|ed|ing)? out", instead: "redact" },
  { pattern: "foreign functions", instead: "FFI" },
  { pattern: "server'?s? (?:own )?words", instead: "error details" },
  { pattern: "time-outs?", instead: "timeout" },
  {
    pattern: "\\/\\*\\* (?:Says so|Ends it|Which|Time|Its id|Who that is|Its name)\\.",
    instead: "shape, unit, limit",
    exact: true,
  },
];

/** A phrase found in a text. */
interface Hit {
  readonly line: number;
  readonly found: string;
  readonly instead: string;
}

const SPACE = "(?:[ \\t]+|[ \\t]*\\n[ \\t]*(?:(?:\\*|//|#|>|--)[ \\t]*)?)";

const EXPRESSIONS = PHRASES.map(({ pattern, instead, exact = false }) => ({
  instead,
  expression: new RegExp(
    `${/^[\w(]/.test(pattern) ? "(?<![\\w-])" : ""}${pattern.replaceAll(" ", SPACE)}${
      /[\w)?]$/.test(pattern) ? "(?![\\w-])" : ""
    }`,
    exact ? "g" : "gi",
  ),
}));

/** The phrases of the list that a text has, in order. */
export function plainEnglishHits(text: string): readonly Hit[] {
  return EXPRESSIONS.flatMap(({ expression, instead }) =>
    [...text.matchAll(expression)].map(({ index, 0: found }) => ({
      line: text.slice(0, index).split("\n").length,
      found: found.replaceAll(/\s+(?:\*|\/\/|#)?\s*/g, " "),
      instead,
    }))
  ).toSorted((one, other) => one.line - other.line);
}
