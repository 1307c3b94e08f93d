// @ts-check
/**
 * The interface of GitHub Actions runners: commands on standard output, and lines in special files.
 *
 * @module
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { detailOf, Failure } from "./failure.mjs";

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * Formats a runner command. Escapes line breaks and percent signs.
 *
 * @param {"add-mask" | "error" | "warning" | "debug"} name
 * @param {string} message
 * @returns {string} the line, with a line break.
 */
function command(name, message) {
  const escaped = message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return `::${name}::${escaped}\n`;
}

/**
 * Formats a name and a value for the runner's files, with a delimiter that the value cannot contain.
 *
 * @param {string} name
 * @param {string} value
 * @returns {string}
 */
function assignment(name, value) {
  const end = `end_${randomUUID()}`;
  return `${name}<<${end}\n${value}\n${end}\n`;
}

/**
 * Appends to one of the files that the runner reads after this program ends.
 *
 * @param {Environment} env
 * @param {"GITHUB_ENV" | "GITHUB_OUTPUT" | "GITHUB_PATH" | "GITHUB_STATE"} file the variable that names it.
 * @param {string} text
 * @throws {Failure} if the variable is not set, or the file cannot be written.
 */
function append(env, file, text) {
  const path = env[file];
  if (!path) throw new Failure(`${file} is not set`, { hint: "Run this as a step of a workflow" });
  try {
    appendFileSync(path, text);
  } catch (cause) {
    throw new Failure(`Failed to write ${file}: ${detailOf(cause)}`, { cause });
  }
}

/**
 * Prints text from another program, so that no line is a command to the runner.
 *
 * @param {string} text
 */
function show(text) {
  const word = randomUUID();
  process.stdout.write(`::stop-commands::${word}\n${text.trimEnd()}\n::${word}::\n`);
}

export { append, assignment, command, show };
