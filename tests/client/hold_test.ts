import assert from "node:assert/strict";
import { circleGuard } from "../../src/client/page_loops.ts";
import { holdGuard } from "../../src/client/buffer_limit.ts";
import { AtlcliError } from "../../src/core/errors.ts";
import { adviceOn } from "../helpers/advice.ts";

Deno.test("holdGuard() lets as much be held as is allowed, and not a character more", () => {
  const guard = holdGuard(10);
  guard(["abc"]);
  guard([12345, undefined]);
  assert.throws(
    () => guard([0]),
    (error) =>
      error instanceof AtlcliError && error.code === "bad-response" && /--ndjson/.test(adviceOn(error)),
  );
});

Deno.test("holdGuard() allows a list of 100,000 issues, and ends one of 128 MiB", () => {
  const guard = holdGuard();
  const issue = { id: "10001", key: "PROJ-1", fields: { summary: "x".repeat(500) } };
  guard(Array(100_000).fill(issue));
  assert.throws(() => guard(Array(200_000).fill(issue)), {
    message: /too large to buffer: more than 128 MiB/,
  });
});

function reasonsOf(run: (guard: (cursor: number, items: number) => void) => void): string {
  try {
    run(circleGuard<number>((why) => {
      throw new Error(why);
    }));
  } catch (error) {
    return String(error);
  }
  return "none";
}

Deno.test("circleGuard() ends a list that always goes on to a new page", () => {
  let pages = 0;
  const why = reasonsOf((guard) => {
    for (;;) guard(pages++, 1);
  });
  assert.equal(why, "Error: have no end");
  assert.equal(pages, 100_001);
});

Deno.test("circleGuard() tells a circle and empty pages apart from a list without end", () => {
  assert.equal(
    reasonsOf((guard) => [1, 2, 3, 1, 2, 3, 1, 2, 3].forEach((at) => guard(at, 1))),
    "Error: repeat",
  );
  assert.equal(reasonsOf((guard) => Array.from({ length: 11 }, (_, at) => guard(at, 0))), "Error: are empty");
  assert.equal(reasonsOf((guard) => Array.from({ length: 10 }, (_, at) => guard(at, 0))), "none");
});
