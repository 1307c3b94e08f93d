/**
 * `--jq`: the real jq, compiled to WebAssembly, which reaches nothing of this machine.
 *
 * Loaded when an expression was given, and not before.
 *
 * @module
 */
import { type Jq, loadJq } from "jq-wasm/inline";
import { printable } from "../../core/text.ts";
import { UsageError } from "../../../mod.ts";
import { jsonText } from "./json_text.ts";
import type { Selection } from "./selection.ts";

/** Options of {@linkcode jqSelection}. */
export interface JqOptions {
  /** The expression. */
  readonly expression: string;
  /** Spaces that objects and arrays are indented with; 0 keeps each on its line. */
  readonly indent: number;
  /** Does work that may never end. */
  readonly endless: <T>(work: () => T) => T;
}

/**
 * A selection by an expression of jq. Strings come out as they are, on lines of their own, and `null` as an empty line.
 *
 * @throws {UsageError} with jq's words, when the expression cannot be compiled; the selection itself, when it fails on
 * a value.
 */
export async function jqSelection({ expression, indent, endless }: JqOptions): Promise<Selection> {
  const jq = await loadJq();
  const run = (input: string): ReturnType<Jq["raw"]> =>
    ran(() => endless(() => jq.raw(input, quoted(expression), ["-c"])));
  // Without an input it is compiled, and that is all.
  requireGood(run(""));
  return function* select(values) {
    const result = run(values.map(inputOf).join("\n"));
    for (const line of result.stdout.split("\n")) {
      if (line !== "") yield shown(JSON.parse(line), indent);
    }
    requireGood(result);
  };
}

/** jq has 256 MiB, and ends itself when it needs more. */
function ran<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    throw new UsageError("--jq failed: it needs more memory than jq has", {
      hint:
        "Let the expression make less at a time: a list without an end, or a function that calls itself, fills it",
      cause: error,
    });
  }
}

/** An expression such as `-n` would be taken for an option. */
function quoted(expression: string): string {
  return expression.startsWith("-") ? ` ${expression}` : expression;
}

/** A value as jq reads it: half of a surrogate pair, which JSON may hold, stops its reader. */
function inputOf(value: unknown): string {
  return (JSON.stringify(value) ?? "null").replace(
    /\\(?:\\|ud[89a-f][0-9a-f]{2})/g,
    (escape) => escape.length > 2 ? "\ufffd" : escape,
  );
}

function shown(value: unknown, indent: number): string {
  if (typeof value === "string") return value;
  return value === null ? "" : jsonText(value, indent);
}

/** What `debug` prints goes to stderr too, and is no error; the exit code is that of the last value alone. */
function requireGood({ stderr, exitCode }: ReturnType<Jq["raw"]>): void {
  if (exitCode === 0 && !/^jq: error/m.test(stderr)) return;
  const words = stderr.replace(/\n?jq: \d+ compile errors?\s*$/, "")
    .replace(/^jq: (?:parse )?error(?: \(at [^)\n]*\))?:\s*/gm, "").trimEnd();
  throw new UsageError(`--jq failed: ${printable(words, { keepLines: true }) || `exit code ${exitCode}`}`, {
    hint: "The language is described at https://jqlang.org/manual",
  });
}
