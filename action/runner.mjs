// @ts-check
/**
 * What a runner of GitHub Actions understands: commands on standard output, and lines in files that it names.
 *
 * @module
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { detailOf, Failure } from "./failure.mjs";

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * A command of the runner. What would end the line, or be read as an escape, is escaped.
 *
 * @param {"add-mask" | "error" | "warning" | "debug"} name
 * @param {string} message
 * @returns {string} the line, with its end.
 */
function command(name, message) {
  const escaped = message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return `::${name}::${escaped}\n`;
}

/**
 * A name and its value as the runner's files have them, between two lines that the value cannot contain.
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
 * Adds to one of the files that the runner reads when this program has ended.
 *
 * @param {Environment} env
 * @param {"GITHUB_ENV" | "GITHUB_OUTPUT" | "GITHUB_PATH" | "GITHUB_STATE"} file the variable that names it.
 * @param {string} text
 * @throws {Failure} when the runner did not say where the file is, or it cannot be written.
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
 * Shows text of somebody else: no line of it is a command to the runner.
 *
 * @param {string} text
 */
function show(text) {
  const word = randomUUID();
  process.stdout.write(`::stop-commands::${word}\n${text.trimEnd()}\n::${word}::\n`);
}

export { append, assignment, command, show };
