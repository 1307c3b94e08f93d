/**
 * A reading position in a simple line, and the marks, links and labels that are open there.
 *
 * @module
 */
import { type Inline, text } from "./nodes.ts";
import { kindOf, SPACE } from "./plain_signs.ts";

/** Where a line is. */
export interface LinePlace {
  /** Names of inline directives. */
  readonly known: ReadonlySet<string>;
  /** Whether it is a table cell, where `|` must be escaped everywhere. */
  readonly inCell?: boolean;
}

/** Maximum depth of marks, links and directives. */
const DEEPEST = 8;

/** A mark, link or label that is being read. */
export interface Frame {
  readonly kind: "line" | "mark" | "link" | "label";
  /** The sign that closes a mark; the name of a directive. */
  readonly name: string;
  /** The offset of its content. */
  readonly start: number;
  readonly children: Inline[];
}

/** A reading position. The methods that read return `true`. */
export class LineCursor {
  protected readonly frames: Frame[] = [{ kind: "line", name: "", start: 0, children: [] }];
  protected at = 0;
  protected text = "";

  constructor(protected readonly line: string, protected readonly place: LinePlace) {}

  protected top(): Frame | undefined {
    return this.frames[this.frames.length - 1];
  }

  protected inside(kind: Frame["kind"]): boolean {
    return this.frames.some((frame) => frame.kind === kind);
  }

  protected match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.line);
  }

  protected literal(length: number): true {
    this.text += this.line.slice(this.at, this.at + length);
    this.at += length;
    return true;
  }

  protected node(node: Inline, length: number): true {
    this.flush();
    this.top()?.children.push(node);
    this.at += length;
    return true;
  }

  protected flush(): void {
    if (this.text !== "") this.top()?.children.push(text(this.text));
    this.text = "";
  }

  /** The class of the character before an offset; the ends of a label count as white space. */
  protected before(at: number): number {
    const bracket = this.bracket();
    return bracket?.kind === "label" && bracket.start === at ? SPACE : kindOf(this.line.charCodeAt(at - 1));
  }

  protected after(at: number): number {
    const ends = this.line.charAt(at) === "]" && this.bracket()?.kind === "label";
    return ends ? SPACE : kindOf(this.line.charCodeAt(at));
  }

  protected bracket(): Frame | undefined {
    return this.frames.findLast(({ kind }) => kind === "link" || kind === "label");
  }

  protected open({ kind, name, start }: Omit<Frame, "children">): boolean {
    this.flush();
    this.frames.push({ kind, name, start, children: [] });
    this.at = start;
    return this.frames.length <= DEEPEST;
  }
}
