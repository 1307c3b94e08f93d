/**
 * Which fields of an issue somebody asked for.
 *
 * @module
 */

/** What only those get who name it, or who ask for `*all`. */
const NOT_NAVIGABLE: ReadonlySet<string> = new Set(["comment", "worklog", "attachment", "timetracking"]);

/** Which members and fields of an issue to show. */
export interface FieldSelection {
  /** Nothing but `id`, as Cloud's search does when no field is named. */
  readonly idOnly: boolean;
  /** Nothing but what stands outside `fields`. */
  readonly keyOnly: boolean;
  /** Whether to show a field. */
  has(field: string): boolean;
}

/**
 * What a list such as `summary,status`, `*all,-description` or `id` selects.
 *
 * @param names The list; without one, or with an empty one, the default is taken.
 * @param defaults The default: `["id"]` in Cloud's search, `["*navigable"]` elsewhere.
 */
export function selectFields(
  names: readonly string[] | undefined,
  defaults: readonly string[],
): FieldSelection {
  const wanted = names === undefined || names.length === 0 ? defaults : names;
  const excluded = new Set(wanted.filter((name) => name.startsWith("-")).map((name) => name.slice(1)));
  const included = new Set(wanted.filter((name) => !name.startsWith("-")));
  const all = included.size === 0 || included.has("*all") || included.has("*navigable");
  const everything = included.has("*all");
  const outside = (name: string): boolean => name === "id" || name === "key" || name === "issuekey";
  return {
    idOnly: included.size > 0 && [...included].every((name) => name === "id"),
    keyOnly: included.size > 0 && [...included].every(outside),
    has: (field) => {
      if (excluded.has(field)) return false;
      return included.has(field) || (all && (everything || !NOT_NAVIGABLE.has(field)));
    },
  };
}
