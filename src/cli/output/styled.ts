/**
 * Text with looks: the only way for a colour or a link to get to a terminal, as whatever is in a plain text is stripped.
 *
 * @module
 */

/** The looks there are, as a terminal's numbers for them (SGR). */
export const STYLES = { good: 32, bad: 31, warning: 33, dim: 2, heading: 1, key: 36 } as const;

/** How a text looks, where there is colour. */
export type Style = keyof typeof STYLES;

/** A piece of text that looks alike. */
export interface Segment {
  readonly text: string;
  readonly style?: Style | undefined;
  /** The address that it leads to. */
  readonly address?: string | undefined;
}

/**
 * Text of several looks. In a template string it becomes the text alone, so that nobody prints a colour without meaning
 * to; {@linkcode line} keeps them.
 */
export class Styled {
  constructor(readonly segments: readonly Segment[]) {}

  /** The text, without its looks. */
  toString(): string {
    return this.segments.map(({ text }) => text).join("");
  }
}

/** Something to print: a text, of which no character steers a terminal, or one with looks. */
export type Line = string | Styled;

/** The pieces of a line. */
export function segmentsOf(line: Line): readonly Segment[] {
  return typeof line === "string" ? [{ text: line }] : line.segments;
}

/** Lines as one: a text where none has looks. */
export function joined(lines: readonly Line[], between: string = ""): Line {
  if (lines.every((each) => typeof each === "string")) return lines.join(between);
  return new Styled(
    lines.flatMap((each, index) => index === 0 ? segmentsOf(each) : [{ text: between }, ...segmentsOf(each)]),
  );
}

/** A template string that keeps looks: ``line`${output.paint("good", "✓")} Signed in` ``. */
export function line(strings: TemplateStringsArray, ...values: readonly (Line | number)[]): Line {
  return joined(strings.flatMap((text, index) => {
    const value = values[index];
    return value === undefined ? [text] : [text, typeof value === "number" ? String(value) : value];
  }));
}
