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
  {
    file: "src/sync/names.ts",
    text: "if (isPrintableAscii(name)) return withoutEnd(name, DROPPED).toUpperCase();",
    original: "isPrintableAscii(name)",
    replacement: "false",
    reason: "the lines below give the same for ASCII; this is faster",
  },
  ...[["encoder.encode(name).length <= maxBytes", "false"], ["<=", "<"]].map((
    [original = "", replacement = ""],
  ): Explained => ({
    file: "src/sync/names.ts",
    text: "if (encoder.encode(name).length <= maxBytes) return name;",
    original,
    replacement,
    reason: "the loop below keeps all of a name that is short enough; this is faster",
  })),
  ...[
    ["key === undefined", "true"],
    ["this.#folders.set(folder, folded);", ";"],
  ].map(([original = "", replacement = ""]): Explained => ({
    file: "src/sync/taken_paths.ts",
    text: original.endsWith(";")
      ? original
      : "const folded = key === undefined ? `/${foldedName(folder)}` : `${key}/${foldedPart(name)}`;",
    original,
    replacement,
    reason: "the result is the same; a long path is folded as a whole each time, which only takes longer",
  })),
  {
    file: "src/sync/taken_paths.ts",
    text: 'const slash = path.lastIndexOf("/");',
    original: '"/"',
    replacement: '""',
    reason: "every path is then folded as a whole, in which the same ones are equal; that only takes longer",
  },
  {
    file: "src/sync/taken_paths.ts",
    text: "return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };",
    original: "path.slice(0, Math.max(slash, 0))",
    replacement: "path",
    reason: "the same: the folded folder is then the whole folded path",
  },
  {
    file: "src/sync/tree.ts",
    text:
      'return dot > 0 ? { stem: name.slice(0, dot), ending: name.slice(dot) } : { stem: name, ending: "" };',
    original: ">",
    replacement: ">=",
    reason: "attachmentName() gives no name that begins with a dot",
  },
  {
    file: "src/sync/tree.ts",
    text: "return first.length - second.length || (first < second ? -1 : first > second ? 1 : 0);",
    original: "1",
    replacement: "2",
    reason: "only the sign of a comparison counts",
  },
  {
    file: "src/sync/status.ts",
    text: 'const page = local.pages.get(id) ?? { kind: "missing" };',
    original: '"missing"',
    replacement: '""',
    reason: "a scan has an entry for every page of the state; only the type does not know",
  },
];
