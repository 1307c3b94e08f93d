/**
 * The output of commands: data on stdout, messages on stderr. All of it is made safe by `safe_text.ts`.
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

/** When to colour text. */
type ColorChoice = "auto" | "always" | "never";

/** The format of data. */
export type Format = "text" | "json" | "ndjson";

/** Options of {@linkcode Output}. */
interface OutputOptions {
  readonly format: Format;
  readonly colour: ColorChoice;
  /** Whether stdout is a terminal that supports links. */
  readonly links: boolean;
}

/** Prints everything that a command writes. */
export class Output {
  readonly #terminal: Terminal;
  readonly #colour: ColorChoice;
  #selection: Selection | undefined;
  #hasStatus = false;

  constructor(terminal: Terminal, readonly options: OutputOptions) {
    this.#terminal = terminal;
    this.#colour = options.colour;
  }

  /** The format of data. */
  get format(): Format {
    return this.options.format;
  }

  /** Prints the result: one JSON object, or lines of text. */
  result({ json, lines }: { readonly json: unknown; readonly lines: readonly Line[] }): void {
    if (this.format === "text") this.lines(lines);
    else this.json(json);
  }

  /** From now on, applies a selection to each JSON value and prints the result. */
  select(selection: Selection | undefined): void {
    this.#selection = selection;
  }

  /** Whether a selection is set. */
  get selects(): boolean {
    return this.#selection !== undefined;
  }

  /** Prints a JSON value: indented with `--json`, on one line with `--ndjson`, or the selection from it. */
  json(value: unknown): void {
    this.jsonValues([value]);
  }

  /** Prints JSON values. Selecting from many values at once is faster than one by one. */
  jsonValues(values: readonly unknown[]): void {
    if (this.#selection !== undefined) {
      for (const text of this.#selection(values)) this.#write("stdout", safeLines([text]));
      return;
    }
    const indent = this.format === "json" ? 2 : 0;
    for (const value of values) this.#write("stdout", safeJson(value, indent));
  }

  /** Prints text to stdout. */
  text(text: Line): void {
    this.#write("stdout", safeLine(text));
  }

  /** Prints lines to stdout. */
  lines(lines: readonly Line[]): void {
    if (lines.length > 0) this.#write("stdout", safeLines(lines));
  }

  /** Prints text for programs to stdout: in a pipe or a file, only secrets are redacted. */
  verbatim(text: string): void {
    if (this.isShown) this.text(text);
    else this.#write("stdout", verbatimText(text));
  }

  /** Prints text whose secrets the user asked for to stdout. */
  unredacted(text: Line): void {
    this.#write("stdout", unredactedText(text));
  }

  /**
   * Prints unchanged bytes to stdout.
   *
   * @throws {TypeError} if stdout is a terminal.
   */
  bytes(bytes: Uint8Array): void {
    if (this.isShown) throw new TypeError("Bytes must not be written to a terminal");
    this.#terminal.stdout.writeBytes(bytes);
  }

  /** Whether stdout is a terminal. */
  get isShown(): boolean {
    return this.#terminal.stdout.isTerminal;
  }

  /** Prints messages to stderr. */
  say(...lines: readonly Line[]): void {
    if (lines.length > 0) this.#write("stderr", safeLines(lines));
  }

  /** Shows a status line on stderr until something else is printed; `undefined` clears it. Only on a terminal. */
  status(line: string | undefined): void {
    const { stderr } = this.#terminal;
    if (!stderr.isTerminal || (line === undefined && !this.#hasStatus)) return;
    stderr.write(statusText(line ?? "", (stderr.columns ?? 80) - 1));
    this.#hasStatus = line !== undefined;
  }

  /** Prints warnings to stderr. */
  warn(...lines: readonly string[]): void {
    if (lines.length === 0) return;
    registerAllSecrets();
    const mark = this.paint("warning", "Warning:", "stderr");
    this.say(...lines.map((text) => line`${mark} ${text}`));
  }

  /** The maximum width of a line on stdout; `undefined` for no limit. */
  get width(): number | undefined {
    return this.#terminal.stdout.columns;
  }

  /** Colours a text, if the stream shows colours. */
  paint(style: Style, text: string, stream: "stdout" | "stderr" = "stdout"): Line {
    const shown = this.#colour === "always" || (this.#colour === "auto" && this.#terminal[stream].isTerminal);
    return shown ? new Styled([{ text, style }]) : text;
  }

  /** Links a text to a URL, on a terminal that supports links. */
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

/** Text from a server or a file on one line, without control characters. */
export function oneLine(text: string): string {
  if (isNarrow(text) && !text.includes("  ")) return text.trim();
  return printable(text).replace(/\s+/g, " ").trim();
}
