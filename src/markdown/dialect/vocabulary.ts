/**
 * The directives that a format knows. Any other one is text, because pages contain many colons.
 *
 * @module
 */
import type { ContainerDirective } from "mdast-util-directive";
import type { Definition, Image, Paragraph, Parents, Root, RootContent } from "mdast";
import { UsageError } from "../../core/errors.ts";
import { allowed } from "./clean.ts";
import { commentsIn, withoutInlineComments } from "./comments.ts";
import { MAX_DEPTH, MAX_TREE_DEPTH } from "./limits.ts";
import { withNumbers } from "./footnotes.ts";
import { withHtml } from "./html.ts";
import { type Inline, paragraph, text } from "./nodes.ts";
import { isBreak } from "./runs.ts";

/** The names of directives, by form. */
export interface Vocabulary {
  /** `:name[…]{…}` */
  readonly inline: ReadonlySet<string>;
  /** `::name[…]{…}` */
  readonly leaf: ReadonlySet<string>;
  /** `:::name{…}` */
  readonly container: ReadonlySet<string>;
  /** Whether a panel needs a title to tell what it is. */
  readonly panelTitles?: boolean;
  /** The nodes of a named place, if the format has such a thing. */
  readonly anchor?: (name: string) => readonly Inline[];
}

/** Names that are text directives even without label and attributes; elsewhere `:u` is just text. */
export const BARE: readonly string[] = ["toc"];

/** The source of a node that was just parsed. */
function sourceOf(node: RootContent, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

/** What a tree was parsed from, and which directives in it mean something. */
export interface Parsed {
  readonly source: string;
  readonly known: Vocabulary;
  /** The numbers of footnotes, by label. */
  readonly footnotes?: ReadonlyMap<string, number>;
  readonly onHtml?: OnHtml | undefined;
}

/** Called with HTML that stays text, and its line, from 1. */
export type OnHtml = (html: string, line: number) => void;

/**
 * Replaces unknown directives by their source text, references to definitions by links, and HTML by what it means;
 * removes comments, and positions.
 *
 * @throws {UsageError} if the tree is deeper than {@linkcode MAX_TREE_DEPTH}.
 */
export function resolveDirectives(tree: Root, parsed: Parsed): RootContent[] {
  const definitions = new Map(
    tree.children.flatMap((node) => node.type === "definition" ? [[node.identifier, node]] : []),
  );
  const resolve = (node: RootContent, depth: number): RootContent[] => {
    if (depth > MAX_TREE_DEPTH) throw tooDeep();
    const other = literalOf(node, parsed) ?? linkOf(node, definitions);
    if (other !== undefined) return other.flatMap((part) => resolve(part, depth + 1));
    if (node.type === "image") node.alt = shownAlt(node, parsed.source);
    if ("attributes" in node) node.attributes = cleanAttributes(node.attributes ?? {});
    const { footnotes = NO_FOOTNOTES } = parsed;
    const written = node.type === "text" && footnotes.size > 0 ? sourceOf(node, parsed.source) : "";
    delete node.position;
    if (node.type === "text") return [...withNumbers(node.value, footnotes, written)];
    if ("children" in node) {
      if (node.children.some(({ type }) => type === "html")) replaceHtml(node, parsed);
      resolveChildren(node, (child) => resolve(child, depth + 1));
      // Nothing but a comment was in it.
      if (node.type === "paragraph" && node.children.length === 0) return [];
    }
    return [node];
  };
  return tree.children.flatMap((node) => resolve(node, 0));
}

/** Creates the error for a text that is nested too deep. */
export function tooDeep(): UsageError {
  return new UsageError("The Markdown is nested too deep", {
    hint: `Remove nested quotes, lists or directives: at most ${MAX_DEPTH} levels are allowed`,
  });
}

/** The text of an image without the comments in it. */
function shownAlt(image: Image, source: string): string {
  let alt = image.alt ?? "";
  for (const comment of alt.includes("<!--") ? commentsIn(sourceOf(image, source)) : []) {
    alt = alt.replace(comment, () => "");
  }
  return alt;
}

/** Attributes of a directive without control characters, which a reference such as `&#1;` may stand for. */
function cleanAttributes<T extends string | null | undefined>(
  attributes: Readonly<Record<string, T>>,
): Record<string, T | string> {
  return Object.fromEntries(
    Object.entries(attributes).map((
      [name, value],
    ) => [name, typeof value === "string" ? allowed(value) : value]),
  );
}

/** Converts a reference to a link or image. */
function linkOf(
  node: RootContent,
  definitions: ReadonlyMap<string, Definition>,
): RootContent[] | undefined {
  if (node.type !== "linkReference" && node.type !== "imageReference") return undefined;
  const { url = "", title = null } = definitions.get(node.identifier) ?? {};
  return node.type === "linkReference"
    ? [{ type: "link", url, title, children: node.children }]
    : [{ type: "image", url, title, alt: node.alt ?? "" }];
}

const NO_FOOTNOTES: ReadonlyMap<string, number> = new Map();

function replaceHtml(node: Parents, { known, onHtml }: Parsed): void {
  const children: RootContent[] = node.children;
  children.splice(0, children.length, ...withHtml(children, known));
  for (const child of onHtml === undefined ? [] : children) {
    if (child.type === "html" && !isBreak(child)) onHtml?.(child.value, child.position?.start.line ?? 1);
  }
}

function resolveChildren(node: Parents, resolve: (child: RootContent) => RootContent[]): void {
  const children: RootContent[] = node.children;
  children.splice(0, children.length, ...children.flatMap(resolve));
}

function literalOf(node: RootContent, { source, known }: Parsed): RootContent[] | undefined {
  switch (node.type) {
    case "textDirective": {
      const written = withoutInlineComments(sourceOf(node, source));
      const bare = written.length === node.name.length + 1 && !BARE.includes(node.name);
      return known.inline.has(node.name) && !bare ? undefined : [text(written)];
    }
    case "leafDirective":
      return known.leaf.has(node.name)
        ? undefined
        : [paragraph([text(withoutInlineComments(sourceOf(node, source)))])];
    case "containerDirective":
      return known.container.has(node.name) ? undefined : opened(node, sourceOf(node, source));
    default:
      return undefined;
  }
}

/** An unknown container: its first and last line as text, its content between them. */
function opened(node: ContainerDirective, written: string): RootContent[] {
  const children = node.children.filter((child) => !(child.type === "paragraph" && isLabel(child)));
  const [first = ""] = written.split("\n", 1);
  const last = /^:+/.exec(first)?.[0] ?? "";
  return [
    literalLine(withoutInlineComments(first)),
    ...children,
    ...(written.endsWith(last) ? [literalLine(last)] : []),
  ];
}

function isLabel(node: Paragraph): boolean {
  return node.data?.directiveLabel === true;
}

/** A line as a paragraph of its own. */
export function literalLine(line: string): Paragraph {
  return paragraph([text(line)]);
}
