/**
 * The types of a report: changes that were made, and conflicts.
 *
 * @module
 */

/** A change of a file. */
export interface Done {
  /** The kind of change. */
  readonly what: "added" | "updated" | "moved" | "removed";
  /** The path of the file, with `/` between folders. */
  readonly path: string;
  /** The previous path of a moved file. */
  readonly from?: string | undefined;
}

/** A conflict or problem that the user has to resolve. Nothing was overwritten. */
export interface Undecided {
  /** The path of the file, with `/` between folders; empty if there is none. */
  readonly path: string;
  /** The page's id; empty if there is none. */
  readonly id: string;
  /**
   * `both-edited`: edited here and at the site; `deleted-edited`: deleted at the site, edited here; `in-the-way`: an
   * untracked file occupies the path; `moved-on`: the page has a newer version than the file's base; `refused`: the
   * site rejected the file, or did not deliver it.
   */
  readonly why: "both-edited" | "deleted-edited" | "in-the-way" | "moved-on" | "refused";
  /** An explanation for the user. */
  readonly text: string;
}

/** The progress of an operation. */
export interface Progress {
  /** Number of finished items. */
  readonly done: number;
  /** Total number of items. */
  readonly total: number;
}
