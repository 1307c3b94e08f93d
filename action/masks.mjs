// @ts-check
/**
 * The forms in which a token could appear in a log, so that the runner can mask all of them.
 *
 * @module
 */
import { Buffer } from "node:buffer";

/** Minimum length of a masked line: the runner would mask a shorter one everywhere. */
const SHORTEST = 4;

/**
 * A secret, its lines, and its encoded forms: base64 (also of a Basic authorization header), URL-encoded, and
 * JSON.
 *
 * @param {string} secret as passed by the workflow.
 * @param {string} email the account's; may be empty.
 * @returns {readonly string[]} without duplicates, the secret itself first; empty without a secret.
 */
function formsOf(secret, email) {
  if (secret.trim() === "") return [];
  const plain = secret.trim();
  const forms = [secret, plain];
  for (const text of [plain, `${email}:${plain}`]) {
    forms.push(Buffer.from(text).toString("base64"), Buffer.from(text).toString("base64url"));
  }
  forms.push(encodeURIComponent(plain), JSON.stringify(plain).slice(1, -1));
  const lines = plain.split(/[\r\n]+/).map((line) => line.trim()).filter(({ length }) => length >= SHORTEST);
  return [...new Set([...forms, ...lines])];
}

export { formsOf };
