/**
 * Reads a Markdown text of any size, block by block.
 *
 * The parser buffers a whole text, and its time grows quadratically with the length. So the text is split where blocks
 * end, which is visible in its lines. Long lists and tables are split between items or rows, and merged again. Fenced
 * blocks, containers and quotes are read here, and the content of a container lazily.
 *
 * @module
 */
import type { ContainerDirective } from "mdast-util-directive";
import { alertOf, detailsAt } from "./github.ts";
import { withoutInlineComments } from "./comments.ts";
import { excessOf, MAX_DEPTH } from "./limits.ts";
import { fenced, flowing, indented, listed, tabled } from "./leaves.ts";
import {
  closes,
  containerOpening,
  interrupts,
  isBlank,
  isDefinition,
  isIndentedCode,
  isTitle,
  type Opening,
  simpleHead,
} from "./lines.ts";
import { type Block, container, item, labelled, list } from "./nodes.ts";
import { plain } from "./plain.ts";
import { parsePiece } from "./syntax.ts";
import { type Found, Source } from "./source.ts";
import { literalLine, type OnHtml, tooDeep, type Vocabulary } from "./vocabulary.ts";

/** A container whose content is read lazily. */
interface LazyContainer extends ContainerDirective {
  readonly content?: () => Iterable<Block>;
}

/**
 * Reads the blocks of a text. {@linkcode contentOf} reads the content of a container.
 *
 * @param markdown {@linkcode clean} text
 * @param onHtml called for HTML that stays text
 * @throws {UsageError} during iteration, if it is nested too deep or a paragraph is too long.
 */
export function readBlocks(markdown: string, known: Vocabulary, onHtml?: OnHtml): Iterable<Block> {
  return blocksOf(Source.of(markdown, known, onHtml));
}

/** The blocks in a container, without its label. */
export function contentOf(node: LazyContainer): Iterable<Block> {
  return node.content?.() ?? labelled(node).children;
}

function* blocksOf(source: Source): Generator<Block> {
  if (source.depth > MAX_DEPTH) throw tooDeep();
  let at = 0;
  while (at < source.lines.length) {
    if (isBlank(source.line(at)) || isWholeDefinition(source, at)) {
      at++;
      continue;
    }
    const found = plain(source, at) ?? fenced(source, at) ?? contained(source, at) ?? detailed(source, at) ??
      quoted(source, at) ??
      listed(source, at) ??
      indented(source, at) ?? tabled(source, at) ?? flowing(source, at);
    yield* found.blocks;
    at = found.end;
  }
  if (source.depth === 0 && source.notes.length > 0) yield footnoteList(source);
}

/** Whether a definition is on a line, and the next line is neither its title nor indented text. */
function isWholeDefinition(source: Source, at: number): boolean {
  const next = source.line(at + 1);
  return isDefinition(source.line(at)) && !isTitle(next) && !isIndentedCode(next);
}

/** The footnotes of a text, after it. */
function footnoteList(source: Source): Block {
  const items = source.notes.map((lines) => item([...blocksOf(source.inside(lines, 0))]));
  return list(items, { ordered: true });
}

/** `<details>`, whose summary is the title of an expand. */
function detailed(source: Source, at: number): Found | undefined {
  const details = detailsAt(source, at);
  if (details === undefined) return undefined;
  const inner = source.inside(details.lines, at);
  const lazy: LazyContainer = { ...container(details.head, []), content: () => blocksOf(inner) };
  return { blocks: [lazy], end: details.end };
}

function contained(source: Source, at: number): Found | undefined {
  const line = source.line(at);
  const opening = containerOpening(line);
  const node = opening === undefined ? undefined : headOf(line, opening);
  if (opening === undefined || node === undefined) return undefined;
  const end = source.lineWhere(at + 1, (candidate) => closes(candidate, opening));
  const inner = source.inside(source.lines.slice(at + 1, end), at + 1);
  const lazy: LazyContainer = { ...node, content: () => blocksOf(inner) };
  if (source.known.container.has(node.name)) return { blocks: [lazy], end: end + 1 };
  return { blocks: literally(lazy, { first: line, last: source.line(end) }), end: end + 1 };
}

/** An empty container, from its first line; `undefined` if the line does not start one. */
function headOf(
  line: string,
  { name, sequence }: Opening & { readonly name: string },
): LazyContainer | undefined {
  const simple = simpleHead(line);
  if (simple !== undefined) return container(simple, []);
  const known = { inline: new Set<string>(), leaf: new Set<string>(), container: new Set([name]) };
  const [node] = excessOf(line) !== undefined ? [] : parsePiece(`${line}\n${sequence}`, known);
  return node?.type === "containerDirective" ? node : undefined;
}

/** An unknown container: its first and last line become text. */
function* literally(
  node: LazyContainer,
  { first, last }: { readonly first: string; readonly last: string },
): Generator<Block> {
  yield literalLine(withoutInlineComments(first.trim()));
  yield* contentOf(node);
  if (last !== "") yield literalLine(last.trim());
}

const QUOTE = /^ {0,3}>(?!\t) ?/;

/** A quote whose every line begins with `>`. */
function quoted(source: Source, at: number): Found | undefined {
  if (!QUOTE.test(source.line(at))) return undefined;
  const end = source.lineWhere(at, (line) => !QUOTE.test(line));
  const after = source.line(end);
  if (!isBlank(after) && !interrupts(after)) return undefined;
  const lines = source.lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  const alert = alertOf(lines[0] ?? "", source.known);
  if (alert !== undefined) {
    const inner = source.inside(lines.slice(1), at + 1);
    const lazy: LazyContainer = { ...container(alert, []), content: () => blocksOf(inner) };
    return { blocks: [lazy], end };
  }
  const children = [...blocksOf(source.inside(lines, at))];
  return { blocks: [{ type: "blockquote", children }], end };
}
