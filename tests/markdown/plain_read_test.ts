/**
 * The reader of simple lines and blocks, compared with the parser: whatever it reads, the parser reads the same. The texts
 * are made of the characters that mean something in Markdown, words, digits, white space and Unicode.
 */
import assert from "node:assert/strict";
import type { Nodes } from "mdast";
import type { Block, Inline } from "../../src/markdown/dialect/nodes.ts";
import { plain } from "../../src/markdown/dialect/plain.ts";
import { readPlainLine } from "../../src/markdown/dialect/plain_line.ts";
import { beginsWithText, endsWithSpace } from "../../src/markdown/dialect/plain_text.ts";
import { isBlank, isDefinition } from "../../src/markdown/dialect/lines.ts";
import { Source } from "../../src/markdown/dialect/source.ts";
import { parsePiece } from "../../src/markdown/dialect/syntax.ts";
import { KNOWN } from "../../src/markdown/storage/names.ts";
import { effort } from "../helpers/effort.ts";
import { plainTree } from "./plain_trees.ts";
import { type Random, randomOf } from "./random.ts";

const LINES = effort(5_000, 200_000);
const BLOCKS = effort(5_000, 200_000);

const SIGNS: readonly string[] = [
  ...[
    "*",
    "**",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "](",
    "](x)",
    "[a](b)",
    '[a](b "t")',
    "<",
    ">",
    "<br>",
    "!",
    "![",
  ],
  ...[
    "&",
    "&nbsp;",
    "&amp;",
    "\\",
    "\\*",
    "~",
    "~~",
    "|",
    "#",
    "-",
    "+",
    "=",
    ".",
    ",",
    ";",
    '"',
    "'",
    "/",
    "$",
  ],
  ...[
    ":",
    ":u[",
    ':status[a]{b="c"}',
    '{a="b"}',
    "{",
    "}",
    ":toc",
    "::",
    ":b",
    ':image{src="a"}',
    "@",
    "%",
    "^",
  ],
  ...["?", "0", "12", "1.", "www.", "w.", "http", "https://x.y", "<https://x.y/z>", "x@y.z", "e.g.", "a_b"],
  ...[
    "**a**",
    "*b*",
    "~~c~~",
    "`d`",
    "\n",
    "\\\n",
    "a",
    "b",
    "word",
    "é",
    "日",
    "😀",
    "—",
    "“",
    "\u00a0",
    "\u2003",
  ],
  ...[" ", " ", " ", " ", "  "],
];

const BEGINNINGS: readonly string[] = [
  ...[
    "- ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2. ",
    "1) ",
    "10. ",
    "- [ ] ",
    "- [x] ",
    "-",
    "  - ",
    "   - ",
    "    - ",
  ],
  ...[
    "      - ",
    "  - [x] ",
    "   1. ",
    "  ",
    "   ",
    "    ",
    "\t",
    "",
    "",
    "",
    "## ",
    "# ",
    "#",
    "| ",
    "> ",
    "---",
  ],
  ...["::image", "::p", "::toc", ":::div", "[a]: b", "===", "| - |", "| --- | :-: |"],
];

/** Requires trees of the same meaning. */
function same(actual: readonly Nodes[], expected: readonly Nodes[], source: string): void {
  assert.deepEqual(plainTree(actual), plainTree(expected), JSON.stringify(source));
}

/** The content of the only block of a text. */
function contentOf(markdown: string): readonly Inline[] {
  const [block, ...others] = parsePiece(markdown, KNOWN);
  const content = others.length > 0
    ? undefined
    : block?.type === "table"
    ? block.children[0]?.children[0]
    : block;
  assert.ok(
    content?.type === "paragraph" || content?.type === "heading" || content?.type === "tableCell",
    JSON.stringify(markdown),
  );
  return content.children;
}

/** Signs whose meaning depends on what is around them. */
const NESTING: readonly string[] = [":u[", "[", "]", "](x)", "**", "*", "a", " ", '"'];

/** A few signs, so that the same ones meet often. */
function fewOf(random: Random): readonly string[] {
  if (random.oneIn(4)) return NESTING;
  return [...random.several([2, 5], () => random.pick(SIGNS)), random.pick(["a", "a ", " "])];
}

