/**
 * What was done, and what was left to be decided.
 *
 * @module
 */

/** Something that was done to a file. */
export interface Done {
  /** What was done. */
  readonly what: "added" | "updated" | "moved" | "removed";
  /** The file, with `/` between folders. */
  readonly path: string;
  /** Where it was before. */
  readonly from?: string | undefined;
}

/** Something that a person has to decide. Nothing was overwritten. */
export interface Undecided {
  /** The file, with `/` between folders; empty where there is none. */
  readonly path: string;
  /** The page's id; empty where there is none. */
  readonly id: string;
  /**
   * `both-edited`: here and at the site; `deleted-edited`: deleted at the site, edited here; `in-the-way`: a file that
   * is not ours lies where one has to go; `moved-on`: the page has a newer version than the one that the file came from;
   * `refused`: the site did not take it, or did not give it.
   */
  readonly why: "both-edited" | "deleted-edited" | "in-the-way" | "moved-on" | "refused";
  /** For people. */
  readonly text: string;
}

/** How far something is. */
export interface Progress {
  /** So many are done. */
  readonly done: number;
  /** Of so many. */
  readonly total: number;
}
