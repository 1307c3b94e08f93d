import assert from "node:assert/strict";
import { Output } from "../../src/cli/output/output.ts";
import { startProgress } from "../../src/cli/output/progress.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import {
  type MemoryTerminal,
  memoryTerminal,
  type MemoryTerminalOptions,
} from "../helpers/memory_terminal.ts";
import { machine, PROFILES } from "./fixture.ts";

const WIPE = "\r\u001b[K";

function following(options: MemoryTerminalOptions = { isTerminal: true }) {
  const clock = manualClock();
  const terminal: MemoryTerminal = memoryTerminal(options);
  const output = new Output(terminal, { format: "text", colour: "never", links: false });
  return { clock, terminal, output, progress: startProgress({ output, clock, what: "issues" }) };
}

Deno.test("progress shows nothing for work shorter than a second", () => {
  const { clock, terminal, progress } = following();
  for (let step = 0; step < 9; step++) {
    clock.advance(100);
    progress.update(step, 10);
  }
  progress.end();
  assert.equal(terminal.err(), "");
});

Deno.test("progress shows a bar, a count and an estimate after a second, and is gone at the end", () => {
  const { clock, terminal, progress } = following();
  clock.advance(1_000);
  progress.update(250, 1_000);
  assert.equal(terminal.err(), `${WIPE}issues [#####               ] 250/1000, 3 s left`);
  progress.end();
  assert.ok(terminal.err().endsWith(`left${WIPE}`));
});

Deno.test("progress shows only a count if the total is unknown", () => {
  const { clock, terminal, progress } = following();
  clock.advance(1_000);
  progress.update(250);
  assert.equal(terminal.err(), `${WIPE}issues 250 …`);
});

Deno.test("progress is drawn ten times a second at most", () => {
  const { clock, terminal, progress } = following();
  clock.advance(1_000);
  for (let step = 0; step < 100; step++) {
    clock.advance(10);
    progress.update(step);
  }
  assert.ok(terminal.err().split(WIPE).length - 1 <= 11);
});

for (
  const [done, total, shown] of [
    [0, 10, "issues [                    ] 0/10"],
    [10, 10, "issues [####################] 10/10, 0 s left"],
    [11, 10, "issues 11 …"],
    [5, 0, "issues 5 …"],
  ] as const
) {
  Deno.test(`progress of ${done} of ${total} is "${shown}"`, () => {
    const { clock, terminal, progress } = following();
    clock.advance(2_000);
    progress.update(done, total);
    assert.equal(terminal.err(), `${WIPE}${shown}`);
  });
}

Deno.test("progress is never drawn into a pipe", () => {
  const { clock, terminal, progress } = following({ isTerminal: true, piped: ["stderr"] });
  clock.advance(2_000);
  progress.update(1, 2);
  progress.end();
  assert.equal(terminal.err(), "");
});

Deno.test("progress is cleared before other output", () => {
  const { clock, terminal, output, progress } = following();
  clock.advance(2_000);
  progress.update(1);
  output.say("Something");
  assert.equal(terminal.err(), `${WIPE}issues 1 …${WIPE}Something\n`);
  progress.end();
  assert.ok(terminal.err().endsWith("Something\n"));
});

Deno.test("progress is cut to the terminal's width", () => {
  const { clock, terminal, progress } = following({ isTerminal: true, columns: 20 });
  clock.advance(2_000);
  progress.update(1, 1_000);
  assert.equal(terminal.err().slice(WIPE.length).length, 19);
});

Deno.test("a long search shows its progress, and clears it before the table", async () => {
  const made = machine({ profiles: PROFILES, issues: 300 });
  const { exit, out, err } = await made.run(["jira", "search", "--jql", "project = LOAD", "--all"], {
    isTerminal: true,
    onRequest: () => made.host.clock.advance(2_000),
  });
  assert.equal(exit, 0);
  assert.ok(err.includes("issues 100 …"), err);
  assert.ok(err.endsWith(WIPE));
  assert.ok(out.split("\n").length > 300);
});

Deno.test("a search that fails on the way leaves no progress behind", async () => {
  const made = machine({ profiles: PROFILES, issues: 300 });
  let requests = 0;
  const { exit, err } = await made.run(["jira", "search", "--jql", "project = LOAD", "--all"], {
    isTerminal: true,
    onRequest: (terminal) => {
      made.host.clock.advance(2_000);
      if (++requests === 3) terminal.interrupt(130);
    },
  });
  assert.equal(exit, 130);
  assert.ok(err.endsWith(`${WIPE}Interrupted\n`), JSON.stringify(err));
});
