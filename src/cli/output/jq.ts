/**
 * `--jq`: the original jq, compiled to WebAssembly, without access to this machine.
 *
 * Loaded lazily.
 *
 * @module
 */
import { type Jq, loadJq } from "jq-wasm/inline";
import { printable } from "../../core/text.ts";
import { UsageError } from "../../../mod.ts";
import { jsonText } from "./json_text.ts";
import type { Selection } from "./selection.ts";

/** Options of {@linkcode jqSelection}. */
interface JqOptions {
  /** The jq expression. */
  readonly expression: string;
  /** Indentation of objects and arrays, in spaces; 0 for one line each. */
  readonly indent: number;
  /** Runs work that may never end. */
  readonly endless: <T>(work: () => T) => T;
}

/**
 * Creates a selection from a jq expression. Strings are printed raw, one per line, and `null` as an empty line.
 *
 * @throws {UsageError} with jq's message, if the expression cannot be compiled. The selection throws it if a value
 * fails.
 */
export async function jqSelection({ expression, indent, endless }: JqOptions): Promise<Selection> {
  const jq = await loadJq();
  const run = (input: string): ReturnType<Jq["raw"]> =>
    withMemoryError(() => endless(() => jq.raw(input, quoted(expression), ["-c"])));
  // Without input, jq only compiles the expression.
  requireGood(run(""));
  return function* select(values) {
    const result = run(values.map(inputOf).join("\n"));
    for (const line of result.stdout.split("\n")) {
      if (line !== "") yield formatted(JSON.parse(line), indent);
    }
    requireGood(result);
  };
}

/** jq has 256 MiB of memory, and aborts if it needs more. */
function withMemoryError<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    throw new UsageError("--jq failed: out of memory", {
      hint: "The expression produces too much data: check it for an infinite list or recursion",
      cause: error,
    });
  }
}

/** Prevents jq from reading an expression such as `-n` as an option. */
function quoted(expression: string): string {
  return expression.startsWith("-") ? ` ${expression}` : expression;
}

/** A value as input for jq. Lone surrogates, which JSON allows, are replaced, because jq's parser rejects them. */
function inputOf(value: unknown): string {
  return (JSON.stringify(value) ?? "null").replace(
    /\\(?:\\|ud[89a-f][0-9a-f]{2})/g,
    (escape) => escape.length > 2 ? "\ufffd" : escape,
  );
}

function formatted(value: unknown, indent: number): string {
  if (typeof value === "string") return value;
  return value === null ? "" : jsonText(value, indent);
}

/** The output of `debug` on stderr is not an error, and the exit code covers only the last value. */
function requireGood({ stderr, exitCode }: ReturnType<Jq["raw"]>): void {
  if (exitCode === 0 && !/^jq: error/m.test(stderr)) return;
  const words = stderr.replace(/\n?jq: \d+ compile errors?\s*$/, "")
    .replace(/^jq: (?:parse )?error(?: \(at [^)\n]*\))?:\s*/gm, "").trimEnd();
  throw new UsageError(`--jq failed: ${printable(words, { keepLines: true }) || `exit code ${exitCode}`}`, {
    hint: "See the jq manual: https://jqlang.org/manual",
  });
}
