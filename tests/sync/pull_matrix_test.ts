/** The crash matrix of a pull in its short form; all of it: `deno task torture`. */
import assert from "node:assert/strict";
import { pullMatrix } from "../helpers/pull_matrix.ts";

Deno.test("docs pull that is killed, or whose requests fail, is resumed by the next run", async () => {
  const figures = await pullMatrix(8);
  console.log(`pull matrix: ${JSON.stringify(figures)}`);
  assert.ok(figures.kills > 35 && figures.failures > 25 && figures.whole > 250);
  assert.equal(figures.downloadedTwice, 0);
});
