/**
 * No parser takes time that grows faster than its text: a few pieces of each grammar. tests/torture/ has thousands.
 */
import assert from "node:assert/strict";
import { GRAMMARS } from "../helpers/grammars.ts";
import { checkLinear, pieceOf } from "../helpers/linear_time.ts";

/** Pieces of each grammar. */
const PIECES = 2;

for (const grammar of GRAMMARS) {
  Deno.test(`the time of ${grammar.name} grows with the text, and no faster`, async () => {
    for (let seed = 0; seed < PIECES; seed++) await checkLinear(grammar, pieceOf(grammar, seed));
  });
}

Deno.test("checkLinear() finds a parser whose time grows with the square of the text", async () => {
  const grammar = { name: "blanks", tokens: [" "], run: (text: string) => /[ ]+x$/.test(text) };
  await assert.rejects(
    checkLinear(grammar, " "),
    /^AssertionError.*: blanks: " " × \d+ takes \d+ ms, eight times as many/,
  );
});
