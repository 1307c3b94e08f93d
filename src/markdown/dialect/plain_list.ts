/**
 * Reads simple lists without the parser: every item is a paragraph, perhaps with lists below it, and there is no blank line
 * between them.
 *
 * @module
 */
import type { List, ListItem } from "mdast";
import { isBlank, itemMarker } from "./lines.ts";
import type { Inline } from "./nodes.ts";
import { beginsWithText, plainText } from "./plain_text.ts";
import type { Found, Source } from "./source.ts";

/** A marker and the one space after it. */
const MARKER = /^( *)([-*+]|\d{1,9}[.)]) (?=\S)(?:\[([ x])\] (?=\S))?/;
/** Maximum nesting of such lists. */
const DEEPEST = 8;

/** The marker of an item. */
interface Marker {
  readonly indent: number;
  /** The character that tells one list from the next. */
  readonly kind: string;
  readonly start: number | null;
  readonly checked: boolean | null;
  /** The column of the item's text. */
  readonly content: number;
  readonly words: string;
}

/** A list, up to the end or a blank line with something else after it. */
export function plainList(source: Source, at: number): Found | undefined {
  if (markerOf(source.line(at))?.indent !== 0) return undefined;
  const reader = new PlainList(source, at);
  const list = reader.read(0, 0);
  const { end } = reader;
  if (list === undefined || !isBlank(source.line(end))) return undefined;
  const next = source.line(source.lineWhere(end, (line) => !isBlank(line)));
  if (/^[ \t]/.test(next) || itemMarker(next)?.kind === itemMarker(source.line(at))?.kind) return undefined;
  return { blocks: [list], end };
}

function markerOf(line: string): Marker | undefined {
  const match = MARKER.exec(line);
  if (match === null) return undefined;
  const [all, { length: indent } = "", sign = "", box] = match;
  const ordered = sign.length > 1;
  return {
    indent,
    kind: sign.charAt(sign.length - 1),
    start: ordered ? Number(sign.slice(0, -1)) : null,
    checked: box === undefined ? null : box === "x",
    content: indent + sign.length + 1,
    words: line.slice(all.length),
  };
}

class PlainList {
  readonly #source: Source;
  /** The line after what was read. */
  end: number;

  constructor(source: Source, at: number) {
    this.#source = source;
    this.end = at;
  }

  /** Reads the list whose items begin at a column. */
  read(indent: number, depth: number): List | undefined {
    const first = markerOf(this.#source.line(this.end));
    // Below a paragraph, only a list that begins with 1 is one.
    if (first?.indent !== indent || depth > DEEPEST || (depth > 0 && (first.start ?? 1) !== 1)) {
      return undefined;
    }
    const { start, kind } = first;
    const list: List = { type: "list", ordered: start !== null, start, spread: false, children: [] };
    for (let marker: Marker | undefined = first; marker?.indent === indent; marker = this.#marker()) {
      const item = marker.kind === kind ? this.#item(marker, depth) : undefined;
      if (item === undefined) return undefined;
      list.children.push(item);
    }
    return list;
  }

  #marker(): Marker | undefined {
    return markerOf(this.#source.line(this.end));
  }

  /** Reads an item: its first line, the other lines of its paragraph, and a list below. */
  #item(marker: Marker, depth: number): ListItem | undefined {
    this.end++;
    const children = this.#text(marker);
    if (children === undefined) return undefined;
    const { checked } = marker;
    const item: ListItem = {
      type: "listItem",
      spread: false,
      checked,
      children: [{ type: "paragraph", children }],
    };
    const next = this.#marker();
    if (next === undefined) return isBlank(this.#source.line(this.end)) ? item : undefined;
    if (next.indent <= marker.indent) return item;
    const below = this.read(marker.content, depth + 1);
    if (below === undefined) return undefined;
    item.children.push(below);
    return item;
  }

  #text({ words, content }: Marker): Inline[] | undefined {
    if (!beginsWithText(words)) return undefined;
    const indent = " ".repeat(content);
    const isMore = (line: string): boolean => line.startsWith(indent) && beginsWithText(line.slice(content));
    const end = this.#source.lineWhere(this.end, (line) => !isMore(line));
    const more = this.#source.lines.slice(this.end, end).map((line) => `\n${line.slice(content)}`);
    this.end = end;
    return plainText(words + more.join(""), this.#source);
  }
}
