/**
 * Comparison of Markdown trees.
 *
 * @module
 */
import type { Nodes } from "mdast";

/**
 * A tree with the members that mean something: text side by side is one text, and members without a value and the spread of
 * lists, which depends on blank lines, are left out.
 */
export function plainTree(nodes: readonly Nodes[]): unknown {
  return JSON.parse(
    JSON.stringify(merged(nodes), (name, value) => name === "spread" ? undefined : value ?? undefined),
  );
}

function merged(nodes: readonly Nodes[]): unknown[] {
  const result: Record<string, unknown>[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.type === "text" && last?.["type"] === "text") last["value"] = `${last["value"]}${node.value}`;
    else result.push({ ...node, ...("children" in node && { children: merged(node.children) }) });
  }
  return result;
}
