/**
 * Selections from JSON values: `--jq` and `--template`.
 *
 * @module
 */

/** Converts values to texts; each is printed with a final line break. */
export type Selection = (values: readonly unknown[]) => Iterable<string>;

/** Options of {@linkcode selectionFrom}. */
interface SelectionOptions {
  readonly jq?: string | undefined;
  readonly template?: string | undefined;
  /** Indentation of jq's output, in spaces. */
  readonly indent: number;
  /** Runs work that may never end. */
  readonly endless: <T>(work: () => T) => T;
}

/**
 * Creates the requested selection; `undefined` if there is none.
 *
 * @throws {UsageError} if the expression or the template is invalid.
 */
export async function openSelection(options: SelectionOptions): Promise<Selection | undefined> {
  const { jq, template, ...how } = options;
  if (jq !== undefined) return await (await import("./jq.ts")).jqSelection({ expression: jq, ...how });
  if (template !== undefined) return (await import("./template.ts")).templateSelection(template);
  return undefined;
}
