/**
 * What commands print: data on stdout, talk on stderr.
 *
 * @module
 */
import { printable } from "../../core/text.ts";
import { hyperlink } from "./hyperlink.ts";
import { isNarrow } from "./narrow.ts";
import { escapeControls, type Selection } from "./selection.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withoutTokens } from "./token_look.ts";

/** When text is coloured. */
export type ColorChoice = "auto" | "always" | "never";

/** How data is printed. */
export type Format = "text" | "json" | "ndjson";

/** How a text looks, where there is colour. */
export type Style = keyof typeof STYLES;

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

  /** Prints the answer: one JSON object, or lines for people. Server text in `lines` has been made printable. */
  answer(result: { readonly json: unknown; readonly lines: readonly string[] }): void {
    if (this.format === "text") this.#lines("stdout", result.lines);
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
    for (const text of this.#selection?.(values) ?? this.#serialized(values)) {
      this.#write("stdout", `${text}\n`);
    }
  }

  /** Text for stdout, as it is. */
  text(text: string): void {
    this.#write("stdout", text);
  }

  /** Bytes for stdout, as they are: never to a terminal. */
  bytes(bytes: Uint8Array): void {
    this.#terminal.stdout.writeBytes(bytes);
  }

  /** Whether a person reads stdout. */
  get isShown(): boolean {
    return this.#terminal.stdout.isTerminal;
  }

  /** Talk, on stderr. */
  say(...lines: readonly string[]): void {
    this.#lines("stderr", lines.map(withoutTokens));
  }

  /** A line on stderr that stands until something else is printed; `undefined` wipes it away. On a terminal alone. */
  status(line: string | undefined): void {
    const { stderr } = this.#terminal;
    if (!stderr.isTerminal || (line === undefined && !this.#hasStatus)) return;
    stderr.write(`${WIPE}${line?.slice(0, (stderr.columns ?? 80) - 1) ?? ""}`);
    this.#hasStatus = line !== undefined;
  }

  /** Something to think about, on stderr. */
  warn(...lines: readonly string[]): void {
    if (lines.length === 0) return;
    const mark = this.paint("warning", "Warning:", "stderr");
    this.say(...lines.map((line) => `${mark} ${printable(line, { keepLines: true })}`));
  }

  /** How wide a line on stdout may be; `undefined` where nothing is cut. */
  get width(): number | undefined {
    return this.#terminal.stdout.columns;
  }

  /** Colours a text, where that stream shows colour. */
  paint(style: Style, text: string, stream: "stdout" | "stderr" = "stdout"): string {
    const shown = this.#colour === "always" || (this.#colour === "auto" && this.#terminal[stream].isTerminal);
    return shown ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text;
  }

  /** A text that leads to an address, on a terminal that can open one. */
  link(text: string, address: string | undefined): string {
    return this.options.links && address !== undefined ? hyperlink(text, address) : text;
  }

  *#serialized(values: readonly unknown[]): Iterable<string> {
    const indent = this.format === "json" ? 2 : 0;
    for (const value of values) yield escapeControls(JSON.stringify(value, null, indent));
  }

  #lines(stream: "stdout" | "stderr", lines: readonly string[]): void {
    if (lines.length > 0) this.#write(stream, `${lines.join("\n")}\n`);
  }

  #write(stream: "stdout" | "stderr", text: string): void {
    const sink = this.#terminal[stream];
    if (sink.isTerminal) this.status(undefined);
    sink.write(text);
  }
}

/** To the line's beginning, and everything on it away. */
const WIPE = "\r\x1b[K";
const STYLES = { good: 32, bad: 31, warning: 33, dim: 2, heading: 1, key: 36 } as const;

/** Text from a server or a file, on one line, with nothing in it that moves a terminal's cursor. */
export function oneLine(text: string): string {
  if (isNarrow(text) && !text.includes("  ")) return text.trim();
  return printable(text).replace(/\s+/g, " ").trim();
}
