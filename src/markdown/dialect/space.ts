/**
 * Collapses white space in a line, as it is displayed.
 *
 * @module
 */
import type { Run } from "./runs.ts";

/** White space other than single spaces. */
const LOOSE = /[\t\n]| {2}/;

/** Collapses white space: at most one space, none at the ends and next to breaks. */
export function collapsed(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  let spaced = true;
  for (const run of runs) {
    const { node } = run;
    if (node.type === "text" || node.type === "inlineCode") {
      const single: string = LOOSE.test(node.value) ? node.value.replace(/[ \t\n]+/g, " ") : node.value;
      const value: string = spaced && single.startsWith(" ") ? single.slice(1) : single;
      if (value !== "") {
        result.push(value === node.value ? run : { ...run, node: { type: node.type, value } });
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
  if (!last.node.value.endsWith(" ")) return;
  const value = last.node.value.slice(0, -1);
  runs.pop();
  if (value !== "") runs.push({ ...last, node: { type: last.node.type, value } });
}
