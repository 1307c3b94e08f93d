/**
 * A terminal of memory: what was written is kept, and answers to prompts are scripted. An answer that was not asked for,
 * or a question that has no answer, fails the test.
 */
import {
  Interrupted,
  type Prompter,
  ReaderGone,
  type Terminal,
  type TextSink,
} from "../../src/cli/terminal/terminal.ts";

export interface MemoryTerminalOptions {
  /** Whether a person sits there. */
  readonly isTerminal?: boolean;
  /** Which streams go elsewhere all the same. */
  readonly piped?: readonly ("stdin" | "stdout" | "stderr")[];
  readonly columns?: number;
  readonly stdin?: string;
  /** Answers, in order. An empty one takes what is offered; `^C` interrupts. */
  readonly answers?: readonly (string | boolean)[];
  /** The number of writes after which stdout is closed. */
  readonly readerGoneAfter?: number;
  /** Called while a question stands, before it is answered. */
  readonly onAsk?: () => void;
  /** Called after each write to stdout. */
  readonly onWrite?: (text: string) => void;
}

export interface MemoryTerminal extends Terminal {
  readonly out: () => string;
  /** What was written as bytes; in `out()` it is as text. */
  readonly outBytes: () => Uint8Array;
  readonly err: () => string;
  /** The questions that were asked, and how: `text: Site [https://…]`, with what was offered. */
  readonly asked: readonly string[];
  /** What was said of answers that could not be taken; each was followed by the next answer. */
  readonly refused: readonly string[];
  /** Whether the prompts were opened. */
  readonly opened: boolean;
  /** What Ctrl-C (130) or the end of the session (143) does while something runs. */
  readonly interrupt: (exitCode: 130 | 143) => void;
  /** Fails when an answer was left over. */
  readonly verify: () => void;
}

export function memoryTerminal(options: MemoryTerminalOptions = {}): MemoryTerminal {
  const { piped = [], stdin = "" } = options;
  const isTerminal = (stream: "stdin" | "stdout" | "stderr"): boolean =>
    (options.isTerminal ?? false) && !piped.includes(stream);
  const columns = options.columns ?? 80;
  const out: string[] = [];
  const err: string[] = [];
  const written: number[] = [];
  const script = scriptedAnswers(options.answers ?? [], options.onAsk);
  const controller = new AbortController();
  let opened = false;
  return {
    stdout: {
      isTerminal: isTerminal("stdout"),
      columns: isTerminal("stdout") ? columns : undefined,
      write: (text) => {
        if (out.length >= (options.readerGoneAfter ?? Infinity)) throw new ReaderGone();
        out.push(text);
        options.onWrite?.(text);
      },
      writeBytes: (bytes) => {
        if (out.length >= (options.readerGoneAfter ?? Infinity)) throw new ReaderGone();
        if (isTerminal("stdout")) throw new Error("Bytes were written to a terminal");
        written.push(...bytes);
        out.push(new TextDecoder().decode(bytes));
      },
    },
    stderr: sink(err, isTerminal("stderr") ? columns : undefined),
    stdin: {
      isTerminal: isTerminal("stdin"),
      readText: () => Promise.resolve(stdin),
      open: () => new Blob([stdin]).stream(),
    },
    prompter: () => {
      opened = true;
      return Promise.resolve(script.prompter);
    },
    interrupted: controller.signal,
    endless: (work) => work(),
    interrupt: (exitCode) => controller.abort(new Interrupted(exitCode)),
    out: () => out.join(""),
    outBytes: () => Uint8Array.from(written),
    err: () => err.join(""),
    asked: script.asked,
    refused: script.refused,
    get opened(): boolean {
      return opened;
    },
    verify: script.verify,
  };
}

function sink(lines: string[], columns: number | undefined): TextSink {
  return {
    isTerminal: columns !== undefined,
    columns,
    write: (text) => void lines.push(text),
    writeBytes: () => {},
  };
}

interface Question {
  readonly message: string;
  readonly initial?: string | undefined;
  readonly validate?: (text: string) => string | undefined;
}

interface Script extends Pick<MemoryTerminal, "asked" | "refused" | "verify"> {
  readonly prompter: Prompter;
}

function scriptedAnswers(script: readonly (string | boolean)[], onAsk?: () => void): Script {
  const asked: string[] = [];
  const refused: string[] = [];
  const answers = [...script];
  const next = (kind: string, { message, initial }: Question): string | boolean => {
    asked.push(`${kind}: ${message}${initial === undefined ? "" : ` [${initial}]`}`);
    onAsk?.();
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`Nothing answers this question: ${message}`);
    if (answer === "^C") throw new Interrupted(130);
    return answer;
  };
  /** As a real prompt does, it asks until the answer will do. */
  const line = (kind: string, question: Question): string => {
    const typed = String(next(kind, question));
    const text = typed === "" ? question.initial ?? "" : typed;
    const problem = question.validate?.(text);
    if (problem === undefined) return text;
    refused.push(problem);
    return line(kind, question);
  };
  return {
    asked,
    refused,
    prompter: {
      text: (question) => Promise.try(() => line("text", question)),
      secret: (question) => Promise.try(() => line("secret", question)),
      confirm: ({ message, initial }) =>
        Promise.try(() => {
          const answer = next("confirm", { message, initial: initial === true ? "yes" : undefined });
          return answer === "" ? initial ?? false : answer === true;
        }),
    },
    verify: () => {
      if (answers.length > 0) throw new Error(`${answers.length} answers were not asked for`);
    },
  };
}
