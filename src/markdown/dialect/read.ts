/**
 * Reads a Markdown text of any size, block by block.
 *
 * The parser holds a whole text, and its time grows with the square of a text's length. So the text is cut where blocks
 * end, which can be seen in its lines; long lists and tables are cut between their items and rows, and put together
 * again. Fenced blocks, containers and quotes are read here, and the content of a container only when it is asked for.
 *
 * @module
 */
import type { ContainerDirective } from "mdast-util-directive";
import { MAX_DEPTH } from "./limits.ts";
import { fenced, flowing, indented, listed, tabled } from "./leaves.ts";
import { closes, containerOpening, interrupts, isBlank } from "./lines.ts";
import { type Block, labelled } from "./nodes.ts";
import { type Found, lineAt, lineWhere, parse, type Source, sourceOf } from "./source.ts";
import { literalLine, tooDeep, type Vocabulary } from "./vocabulary.ts";

/** A container whose content is read when it is asked for. */
interface LazyContainer extends ContainerDirective {
  readonly content?: () => Iterable<Block>;
}

/**
 * The blocks of a text. What is in a container is read by {@linkcode contentOf}.
 *
 * @param markdown {@linkcode clean} text
 * @throws {UsageError} when it is nested too deep, or a paragraph is too long: while it is read.
 */
export function readBlocks(markdown: string, known: Vocabulary): Iterable<Block> {
  return blocksOf(sourceOf(markdown, known));
}

/** The blocks in a container, without its label. */
export function contentOf(node: LazyContainer): Iterable<Block> {
  return node.content?.() ?? labelled(node).children;
}

function* blocksOf(source: Source): Generator<Block> {
  if (source.depth > MAX_DEPTH) throw tooDeep();
  let at = 0;
  while (at < source.lines.length) {
    if (isBlank(lineAt(source, at))) {
      at++;
      continue;
    }
    const found = fenced(source, at) ?? contained(source, at) ?? quoted(source, at) ?? listed(source, at) ??
      indented(source, at) ?? tabled(source, at) ?? flowing(source, at);
    yield* found.blocks;
    at = found.end;
  }
}

function contained(source: Source, at: number): Found | undefined {
  const line = lineAt(source, at);
  const opening = containerOpening(line);
  if (opening === undefined) return undefined;
  const alone = { ...source, known: { ...source.known, container: new Set([opening.name]) } };
  const [node] = parse(alone, [line, opening.sequence], at);
  if (node?.type !== "containerDirective") return undefined;
  const end = lineWhere(source, at + 1, (candidate) => closes(candidate, opening));
  const inner = { ...source, lines: source.lines.slice(at + 1, end), depth: source.depth + 1 };
  const content = (): Iterable<Block> => blocksOf(inner);
  const lazy: LazyContainer = { ...node, content };
  const known = source.known.container.has(node.name);
  return { blocks: known ? [lazy] : literally(line, content, lineAt(source, end)), end: end + 1 };
}

function* literally(first: string, content: () => Iterable<Block>, last: string): Generator<Block> {
  yield literalLine(first.trim());
  yield* content();
  if (last !== "") yield literalLine(last.trim());
}

const QUOTE = /^ {0,3}>(?!\t) ?/;

/** A quote whose every line begins with `>`. */
function quoted(source: Source, at: number): Found | undefined {
  if (!QUOTE.test(lineAt(source, at))) return undefined;
  const end = lineWhere(source, at, (line) => !QUOTE.test(line));
  const after = lineAt(source, end);
  if (!isBlank(after) && !interrupts(after)) return undefined;
  const lines = source.lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  const children = [...blocksOf({ ...source, lines, depth: source.depth + 1 })];
  return { blocks: [{ type: "blockquote", children }], end };
}
