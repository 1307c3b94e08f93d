// @ts-check
/**
 * Why the action could not do what it was asked, in words for the log of a job.
 *
 * @module
 */

/** An error that is shown as it is: what failed, and what to do about it. */
export class Failure extends Error {
  /** What to do about it; empty where that is plain. */
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
 * What was thrown, in words.
 *
 * @param {unknown} error
 * @returns {string}
 */
function wordsOf(error) {
  if (error instanceof Failure) return error.hint === "" ? error.message : `${error.message}. ${error.hint}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/**
 * What went wrong, in a few words. An error of Node's network may have a code alone.
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
