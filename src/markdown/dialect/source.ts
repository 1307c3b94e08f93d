/**
 * Lines of Markdown with a reading position.
 *
 * @module
 */
import { UsageError } from "../../core/errors.ts";
import { excessOf, MAX_DEPTH, MAX_PIECE, MAX_SIGNS, MAX_TILDES, SIGNS } from "./limits.ts";
import { withoutComments } from "./comments.ts";
import { definitionsIn, labelsIn } from "./definitions.ts";
import { type Footnotes, footnotesIn } from "./footnotes.ts";
import { nestingOf, normalLabel } from "./lines.ts";
import type { Block } from "./nodes.ts";
import { parsePiece } from "./syntax.ts";
import { type OnHtml, tooDeep, type Vocabulary } from "./vocabulary.ts";

/** Blocks, and the line after them. */
export interface Found {
  readonly blocks: Iterable<Block>;
  readonly end: number;
}

/** Data shared by all lines of a text. */
interface Shared {
  readonly known: Vocabulary;
  /** The definitions of links, by their label. */
  readonly definitions: ReadonlyMap<string, string>;
  readonly footnotes: Footnotes;
  readonly onHtml: OnHtml | undefined;
}

/** Tells of the same HTML on a line once: a container may be read more than once. */
function once(onHtml: OnHtml | undefined): OnHtml | undefined {
  if (onHtml === undefined) return undefined;
  const told = new Set<string>();
  return (html, line) => {
    const key = `${line} ${html}`;
    if (!told.has(key)) onHtml(html, line);
    told.add(key);
  };
}

/** Lines to read. */
export class Source {
  readonly #shared: Shared;

  private constructor(
    readonly lines: readonly string[],
    shared: Shared,
    /** Number of enclosing containers and quotes. */
    readonly depth: number,
    /** The number of the first line in the whole text, from 0. */
    readonly first: number,
  ) {
    this.#shared = shared;
  }

  /** Creates the source of a whole text. */
  static of(markdown: string, known: Vocabulary, onHtml?: OnHtml): Source {
    const footnotes = footnotesIn(withoutComments(markdown.split("\n"), markdown), markdown);
    const { lines } = footnotes;
    const shared = { known, definitions: definitionsIn(lines, markdown), footnotes, onHtml: once(onHtml) };
    return new Source(lines, shared, 0, 0);
  }

  /** The content of a container or quote that starts on line `at`. */
  inside(lines: readonly string[], at: number): Source {
    return new Source(lines, this.#shared, this.depth + 1, this.first + at);
  }

  /** The known directives. */
  get known(): Vocabulary {
    return this.#shared.known;
  }

  /** The lines of each footnote of the whole text, in the order of their numbers. */
  get notes(): readonly (readonly string[])[] {
    return this.#shared.footnotes.notes;
  }

  /** A line; empty after the last one. */
  line(index: number): string {
    return this.lines[index] ?? "";
  }

  /** The first line from `at` that satisfies `ends`, or the end of the text. */
  lineWhere(at: number, ends: (line: string, index: number) => boolean): number {
    let end = at;
    while (end < this.lines.length && !ends(this.line(end), end)) end++;
    return end;
  }

  /**
   * Parses lines, with the link definitions of the whole text.
   *
   * @param at The index of the first line, for the error.
   * @throws {UsageError} if they are too long, or nested too deep.
   */
  parse(lines: readonly string[], at: number): Block[] {
    if (lines.some((line) => nestingOf(line, MAX_DEPTH) === MAX_DEPTH)) throw tooDeep();
    const text = lines.join("\n");
    const piece = text + this.#definitionsFor(text);
    const excess = excessOf(piece);
    if (excess !== undefined) {
      throw new UsageError(
        `A paragraph, item or row of ${excess} in line ${this.first + at + 1}: "${piece.slice(0, 40)}…"`,
        {
          hint: `Split it: ${MAX_PIECE} characters, ${MAX_TILDES} tildes and ${MAX_SIGNS} of ${
            [...SIGNS].join(" ")
          } are the most`,
        },
      );
    }
    const { footnotes, onHtml } = this.#shared;
    const tell: OnHtml = (html, line) => onHtml?.(html, this.first + at + line);
    return parsePiece(piece, this.known, {
      footnotes: footnotes.numbers,
      onHtml: onHtml === undefined ? undefined : tell,
    });
  }

  #definitionsFor(piece: string): string {
    const { definitions } = this.#shared;
    if (definitions.size === 0) return "";
    const used = new Set<string>();
    for (const label of labelsIn(piece)) {
      const definition = definitions.get(normalLabel(label));
      if (definition !== undefined) used.add(definition);
    }
    return [...used].map((definition) => `\n\n${definition}`).join("");
  }
}
