/**
 * How much is read as it stands. What goes past a limit is kept raw where there is a raw form, and refused elsewhere.
 *
 * @module
 */

/** So deep may elements of a document be nested; those of pages that people made stay under 40. */
export const MAX_DEPTH = 60;

/**
 * So many nodes may be in an element that stands for itself. Its tree and all that is made of it are held at once: with
 * this many that takes some 40 MB. A table of 1,000 rows and 10 columns has 21,000 to 31,000.
 */
export const MAX_NODES = 40_000;

/** So deep may the tree of a Markdown text be: an element takes up to two levels of it (a list and its item). */
export const MAX_TREE_DEPTH = 2 * MAX_DEPTH + 20;

/**
 * So many characters may a paragraph, an item of a list or a row of a table have in Markdown. The parser's time grows
 * with the square of a paragraph's length: this many take it under a second.
 */
export const MAX_PIECE = 32_768;

/** So many tildes: the time of strikethrough grows with the square of their number. */
export const MAX_TILDES = 1_000;

/** Rows of a table and items of a list are parsed in pieces of about so many characters. */
export const PIECE = 2_048;
