/**
 * Blocks of GitHub's Markdown that become containers: alerts (`> [!NOTE]`) and `<details>`.
 *
 * @module
 */
import { decodeHTML } from "entities";
import { closes, fenceOpening, type Opening } from "./lines.ts";
import type { Head } from "./nodes.ts";
import type { Source } from "./source.ts";
import type { Vocabulary } from "./vocabulary.ts";

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
  return { head: { name: "expand", attributes: { title: takeSummary(lines) } }, lines, end: end + 1 };
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
  let fence: Opening | undefined;
  for (const [at, line] of source.lines.entries()) {
    const text = line.trimStart();
    if (fence !== undefined) {
      if (closes(text, fence)) fence = undefined;
      continue;
    }
    fence = fenceOpening(text);
    if (!text.includes("<")) continue;
    for (const [tag] of text.matchAll(/<\/?details\b/gi)) {
      if (!tag.startsWith("</")) open.push(at);
      else ends.set(open.pop() ?? -1, at);
    }
  }
  return ends;
}

/** Removes the summary from the lines, and returns its text. */
function takeSummary(lines: string[]): string {
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
  return decodeHTML(
    texts.join(" ").replace(/<[^<>]*>/g, "").replace(/[*_`]/g, "").replace(/\s+/g, " ").trim(),
  );
}