/** A line of a paragraph, a heading or a cell that may be read without the parser, and its Markdown. */
function randomLine(
  random: Random,
): { readonly line: string; readonly markdown: string; readonly inCell: boolean } {
  const signs = fewOf(random);
  const line = random.several([1, 8], () => random.pick(signs)).join("").replace(/^[ \t\n]+/, "");
  const flat = line.replaceAll("\n", " ").replace(/[ \t]*$/, "");
  switch (random.int(3)) {
    case 0:
      return { line: flat, markdown: `## ${flat}`, inCell: false };
    case 1:
      return { line: flat, markdown: `| ${flat} |\n| - |`, inCell: true };
    default:
      return { line, markdown: line, inCell: false };
  }
}

Deno.test("a line that is read without the parser is the same with it", () => {
  let read = 0;
  for (let seed = 0; seed < LINES; seed++) {
    const { line, markdown, inCell } = randomLine(randomOf(seed));
    if (line === "" || endsWithSpace(line) || (inCell && /(?<!\\)(?:\\\\)*\|/.test(line))) continue;
    if (markdown.startsWith("## ") && /(?:^| )#+$/.test(line)) continue;
    if (markdown === line && !line.split("\n").every(beginsWithText)) continue;
    const nodes = readPlainLine(line, { known: KNOWN.inline, inCell });
    if (nodes === undefined) continue;
    read++;
    same(nodes, contentOf(markdown), markdown);
  }
  assert.ok(read > LINES / 8, `${read} lines were read`);
});

/** Lines that hold what chance rarely puts together. */
const RARE: readonly string[] = [
  "[a [b](x) c](y)",
  "[a <https://x.y> c](y)",
  ":u[a [b](x) c]",
  "[a :u[b] c](x)",
  "*a **b* c**",
  "**a *b* c**",
  "a*b*c",
  "**a**b",
  "a **b *c***",
  "~~a~b~~",
  "a\n: b",
  "[a](b (c))",
  '[a](b "c" d)',
  "a `b`` c`",
];

Deno.test("a line with marks and links in each other is read as the parser reads it, or left to it", () => {
  for (const line of RARE) {
    const nodes = readPlainLine(line, { known: KNOWN.inline });
    if (nodes !== undefined) same(nodes, contentOf(line), line);
  }
  assert.notEqual(readPlainLine("**a *b* c**", { known: KNOWN.inline }), undefined);
});

function randomRow(random: Random): string {
  const signs = fewOf(random);
  const cell = (): string => random.several([0, 3], () => random.pick(signs)).join("").replaceAll("\n", "");
  return `| ${random.several([1, 3], cell).join(" | ")} |`;
}

function randomBlocks(random: Random): string {
  if (random.oneIn(4)) {
    const delimiters = random.pick(["| - |", "| - | - |", "| :- | -: |", "| - | :-: | - |"]);
    const after = random.several([0, 1], () => random.pick(["", "a", "|", "| a"]));
    return [randomRow(random), delimiters, ...random.several([0, 3], () => randomRow(random)), ...after].join(
      "\n",
    );
  }
  const words = (): string =>
    random.pick(["a", "b c", random.several([0, 3], () => random.pick(SIGNS)).join("")]);
  const items = [
    "- ",
    "- ",
    "  - ",
    "    - ",
    "1. ",
    "  1. ",
    "  2. ",
    "   1. ",
    "2. ",
    "  a",
    "- [x] ",
    "",
    "a",
  ];
  const from = random.oneIn(3) ? items : BEGINNINGS;
  return random.several([1, 6], () => random.pick(from) + words()).join("\n");
}

Deno.test("a block that is read without the parser is the same with it, alone and before others", () => {
  const read = new Map<string, number>();
  for (let seed = 0; seed < BLOCKS; seed++) {
    const markdown = randomBlocks(randomOf(seed));
    const source = Source.of(markdown, KNOWN);
    if (isBlank(source.line(0)) || isDefinition(source.line(0))) continue;
    const found = plain(source, 0);
    if (found === undefined) continue;
    const blocks: readonly Block[] = [...found.blocks];
    const [{ type } = { type: "none" }] = blocks;
    read.set(type, (read.get(type) ?? 0) + 1);
    same(blocks, parsePiece(source.lines.slice(0, found.end).join("\n"), KNOWN), markdown);
    same(blocks, parsePiece(markdown, KNOWN).slice(0, blocks.length), markdown);
  }
  for (const type of ["paragraph", "heading", "list", "table", "leafDirective"]) {
    assert.ok((read.get(type) ?? 0) > BLOCKS / 500, `${read.get(type)} times: ${type}`);
  }
});
