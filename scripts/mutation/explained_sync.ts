/**
 * Surviving mutants of `src/sync`, with the reasons.
 *
 * @module
 */
import type { Explained } from "./explained.ts";

/** The explained mutants of the sync engine. */
export const EXPLAINED_SYNC: readonly Explained[] = [
  {
    file: "src/sync/push_diff.ts",
    text: "headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },",
    original: "false",
    replacement: "true",
    reason: "of the first one: the index line is only for equal names, and ours begin with a/ and b/",
  },
  {
    file: "src/sync/settle.ts",
    text: "limit: 1,",
    original: "1",
    replacement: "2",
    reason: "a title is unique in its space: there is no second page",
  },
];
