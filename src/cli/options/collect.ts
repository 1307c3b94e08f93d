/**
 * Options whose value is a text.
 *
 * @module
 */
import { isSegment } from "../../core/arguments.ts";
import { UsageError } from "../../../mod.ts";

/** Collects the values of a repeatable option. */
export function collectWords(word: string, before: readonly string[] | undefined): readonly string[] {
  return [...before ?? [], word];
}

/**
 * Makes a parser for an option that cannot be empty.
 *
 * @param name The option, for the error: `--title`.
 */
export function parseTextOption(name: string): (text: string) => string {
  return (text) => {
    if (text.trim() !== "") return text;
    throw new UsageError(`${name} is empty`, { hint: "Give it a value, or leave it out" });
  };
}

/**
 * Makes a parser for an option that names a space, a project or the like by its key.
 *
 * @param name The option, for the error: `--space`.
 */
export function parseKeyOption(name: string): (text: string) => string {
  const parse = parseTextOption(name);
  return (text) => {
    if (isSegment(parse(text))) return text;
    throw new UsageError(`Invalid key for ${name}: "${text}"`, { hint: "Give one such as TEAM" });
  };
}
