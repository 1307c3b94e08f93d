/**
 * The terminal as commands see it: three streams, and a person who may answer.
 *
 * Interface only, so that a test hands in one made of memory; the real one is `terminal_deno.ts`.
 *
 * @module
 */

declare const SAFE: unique symbol;

/** Text that may be printed: it has passed the boundary in `cli/output/safe_text.ts`, which alone makes it. */
export type SafeText = string & { readonly [SAFE]: true };

/** A stream that text is written to. */
export interface TextSink {
  /** Whether a person reads it. */
  readonly isTerminal: boolean;
  /** Columns, where it is a terminal of a known width. */
  readonly columns: number | undefined;
  /**
   * Writes all of it.
   *
   * @throws {ReaderGone} when nobody reads any more.
   */
  write(text: SafeText): void;
  /**
   * Writes all of it.
   *
   * @throws {ReaderGone} when nobody reads any more.
   */
  writeBytes(bytes: Uint8Array): void;
}

/** The three streams, and who answers. */
export interface Terminal {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly stdin: {
    readonly isTerminal: boolean;
    /** All of it, to its end. */
    readText(): Promise<string>;
    /** The same, as bytes that come as they are asked for. */
    open(): ReadableStream<Uint8Array>;
  };
  /** Opens the prompts; their library is loaded here and not before. */
  prompter(): Promise<Prompter>;
  /** Fires when the user interrupts (130) or the system ends the program (143); the reason is an {@linkcode Interrupted}. */
  readonly interrupted: AbortSignal;
  /**
   * Does work in one go, that may take for ever: nothing of ours runs beside it that could hear a signal, so the system
   * ends the process, as it ends one that does not listen.
   */
  endless<T>(work: () => T): T;
}

/** Asks a person. Drawn on stderr. Each throws {@linkcode Interrupted} when the person cancels, or a signal comes. */
export interface Prompter {
  /** A line of text. `validate` gives what is wrong with it, or nothing. */
  text(question: {
    readonly message: string;
    readonly initial?: string | undefined;
    readonly validate?: (text: string) => string | undefined;
  }): Promise<string>;
  /** A line that is masked while it is typed or pasted. */
  secret(question: {
    readonly message: string;
    readonly validate?: (text: string) => string | undefined;
  }): Promise<string>;
  /** Yes or no. It starts on No, so that Enter alone consents to nothing, unless `initial` says otherwise. */
  confirm(question: { readonly message: string; readonly initial?: boolean | undefined }): Promise<boolean>;
}

/** The reader of our output went away. That is no error: the program ends quietly. */
export class ReaderGone extends Error {
  override readonly name = "ReaderGone";
}

/** The user interrupted (130), or the system asked the program to end (143). */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor(readonly exitCode: 130 | 143) {
    super("Interrupted");
  }
}
