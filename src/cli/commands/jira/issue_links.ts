/**
 * An issue's links, as text.
 *
 * @module
 */

/** `blocks PROJ-2, is blocked by PROJ-3`, from the field `issuelinks` as Jira sends it. */
export function linksOf(value: unknown): string {
  return Array.isArray(value) ? value.map(linkOf).filter((text) => text !== "").join(", ") : "";
}

/** The other issue is the outward one where this issue does what the type's outward wording says. */
function linkOf(link: unknown): string {
  const outward = textAt(link, "outwardIssue", "key");
  const inward = textAt(link, "inwardIssue", "key");
  if (outward !== undefined) return `${textAt(link, "type", "outward") ?? "→"} ${outward}`;
  return inward === undefined ? "" : `${textAt(link, "type", "inward") ?? "←"} ${inward}`;
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null
        ? new Map<string, unknown>(Object.entries(inner)).get(name)
        : undefined,
    value,
  );
  return typeof found === "string" ? found : undefined;
}
