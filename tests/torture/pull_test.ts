/** The crash matrix of a pull in its long form: every point in memory, and a real process killed at every request. */
import assert from "node:assert/strict";
import { pullMatrix } from "../helpers/pull_matrix.ts";
import { killPulls } from "./pull_kills.ts";

Deno.test("docs pull that is killed, or whose requests fail, at every point is resumed by the next run", async () => {
  const figures = await pullMatrix(1);
  console.log(`pull matrix: ${JSON.stringify(figures)}`);
  assert.equal(figures.downloadedTwice, 0);
});

Deno.test("docs pull that is killed by SIGKILL, at each request and at any instant, is resumed", async () => {
  const requests = Array.from({ length: 8 }, (_, request) => ({ request }));
  const instants = Array.from({ length: 60 }, () => ({ afterMs: 300 + Math.random() * 900 }));
  console.log(`kills of pulls: ${await killPulls([...requests, ...instants])}`);
});
