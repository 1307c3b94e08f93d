/**
 * Reads the HTML that GitHub allows in a line, such as `<sub>2</sub>`. Comments are dropped; any other HTML is text.
 *
 * @module
 */
import type { PhrasingContent, RootContent } from "mdast";
import { decodeHTML } from "entities";
import { allowed } from "./clean.ts";
import { atom, type Inline, plainText, text } from "./nodes.ts";
import type { Vocabulary } from "./vocabulary.ts";

const NAME = /^\/?[a-z][a-z0-9]*(?![a-z0-9-])/i;
const ATTRIBUTE = /(?<![\w:-])([a-z][\w:-]*) ?= ?(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/gi;

/** The mark of an element. */
const MARKS: Readonly<Record<string, "strong" | "emphasis" | "delete">> = {
  b: "strong",
  strong: "strong",
  i: "emphasis",
  em: "emphasis",
  s: "delete",
  strike: "delete",
  del: "delete",
};

/** The directives of an element; the first one that a format has. */
const DIRECTIVES: Readonly<Record<string, readonly string[]>> = {
  sub: ["sub"],
  sup: ["sup"],
  u: ["u"],
  ins: ["ins", "u"],
  kbd: ["kbd"],
  samp: ["samp"],
  tt: ["tt"],
  var: ["var"],
  small: ["small"],
  big: ["big"],
  mark: ["mark", "background"],
};

/** Elements that are code where a format has no directive for them. */
const CODE: ReadonlySet<string> = new Set(["code", "kbd", "samp", "tt"]);

/** The yellow of Atlassian's editor. */
const YELLOW = "#f8e6a0";

/** An element whose end has not been found yet. */
interface Open {
  readonly name: string;
  readonly tag: Inline;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Inline[];
}

/** The children of a node, with HTML replaced. */
export function withHtml(children: readonly RootContent[], known: Vocabulary): RootContent[] {
  const top: Inline[] = [];
  const stack: Open[] = [];
  const add = (...nodes: readonly Inline[]): void => {
    for (const node of nodes) (stack.at(-1)?.children ?? top).push(node);
  };
  /** Ends elements without an end: their tags are text. */
  const giveUp = (depth: number): void => {
    for (const { tag, children } of stack.splice(depth)) {
      (stack.at(-1)?.children ?? top).push(tag, ...children);
    }
  };
  let dropped = false;
  for (const child of children as readonly PhrasingContent[]) {
    if (child.type !== "html") {
      add(dropped ? joinedTo(stack.at(-1)?.children ?? top, child) : child);
      dropped = false;
      continue;
    }
    if (child.value.startsWith("<!--")) {
      dropped = true;
      continue;
    }
    const tag = child.value.slice(1, -1);
    const [written = ""] = NAME.exec(tag) ?? [];
    const name = written.replace("/", "").toLowerCase();
    const rest = tag.slice(written.length);
    if (written.startsWith("/")) {
      const depth = stack.findLastIndex((open) => open.name === name);
      if (depth >= 0) giveUp(depth + 1);
      const open = depth >= 0 ? stack.pop() : undefined;
      add(...(open === undefined ? [child] : elementOf(open, known)));
    } else if (isPaired(name)) {
      stack.push({ name, tag: child, attributes: attributesIn(rest), children: [] });
    } else add(name === "img" ? imageOf(attributesIn(rest), known) ?? child : child);
  }
  giveUp(0);
  if (dropped) trimLast(top);
  return top;
}

function isPaired(name: string): boolean {
  return name === "a" || Object.hasOwn(MARKS, name) || Object.hasOwn(DIRECTIVES, name) || CODE.has(name);
}

function attributesIn(rest: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", double, single, bare] of rest.matchAll(ATTRIBUTE)) {
    attributes[name.toLowerCase()] ??= allowed(decodeHTML(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

/** A node after a comment: the white space on both sides is one. */
function joinedTo(before: readonly Inline[], node: Inline): Inline {
  const last = before.at(-1);
  const spaced = last === undefined || (last.type === "text" && /\s$/.test(last.value));
  return spaced && node.type === "text" ? text(node.value.trimStart()) : node;
}

function trimLast(nodes: Inline[]): void {
  const last = nodes.at(-1);
  if (last?.type !== "text") return;
  nodes.pop();
  if (last.value.trimEnd() !== "") nodes.push(text(last.value.trimEnd()));
}

function elementOf({ name, tag, attributes, children }: Open, known: Vocabulary): readonly Inline[] {
  if (name === "a") return linkOf({ tag, attributes, children }, known);
  if (children.length === 0) return [];
  const mark = MARKS[name];
  if (mark !== undefined) return [{ type: mark, children }];
  const directive = DIRECTIVES[name]?.find((own) => known.inline.has(own));
  if (directive !== undefined) {
    const color = directive === "background" ? { color: YELLOW } : {};
    return [{ ...atom({ name: directive, attributes: color }), children }];
  }
  return CODE.has(name) ? [{ type: "inlineCode", value: plainText(children) }] : children;
}

/** `<a href>` is a link, `<a id>` an anchor where the format has one. */
function linkOf(
  { tag, attributes, children }: Omit<Open, "name">,
  known: Vocabulary,
): readonly Inline[] {
  const { href, id, name, title } = attributes;
  if (href !== undefined) return [{ type: "link", url: href, title: title ?? null, children }];
  const anchor = id ?? name;
  return anchor === undefined
    ? [tag, ...children, { type: "html", value: "</a>" }]
    : [...known.anchor?.(anchor) ?? [], ...children];
}

function imageOf(attributes: Readonly<Record<string, string>>, known: Vocabulary): Inline | undefined {
  const { src, alt = "", title, width, height } = attributes;
  if (src === undefined || src === "") return undefined;
  const sizes = {
    ...(width !== undefined && /^\d+$/.test(width) ? { width } : {}),
    ...(height !== undefined && /^\d+$/.test(height) ? { height } : {}),
  };
  if (Object.keys(sizes).length === 0 || !known.inline.has("image")) {
    return { type: "image", url: src, alt, title: title ?? null };
  }
  return atom({ name: "image", attributes: { src, ...sizes }, label: alt });
}
