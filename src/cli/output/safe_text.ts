/**
 * The boundary that everything printed passes: control characters are stripped, then secrets are redacted. The type says
 * that a text has passed it; a stream takes no other.
 *
 * @module
 */
import { printable } from "../../core/text.ts";
import { redact } from "../../core/redact.ts";
import { jsonText } from "./json_text.ts";
import { hyperlink } from "./hyperlink.ts";
import type { SafeText } from "../terminal/terminal.ts";
import { joined, type Line, type Segment, segmentsOf, STYLES } from "./styled.ts";

/** A text, made safe. Line breaks and tabs stay. */
export function safeText(text: string): SafeText {
  return redact(printable(text, { keepLines: true })) as SafeText;
}

/** Lines, made safe, with a line break after each. Looks stay. */
export function safeLines(lines: readonly Line[]): SafeText {
  return safeLine(joined([...lines, ""], "\n"));
}

/** Text of any looks, made safe. */
export function safeLine(line: Line): SafeText {
  if (typeof line === "string") return safeText(line);
  const segments = segmentsOf(line).map((segment) => ({ ...segment, text: printable(segment.text, KEEP) }));
  const whole = segments.map(({ text }) => text).join("");
  const safe = redact(whole);
  const redacted = safe === whole
    ? segments
    : segments.map((segment) => ({ ...segment, text: redact(segment.text) }));
  // A secret that begins in one look and ends in another is only seen in the whole: that goes without looks.
  if (safe !== redacted.map(({ text }) => text).join("")) return safe as SafeText;
  return redacted.map(withLook).join("") as SafeText;
}

/** A value as JSON, with a line break after it. */
export function safeJson(value: unknown, indent: number): SafeText {
  return `${jsonText(value, indent)}\n` as SafeText;
}

/**
 * What a person asked for as it is: control characters stay, secrets do not. Never for a terminal.
 */
export function verbatimText(text: string): SafeText {
  return redact(text) as SafeText;
}

/** What is made to show a secret, such as the accounts of a sandbox: only control characters are stripped. */
export function unredactedText(line: Line): SafeText {
  return segmentsOf(line).map((segment) => ({ ...segment, text: printable(segment.text, KEEP) }))
    .map(withLook).join("") as SafeText;
}

/** Moves to the line's beginning and wipes it, then shows a line of at most so many columns. */
export function statusText(text: string, columns: number): SafeText {
  return `\r\x1b[K${redact(printable(text)).slice(0, columns)}` as SafeText;
}

const KEEP = { keepLines: true } as const;

function withLook({ text, style, address }: Segment): string {
  const painted = style === undefined ? text : `\x1b[${STYLES[style]}m${text}\x1b[0m`;
  // As the terminal is given it: on the way there an address loses line breaks and tabs.
  const href = address === undefined ? undefined : URL.parse(address)?.href;
  return href === undefined || redact(href) !== href ? painted : hyperlink(painted, href);
}
