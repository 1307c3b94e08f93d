/**
 * The surviving mutants of the output boundary, each with the reason.
 *
 * @module
 */
import type { Explained } from "./explained.ts";

/** The explained mutants. */
export const EXPLAINED_OUTPUT: readonly Explained[] = [
  ...([
    ["if (known !== undefined) return;", "known !== undefined", "false"],
    [
      "registered.set(secret, known ?? speltOf(secret));",
      "known ?? speltOf(secret)",
      "speltOf(secret)",
    ],
  ] as const).map(([text, original, replacement]): Explained => ({
    file: "src/core/redact.ts",
    text,
    original,
    replacement,
    reason: "the result is the same, only slower",
  })),
  ...([
    [
      "if (whole === secret) return { plain, compact: plain, isGapped: false };",
      "whole === secret",
      "false",
      "the spellings are the same, and it is looked for in texts without gaps twice",
    ],
    [
      "if (whole === secret) return { plain, compact: plain, isGapped: false };",
      "false",
      "true",
      "then it is looked for in texts without gaps twice, the second time in vain",
    ],
    [
      "const ranges = ordered().compact.filter((spelling) => mayBeIn(whole, spelling))",
      "ordered().compact.filter((spelling) => mayBeIn(whole, spelling))",
      "ordered().compact",
      "an expression whose pieces are not in the text matches nothing, but takes time",
    ],
    [
      "return ranges.length === 0 ? text : replaceRanges(text, ranges, MASK);",
      "ranges.length === 0",
      "false",
      "replaceRanges() without ranges copies the text, which takes time",
    ],
    [
      "return anchors.length > 0 ? anchors.every((anchor) => text.includes(anchor)) : head().test(text);",
      "every",
      "some",
      "the expression of a secret does not match where one of its pieces is missing; trying takes time",
    ],
    [
      "if (spellings !== undefined) return spellings;",
      "spellings !== undefined",
      "false",
      "then the same list is made for every text",
    ],
    [
      "return 2 * ordered().plain.reduce((longest, { maxLength }) => Math.max(longest, maxLength), 0);",
      "2",
      "3",
      "a stream that holds back more of a text shows all of it in the end",
    ],
  ] as const).map(([text, original, replacement, reason]): Explained => ({
    file: "src/core/redact.ts",
    text,
    original,
    replacement,
    reason,
  })),
  ...([
    [
      'const hasHeader = shown.includes("uthorization") || shown.includes("UTHORIZATION");',
      '"uthorization"',
      '""',
    ],
    [
      'const hasHeader = shown.includes("uthorization") || shown.includes("UTHORIZATION");',
      '"UTHORIZATION"',
      '""',
    ],
    [
      'return hasHeader ? shown.replace(QUOTED_HEADER, "$1[secret]") : shown;',
      "hasHeader",
      "true",
    ],
  ] as const).map(([text, original, replacement]): Explained => ({
    file: "src/core/token_look.ts",
    text,
    original,
    replacement,
    reason: "the expression looks for the same word; this only avoids it where the word is missing",
  })),
  {
    file: "src/core/redact.ts",
    text: "forgetOldest(made);",
    original: "forgetOldest(made);",
    replacement: ";",
    reason: "registered secrets are forgotten in the same order; this only limits the memory",
  },
  {
    file: "src/core/redact.ts",
    text: "return 2 * ordered().plain.reduce((longest, { maxLength }) => Math.max(longest, maxLength), 0);",
    original: "0",
    replacement: "1",
    reason: "holding back a character without a secret loses nothing",
  },
  {
    file: "src/cli/output/safe_text.ts",
    text: "const redacted = safe === whole",
    original: "safe === whole",
    replacement: "false",
    reason: "parts of a text without a secret have none either; checking again only takes time",
  },
  {
    file: "src/cli/output/output.ts",
    text: 'if (isNarrow(text) && !text.includes("  ")) return text.trim();',
    original: 'isNarrow(text) && !text.includes("  ")',
    replacement: "false",
    reason: "such a text has neither control characters nor white space but single spaces: only faster",
  },
  {
    file: "src/cli/output/json_text.ts",
    text: "return isClean ? text : escapeControls(JSON.stringify(redacted(JSON.parse(text)), null, indent));",
    original: "isClean",
    replacement: "false",
    reason: "checking each string gives the same result for a clean text, only slower",
  },
  {
    file: "src/cli/output/stream_redactor.ts",
    text: "const MAX_PATTERN_LENGTH = 1_024;",
    original: "1_024",
    replacement: "1025",
    reason: "one held-back character makes no difference",
  },
  ...([["max", "min"], ["text.slice(Math.max(0, text.length - longestSecret()))", "text"]] as const).map((
    [original, replacement],
  ): Explained => ({
    file: "src/cli/output/stream_redactor.ts",
    text: "this.#held = text.slice(Math.max(0, text.length - longestSecret()));",
    original,
    replacement,
    reason: "then everything is held instead of the end: the result is the same, with more memory",
  })),
];
