/**
 * Makes text safe to print: strips control characters, then redacts secrets. Streams accept only the type that this
 * module creates.
 *
 * @module
 */
import { printable } from "../../core/text.ts";
import { redact } from "../../core/redact.ts";
import { jsonText } from "./json_text.ts";
import { hyperlink } from "./hyperlink.ts";
import type { SafeText } from "../terminal/terminal.ts";
import { joined, type Line, type Segment, segmentsOf, STYLES } from "./styled.ts";

/** Makes text safe. Keeps line breaks and tabs. */
export function safeText(text: string): SafeText {
  return redact(printable(text, { keepLines: true })) as SafeText;
}

/** Makes lines safe, with a line break after each. Keeps styles. */
export function safeLines(lines: readonly Line[]): SafeText {
  return safeLine(joined([...lines, ""], "\n"));
}

/** Makes styled text safe. */
export function safeLine(line: Line): SafeText {
  const segments = segmentsOf(line).map((segment) => ({
    ...segment,
    text: printable(segment.text, KEEP_LINES),
  }));
  const whole = segments.map(({ text }) => text).join("");
  const safe = redact(whole);
  const redacted = safe === whole
    ? segments
    : segments.map((segment) => ({ ...segment, text: redact(segment.text) }));
  // A secret that spans two styles is found only in the whole text; that text loses its styles.
  if (safe !== redacted.map(({ text }) => text).join("")) return safe as SafeText;
  return redacted.map(withLook).join("") as SafeText;
}

/** Converts a value to JSON with a final line break. */
export function safeJson(value: unknown, indent: number): SafeText {
  return `${jsonText(value, indent)}\n` as SafeText;
}

/**
 * Text in its original form: keeps control characters, redacts secrets. Never for a terminal.
 */
export function verbatimText(text: string): SafeText {
  return redact(text) as SafeText;
}

/** Text that shows secrets on purpose, such as the accounts of a sandbox: only strips control characters. */
export function unredactedText(line: Line): SafeText {
  return segmentsOf(line).map((segment) => ({ ...segment, text: printable(segment.text, KEEP_LINES) }))
    .map(withLook).join("") as SafeText;
}

/** Clears the current line, then shows text of at most `columns` columns. */
export function statusText(text: string, columns: number): SafeText {
  return `\r\x1b[K${redact(printable(text)).slice(0, columns)}` as SafeText;
}

const KEEP_LINES = { keepLines: true } as const;

function withLook({ text, style, address }: Segment): string {
  const painted = style === undefined ? text : `\x1b[${STYLES[style]}m${text}\x1b[0m`;
  // Checked as the terminal receives it: the URL has lost its line breaks and tabs by then.
  const href = address === undefined ? undefined : URL.parse(address)?.href;
  return href === undefined || redact(href) !== href ? painted : hyperlink(painted, href);
}
