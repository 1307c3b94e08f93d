/**
 * Reads simple blocks without the parser: paragraphs, headings, lists and tables whose lines are simple, too. Most of what
 * people write is. See {@linkcode readPlainLine}.
 *
 * @module
 */
import type { Heading } from "mdast";
import { isBlank } from "./lines.ts";
import { type Block, leaf, paragraph } from "./nodes.ts";
import { readPlainLine } from "./plain_line.ts";
import { plainAttributes } from "./plain_signs.ts";
import { plainList } from "./plain_list.ts";
import { plainTable } from "./plain_table.ts";
import { beginsWithText, endsWithSpace, plainText } from "./plain_text.ts";
import type { Found, Source } from "./source.ts";

/** The block on a line, if it needs no parser. */
export function plain(source: Source, at: number): Found | undefined {
  const line = source.line(at);
  switch (line.charAt(0)) {
    case "#":
      return plainHeading(source, at);
    case "|":
      return plainTable(source, at);
    case ":":
      return line.startsWith("::") ? plainLeaf(source, at) : plainParagraph(source, at);
    case "":
    case " ":
    case ">":
      return undefined;
    case "<":
      // It ends before the paragraph would, whose lines would be looked at for each one.
      return /^<details\b/i.test(line) ? undefined : plainParagraph(source, at);
    case "-":
      if (line === "---") return { blocks: [{ type: "thematicBreak" }], end: at + 1 };
      return plainList(source, at);
    default:
      return plainList(source, at) ?? plainParagraph(source, at);
  }
}

const HEADING = /^(#{1,6}) (?=\S)/;
const CLOSING = /(?:^|[ \t])#+$/;
const LEVELS = [1, 2, 3, 4, 5, 6] as const;

function plainHeading(source: Source, at: number): Found | undefined {
  const line = source.line(at);
  const signs = HEADING.exec(line)?.[1];
  const words = line.slice((signs?.length ?? 0) + 1);
  const depth = LEVELS.find((level) => level === signs?.length);
  if (depth === undefined || endsWithSpace(words) || CLOSING.test(words)) return undefined;
  const children = readPlainLine(words, { known: source.known.inline });
  if (children === undefined) return undefined;
  const heading: Heading = { type: "heading", depth, children };
  return { blocks: [heading], end: at + 1 };
}

/** A paragraph whose lines could all be nothing else, up to a blank line. */
function plainParagraph(source: Source, at: number): Found | undefined {
  const end = source.lineWhere(at, (line) => !beginsWithText(line));
  if (end === at || !isBlank(source.line(end))) return undefined;
  const written = end === at + 1 ? source.line(at) : source.lines.slice(at, end).join("\n");
  const children = plainText(written, source);
  return children === undefined ? undefined : { blocks: [paragraph(children)], end };
}

const LEAF = /^::([a-z](?:[a-z\d-]*[a-z\d])?)(?:\[([^[\]\\`*_~<>&:@!|]+)\])?(?:\{([^{}]*)\})?$/;
const LEAF_ATTRIBUTES = /^(?:[a-z][\w:.-]*="[^"&{}\n]*"(?: (?=[a-z])|$))*$/;
const ADDRESS = /ww\.|w\.[\w.-]/i;

/** A leaf directive with a label of words, and attributes that need no decoding. */
function plainLeaf(source: Source, at: number): Found | undefined {
  const match = LEAF.exec(source.line(at));
  const [, name = "", label = "", written = ""] = match ?? [];
  if (match === null || !source.known.leaf.has(name)) return undefined;
  if (label.trim() !== label || ADDRESS.test(label) || !LEAF_ATTRIBUTES.test(written)) return undefined;
  const attributes = plainAttributes(written);
  if (attributes === undefined) return undefined;
  const block: Block = leaf({ name, attributes, label });
  return { blocks: [block], end: at + 1 };
}
