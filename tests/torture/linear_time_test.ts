/**
 * The long form of tests/core/linear_time_test.ts: each token of each grammar by itself, and many pieces of several.
 */
import { GRAMMARS } from "../helpers/grammars.ts";
import { checkLinear, pieceOf } from "../helpers/linear_time.ts";

const PIECES = 100;

for (const grammar of GRAMMARS) {
  Deno.test(`the time of ${grammar.name} grows with the text, and no faster: ${PIECES} pieces`, async () => {
    for (const token of grammar.tokens) await checkLinear(grammar, token);
    for (let seed = 0; seed < PIECES; seed++) await checkLinear(grammar, pieceOf(grammar, 1_000 + seed));
  });
}
