/**
 * Formats the links of an issue.
 *
 * @module
 */

/** Formats Jira's field `issuelinks`: `blocks PROJ-2, is blocked by PROJ-3`. */
export function linksOf(value: unknown): string {
  return Array.isArray(value) ? value.map(linkOf).filter((text) => text !== "").join(", ") : "";
}

/** `outwardIssue` goes with the outward wording of the type, `inwardIssue` with the inward wording. */
function linkOf(link: unknown): string {
  const outward = textAt(link, "outwardIssue", "key");
  const inward = textAt(link, "inwardIssue", "key");
  if (outward !== undefined) return `${textAt(link, "type", "outward") ?? "→"} ${outward}`;
  return inward === undefined ? "" : `${textAt(link, "type", "inward") ?? "←"} ${inward}`;
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const member = path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null
        ? new Map<string, unknown>(Object.entries(inner)).get(name)
        : undefined,
    value,
  );
  return typeof member === "string" ? member : undefined;
}
