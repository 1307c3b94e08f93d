/** What is written where, in which look, and what stays as it is. */
import assert from "node:assert/strict";
import { oneLine, Output } from "../../../src/cli/output/output.ts";
import { watchedFiles } from "../../../src/cli/output/watched_files.ts";
import { holdsSecret } from "../../../src/core/redact.ts";
import { Secret } from "../../../src/core/secret.ts";
import { memoryHost } from "../../../src/testing/memory_host.ts";
import { memoryTerminal } from "../../helpers/memory_terminal.ts";

const PLAIN = { format: "text", colour: "never", links: false } as const;

for (
  const [style, code] of [
    ["good", 32],
    ["bad", 31],
    ["warning", 33],
    ["dim", 2],
    ["heading", 1],
    ["key", 36],
  ] as const
) {
  Deno.test(`paint() shows "${style}" as SGR ${code}`, () => {
    const terminal = memoryTerminal();
    const output = new Output(terminal, { ...PLAIN, colour: "always" });
    output.text(output.paint(style, "x"));
    assert.equal(terminal.out(), `\u001b[${code}mx\u001b[0m`);
  });
}

Deno.test("nothing to print leaves a status line where it is", () => {
  const terminal = memoryTerminal({ isTerminal: true });
  const output = new Output(terminal, PLAIN);
  output.status("busy");
  const before = terminal.err();
  output.lines([]);
  output.say();
  output.warn();
  assert.deepEqual([terminal.out(), terminal.err()], ["", before]);
  output.say("done");
  assert.equal(terminal.err(), `${before}\r\u001b[Kdone\n`);
});

Deno.test("output into a pipe leaves a status line on the terminal where it is", () => {
  const terminal = memoryTerminal({ isTerminal: true, piped: ["stdout"] });
  const output = new Output(terminal, PLAIN);
  output.status("busy");
  const before = terminal.err();
  output.text("data");
  assert.deepEqual([terminal.out(), terminal.err()], ["data", before]);
});

Deno.test("a status line leaves the last of 80 columns free on a terminal of unknown width", () => {
  const terminal = memoryTerminal({ isTerminal: true });
  const stderr = { ...terminal.stderr, columns: undefined };
  new Output({ ...terminal, stderr }, PLAIN).status("x".repeat(100));
  assert.equal(terminal.err(), `\r\u001b[K${"x".repeat(79)}`);
});

Deno.test("warn() redacts a secret that was not revealed, and without a warning looks for none", () => {
  new Secret("in-a-warning-0nly");
  const terminal = memoryTerminal();
  const output = new Output(terminal, PLAIN);
  output.warn();
  assert.equal(holdsSecret("in-a-warning-0nly"), false);
  output.warn("got in-a-warning-0nly");
  assert.equal(terminal.err(), "Warning: got [secret]\n");
});

Deno.test("selects says whether a selection is set", () => {
  const output = new Output(memoryTerminal(), { ...PLAIN, format: "json" });
  assert.equal(output.selects, false);
  output.select(() => []);
  assert.equal(output.selects, true);
});

for (
  const [text, line] of [
    ["a b", "a b"],
    [" a ", "a"],
    ["a  b", "a b"],
    [" a\n\t b\u001b \n", "a b"],
    ["日本 \n語 ", "日本 語"],
  ] as const
) {
  Deno.test(`oneLine() makes ${JSON.stringify(line)} of ${JSON.stringify(text)}`, () => {
    assert.equal(oneLine(text), line);
  });
}

Deno.test("watchedFiles() leaves the rest of the host as it is", () => {
  const host = memoryHost();
  assert.equal(watchedFiles(host).host.os, host.os);
});
