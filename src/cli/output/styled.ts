/**
 * Styled text: the only way to print a colour or a link, because control characters in plain text are stripped.
 *
 * @module
 */

/** The available styles, as terminal codes (SGR). */
export const STYLES = { good: 32, bad: 31, warning: 33, dim: 2, heading: 1, key: 36 } as const;

/** The style of a text. */
export type Style = keyof typeof STYLES;

/** A segment of text with one style. */
export interface Segment {
  readonly text: string;
  readonly style?: Style | undefined;
  /** The URL of its link. */
  readonly address?: string | undefined;
}

/**
 * Text with styles. An ordinary template string drops the styles; {@linkcode line} keeps them.
 */
export class Styled {
  constructor(readonly segments: readonly Segment[]) {}

  /** The text without styles. */
  toString(): string {
    return this.segments.map(({ text }) => text).join("");
  }
}

/** A line to print: plain text, whose control characters are stripped, or styled text. */
export type Line = string | Styled;

/** The segments of a line. */
export function segmentsOf(line: Line): readonly Segment[] {
  return typeof line === "string" ? [{ text: line }] : line.segments;
}

/** Joins lines; returns plain text if none is styled. */
export function joined(lines: readonly Line[], between: string = ""): Line {
  if (lines.every((each) => typeof each === "string")) return lines.join(between);
  return new Styled(
    lines.flatMap((each, index) => index === 0 ? segmentsOf(each) : [{ text: between }, ...segmentsOf(each)]),
  );
}

/** A template string that keeps styles: ``line`${output.paint("good", "✓")} Signed in` ``. */
export function line(strings: TemplateStringsArray, ...values: readonly (Line | number)[]): Line {
  return joined(strings.flatMap((text, index) => {
    const value = values[index];
    return value === undefined ? [text] : [text, typeof value === "number" ? String(value) : value];
  }));
}
