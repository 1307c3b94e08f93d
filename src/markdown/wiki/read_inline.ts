/**
 * Reads inline content of wiki markup.
 *
 * @module
 */
import { decodeHTMLStrict } from "entities";
import { allowed } from "../dialect/clean.ts";
import { MAX_DEPTH } from "../dialect/limits.ts";
import { atom, type Inline, text } from "../dialect/nodes.ts";
import { type Breaks, type Mark, nodesOf, type Run } from "../dialect/runs.ts";
import { collapsed } from "../dialect/space.ts";
import { Uncarried } from "../dialect/write.ts";
import { closingSign, ICON, IMAGE, unescaped } from "./escapes.ts";
import { RAW, SIGNS } from "./names.ts";
import { readImage, readLink } from "./read_links.ts";

/** The nodes of a text of one or more lines; each line break becomes a break. */
export function readLine(wiki: string, breaks: Breaks): Inline[] {
  return nodesOf(collapsed(new Line(wiki, []).runs()), breaks);
}

/** Runs, and the offset after them. */
interface Found {
  readonly runs: readonly Run[];
  readonly end: number;
}

const ESCAPE = /(?<!\\)\\([-#*_+?^~|%{}[\]()!@])/y;
/** Two backslashes are a break, unless they begin the path of a share: `\\server\share`. */
const BREAK = /(?<!\\)\\\\(?![^\s\\]*\\)|\n/y;
const MONO = /(?<![\p{L}\p{N}\\])\{\{((?:\\.|[^{}\n\\])+)\}\}(?![\p{L}\p{N}])/uy;
const BRACED_MONO = /\{\{\{\}((?:\\.|[^{}\n\\])+)\{\}\}\}/y;
const BRACED_SIGN = /\{([*_+^~-]|\?\?)\}/y;
const COLOR = /\{color:([^{}\n]{1,40})\}/y;
/** A macro; an unpaired tag of a block macro is text. */
const MACRO = /\{(?!(?:code|noformat|quote|panel)\b)[a-zA-Z][\w-]*(?::[^{}\n]*)?\}/y;
const ADDRESS = /(?:https?|ftp):\/\/[^\s|[\]{}"<>\\]*[^\s|[\]{}"<>\\.,;:!?')*_]/y;
const ENTITY = /&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});/y;
const DASHES = /---?(?=[ \n]|$)/y;
const PLAIN = /[^\\\n{([!*_+^~?&hf:;-]+/y;

const WORD = /[\p{L}\p{N}]/u;

class Line {
  readonly #wiki: string;
  readonly #marks: readonly Mark[];
  readonly #runs: Run[] = [];
  /** For each sign, where it may close from each offset; computed once. */
  readonly #closers = new Map<string, Int32Array>();
  /** Tags that do not occur in the rest of the line. */
  readonly #missing = new Set<string>();
  #at = 0;

  constructor(wiki: string, marks: readonly Mark[]) {
    if (marks.length > MAX_DEPTH / 4) throw new Uncarried();
    this.#wiki = wiki;
    this.#marks = marks;
  }

  runs(): Run[] {
    while (this.#at < this.#wiki.length) {
      const found = this.#find();
      for (const run of found.runs) this.#add(run);
      this.#at = found.end;
    }
    return this.#runs;
  }

  /** Merges adjacent texts into one run, so that a line of meaningless signs does not give one run each. */
  #add(run: Run): void {
    const last = this.#runs.at(-1);
    if (last?.node.type !== "text" || run.node.type !== "text" || last.marks !== run.marks) {
      this.#runs.push(run);
    } else this.#runs.splice(-1, 1, { node: text(last.node.value + run.node.value), marks: run.marks });
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#wiki);
  }

  #find(): Found {
    const found = this.#plain() ?? this.#broken() ?? this.#escaped() ?? this.#entity() ?? this.#braced() ??
      this.#thing() ?? this.#signed();
    return found ?? this.#text(this.#wiki.charAt(this.#at), 1);
  }

  #text(value: string, length: number): Found {
    return { runs: [{ node: text(value), marks: this.#marks }], end: this.#at + length };
  }

  #node(node: Inline, length: number): Found {
    return { runs: [{ node, marks: this.#marks }], end: this.#at + length };
  }

  #plain(): Found | undefined {
    const match = this.#match(PLAIN);
    return match === null ? undefined : this.#text(match[0], match[0].length);
  }

  #broken(): Found | undefined {
    const match = this.#match(BREAK);
    return match === null ? undefined : this.#node({ type: "break" }, match[0].length);
  }

  #escaped(): Found | undefined {
    const match = this.#match(ESCAPE);
    return match === null ? undefined : this.#text(match[1] ?? "", 2);
  }

  #entity(): Found | undefined {
    const match = this.#match(ENTITY);
    return match === null ? undefined : this.#text(allowed(decodeHTMLStrict(match[0])), match[0].length);
  }

  /** Reads `{{mono}}`, `{{{}mono{}}}`, `{*}bold{*}`, `{color:red}…{color}`, or an unknown macro. */
  #braced(): Found | undefined {
    if (this.#wiki.charAt(this.#at) !== "{") return undefined;
    const mono = this.#match(BRACED_MONO) ?? this.#match(MONO);
    if (mono !== null) {
      return this.#node({ type: "inlineCode", value: unescaped(mono[1] ?? "") }, mono[0].length);
    }
    const sign = this.#match(BRACED_SIGN);
    if (sign !== null) return this.#between(sign[0], sign[0], markOf(sign[1] ?? "")) ?? this.#raw(sign[0]);
    const color = this.#match(COLOR);
    if (color !== null) {
      const mark: Mark = { kind: "directive", name: "color", attributes: { color: color[1] ?? "" } };
      return this.#between(color[0], "{color}", mark) ?? this.#raw(color[0]);
    }
    const macro = this.#match(MACRO);
    return macro === null ? undefined : this.#raw(macro[0]);
  }

  #raw(wiki: string): Found {
    return this.#node(atom({ name: RAW, attributes: { text: wiki } }), wiki.length);
  }

  #between(open: string, close: string, mark: Mark): Found | undefined {
    const start = this.#at + open.length;
    const end = this.#missing.has(close) ? -1 : this.#wiki.indexOf(close, start);
    if (end < 0) this.#missing.add(close);
    if (end <= start) return undefined;
    return { runs: this.#inner(start, end, mark), end: end + close.length };
  }

  #inner(start: number, end: number, mark: Mark): Run[] {
    return new Line(this.#wiki.slice(start, end), [...this.#marks, mark]).runs();
  }

  /** Reads a link, an image, a URL, an icon, or dashes. */
  #thing(): Found | undefined {
    const icon = this.#match(ICON);
    if (icon !== null) {
      const [label] = icon;
      return this.#node(atom({ name: "emoji", attributes: {}, label }), label.length);
    }
    const address = this.#startsWord() ? this.#match(ADDRESS) : null;
    if (address !== null) {
      const link: Mark = { kind: "link", url: address[0] };
      const run: Run = { node: text(address[0]), marks: [...this.#marks, link] };
      return { runs: [run], end: this.#at + address[0].length };
    }
    if (this.#wiki.charAt(this.#at) === "[") return this.#link();
    const image = this.#match(IMAGE);
    if (image !== null) return this.#node(readImage(image[1] ?? "", image[2]), image[0].length);
    const dashes = this.#startsSpace() ? this.#match(DASHES) : null;
    return dashes === null ? undefined : this.#text(dashes[0] === "--" ? "–" : "—", dashes[0].length);
  }

  #link(): Found | undefined {
    const close = closingSign(this.#wiki, this.#at + 1, { closes: "]", stops: "[\n" });
    const link = close <= this.#at + 1 ? undefined : readLink(this.#wiki.slice(this.#at + 1, close));
    if (link === undefined) return undefined;
    const end = close + 1;
    if ("node" in link) return { runs: [{ node: link.node, marks: this.#marks }], end };
    if (this.#marks.some(({ kind }) => kind === "link")) throw new Uncarried();
    const marks: readonly Mark[] = [...this.#marks, { kind: "link", url: link.url, title: link.title }];
    if (link.wiki === undefined) return { runs: [{ node: text(link.text), marks }], end };
    const runs = new Line(link.wiki, marks).runs();
    return runs.length === 0 ? undefined : { runs, end };
  }

  #before(): string {
    return this.#wiki.slice(Math.max(0, this.#at - 2), this.#at).slice(-1);
  }

  #startsWord(): boolean {
    const before = this.#before();
    return before !== "\\" && !WORD.test(before);
  }

  #startsSpace(): boolean {
    return ["", " ", "\n"].includes(this.#before());
  }

  /** Reads `*bold*` and similar: the signs are at word boundaries. */
  #signed(): Found | undefined {
    const sign = SIGNS.find(([own]) => this.#wiki.startsWith(own, this.#at))?.[0];
    if (sign === undefined || !this.#startsWord()) return undefined;
    const start = this.#at + sign.length;
    const next = this.#wiki.charAt(start);
    if (next === "" || /[\s]/.test(next) || next === sign.charAt(0)) return undefined;
    const end = this.#closer(sign, start + 1);
    if (end === undefined) return undefined;
    return { runs: this.#inner(start, end, markOf(sign)), end: end + sign.length };
  }

  /** The offset where a sign closes on this line. */
  #closer(sign: string, from: number): number | undefined {
    const known = this.#closers.get(sign) ?? closersOf(this.#wiki, sign);
    this.#closers.set(sign, known);
    const end = known[from] ?? -1;
    return end < 0 ? undefined : end;
  }
}

/** For each offset, the next one on the same line where a sign may close; -1 if there is none. */
function closersOf(wiki: string, sign: string): Int32Array {
  const next = new Int32Array(wiki.length + 1).fill(-1);
  for (let at = wiki.length - 1; at >= 0; at--) {
    if (wiki.charAt(at) === "\n") continue;
    const closes = wiki.startsWith(sign, at) && /[^\s\\]/.test(wiki.charAt(at - 1)) &&
      !WORD.test(wiki.slice(at + sign.length, at + sign.length + 2).match(/^./u)?.[0] ?? "");
    next[at] = closes ? at : next[at + 1] ?? -1;
  }
  return next;
}

function markOf(sign: string): Mark {
  const name = SIGNS.find(([own]) => own === sign)?.[1] ?? "";
  if (name === "strong" || name === "emphasis" || name === "delete") return { kind: name };
  return { kind: "directive", name, attributes: {} };
}
