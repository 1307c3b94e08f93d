/** The crash matrix of a pull in its short form; all of it: `deno task torture`. */
import assert from "node:assert/strict";
import { pullMatrix } from "../helpers/pull_matrix.ts";

Deno.test("docs pull that is killed, or whose requests fail, is gone on with by the next run", async () => {
  const figures = await pullMatrix(2);
  console.log(`pull matrix: ${JSON.stringify(figures)}`);
  assert.ok(figures.kills > 150 && figures.failures > 100 && figures.whole > 1_000);
  assert.equal(figures.downloadedTwice, 0);
});
