/**
 * The mutants that no test kills, each with the reason.
 *
 * @module
 */
import type { Mutant } from "./mutants.ts";

/** A mutant that may survive. It is known by its line and by what is changed in it, wherever the line stands. */
export interface Explained extends Pick<Mutant, "file" | "text" | "original" | "replacement"> {
  /** Why nothing is lost. */
  readonly reason: string;
}

/** Those there are. */
export const EXPLAINED: readonly Explained[] = [];

/** The explanation of a mutant. */
export function explanationOf(mutant: Mutant): Explained | undefined {
  return EXPLAINED.find((one) =>
    one.file === mutant.file && one.text === mutant.text && one.original === mutant.original &&
    one.replacement === mutant.replacement
  );
}
