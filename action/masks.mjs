// @ts-check
/**
 * The forms in which a token could come into a log, so that the runner can blot out all of them.
 *
 * @module
 */
import { Buffer } from "node:buffer";

/** Shorter lines are not masked by themselves: the runner would blot them out everywhere. */
const SHORTEST = 4;

/**
 * A secret, its lines, and what programs make of it: base64 (also as Basic authorization has it), and as it stands in
 * an address and in JSON.
 *
 * @param {string} secret as the workflow gave it.
 * @param {string} email the account's; may be empty.
 * @returns {readonly string[]} without doubles, the secret itself first; none where there is no secret.
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
