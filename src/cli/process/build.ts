/**
 * What an executable knows of its own making. Making one writes this file anew in the copy that is compiled
 * (scripts/release/stamp.ts); here it says what holds for the sources.
 *
 * @module
 */

/** What an executable knows of its own making. */
export interface Build {
  /** The commit that it was made of, as 40 hexadecimal digits; `undefined` where nobody knows. */
  readonly commit: string | undefined;
}

/** This one. */
export const BUILD: Build = { commit: undefined };
