/**
 * The meaning of a storage document, as text: two documents that mean the same have the same.
 *
 * Written without anything of the library, so that it cannot make the library's mistakes. The same are: attributes in
 * another order; invisible white space; `<b>` and `<strong>`; marks nested one way or the other; a lone
 * paragraph in an item or a cell and its text; text between blocks and a paragraph; ids that the server gives.
 *
 * @module
 */
import assert from "node:assert/strict";
import { decodeHTMLStrict } from "entities";

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Node[];
}
type Node = Element | string;

const TOKEN =
  /(<!--[\s\S]*?-->)|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)((?:\s+[^\s=>]+="[^"]*"|\s+[^\s=>]+='[^']*')*)\s*(\/?)>|([^<]+)/g;

function parse(source: string): Node[] {
  const root: Element = { name: "", attributes: {}, children: [] };
  const open = [root];
  let at = 0;
  for (const match of source.matchAll(TOKEN)) {
    assert.equal(match.index, at, `Not XML at ${at}: ${source.slice(at, at + 40)}`);
    at += match[0].length;
    const [, comment, section, slash, name = "", written = "", empty, text] = match;
    const top = open.at(-1) ?? root;
    if (comment !== undefined) top.children.push({ name: comment, attributes: {}, children: [] });
    else if (section !== undefined) top.children.push(section);
    else if (text !== undefined) top.children.push(decodeHTMLStrict(text));
    else if (slash === "/") assert.equal(open.pop()?.name, name);
    else {
      const element: Element = { name, attributes: attributesIn(written), children: [] };
      top.children.push(element);
      if (empty !== "/") open.push(element);
    }
  }
  assert.equal(at, source.length);
  assert.equal(open.length, 1);
  return root.children;
}

function attributesIn(written: string): Record<string, string> {
  return Object.fromEntries(
    [...written.matchAll(/([^\s=]+)=(?:"([^"]*)"|'([^']*)')/g)].map(([, name, double, single]) => [
      name,
      decodeHTMLStrict(double ?? single ?? ""),
    ]),
  );
}

const IDS = ["local-id", "ac:local-id", "ri:version-at-save"];
const MACRO_IDS = ["ac:macro-id", "ac:schema-version"];
const PLAIN_MACROS = ["info", "note", "tip", "warning", "panel", "expand", "status", "code"];
const MARKS: Record<string, string> = { b: "strong", i: "em", s: "del", strike: "del" };
const FREE = ["strong", "em", "del", "code"];
const INLINE = [
  ...["strong", "em", "del", "code", "b", "i", "s", "strike", "u", "sub", "sup", "span", "small", "a", "br"],
  ...["time", "ac:link", "ac:emoticon", "ac:inline-comment-marker", "ins", "cite", "big"],
];
const EITHER = ["ac:image", "ac:structured-macro"];
const VERBATIM = ["ac:plain-text-body", "ac:parameter", "ac:plain-text-link-body"];

function attributesOf({ name, attributes }: Element): string {
  const macro = name === "ac:structured-macro" && PLAIN_MACROS.includes(attributes["ac:name"] ?? "");
  const entries = Object.entries(attributes)
    .filter(([key, value]) =>
      !IDS.includes(key) && !(macro && MACRO_IDS.includes(key)) &&
      !(name === "ol" && key === "start" && value === "1")
    )
    .sort(([one], [other]) => one < other ? -1 : 1);
  return JSON.stringify(entries);
}

function isBlank(node: Node): boolean {
  return typeof node === "string" && /^[ \t\n]*$/.test(node);
}

function hasBody({ children }: Element): boolean {
  return children.some((child) =>
    typeof child !== "string" && ["ac:rich-text-body", "ac:plain-text-body"].includes(child.name)
  );
}

function standsInLine(node: Node): boolean {
  return typeof node === "string" || INLINE.includes(node.name) ||
    (EITHER.includes(node.name) && !hasBody(node));
}

/** Blocks, one a line; what stands between them is a paragraph. */
function blocks(nodes: readonly Node[]): string {
  const parts: string[] = [];
  let line: Node[] = [];
  const flush = (): void => {
    const significant = line.filter((node) => !isBlank(node));
    if (significant.some((node) => typeof node === "string" || !EITHER.includes(node.name))) {
      parts.push(`p[]{${runs(line)}}`);
    } else parts.push(...significant.map(block));
    line = [];
  };
  for (const node of nodes) {
    if (standsInLine(node)) line.push(node);
    else {
      flush();
      parts.push(block(node));
    }
  }
  flush();
  return parts.join("\n");
}

function block(node: Node): string {
  if (typeof node === "string") return JSON.stringify(node);
  const head = node.name + attributesOf(node);
  if (VERBATIM.includes(node.name)) return `${head}{${verbatim(node.children)}}`;
  if (node.name === "p" || /^h[1-6]$/.test(node.name)) return `${head}{${runs(node.children)}}`;
  if (["li", "td", "th", "ac:task-body"].includes(node.name)) return `${head}{${cell(node.children)}}`;
  if (node.name.startsWith("ri:") || node.name === "ac:image") return `${head}{${sorted(node.children)}}`;
  if (node.name === "ac:structured-macro" || node.name === "ac:task") {
    return `${head}{${sorted(node.children)}}`;
  }
  return `${head}{${blocks(node.children)}}`;
}

