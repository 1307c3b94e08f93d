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
      "registered.set(secret, known ?? spellingsOf(secret));",
      "known ?? spellingsOf(secret)",
      "spellingsOf(secret)",
    ],
    [
      "if (anchors.every((anchor) => shown.includes(anchor))) shown = shown.replace(expression(), MASK);",
      "anchors.every((anchor) => shown.includes(anchor))",
      "true",
    ],
  ] as const).map(([text, original, replacement]): Explained => ({
    file: "src/core/redact.ts",
    text,
    original,
    replacement,
    reason: "the same comes out, and takes longer",
  })),
  {
    file: "src/core/redact.ts",
    text: "forgetOldest(made);",
    original: "forgetOldest(made);",
    replacement: ";",
    reason: "those that are registered are forgotten in the same order; this only bounds the memory",
  },
  {
    file: "src/core/redact.ts",
    text: "return ordered().reduce((longest, { maxLength }) => Math.max(longest, maxLength), 0);",
    original: "0",
    replacement: "1",
    reason: "to hold a character back where there is no secret takes nothing away",
  },
  {
    file: "src/cli/output/safe_text.ts",
    text: "const redacted = safe === whole",
    original: "safe === whole",
    replacement: "false",
    reason: "pieces of a text without a secret have none either; to look again takes time and nothing else",
  },
  {
    file: "src/cli/output/json_text.ts",
    text: "return isClean ? text : escapeControls(JSON.stringify(redacted(JSON.parse(text)), null, indent));",
    original: "isClean",
    replacement: "false",
    reason: "looking at each string makes the same of a clean text, and takes longer",
  },
  {
    file: "src/cli/output/stream_redactor.ts",
    text: "const MAX_PATTERN_LENGTH = 1_024;",
    original: "1_024",
    replacement: "1025",
    reason: "a character more or less that is held back is all the same",
  },
  ...([["max", "min"], ["text.slice(Math.max(0, text.length - longestSecret()))", "text"]] as const).map((
    [original, replacement],
  ): Explained => ({
    file: "src/cli/output/stream_redactor.ts",
    text: "this.#held = text.slice(Math.max(0, text.length - longestSecret()));",
    original,
    replacement,
    reason: "all is held then in place of the end: the same is found, with more memory",
  })),
];
