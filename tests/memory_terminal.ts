/**
 * A terminal of memory: what was written is kept, and answers to prompts are scripted. An answer that was not asked for,
 * or a question that has no answer, fails the test.
 */
import type { Prompter, Terminal, TextSink } from "../src/cli/terminal.ts";

export interface MemoryTerminalOptions {
  /** Whether a person sits there. */
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly stdin?: string;
  /** Answers, in order. */
  readonly answers?: readonly (string | boolean)[];
}

export interface MemoryTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
  /** The questions that were asked, and how. */
  readonly asked: readonly string[];
  /** Fails when an answer was left over. */
  readonly verify: () => void;
}

export function memoryTerminal(options: MemoryTerminalOptions = {}): MemoryTerminal {
  const { isTerminal = false, columns, stdin = "" } = options;
  const out: string[] = [];
  const err: string[] = [];
  const asked: string[] = [];
  const answers = [...options.answers ?? []];
  const sink = (lines: string[]): TextSink => ({
    isTerminal,
    columns: isTerminal ? columns ?? 80 : undefined,
    write: (text) => void lines.push(text),
  });
  const answer = (kind: string, message: string): string | boolean => {
    asked.push(`${kind}: ${message}`);
    const next = answers.shift();
    if (next === undefined) throw new Error(`Nothing answers this question: ${message}`);
    return next;
  };
  const prompter: Prompter = {
    text: ({ message, initial, validate }) => {
      const typed = String(answer("text", message));
      const text = typed === "" ? initial ?? "" : typed;
      const problem = validate?.(text);
      return problem === undefined ? Promise.resolve(text) : Promise.reject(new Error(`Refused: ${problem}`));
    },
    secret: ({ message, validate }) => {
      const text = String(answer("secret", message));
      const problem = validate?.(text);
      return problem === undefined ? Promise.resolve(text) : Promise.reject(new Error(`Refused: ${problem}`));
    },
    confirm: ({ message }) => Promise.resolve(answer("confirm", message) === true),
  };
  return {
    stdout: sink(out),
    stderr: sink(err),
    stdin: { isTerminal, readText: () => Promise.resolve(stdin) },
    prompter: () => Promise.resolve(prompter),
    interrupted: new AbortController().signal,
    out: () => out.join(""),
    err: () => err.join(""),
    asked,
    verify: () => {
      if (answers.length > 0) throw new Error(`Nobody asked for ${answers.length} of the answers`);
    },
  };
}