/** The parts of something whose order means nothing. */
function sorted(nodes: readonly Node[]): string {
  return nodes.filter((node) => !isBlank(node)).map(block).sort().join(";");
}

function verbatim(nodes: readonly Node[]): string {
  return nodes.map((node) => typeof node === "string" ? JSON.stringify(node).slice(1, -1) : block(node)).join(
    "",
  );
}

function cell(nodes: readonly Node[]): string {
  const [only, ...others] = nodes.filter((node) => !isBlank(node));
  const lone = only !== undefined && typeof only !== "string" && only.name === "p" && others.length === 0;
  if (lone && attributesOf(only) === "[]") return blocks(only.children);
  return blocks(nodes);
}

interface Run {
  text: string;
  readonly marks: readonly string[];
  readonly solid: boolean;
}

/** A line: its text and things, each with its marks; the order of marks counts only where they are not free. */
function runs(nodes: readonly Node[]): string {
  const flat: Run[] = [];
  collect(nodes, [], flat);
  let spaced = true;
  for (const run of flat) {
    if (run.solid) {
      spaced = run.text === "br";
      continue;
    }
    run.text = run.text.replace(/[ \t\n]+/g, " ");
    if (spaced) run.text = run.text.replace(/^ /, "");
    if (run.text !== "") spaced = run.text.endsWith(" ");
  }
  trimEnds(flat);
  const merged: string[] = [];
  let last = "";
  for (const run of flat.filter(({ text }) => text !== "")) {
    for (const part of run.solid ? [run.text] : run.text.split(/(?= )|(?<= )/)) {
      // A bold space looks like any other.
      const marks = part === " " ? run.marks.filter((mark) => !FREE.slice(0, 3).includes(mark)) : run.marks;
      const free = [...new Set(marks.filter((mark) => FREE.includes(mark)))].sort();
      const links = marks.filter((mark) => /^(?:a|link)\[/.test(mark));
      const others = marks.filter((mark) => !FREE.includes(mark) && !links.includes(mark));
      const key = JSON.stringify([...links, ...others, ...free]);
      if (key === last && !run.solid) merged.push(part);
      else merged.push(`<${key}>${part}`);
      last = run.solid ? "" : key;
    }
  }
  return merged.join("");
}

function trimEnds(flat: Run[]): void {
  let ends = true;
  for (const run of flat.toReversed()) {
    if (run.solid) ends = run.text === "br";
    else if (run.text !== "" && ends) {
      run.text = run.text.replace(/ $/, "");
      if (run.text !== "") ends = false;
    }
  }
}

function collect(nodes: readonly Node[], marks: readonly string[], into: Run[]): void {
  for (const node of nodes) {
    if (typeof node === "string") into.push({ text: node, marks, solid: false });
    else if (node.name === "br") into.push({ text: "br", marks: [], solid: true });
    else if (node.name === "span" && node.attributes["class"] === "placeholder-inline-tasks") {
      collect(node.children, marks, into);
    } else if (isMark(node)) {
      const name = MARKS[node.name] ?? (isStruck(node) ? "del" : node.name);
      const attributes = isStruck(node) ? "[]" : attributesOf(node);
      collect(node.children, [...marks, attributes === "[]" ? name : name + attributes], into);
    } else if (node.name === "ac:link") into.push(...link(node, marks));
    else into.push({ text: block(node), marks, solid: true });
  }
}

function isStruck({ name, attributes }: Element): boolean {
  return name === "span" && attributes["style"] === "text-decoration: line-through;";
}

function isMark({ name }: Element): boolean {
  return INLINE.includes(name) && !["br", "time", "ac:link", "ac:emoticon"].includes(name);
}

/** A link around its text; one without a text shows the title of what it leads to. */
function link(node: Element, marks: readonly string[]): Run[] {
  const parts = node.children.filter((child): child is Element => typeof child !== "string");
  const target = parts.filter(({ name }) => !name.endsWith("link-body"));
  const bodies = parts.filter(({ name }) => name.endsWith("link-body"));
  const mark = `link${attributesOf(node)}${target.map(block).join()}`;
  const user = target[0]?.name === "ri:user";
  if (user) return [{ text: mark, marks, solid: true }];
  const flat: Run[] = [];
  const { "ri:content-title": title, "ri:filename": filename, "ri:space-key": space } =
    target[0]?.attributes ?? {};
  const own = title ?? filename ?? space ?? node.attributes["ac:anchor"] ?? "";
  collect(bodies[0]?.children ?? [own], [...marks, mark], flat);
  return flat;
}

/** The meaning of a storage document. */
export function meaningOf(storage: string): string {
  return blocks(parse(storage));
}
