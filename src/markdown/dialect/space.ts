/**
 * Collapses white space in a line, as it is displayed.
 *
 * @module
 */
import type { Run } from "./runs.ts";

/** Collapses white space: at most one space, none at the ends and next to breaks. */
export function collapsed(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  let spaced = true;
  for (const run of runs) {
    const { node } = run;
    if (node.type === "text" || node.type === "inlineCode") {
      const single: string = node.value.replace(/[ \t\n]+/g, " ");
      const value: string = spaced ? single.replace(/^ /, "") : single;
      if (value !== "") {
        result.push({ ...run, node: { type: node.type, value } });
        spaced = value.endsWith(" ");
      }
      continue;
    }
    if (node.type === "break") trimEnd(result);
    result.push(run);
    spaced = node.type === "break";
  }
  trimEnd(result);
  return result;
}

function trimEnd(runs: Run[]): void {
  const last = runs.at(-1);
  if (last === undefined || (last.node.type !== "text" && last.node.type !== "inlineCode")) return;
  const value = last.node.value.replace(/ $/, "");
  if (value === last.node.value) return;
  runs.pop();
  if (value !== "") runs.push({ ...last, node: { type: last.node.type, value } });
}
