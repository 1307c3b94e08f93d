/**
 * The requested fields of an issue.
 *
 * @module
 */

/** Fields that are returned only by name, or with `*all`. */
const NOT_NAVIGABLE: ReadonlySet<string> = new Set(["comment", "worklog", "attachment", "timetracking"]);

/** Which members and fields of an issue to show. */
export interface FieldSelection {
  /** Only `id`, as in Cloud's search without fields. */
  readonly idOnly: boolean;
  /** Only members outside `fields`. */
  readonly keyOnly: boolean;
  /** Whether to include a field. */
  has(field: string): boolean;
}

/**
 * Parses a list such as `summary,status`, `*all,-description` or `id`.
 *
 * @param names The list; the default is used if it is missing or empty.
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
