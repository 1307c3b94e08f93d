/**
 * Blocks of GitHub's Markdown that become containers: alerts (`> [!NOTE]`) and `<details>`.
 *
 * @module
 */
import { Fences } from "./fences.ts";
import { withoutInlineComments } from "./comments.ts";
import { excessOf } from "./limits.ts";
import { type Head, plainText } from "./nodes.ts";
import type { Source } from "./source.ts";
import { parsePiece } from "./syntax.ts";
import type { Vocabulary } from "./vocabulary.ts";

const NOTHING_KNOWN: Vocabulary = { inline: new Set(), leaf: new Set(), container: new Set() };

/** The panels of an alert; the first one that a format has. */
const ALERTS: Readonly<Record<string, readonly string[]>> = {
  note: ["info"],
  tip: ["tip"],
  important: ["note"],
  warning: ["warning"],
  caution: ["error", "warning"],
};

const ALERT = /^\[!(note|tip|important|warning|caution)\][ \t]*$/i;

/** The panel for the first line of a quote, if that makes it an alert. */
export function alertOf(line: string, known: Vocabulary): Head | undefined {
  const kind = ALERT.exec(line)?.[1]?.toLowerCase();
  if (kind === undefined) return undefined;
  const name = ALERTS[kind]?.find((panel) => known.container.has(panel));
  if (name === undefined) return undefined;
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return { name, attributes: known.panelTitles === true ? { title } : {} };
}

/** A container, its lines, and the line after it. */
interface Details {
  readonly head: Head;
  readonly lines: readonly string[];
  readonly end: number;
}

const OPEN = /^ {0,3}<details(?:\s[^<>]*)?>/i;
const SUMMARY = /^\s*<summary(?:\s[^<>]*)?>/i;
const SUMMARY_END = "</summary>";
const CLOSE = "</details>";

/** The expand that `<details>` begins on a line; `undefined` if it does not, or nothing ends it. */
export function detailsAt(source: Source, at: number): Details | undefined {
  const opening = OPEN.exec(source.line(at))?.[0];
  if (opening === undefined) return undefined;
  const end = closingLine(source, at);
  if (end === undefined) return undefined;
  const lines = source.lines.slice(at, end + 1);
  lines[0] = source.line(at).slice(opening.length);
  const last = lines.at(-1) ?? "";
  lines[lines.length - 1] = last.slice(0, last.toLowerCase().lastIndexOf(CLOSE));
  const title = takeSummary(lines);
  // One that is too long is refused as text.
  return title === undefined
    ? undefined
    : { head: { name: "expand", attributes: { title } }, lines, end: end + 1 };
}

/** The lines that end the `<details>` of a text, by the lines that begin them. */
const ENDS = new WeakMap<Source, ReadonlyMap<number, number>>();

/** The line that ends `<details>`, of which others may be inside. */
function closingLine(source: Source, at: number): number | undefined {
  const ends = ENDS.get(source) ?? closingLines(source);
  ENDS.set(source, ends);
  const end = ends.get(at);
  return end !== undefined && source.line(end).trimEnd().toLowerCase().endsWith(CLOSE) ? end : undefined;
}

function closingLines(source: Source): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  const fences = new Fences();
  for (const [at, line] of source.lines.entries()) {
    if (fences.read(line) !== "text" || !line.includes("<")) continue;
    for (const [tag] of line.matchAll(/<\/?details\b/gi)) {
      if (!tag.startsWith("</")) open.push(at);
      else ends.set(open.pop() ?? -1, at);
    }
  }
  return ends;
}

/** Removes the summary from the lines, and returns its text; `undefined` if it is too long. */
function takeSummary(lines: string[]): string | undefined {
  const at = lines.findIndex((line) => line.trim() !== "");
  const tag = SUMMARY.exec(lines[at] ?? "")?.[0];
  if (tag === undefined) return "";
  const texts: string[] = [];
  for (let line = at; line < lines.length; line++) {
    const own = (lines[line] ?? "").slice(line === at ? tag.length : 0);
    const end = own.toLowerCase().indexOf(SUMMARY_END);
    lines[line] = end < 0 ? "" : own.slice(end + SUMMARY_END.length);
    texts.push(end < 0 ? own : own.slice(0, end));
    if (end >= 0) break;
  }
  return titleOf(texts.join(" "));
}

/** The text of a summary, without its tags and marks. */
function titleOf(summary: string): string | undefined {
  if (excessOf(summary) !== undefined) return undefined;
  const shown = withoutInlineComments(summary).replace(/<\/?[a-z][^<>]*>/gi, "").replace(/\s+/g, " ").trim();
  // In a heading, a number or a sign at the beginning is text. Signs at its end would close it.
  const heading = `# ${shown.replace(/#$/, "\\#")}`;
  const [line] = parsePiece(heading, NOTHING_KNOWN);
  return line?.type === "heading" ? plainText(line.children) : shown;
}
