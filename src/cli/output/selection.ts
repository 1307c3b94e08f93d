/**
 * What is printed in place of a whole value: `--jq` and `--template`.
 *
 * @module
 */

/** Makes texts of values, one after the other; each is printed with a line break after it. */
export type Selection = (values: readonly unknown[]) => Iterable<string>;

/** What asks for a selection. */
export interface SelectionOptions {
  readonly jq?: string | undefined;
  readonly template?: string | undefined;
  /** Spaces that what jq makes is indented with. */
  readonly indent: number;
  /** Does work that may never end. */
  readonly endless: <T>(work: () => T) => T;
}

/**
 * The selection that was asked for; `undefined` where none was.
 *
 * @throws {UsageError} when the expression or the template is none.
 */
export async function openSelection(options: SelectionOptions): Promise<Selection | undefined> {
  const { jq, template, ...how } = options;
  if (jq !== undefined) return await (await import("./jq.ts")).jqSelection({ expression: jq, ...how });
  if (template !== undefined) return (await import("./template.ts")).templateSelection(template);
  return undefined;
}
