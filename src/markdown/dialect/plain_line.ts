/**
 * Reads a line of simple Markdown without the parser: text, escapes, marks, code, links, images and directives, as long as
 * each sign can mean only one thing. Any other line is left to the parser.
 *
 * Tests compare the result with the parser's for random lines.
 *
 * @module
 */
import { type Inline, text } from "./nodes.ts";
import { type Frame, LineCursor, type LinePlace } from "./plain_cursor.ts";
import { isMark, plainAttributes, SIGN, SPACE, type Target, targetAt, UNKNOWN, WORD } from "./plain_signs.ts";

/** Maximum length of such a line, in characters. It bounds the number of signs and tildes, too. */
export const LONGEST = 2_000;
/** Characters without a meaning of their own. */
const WORDS = /[^\\\n`*_~[\]!<&:@]+/y;
/** Text that the parser may take for a URL. */
const ADDRESS = /ww\.|w\.[\w.-]/i;
const ESCAPED = /[!-/:-@[-`{-~]/;
const ALT = /!\[([^[\]\\`*_~<>&:@!\n]*)\](?=\()/y;
const BR = /<br *\/?>/iy;
const URL = /<([A-Za-z][A-Za-z\d+.-]{1,31}:[^\s<>\p{Cc}]*)>/uy;
const DIRECTIVE = /:([a-z](?:[a-z\d-]*[a-z\d])?)(?=[[{])/y;
/** Attributes that need no decoding. */
const ATTRIBUTES = /\{((?:[a-z][\w:.-]*="[^"&{}\n]*"(?: (?=[a-z])|(?=\})))+)\}/y;
/** A colon that begins no directive. */
const COLON = /:(?:[A-Za-z\d]+(?=[ ,.;!?)\n]|$)|(?=[ \n,.;?!)"']|$))/y;

/** The inline nodes of a line or paragraph; `undefined` if it needs the parser. */
export function readPlainLine(line: string, place: LinePlace): Inline[] | undefined {
  return line.length > LONGEST ? undefined : new PlainLine(line, place).read();
}

class PlainLine extends LineCursor {
  readonly #mayBeUrl = ADDRESS.test(this.line);

  read(): Inline[] | undefined {
    while (this.at < this.line.length) {
      if (!this.#words() && !this.#sign()) return undefined;
    }
    if (this.frames.length !== 1) return undefined;
    this.flush();
    return this.frames[0]?.children;
  }

  #words(): boolean {
    WORDS.lastIndex = this.at;
    if (!WORDS.test(this.line)) return false;
    const end = WORDS.lastIndex;
    if (this.#mayBeUrl && ADDRESS.test(this.line.slice(this.at, end + 1))) return false;
    return this.literal(end - this.at);
  }

  /** Reads what a sign begins; `false` if it may have another meaning. */
  #sign(): boolean {
    switch (this.line.charAt(this.at)) {
      case "\\":
        return this.#escape();
      case "\n":
        return this.#newline();
      case "`":
        return this.#code();
      case "*":
      case "~":
        return this.#mark();
      case "_":
        return this.#underscores();
      case "[":
        return this.#openLink();
      case "]":
        return this.#closeBracket();
      case "!":
        return this.line.charAt(this.at + 1) === "[" ? this.#image() : this.literal(1);
      case "<":
        return this.#angle();
      case "&":
        return this.#reference();
      case ":":
        return this.#directive() || this.#colon();
      default:
        return this.#mention();
    }
  }

  #escape(): boolean {
    const next = this.line.charAt(this.at + 1);
    if (next === "\n") {
      return !this.inside("label") && this.line.charAt(this.at + 2) !== " " &&
        this.node({ type: "break" }, 2);
    }
    if (!ESCAPED.test(next)) return this.literal(1);
    this.at++;
    return this.literal(1);
  }

  /** The end of a line in a paragraph, without white space beside it. */
  #newline(): boolean {
    const [before, after] = [this.line.charAt(this.at - 1), this.line.charAt(this.at + 1)];
    return !this.inside("label") && before !== " " && before !== "\t" && after !== " " && after !== "\t" &&
      this.literal(1);
  }

  #code(): boolean {
    const end = this.line.indexOf("`", this.at + 1);
    const value = this.line.slice(this.at + 1, end);
    if (end <= this.at + 1 || this.line.charAt(end + 1) === "`") return false;
    if (value.startsWith(" ") || value.endsWith(" ") || value.includes("\n")) return false;
    if (this.place.inCell === true && /[|\\]/.test(value)) return false;
    if (this.inside("label") && /[[\]\\]/.test(value)) return false;
    return this.node({ type: "inlineCode", value }, end + 1 - this.at);
  }

  /** A sign of emphasis, which must be able either to open or to close. */
  #mark(): boolean {
    const line = this.line;
    const code = line.charCodeAt(this.at);
    const end = line.charCodeAt(this.at + 1) === code ? this.at + 2 : this.at + 1;
    if (isMark(line.charCodeAt(this.at - 1)) || isMark(line.charCodeAt(end))) return false;
    const name = line.slice(this.at, end);
    const [before, after] = [this.before(this.at), this.after(end)];
    if (name === "~" || before === UNKNOWN || after === UNKNOWN) return false;
    if (after === WORD ? before !== WORD : after === SIGN && before === SPACE) {
      return this.open({ kind: "mark", name, start: end });
    }
    const closes = before === WORD ? after !== WORD : before === SIGN && after === SPACE;
    return closes && this.#closeMark(name);
  }

  #closeMark(name: string): boolean {
    const top = this.top();
    if (top?.kind !== "mark" || top.name !== name) return false;
    this.flush();
    this.frames.pop();
    const type = name === "~~" ? "delete" : name === "**" ? "strong" : "emphasis";
    return this.node({ type, children: top.children }, name.length);
  }

  /** Underscores inside a word. */
  #underscores(): boolean {
    let end = this.at;
    while (this.line.charAt(end) === "_") end++;
    if (this.before(this.at) !== WORD || this.after(end) !== WORD) return false;
    return this.literal(end - this.at);
  }

  #openLink(): boolean {
    if (this.inside("link")) return false;
    return this.open({ kind: "link", name: "", start: this.at + 1 });
  }

  #closeBracket(): boolean {
    const top = this.top();
    if (top?.kind === "link") return this.#closeLink(top);
    if (top?.kind === "label") return this.#closeLabel(top);
    return this.bracket() === undefined && this.literal(1);
  }

  #closeLink(link: Frame): boolean {
    this.at++;
    const target = this.#target();
    if (target === undefined) return false;
    this.flush();
    this.frames.pop();
    return this.node(
      { type: "link", title: target.title, url: target.url, children: link.children },
      target.length,
    );
  }

  /** The URL and title of a link or image, which are next. */
  #target(): Target | undefined {
    const target = targetAt(this.line, this.at);
    const all = this.line.slice(this.at, this.at + (target?.length ?? 0));
    if (this.place.inCell === true && all.includes("|")) return undefined;
    return this.inside("label") && /[[\]\\]/.test(all) ? undefined : target;
  }

  #image(): boolean {
    const match = this.match(ALT);
    if (match === null) return false;
    const [all, alt = ""] = match;
    if (this.place.inCell === true && alt.includes("|")) return false;
    this.flush();
    this.at += all.length;
    const target = this.#target();
    if (target === undefined) return false;
    const { url, title, length } = target;
    return !ADDRESS.test(alt) && this.node({ type: "image", title, url, alt }, length);
  }

  #angle(): boolean {
    const br = this.match(BR);
    if (br !== null) return this.node({ type: "html", value: br[0] }, br[0].length);
    const match = this.match(URL);
    if (match === null) return /[ \d=\n]|^$/.test(this.line.charAt(this.at + 1)) && this.literal(1);
    const [all, url = ""] = match;
    if (this.bracket() !== undefined || (this.place.inCell === true && url.includes("|"))) return false;
    return this.node({ type: "link", title: null, url, children: [text(url)] }, all.length);
  }

  #reference(): boolean {
    if (this.line.startsWith("&nbsp;", this.at)) {
      this.text += "\u00a0";
      this.at += "&nbsp;".length;
      return true;
    }
    return !/[#A-Za-z]/.test(this.line.charAt(this.at + 1)) && this.literal(1);
  }

  #directive(): boolean {
    const match = this.line.charAt(this.at - 1) === ":" ? null : this.match(DIRECTIVE);
    const [all = "", name = ""] = match ?? [];
    if (match === null || !this.place.known.has(name)) return false;
    if (this.line.charAt(this.at + all.length) === "[") {
      return this.open({ kind: "label", name, start: this.at + all.length + 1 });
    }
    this.flush();
    this.at += all.length;
    return this.#endDirective(name, []);
  }

  #closeLabel(label: Frame): boolean {
    const raw = this.line.slice(label.start, this.at);
    if (/^[ \t]|[ \t]$/.test(raw) || raw.length > LONGEST / 4) return false;
    this.flush();
    this.frames.pop();
    this.at++;
    return this.#endDirective(label.name, label.children);
  }

  #endDirective(name: string, children: Inline[]): boolean {
    const match = this.match(ATTRIBUTES);
    const [all = "", written = ""] = match ?? [];
    if (match === null && this.line.charAt(this.at) === "{") return false;
    if (/[[\]\\]/.test(all) && this.inside("label")) return false;
    if (this.place.inCell === true && /[|\\]/.test(all)) return false;
    const attributes = plainAttributes(written);
    return attributes !== undefined &&
      this.node({ type: "textDirective", name, attributes, children }, all.length);
  }

  #colon(): boolean {
    const match = this.line.charAt(this.at - 1) === ":" ? null : this.match(COLON);
    if (match === null || match[0] === ":toc") return false;
    return this.literal(match[0].length);
  }

  /** An `@` that is not in an email address. */
  #mention(): boolean {
    return /^$|[\s(]/.test(this.line.charAt(this.at - 1)) && this.literal(1);
  }
}
