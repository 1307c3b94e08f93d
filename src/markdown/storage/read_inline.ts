/**
 * Reads inline content of storage format.
 *
 * @module
 */
import { atom, type Inline, text } from "../dialect/nodes.ts";
import { type Breaks, type Mark, nodesOf, type Run } from "../dialect/runs.ts";
import { collapsed } from "../dialect/space.ts";
import { carried, Uncarried } from "../dialect/write.ts";
import { allowOnly, type Reading, significant, sliceOf, textIn } from "./context.ts";
import { inverted, MARK_ELEMENTS, MARKS, RAW } from "./names.ts";
import { readEmoticon, readImage, readLink } from "./read_links.ts";
import { readMacroInLine } from "./read_macros.ts";
import { parseReference } from "./reference.ts";
import type { XmlElement, XmlNode } from "./xml.ts";

/** Reads an element into runs with the marks of its ancestors. */
type Reader = (element: XmlElement, place: InLine) => Run[];

/** The context of an inline element. */
interface InLine {
  readonly reading: Reading;
  readonly marks: readonly Mark[];
}

const DIRECTIVE_OF = inverted(MARK_ELEMENTS);
const STRUCK = "text-decoration: line-through;";

const READERS: Readonly<Record<string, Reader>> = {
  a: readAnchor,
  br: (element, { marks }) => {
    allowOnly(element);
    return [{ node: { type: "break" }, marks }];
  },
  code: readCode,
  span: readSpan,
  time: readTime,
  "ac:emoticon": (element, { marks }) => [{ node: readEmoticon(element), marks }],
  "ac:image": (element, { reading, marks }) => [{ node: readImage(element, reading), marks }],
  "ac:link": readConfluenceLink,
  "ac:structured-macro": (
    element,
    { reading, marks },
  ) => [{ node: readMacroInLine(element, reading), marks }],
};

/** Whether an element is always inline. */
export function isInline(name: string): boolean {
  const both = name === "ac:image" || name === "ac:structured-macro";
  return !both && (name in READERS || name in MARKS || name in DIRECTIVE_OF);
}

/** The nodes of a line. */
export function readLine(
  nodes: readonly XmlNode[],
  { reading, breaks = "backslash" }: { readonly reading: Reading; readonly breaks?: Breaks },
): Inline[] {
  return nodesOf(collapsed(readRuns(nodes, { reading, marks: [] })), breaks);
}

/** Runs with all white space of the source. */
function readRuns(nodes: readonly XmlNode[], place: InLine): Run[] {
  return nodes.flatMap((node) => {
    if (node.kind === "text") return [{ node: text(node.text), marks: place.marks }];
    const read = node.kind === "element" ? readElement(node, place) : undefined;
    return read ?? [{ node: rawInLine(sliceOf(place.reading, node)), marks: place.marks }];
  });
}

/** Reads an element with an inline form; `undefined` if it has none. */
function readElement(element: XmlElement, place: InLine): Run[] | undefined {
  return carried(() => readerOf(element.name)?.(element, place));
}

function readerOf(name: string): Reader | undefined {
  if (Object.hasOwn(READERS, name)) return READERS[name];
  if (Object.hasOwn(MARKS, name)) return readMark;
  return Object.hasOwn(DIRECTIVE_OF, name) ? readMarkElement : undefined;
}

/** Raw inline storage format. */
function rawInLine(xml: string): Inline {
  return atom({ name: RAW, attributes: { xml } });
}

function readMark(element: XmlElement, { reading, marks }: InLine): Run[] {
  allowOnly(element);
  const kind = MARKS[element.name];
  if (kind === undefined || kind === "link" || kind === "directive") throw new Uncarried();
  return readRuns(element.children, { reading, marks: [...marks, { kind }] });
}

function readMarkElement(element: XmlElement, { reading, marks }: InLine): Run[] {
  const attributes = significant(element);
  const name = DIRECTIVE_OF[element.name] ?? "";
  const mark: Mark = { kind: "directive", name, attributes };
  if (marks.some((outer) => JSON.stringify(outer) === JSON.stringify(mark))) throw new Uncarried();
  if (name === "a" && marks.some(isLink)) throw new Uncarried();
  const runs = readRuns(element.children, { reading, marks: [...marks, mark] });
  if (!runs.some(({ node }) => node.type !== "text" || node.value !== "")) throw new Uncarried();
  return runs;
}

function readSpan(element: XmlElement, place: InLine): Run[] {
  const { style, class: classes, ...others } = significant(element);
  const plain = Object.keys(others).length === 0;
  if (plain && style === STRUCK && classes === undefined) {
    return readRuns(element.children, { ...place, marks: [...place.marks, { kind: "delete" }] });
  }
  // The editor's wrapper of a task's text.
  if (plain && style === undefined && classes === "placeholder-inline-tasks") {
    return readRuns(element.children, place);
  }
  return readMarkElement(element, place);
}

function readAnchor(element: XmlElement, place: InLine): Run[] {
  const { href, title, ...others } = significant(element);
  const plain = Object.keys(others).length === 0 && title !== "";
  if (href === undefined || !plain || parseReference(href) !== undefined) {
    return readMarkElement(element, place);
  }
  return linked(element.children, { ...place, url: href, title });
}

function readConfluenceLink(element: XmlElement, place: InLine): Run[] {
  const link = readLink(element, place.reading);
  if (link.kind === "mention") return [{ node: link.node, marks: place.marks }];
  return linked(link.children, { ...place, url: link.url });
}

function isLink(mark: Mark): boolean {
  return mark.kind === "link" || (mark.kind === "directive" && mark.name === "a");
}

/** The content of a link. A link without text would be lost, and links cannot be nested. */
function linked(
  nodes: readonly XmlNode[],
  { reading, marks, url, title }: InLine & { readonly url: string; readonly title?: string | undefined },
): Run[] {
  const runs = readRuns(nodes, { reading, marks: [...marks, { kind: "link", url, title }] });
  const empty = runs.every(({ node }) => node.type === "text" && node.value.trim() === "");
  if (empty || marks.some(isLink)) throw new Uncarried();
  return runs;
}

function readCode(element: XmlElement, place: InLine): Run[] {
  allowOnly(element);
  return readRuns(element.children, place).map((run) =>
    run.node.type === "text" ? { ...run, node: { type: "inlineCode", value: run.node.value } } : run
  );
}

function readTime(element: XmlElement, { marks }: InLine): Run[] {
  allowOnly(element, "datetime");
  const { datetime = "" } = element.attributes;
  if (datetime === "" || textIn(element).trim() !== "") throw new Uncarried();
  return [{ node: atom({ name: "date", attributes: {}, label: datetime }), marks }];
}
