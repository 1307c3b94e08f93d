/**
 * What commands print: data on stdout, talk on stderr. All of it passes the boundary in `safe_text.ts`.
 *
 * @module
 */
import { printable } from "../../core/text.ts";
import { registerAllSecrets } from "../../core/redact.ts";
import { isNarrow } from "./narrow.ts";
import { safeJson, safeLine, safeLines, statusText, unredactedText, verbatimText } from "./safe_text.ts";
import type { Selection } from "./selection.ts";
import { type Line, line, segmentsOf, type Style, Styled } from "./styled.ts";
import type { SafeText, Terminal } from "../terminal/terminal.ts";

/** When text is coloured. */
export type ColorChoice = "auto" | "always" | "never";

/** How data is printed. */
export type Format = "text" | "json" | "ndjson";

/** Options of {@linkcode Output}. */
export interface OutputOptions {
  readonly format: Format;
  readonly colour: ColorChoice;
  /** Whether the terminal that stdout is can open links. */
  readonly links: boolean;
}

/** Everything a command prints goes through one of these. */
export class Output {
  readonly #terminal: Terminal;
  readonly #colour: ColorChoice;
  #selection: Selection | undefined;
  #hasStatus = false;

  constructor(terminal: Terminal, readonly options: OutputOptions) {
    this.#terminal = terminal;
    this.#colour = options.colour;
  }

  /** How data is printed. */
  get format(): Format {
    return this.options.format;
  }

  /** Prints the answer: one JSON object, or lines for people. */
  answer(result: { readonly json: unknown; readonly lines: readonly Line[] }): void {
    if (this.format === "text") this.lines(result.lines);
    else this.json(result.json);
  }

  /** From now on, prints what a selection makes of each JSON value, in place of the value. */
  select(selection: Selection | undefined): void {
    this.#selection = selection;
  }

  /** Whether something is selected. */
  get selects(): boolean {
    return this.#selection !== undefined;
  }

  /** One JSON value: indented as `--json`, on one line as `--ndjson`; or what was selected of it. */
  json(value: unknown): void {
    this.jsonValues([value]);
  }

  /** JSON values, one after the other. Many at a time are selected from faster than one by one. */
  jsonValues(values: readonly unknown[]): void {
    if (this.#selection !== undefined) {
      for (const text of this.#selection(values)) this.#write("stdout", safeLines([text]));
      return;
    }
    const indent = this.format === "json" ? 2 : 0;
    for (const value of values) this.#write("stdout", safeJson(value, indent));
  }

  /** Text for stdout. */
  text(text: Line): void {
    this.#write("stdout", safeLine(text));
  }

  /** Lines for stdout. */
  lines(lines: readonly Line[]): void {
    if (lines.length > 0) this.#write("stdout", safeLines(lines));
  }

  /** Text for stdout that a program may read again: into a pipe or a file only secrets are left out of it. */
  verbatim(text: string): void {
    if (this.isShown) this.text(text);
    else this.#write("stdout", verbatimText(text));
  }

  /** Text for stdout whose secrets are what was asked for. */
  unredacted(text: Line): void {
    this.#write("stdout", unredactedText(text));
  }

  /**
   * Bytes for stdout, as they are.
   *
   * @throws {TypeError} when stdout is a terminal.
   */
  bytes(bytes: Uint8Array): void {
    if (this.isShown) throw new TypeError("Bytes must not be written to a terminal");
    this.#terminal.stdout.writeBytes(bytes);
  }

  /** Whether a person reads stdout. */
  get isShown(): boolean {
    return this.#terminal.stdout.isTerminal;
  }

  /** Talk, on stderr. */
  say(...lines: readonly Line[]): void {
    if (lines.length > 0) this.#write("stderr", safeLines(lines));
  }

  /** A line on stderr that stands until something else is printed; `undefined` wipes it away. On a terminal alone. */
  status(line: string | undefined): void {
    const { stderr } = this.#terminal;
    if (!stderr.isTerminal || (line === undefined && !this.#hasStatus)) return;
    stderr.write(statusText(line ?? "", (stderr.columns ?? 80) - 1));
    this.#hasStatus = line !== undefined;
  }

  /** Something to think about, on stderr. */
  warn(...lines: readonly string[]): void {
    if (lines.length === 0) return;
    registerAllSecrets();
    const mark = this.paint("warning", "Warning:", "stderr");
    this.say(...lines.map((text) => line`${mark} ${text}`));
  }

  /** How wide a line on stdout may be; `undefined` where nothing is cut. */
  get width(): number | undefined {
    return this.#terminal.stdout.columns;
  }

  /** Colours a text, where that stream shows colour. */
  paint(style: Style, text: string, stream: "stdout" | "stderr" = "stdout"): Line {
    const shown = this.#colour === "always" || (this.#colour === "auto" && this.#terminal[stream].isTerminal);
    return shown ? new Styled([{ text, style }]) : text;
  }

  /** A text that leads to an address, on a terminal that can open one. */
  link(text: Line, address: string | undefined): Line {
    if (!this.options.links || address === undefined) return text;
    return new Styled(segmentsOf(text).map((segment) => ({ ...segment, address })));
  }

  #write(stream: "stdout" | "stderr", text: SafeText): void {
    const sink = this.#terminal[stream];
    if (sink.isTerminal) this.status(undefined);
    sink.write(text);
  }
}

/** Text from a server or a file, on one line, with nothing in it that moves a terminal's cursor. */
export function oneLine(text: string): string {
  if (isNarrow(text) && !text.includes("  ")) return text.trim();
  return printable(text).replace(/\s+/g, " ").trim();
}
