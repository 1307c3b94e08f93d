// @ts-check
/**
 * Failures of the action, formatted for the log of a job.
 *
 * @module
 */

/** An error for the user: what failed, and what to do next. */
export class Failure extends Error {
  /** What to do next; empty if obvious. */
  hint;

  /**
   * @param {string} message
   * @param {{ readonly hint?: string, readonly cause?: unknown }} [options]
   */
  constructor(message, { hint = "", cause } = {}) {
    super(message, { cause });
    this.name = "Failure";
    this.hint = hint;
  }
}

/**
 * Formats a thrown value.
 *
 * @param {unknown} error
 * @returns {string}
 */
function wordsOf(error) {
  if (error instanceof Failure) return error.hint === "" ? error.message : `${error.message}. ${error.hint}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/**
 * A short reason. A network error of Node may have only a code.
 *
 * @param {unknown} error
 * @returns {string}
 */
function detailOf(error) {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : error.name;
  return error.message || code;
}

export { detailOf, wordsOf };
