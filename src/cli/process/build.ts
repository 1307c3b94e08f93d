/**
 * Build information of an executable. The build replaces this file in the compiled copy (scripts/release/stamp.ts);
 * here it describes the sources.
 *
 * @module
 */

/** Build information of an executable. */
interface Build {
  /** The commit, as 40 hexadecimal digits; `undefined` if unknown. */
  readonly commit: string | undefined;
}

/** The build information of this program. */
export const BUILD: Build = { commit: undefined };
