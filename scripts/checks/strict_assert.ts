/**
 * Makes `console.assert()` throw, so that an example in a doc comment can fail. Preloaded by `doc_examples.ts`.
 *
 * @module
 */
console.assert = (condition?: boolean, ...details: unknown[]): void => {
  if (!condition) throw new Error(["Assertion failed", ...details].join(" "));
};
