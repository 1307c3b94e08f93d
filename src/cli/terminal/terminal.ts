/**
 * The terminal interface for commands: three streams, and prompts.
 *
 * Only the interface, so that tests can pass one in memory; the implementation is `terminal_deno.ts`.
 *
 * @module
 */

declare const SAFE: unique symbol;

/** Text that is safe to print. Only `cli/output/safe_text.ts` creates it. */
export type SafeText = string & { readonly [SAFE]: true };

/** An output stream. */
export interface TextSink {
  /** Whether it is a terminal. */
  readonly isTerminal: boolean;
  /** Width in columns, if it is a terminal of known width. */
  readonly columns: number | undefined;
  /**
   * Writes everything.
   *
   * @throws {ReaderGone} if the reader closed the pipe.
   */
  write(text: SafeText): void;
  /**
   * Writes everything.
   *
   * @throws {ReaderGone} if the reader closed the pipe.
   */
  writeBytes(bytes: Uint8Array): void;
}

/** The three streams, and prompts. */
export interface Terminal {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly stdin: {
    readonly isTerminal: boolean;
    /** Reads all text, to the end. */
    readText(): Promise<string>;
    /** Opens a stream of the bytes, read on demand. */
    open(): ReadableStream<Uint8Array>;
  };
  /** Opens the prompts; loads their library lazily. */
  prompter(): Promise<Prompter>;
  /**
   * Aborted when the user interrupts (130) or the system terminates the program (143); the reason is an {@linkcode
   * Interrupted}.
   */
  readonly interrupted: AbortSignal;
  /**
   * Runs blocking work, which may never end, with signal handlers removed, so that SIGINT still ends the process.
   */
  endless<T>(work: () => T): T;
}

/** Prompts on stderr. Each throws {@linkcode Interrupted} if the user cancels, or on a signal. */
export interface Prompter {
  /** Asks for a line of text. `validate` returns an error message, or `undefined`. */
  text(question: {
    readonly message: string;
    readonly initial?: string | undefined;
    readonly validate?: (text: string) => string | undefined;
  }): Promise<string>;
  /** Asks for a line that is hidden while it is typed or pasted. */
  secret(question: {
    readonly message: string;
    readonly validate?: (text: string) => string | undefined;
  }): Promise<string>;
  /** Asks for Yes or No. The default is No, unless `initial` is set, so that Enter alone confirms nothing. */
  confirm(question: { readonly message: string; readonly initial?: boolean | undefined }): Promise<boolean>;
}

/** The output pipe was closed. This is not an error: the program ends quietly. */
export class ReaderGone extends Error {
  override readonly name = "ReaderGone";
}

/** The user interrupted the program (130), or the system terminated it (143). */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor(readonly exitCode: 130 | 143) {
    super("Interrupted");
  }
}
