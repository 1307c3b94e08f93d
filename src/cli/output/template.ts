/**
 * `--template`: inserts values into a line of text.
 *
 * A template is text with `{{names}}`, without conditions, loops or functions. For these, use `--jq`.
 *
 * @module
 */
import { printable } from "../../core/text.ts";
import { UsageError } from "../../../mod.ts";
import { jsonText } from "./json_text.ts";
import type { Selection } from "./selection.ts";

/** A part of a template: literal text, or the path of a value. */
type Piece = string | readonly string[];

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", "\\": "\\" };

/**
 * Creates a selection from a template: each value is printed as the template's text, with `{{fields.status.name}}`
 * replaced by the value at that path. `{{.}}` is the value itself; `\n`, `\t` and `\\` are a line break, a tab and a
 * backslash. A missing value or `null` is empty text. The elements of an array are joined by commas, and a name after
 * an array applies to each element. An object is printed as JSON.
 *
 * @throws {UsageError} if a `{{` is not closed, or has no name.
 */
export function templateSelection(template: string): Selection {
  const pieces = parse(template);
  return function* select(values) {
    for (const value of values) {
      yield pieces.map((piece) => typeof piece === "string" ? piece : textAt(value, piece)).join("");
    }
  };
}

function parse(template: string): readonly Piece[] {
  const [first = "", ...rest] = template.split("{{");
  return [unescape(first), ...rest.flatMap((part) => pieceOf(part, template))];
}

function pieceOf(part: string, template: string): readonly Piece[] {
  const end = part.indexOf("}}");
  const name = part.slice(0, end).trim();
  const members = name === "." ? [] : name.replace(/^\./, "").split(".");
  if (end < 0 || members.includes("")) {
    throw new UsageError(`Invalid template "${printable(template)}"`, {
      hint: "Write names in double braces: {{key}} {{fields.status.name}}; for more, use --jq",
    });
  }
  return [members, unescape(part.slice(end + 2))];
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (escape, letter: string) => ESCAPES[letter] ?? escape);
}

function textAt(value: unknown, members: readonly string[]): string {
  const [member, ...rest] = members;
  if (member === undefined) return textOf(value);
  if (Array.isArray(value) && !/^\d+$/.test(member)) {
    return value.map((each) => textAt(each, members)).filter((text) => text !== "").join(", ");
  }
  if (typeof value !== "object" || value === null) return "";
  return textAt(Object.entries(value).find(([name]) => name === member)?.[1], rest);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return typeof value === "object" ? jsonText(value, 0) : String(value);
}
