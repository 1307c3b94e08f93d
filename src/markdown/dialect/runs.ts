/**
 * Represents a line as runs: pieces of text and other inline nodes, each with its marks.
 *
 * `<em><strong>a</strong></em>` and `<strong><em>a</em></strong>` give the same runs. Every format is read into runs,
 * and equal runs give equal Markdown.
 *
 * @module
 */
import { type Attributes, attributesOf, type Inline } from "./nodes.ts";

/** A mark on text. */
export type Mark =
  | { readonly kind: "strong" | "emphasis" | "delete" }
  | { readonly kind: "link"; readonly url: string; readonly title?: string | undefined }
  | { readonly kind: "directive"; readonly name: string; readonly attributes: Attributes };

/** A piece of a line: text, code, a break, an image or a directive, with its marks from the outside in. */
export interface Run {
  readonly node: Inline;
  readonly marks: readonly Mark[];
}

/** How a line may be broken: by a backslash at the line's end, or, in a heading or a cell, by `<br>`. */
export type Breaks = "backslash" | "tag";

/** A key that is equal for marks with the same meaning. */
function keyOf(mark: Mark): string {
  return BESIDE.has(mark.kind) ? mark.kind : JSON.stringify(mark);
}

/** Marks written with characters next to the text, which white space must not touch. */
const BESIDE: ReadonlySet<Mark["kind"]> = new Set(["strong", "emphasis", "delete"]);

/** White space in a line, except no-break spaces. */
const LEADING = /^[ \t\n]+/;
const TRAILING = /(?<![ \t\n])[ \t\n]+$/;

/** A run without any mark of a kind. */
function without(run: Run, kind: Mark["kind"]): Run {
  return { node: run.node, marks: run.marks.filter((mark) => mark.kind !== kind) };
}

function has(run: Run | undefined, kind: Mark["kind"]): boolean {
  return run?.marks.some((mark) => mark.kind === kind) ?? false;
}

function isEmptyText({ node }: Run): boolean {
  return node.type === "text" && node.value === "";
}

/** Whether a run is white space, or a break. */
function isSpace({ node }: Run): boolean {
  return node.type === "break" || (node.type === "text" && node.value.replace(LEADING, "") === "");
}

/** Removes marks of a kind from white space at both ends of the marked text. */
function trimmed(runs: readonly Run[], kind: Mark["kind"]): Run[] {
  const result: Run[] = [];
  for (let at = 0; at < runs.length;) {
    const run = runs[at];
    if (run === undefined) break;
    if (!has(run, kind)) {
      result.push(run);
      at++;
      continue;
    }
    let end = at;
    while (has(runs[end], kind)) end++;
    for (const run of trimmedSpan(runs.slice(at, end), kind)) result.push(run);
    at = end;
  }
  return result;
}

function* trimmedSpan(span: readonly Run[], kind: Mark["kind"]): Generator<Run> {
  let start = 0;
  let end = span.length;
  for (; start < end; start++) {
    const run = span[start];
    if (run === undefined || !isSpace(run)) break;
    yield without(run, kind);
  }
  while (end > start) {
    const run = span[end - 1];
    if (run === undefined || !isSpace(run)) break;
    end--;
  }
  yield* span.slice(start, end).flatMap((run, index, inner) =>
    split(run, { kind, first: index === 0, last: index === inner.length - 1 })
  );
  for (const run of span.slice(end)) yield without(run, kind);
}

/** A mark, and whether a run is the first or the last that has it. */
interface Edges {
  readonly kind: Mark["kind"];
  readonly first: boolean;
  readonly last: boolean;
}

/** Splits white space at the ends of a span into unmarked runs. */
function split(run: Run, { kind, first, last }: Edges): Run[] {
  if (run.node.type !== "text") return [run];
  const { value } = run.node;
  const before = first ? LEADING.exec(value)?.[0] ?? "" : "";
  const after = last ? TRAILING.exec(value)?.[0] ?? "" : "";
  const spaced = (text: string): Run => without({ ...run, node: { type: "text", value: text } }, kind);
  const inner = value.slice(before.length, value.length - after.length);
  return [spaced(before), { ...run, node: { type: "text", value: inner } }, spaced(after)];
}

/** Normalizes runs, so that runs with the same meaning are equal. */
function normal(runs: readonly Run[]): Run[] {
  let result: readonly Run[] = runs.filter((run) => !isEmptyText(run));
  for (const kind of BESIDE) result = trimmed(result, kind).filter((run) => !isEmptyText(run));
  return merged(result.map(unique));
}

/** Removes duplicate marks of a run. */
function unique(run: Run): Run {
  const keys = new Set<string>();
  const marks = run.marks.filter((mark) => !keys.has(keyOf(mark)) && keys.add(keyOf(mark)));
  return { node: run.node, marks };
}

function merged(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    const joined = last && sameMarks(last, run) ? joinedNode(last.node, run.node) : undefined;
    if (joined !== undefined) result.splice(-1, 1, { node: joined, marks: run.marks });
    else result.push(run);
  }
  return result;
}

