/**
 * Parses an incomplete command line, to find what can come next.
 *
 * @module
 */
import type { Argument, CommandUnknownOpts, Option } from "@commander-js/extra-typings";

/** What can come next. */
export type Expected =
  /** A value of an option; `before` is the text before it in the same word. */
  | { readonly kind: "value"; readonly of: Option; readonly before: string; readonly typed: string }
  /** A command, an argument or an option. */
  | {
    readonly kind: "word";
    readonly typed: string;
    readonly argument: Argument | undefined;
    /** Whether a subcommand can come next. */
    readonly commands: boolean;
    /** Whether options can come next: there was no `--` yet. */
    readonly options: boolean;
  };

/** The state after parsing a command line. */
export interface Place {
  readonly command: CommandUnknownOpts;
  readonly expected: Expected;
}

/**
 * Parses a command line.
 *
 * @param words The complete words.
 * @param typed The incomplete last word; may be empty.
 */
export function placeOf(program: CommandUnknownOpts, words: readonly string[], typed: string): Place {
  const parser = new LineParser(program);
  for (const word of words) parser.pass(word);
  return { command: parser.command, expected: parser.expects(typed) };
}

/** The options of a command, its own first. */
export function optionsOf(command: CommandUnknownOpts): readonly Option[] {
  const options = [...command.createHelp().visibleOptions(command)];
  for (let { parent } = command; parent !== null; parent = parent.parent) {
    options.push(...parent.options.filter(({ hidden }) => !hidden));
  }
  return options;
}

class LineParser {
  command: CommandUnknownOpts;
  #pending: Option | undefined;
  #operands = 0;
  #options = true;

  constructor(program: CommandUnknownOpts) {
    this.command = program;
  }

  pass(word: string): void {
    const isOption = this.#options && word.startsWith("-") && word !== "-";
    if (this.#pending !== undefined && !(this.#pending.variadic && isOption)) {
      if (!this.#pending.variadic) this.#pending = undefined;
      return;
    }
    this.#pending = undefined;
    if (this.#options && word === "--") this.#options = false;
    else if (isOption) this.#pending = this.#optionOf(word);
    else this.#operand(word);
  }

  expects(typed: string): Expected {
    const [, before, value] = /^(--[^=]+=)(.*)$/s.exec(typed) ?? [];
    const named = this.#options ? this.#optionOf(before?.slice(0, -1) ?? "") : undefined;
    const isVariadicOption = this.#pending?.variadic && typed.startsWith("-");
    if (this.#pending !== undefined && !isVariadicOption) {
      return { kind: "value", of: this.#pending, before: "", typed };
    }
    if (named !== undefined && before !== undefined && value !== undefined) {
      return { kind: "value", of: named, before, typed: value };
    }
    const args = this.command.registeredArguments;
    const last = args.at(-1);
    return {
      kind: "word",
      typed,
      argument: args[this.#operands] ?? (last?.variadic ? last : undefined),
      commands: this.#operands === 0,
      options: this.#options,
    };
  }

  #operand(word: string): void {
    const next = this.#operands > 0
      ? undefined
      : this.command.commands.find((each) => each.name() === word || each.aliases().includes(word));
    if (next === undefined) this.#operands++;
    else this.command = next;
  }

  /** The option that takes the next word as its value. */
  #optionOf(flag: string): Option | undefined {
    return optionsOf(this.command).find((option) =>
      (option.required || option.variadic) && (flag === option.short || flag === option.long)
    );
  }
}
