/**
 * Prints the text of simple lines: escapes signs as the printer does.
 *
 * @module
 */
import { kindOf, UNKNOWN, WORD } from "./plain_signs.ts";

/** Where text is. */
export interface WordsPlace {
  /** Whether it is in the label of a directive. */
  readonly inLabel: boolean;
  readonly inLink: boolean;
  readonly inCell: boolean;
  /** The marks around it. */
  readonly marks: string;
}

/** Maximum length of a text, in characters. */
const LONGEST = 1_500;

/** Words only, which never need escaping. */
const HARMLESS = /^[\p{L}\p{N}](?:[\p{L}\p{N} ,]*[\p{L}\p{N}])?$/u;

/** Whether an inline text is written unchanged. */
export function isHarmless(value: string): boolean {
  return HARMLESS.test(value);
}

/** Characters that mean nothing wherever they are. */
const WORDS = /^[^\\\n\t\u00a0`*_~[\]!<&:@|#(]*$/;
const RUN = /[^\\\n\t\u00a0`*_~[\]!<&:@|#(]+/y;
/** Text that the parser may take for a URL. */
const ADDRESS = /ww\.|w\.[\w.-]/i;
/**
 * Text with its signs escaped; `undefined` if that depends on more than the text.
 *
 * @param before The line up to the text.
 */
export function printWords(
  value: string,
  place: WordsPlace & { readonly isLast: boolean },
  before = "",
): string | undefined {
  if (value.length > LONGEST || ADDRESS.test(value)) return undefined;
  return WORDS.test(value) ? value : new Words(value, place, before).print();
}

class Words {
  #at = 0;
  #result = "";

  constructor(
    readonly value: string,
    readonly place: WordsPlace & { readonly isLast: boolean },
    readonly before: string,
  ) {}

  print(): string | undefined {
    while (this.#at < this.value.length) {
      RUN.lastIndex = this.#at;
      const end = RUN.test(this.value) ? RUN.lastIndex : this.#at;
      this.#result += this.value.slice(this.#at, end);
      this.#at = end;
      const part = end < this.value.length ? this.#sign(this.value.charAt(end)) : "";
      if (part === undefined) return undefined;
      this.#result += part;
    }
    return this.#result;
  }

  #sign(sign: string): string | undefined {
    const at = this.#at++;
    const next = this.value.charAt(at + 1);
    // What is beside another node is left to the printer.
    if (next === "" && "\\!<&:_@#]".includes(sign) && !(this.place.isLast && "!&]".includes(sign))) {
      return undefined;
    }
    switch (sign) {
      case "*":
      case "[":
      case "`":
      case "~":
        return `\\${sign}`;
      case "\\":
        // A no-break space is written as a reference, which the backslash would escape.
        return next === "\u00a0" ? undefined : /[!-/:-@[-`{-~]/.test(next) ? "\\\\" : sign;
      case "]":
        return this.place.inLabel || this.place.inLink ? "\\]" : sign;
      case "(":
        return this.#parenthesis(at);
      case "!":
        return sign;
      case "#":
        return this.#result === "" && this.before === "" ? undefined : sign;
      case "|":
        return this.place.inCell ? "\\|" : sign;
      case "<":
        return /[!/?A-Za-z]/.test(next) ? "\\<" : sign;
      case "&":
        return /[#A-Za-z]/.test(next) ? "\\&" : sign;
      case "\u00a0":
        return "&nbsp;";
      case "_":
        return this.#underscores(at);
      case ":":
        return this.#colon(at);
      case "@":
        return /[ (]/.test(this.value.charAt(at - 1)) ? sign : undefined;
      default:
        return undefined;
    }
  }

  /** A parenthesis, escaped where it could be the target of a link. */
  #parenthesis(at: number): string | undefined {
    if (at === 0) return this.before.endsWith("]") ? undefined : "(";
    const isTarget = this.value.charAt(at - 1) === "]" && !this.place.inLabel && !this.place.inLink;
    return isTarget ? "\\(" : "(";
  }

  /** Underscores, escaped unless they are inside a word. */
  #underscores(at: number): string | undefined {
    let end = at;
    while (this.value.charAt(end) === "_") end++;
    this.#at = end;
    if (at === 0 || end === this.value.length) return undefined;
    const [before, after] = [this.value.charCodeAt(at - 1), this.value.charCodeAt(end)];
    if (kindOf(before) === UNKNOWN || kindOf(after) === UNKNOWN) return undefined;
    const isInside = kindOf(before) === WORD && kindOf(after) === WORD;
    // The printer looks at what is beside the text, too.
    const isEdge = at === 1 || end === this.value.length - 1;
    if (isInside && isEdge && !this.#isAlone()) return undefined;
    return this.value.slice(at, end).replaceAll("_", isInside ? "_" : "\\_");
  }

  /** Whether the text is the whole line. */
  #isAlone(): boolean {
    const { isLast, inLink, inLabel, marks } = this.place;
    return this.before === "" && isLast && !inLink && !inLabel && marks === "";
  }

  #colon(at: number): string | undefined {
    const [before, next] = [this.value.charAt(at - 1), this.value.charAt(at + 1)];
    if (before === ":" || (at === 0 && this.before !== "")) return undefined;
    if (next === "/") return /[ps]/.test(before) ? "\\:" : ":";
    let end = at + 1;
    while (isLetterOrDigit(this.value.charCodeAt(end))) end++;
    const after = this.value.charAt(end);
    const isEnd = after !== "" && (end > at + 1 ? " ,.;!?)" : " ,.;?!)\"'").includes(after);
    return isEnd && this.value.slice(at + 1, end) !== "toc" ? ":" : undefined;
  }
}

function isLetterOrDigit(code: number): boolean {
  return code < 128 && kindOf(code) === WORD;
}