function sameMarks(one: Run, other: Run): boolean {
  if (one.marks.length !== other.marks.length) return false;
  const keys = new Set(one.marks.map(keyOf));
  return other.marks.every((mark) => keys.has(keyOf(mark)));
}

function joinedNode(one: Inline, other: Inline): Inline | undefined {
  if (one.type === "text" && other.type === "text") return { type: "text", value: one.value + other.value };
  if (one.type === "inlineCode" && other.type === "inlineCode") {
    return { type: "inlineCode", value: one.value + other.value };
  }
  return undefined;
}

/**
 * Converts runs to inline nodes: each mark spans as many runs as possible. Directive marks keep their order.
 *
 * @param breaks How to write breaks; those at the ends of a line are always `<br>`.
 */
export function nodesOf(runs: readonly Run[], breaks: Breaks): Inline[] {
  const written = normal(runs).map((run, index, all): Run => {
    if (run.node.type !== "break") return run;
    const inside = index > 0 && index < all.length - 1;
    return breaks === "backslash" && inside ? run : { ...run, node: { type: "html", value: "<br>" } };
  });
  return nested(written);
}

/** The remaining marks of runs, inside those already written. */
function nested(runs: readonly Run[]): Inline[] {
  const nodes: Inline[] = [];
  for (let at = 0; at < runs.length;) {
    const run = runs[at];
    if (run === undefined) break;
    const { mark, end } = widest(runs, at);
    if (mark === undefined) {
      nodes.push(run.node);
    } else {
      const key = keyOf(mark);
      const inner = runs.slice(at, end).map(({ node, marks }) => ({
        node,
        marks: marks.filter((other) => keyOf(other) !== key),
      }));
      nodes.push(wrapped(mark, nested(inner)));
    }
    at = end;
  }
  return nodes;
}

const RANK: Readonly<Record<Mark["kind"], number>> = {
  link: 0,
  directive: 1,
  strong: 2,
  emphasis: 3,
  delete: 4,
};

/** The mark that spans the most runs from an index, and its end. */
function widest(runs: readonly Run[], at: number): { readonly mark?: Mark; readonly end: number } {
  let best: { readonly mark?: Mark; readonly end: number } = { end: at + 1 };
  let directives = 0;
  for (const mark of runs[at]?.marks ?? []) {
    if (mark.kind === "directive" && directives++ > 0) continue;
    let end = at + 1;
    while (isOuter(runs[end], mark)) end++;
    const rank = best.mark === undefined ? Infinity : RANK[best.mark.kind];
    if (best.mark === undefined || end > best.end || (end === best.end && RANK[mark.kind] < rank)) {
      best = { mark, end };
    }
  }
  return best;
}

/** Whether a run has a mark; a directive must be outside of the run's other directives. */
function isOuter(run: Run | undefined, mark: Mark): boolean {
  if (run === undefined) return false;
  const key = keyOf(mark);
  if (mark.kind !== "directive") return run.marks.some((other) => keyOf(other) === key);
  const first = run.marks.find(({ kind }) => kind === "directive");
  return first !== undefined && keyOf(first) === key;
}

function wrapped(mark: Mark, children: Inline[]): Inline {
  switch (mark.kind) {
    case "strong":
    case "emphasis":
    case "delete":
      return { type: mark.kind, children };
    case "link": {
      const { url, title } = mark;
      return { type: "link", url, ...(title === undefined ? {} : { title }), children };
    }
    case "directive":
      return { type: "textDirective", name: mark.name, attributes: { ...mark.attributes }, children };
  }
}

/**
 * Converts parsed inline nodes to runs. HTML is text, except `<br>`.
 *
 * @param marks The directives that are marks on their content; any other is an inline node.
 */
export function runsOf(nodes: readonly Inline[], marks: ReadonlySet<string>): Run[] {
  const runs: Run[] = [];
  const visit = (node: Inline, outer: readonly Mark[]): void => {
    const mark = markOf(node, marks);
    if (mark !== undefined && "children" in node) {
      for (const child of node.children) visit(child, [...outer, mark]);
    } else runs.push({ node: plain(node), marks: outer });
  };
  for (const node of nodes) visit(node, []);
  return merged(runs.map(unique));
}

function markOf(node: Inline, marks: ReadonlySet<string>): Mark | undefined {
  switch (node.type) {
    case "strong":
    case "emphasis":
    case "delete":
      return { kind: node.type };
    case "link":
      return { kind: "link", url: node.url, title: node.title ?? undefined };
    case "textDirective":
      return marks.has(node.name)
        ? { kind: "directive", name: node.name, attributes: attributesOf(node) }
        : undefined;
    default:
      return undefined;
  }
}

/** A node without alternative Markdown forms of the same content. */
function plain(node: Inline): Inline {
  if (node.type !== "html") return node;
  return isBreak(node) ? { type: "break" } : { type: "text", value: node.value };
}

/** Whether inline HTML is a line break. */
export function isBreak({ value }: { readonly value: string }): boolean {
  return /^<br *\/?>$/i.test(value);
}
