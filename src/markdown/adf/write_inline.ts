/**
 * Writes inline content as nodes of Atlassian Document Format.
 *
 * @module
 */
import { isCalendarDay, parseIsoTime } from "../../core/calendar.ts";
import type { TextDirective } from "mdast-util-directive";
import { type Attributes, attributesOf, type Head, type Inline, plainText } from "../dialect/nodes.ts";
import { type Mark, type Run, runsOf } from "../dialect/runs.ts";
import { nodeFrom, parsedJson } from "./attributes.ts";
import { type AdfMark, type AdfNode, isNode } from "./document.ts";
import { ATOMS, MARK_DIRECTIVES, MARKS, RAW } from "./names.ts";

/** Writes inline nodes. Adjacent texts with the same marks are merged. */
export function writeLine(nodes: readonly Inline[]): AdfNode[] {
  const result: AdfNode[] = [];
  for (const node of runsOf(nodes, MARK_DIRECTIVES).flatMap(writeRun)) {
    const last = result.at(-1);
    if (last?.type === "text" && node.type === "text" && sameMarks(last, node)) {
      result.splice(-1, 1, { ...last, text: `${last.text ?? ""}${node.text ?? ""}` });
    } else result.push(node);
  }
  return result;
}

function sameMarks(one: AdfNode, other: AdfNode): boolean {
  return JSON.stringify(one.marks) === JSON.stringify(other.marks);
}

/** A text node; nothing if the text is empty. */
export function textNode(text: string, marks: readonly AdfMark[] = []): AdfNode[] {
  if (text === "") return [];
  return [marks.length === 0 ? { type: "text", text } : { type: "text", text, marks }];
}

function writeRun({ node, marks }: Run): AdfNode[] {
  switch (node.type) {
    case "text":
      return textNode(node.value.replaceAll("\n", " "), writeMarks(marks));
    case "inlineCode":
      return textNode(node.value, [...writeMarks(marks).filter(({ type }) => ON_CODE.includes(type)), {
        type: "code",
      }]);
    case "break":
      return [{ type: "hardBreak" }];
    case "image": {
      const link: Mark = { kind: "link", url: node.url, title: node.title ?? undefined };
      const isLinked = marks.some(({ kind }) => kind === "link");
      return textNode(node.alt || node.url, writeMarks(isLinked ? marks : [...marks, link]));
    }
    case "textDirective":
      return writeDirective(node) ?? textNode(plainText([node]), writeMarks(marks));
    default:
      return textNode(plainText([node]), writeMarks(marks));
  }
}

/** The marks that code may have. */
const ON_CODE: readonly string[] = ["link", "annotation"];

const SIGNS = { strong: "strong", emphasis: "em", delete: "strike" } as const;
/** The order in which Atlassian's editor keeps marks. */
const ORDER: readonly string[] = [
  ...["link", "em", "strong", "textColor", "backgroundColor", "strike", "subsup", "underline", "annotation"],
];

/** Marks in the editor's order; marks that the format does not have are left out. */
function writeMarks(marks: readonly Mark[]): AdfMark[] {
  return marks.flatMap(writeMark).sort((one, other) => ORDER.indexOf(one.type) - ORDER.indexOf(other.type));
}

function writeMark(mark: Mark): AdfMark[] {
  switch (mark.kind) {
    case "link": {
      const { url, title } = mark;
      return [{ type: "link", attrs: { href: url, ...(title === undefined ? {} : { title }) } }];
    }
    case "directive":
      return writeMarkDirective(mark);
    default:
      return [{ type: SIGNS[mark.kind] }];
  }
}

const COLOR = /^#[0-9a-fA-F]{6}$/;

function writeMarkDirective({ name, attributes }: Head): AdfMark[] {
  const mark = MARKS[name];
  if (mark === undefined) return [];
  if (mark.type === "subsup") return [{ type: "subsup", attrs: { type: name } }];
  if (mark.attribute === undefined) return [{ type: mark.type }];
  const value = attributes[mark.attribute];
  if (value === undefined || (mark.attribute === "color" && !COLOR.test(value))) return [];
  const annotation = mark.type === "annotation" ? { annotationType: "inlineComment" } : {};
  return [{ type: mark.type, attrs: { [mark.attribute]: value, ...annotation } }];
}

/** An inline node; `undefined` if a required attribute is missing. */
function writeDirective(node: TextDirective): AdfNode[] | undefined {
  const attributes = attributesOf(node);
  const label = plainText(node.children);
  if (node.name === RAW) {
    const raw = parsedJson(attributes["json"] ?? "");
    return isNode(raw) ? [raw] : undefined;
  }
  if (node.name === "date") return writeDate(label, attributes["timestamp"]);
  const shape = Object.hasOwn(ATOMS, node.name) ? ATOMS[node.name] : undefined;
  if (shape === undefined) return undefined;
  const made = nodeFrom({ attributes, label }, shape);
  if (made === undefined) return undefined;
  return [node.name === "status" ? withColor(made, attributes) : made];
}

const COLORS: readonly string[] = ["neutral", "purple", "blue", "red", "yellow", "green"];

/** A status has a color. Confluence's spelling is accepted, too: `colour="Green"`, and `Grey` for none. */
function withColor({ attrs = {}, ...node }: AdfNode, { colour = "" }: Attributes): AdfNode {
  const { color = colour.toLowerCase(), ...others } = attrs;
  const known = typeof color === "string" && (COLORS.includes(color) || COLOR.test(color));
  return { ...node, attrs: { ...others, color: known ? color : "neutral" } };
}

function writeDate(label: string, timestamp: string | undefined): AdfNode[] | undefined {
  if (timestamp !== undefined && timestamp !== "") return [{ type: "date", attrs: { timestamp } }];
  if (!isCalendarDay(label)) return undefined;
  return [{ type: "date", attrs: { timestamp: `${parseIsoTime(label)}` } }];
}
