/**
 * Reads inline nodes of a document.
 *
 * @module
 */
import { clean } from "../dialect/clean.ts";
import { atom, type Inline, text } from "../dialect/nodes.ts";
import { type Breaks, type Mark, nodesOf, type Run } from "../dialect/runs.ts";
import { carried, Uncarried } from "../dialect/write.ts";
import { allowOnly, shaped, significant } from "./attributes.ts";
import type { AdfMark, AdfNode } from "./document.ts";
import { ATOMS, MARKS, RAW } from "./names.ts";

const ATOM_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(ATOMS).map(([name, { type }]) => [type, name]),
);

/** The nodes of a line. */
export function readLine(nodes: readonly AdfNode[] | undefined, breaks: Breaks = "backslash"): Inline[] {
  return nodesOf((nodes ?? []).flatMap(readNode), breaks);
}

function readNode(node: AdfNode): Run[] {
  return carried(() => known(node)) ?? [{ node: rawInLine(node), marks: [] }];
}

/** A node as it is, in a line. */
function rawInLine(node: AdfNode): Inline {
  return atom({ name: RAW, attributes: { json: JSON.stringify(node) } });
}

function known(node: AdfNode): Run[] {
  switch (node.type) {
    case "text":
      return readText(node);
    case "hardBreak":
      allowOnly(node, "text");
      return [BREAK];
    case "date":
      return [{ node: readDate(node), marks: [] }];
  }
  const name = ATOM_NAMES.get(node.type);
  const shape = name === undefined ? undefined : ATOMS[name];
  if (name === undefined || shape === undefined) throw new Uncarried();
  const { label, attributes } = shaped(node, shape);
  return [{ node: atom({ name, attributes, label }), marks: [] }];
}

/** A break has no marks; the text around it has. */
const BREAK: Run = { node: { type: "break" }, marks: [] };

function readText(node: AdfNode): Run[] {
  const code = node.marks?.some(({ type }) => type === "code") ?? false;
  const marks = marksOf(node.marks?.filter(({ type }) => type !== "code"));
  return clean(node.text ?? "").split("\n").flatMap((line, index) => {
    const run: Run = { node: code ? { type: "inlineCode", value: line } : text(line), marks };
    return [...(index > 0 ? [BREAK] : []), ...(line === "" ? [] : [run])];
  });
}

/** Marks in a fixed order, because the original order has no meaning. */
function marksOf(marks: readonly AdfMark[] = []): readonly Mark[] {
  return marks.map(readMark)
    .map((mark) => ({ mark, key: JSON.stringify(mark) }))
    .sort((one, other) => one.key < other.key ? -1 : 1)
    .map(({ mark }) => mark);
}

const SIGNS: Readonly<Record<string, "strong" | "emphasis" | "delete">> = {
  strong: "strong",
  em: "emphasis",
  strike: "delete",
};

function readMark(mark: AdfMark): Mark {
  const sign = Object.hasOwn(SIGNS, mark.type) ? SIGNS[mark.type] : undefined;
  if (sign !== undefined) {
    allowOnly(mark);
    return { kind: sign };
  }
  if (mark.type === "link") return readLink(mark);
  if (mark.type === "subsup") {
    const { type: name } = significant(mark);
    allowOnly(mark, "type");
    if (name !== "sub" && name !== "sup") throw new Uncarried();
    return { kind: "directive", name, attributes: {} };
  }
  const [name, attribute] = directiveOf(mark.type);
  allowOnly(mark, ...(attribute === undefined ? [] : [attribute]), "annotationType");
  const { annotationType = "inlineComment", ...own } = significant(mark);
  if (annotationType !== "inlineComment") throw new Uncarried();
  return { kind: "directive", name, attributes: ownAttribute(own[attribute ?? ""], attribute) };
}

function directiveOf(type: string): readonly [name: string, attribute: string | undefined] {
  const entry = Object.entries(MARKS).find(([, mark]) => mark.type === type);
  if (entry === undefined) throw new Uncarried();
  return [entry[0], entry[1].attribute];
}

function ownAttribute(value: unknown, attribute: string | undefined): Record<string, string> {
  if (attribute === undefined) return {};
  if (typeof value !== "string") throw new Uncarried();
  return { [attribute]: value };
}

function readLink(mark: AdfMark): Mark {
  allowOnly(mark, "href", "title");
  const { href, title } = significant(mark);
  if (typeof href !== "string" || (title !== undefined && typeof title !== "string")) throw new Uncarried();
  return { kind: "link", url: href, title: title === "" ? undefined : title };
}

const DAY = 86_400_000;

/** A date: only the day if the time is midnight. */
function readDate(node: AdfNode): Inline {
  allowOnly(node, "timestamp");
  const { timestamp } = significant(node);
  if (typeof timestamp !== "string" || (node.marks ?? []).length > 0) throw new Uncarried();
  const time = Number(timestamp);
  const day =
    Number.isSafeInteger(time) && `${time}` === timestamp && time % DAY === 0 && Math.abs(time) < 1e14
      ? new Date(time).toISOString().slice(0, 10)
      : "";
  return /^\d{4}-\d\d-\d\d$/.test(day)
    ? atom({ name: "date", attributes: {}, label: day })
    : atom({ name: "date", attributes: { timestamp } });
}
