/**
 * Random Markdown trees, whose texts are made of the characters that mean something in Markdown.
 *
 * @module
 */
import type { AlignType, List } from "mdast";
import type { Block, Inline } from "../../src/markdown/dialect/nodes.ts";
import type { Random } from "./random.ts";

const SIGNS: readonly string[] = [
  ...[
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "](",
    "<",
    "<a",
    ">",
    "!",
    "&",
    "&nbsp;",
    "&#",
    "\\",
    "\\*",
    "~",
    "|",
  ],
  ...[
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
    ":",
    ":u[",
    ":b",
    "toc",
    "{",
    "}",
    "%",
    "^",
    "?",
  ],
  ...[
    "0",
    "12",
    "1.",
    "www.",
    "w.",
    "http:",
    "https://x.y",
    "x@y.z",
    "@",
    "a_b",
    "a",
    "b",
    "word",
    "é",
    "日",
  ],
  ...["😀", "—", "\u00a0", "\u2003", " ", " ", " ", "  "],
];
const URLS = ["https://x.y/a?b=c&d=e", "https://x.y/(a)_b", "page:A%20b", "a/b.md", "https://www.x.y/~a"];

/** Makes random blocks whose texts consist of a few signs. */
export class Maker {
  readonly #random: Random;
  readonly #signs: readonly string[];

  constructor(random: Random) {
    this.#random = random;
    this.#signs = [...random.several([2, 6], () => random.pick(SIGNS)), "a", " "];
  }

  text(): string {
    return this.#random.several([1, 5], () => this.#random.pick(this.#signs)).join("");
  }

  line(depth = 2): Inline[] {
    const nodes: Inline[] = [];
    for (const node of this.#random.several([1, 4], () => this.#inline(depth))) {
      const last = nodes.at(-1);
      if (last?.type === "text" && node.type === "text") last.value += node.value;
      else nodes.push(node);
    }
    return nodes;
  }

  block(depth = 1): Block {
    const random = this.#random;
    switch (random.int(9)) {
      case 0:
        return { type: "heading", depth: random.pick([1, 2, 6] as const), children: this.line() };
      case 1:
        return this.#list(2);
      case 2:
        return this.#table();
      case 3:
        return random.pick<Block>([{ type: "code", lang: "c++", value: this.#code() }, {
          type: "code",
          value: this.text(),
        }]);
      case 4:
        return {
          type: "leafDirective",
          name: "image",
          attributes: this.#attributes(),
          children: this.#label(),
        };
      case 5:
        if (depth > 0) return { type: "blockquote", children: this.#blocks(depth) };
        return { type: "thematicBreak" };
      case 6:
        if (depth === 0) return { type: "paragraph", children: this.line() };
        return {
          type: "containerDirective",
          name: random.pick(["div", "table", "info"]),
          attributes: this.#attributes(),
          children: this.#blocks(depth),
        };
      default:
        return { type: "paragraph", children: this.line() };
    }
  }

  #blocks(depth: number): Block[] {
    return this.#random.several([1, 2], () => this.block(depth - 1));
  }

  #code(): string {
    return this.#random.several(
      [0, 4],
      () => this.#random.pick(["```", "a", "\n", " ", "~~~", "````", ":::"]),
    ).join("");
  }

  #attributes(): Record<string, string> {
    return this.#random.pick([{}, { src: "a b.png", width: "6" }, { id: "x", class: "y z" }, { cols: "||" }, {
      title: this.text(),
    }, { a: "" }]);
  }

  #label(): Inline[] {
    return this.#random.pick([[], [{ type: "text", value: "alt" }], [{ type: "text", value: this.text() }]]);
  }

  #inline(depth: number): Inline {
    const random = this.#random;
    const value = this.text();
    switch (depth <= 0 ? 0 : random.int(12)) {
      case 4:
        return { type: "strong", children: this.line(depth - 1) };
      case 5:
        return { type: "emphasis", children: this.line(depth - 1) };
      case 6:
        return { type: "delete", children: this.line(depth - 1) };
      case 7:
        return { type: "inlineCode", value };
      case 8:
        return this.#link(depth);
      case 9:
        return { type: "image", url: random.pick(URLS), alt: random.pick(["alt text", value]) };
      case 10:
        return {
          type: "textDirective",
          name: random.pick(["u", "status"]),
          attributes: this.#attributes(),
          children: random.oneIn(2) ? this.#label() : this.line(depth - 1),
        };
      case 11:
        return random.pick<Inline>([{ type: "html", value: "<br>" }, { type: "break" }]);
      default:
        return { type: "text", value };
    }
  }

  #link(depth: number): Inline {
    const url = this.#random.pick([...URLS, `x${this.text()}`]);
    const title = this.#random.pick([null, null, null, "T", 'a "b"']);
    const children = this.#random.oneIn(5) ? [{ type: "text" as const, value: url }] : this.line(depth - 1);
    return { type: "link", url, title, children };
  }

  #list(depth: number): List {
    const random = this.#random;
    const ordered = random.oneIn(3);
    const isTasks = !ordered && random.oneIn(4);
    const children = random.several([1, 3], () => ({
      type: "listItem" as const,
      spread: false,
      checked: isTasks ? random.oneIn(2) : null,
      children: [
        { type: "paragraph" as const, children: this.line() },
        ...(depth > 0 && random.oneIn(3) ? [this.#list(depth - 1)] : []),
      ],
    }));
    return {
      type: "list",
      ordered,
      start: ordered ? random.pick([1, 1, 0, 7]) : null,
      spread: false,
      children,
    };
  }

  #table(): Block {
    const random = this.#random;
    const align = random.several<AlignType>(
      [1, 3],
      () => random.pick([null, "left", "right", "center"] as const),
    );
    const row = () => ({
      type: "tableRow" as const,
      children: align.map(() => ({
        type: "tableCell" as const,
        children: random.oneIn(4) ? [] : this.line(),
      })),
    });
    return { type: "table", align, children: random.several([1, 3], row) };
  }
}
