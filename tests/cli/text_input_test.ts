import assert from "node:assert/strict";
import { givenText, textOfFile } from "../../src/cli/options/text_input.ts";
import { Output } from "../../src/cli/output/output.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { memoryTerminal } from "../helpers/memory_terminal.ts";

const MAX = 10_000_000;

function contextOf(size: number): Parameters<typeof givenText>[0] {
  const text = "a".repeat(size);
  const terminal = memoryTerminal({ stdin: text });
  const host = memoryHost({ cwd: "/home/me", files: { "/home/me/a.md": text } });
  return { host, terminal, output: new Output(terminal, { format: "text", colour: "never", links: false }) };
}

Deno.test("givenText() takes a text of 10 MB, from a file and from standard input", async () => {
  const context = contextOf(MAX);
  assert.equal((await givenText(context, { text: undefined, file: "a.md", option: "--body" }))?.length, MAX);
  assert.equal((await givenText(context, { text: "-", option: "--body" }))?.length, MAX);
});

Deno.test("givenText() refuses a larger text, and names its source", async () => {
  const context = contextOf(MAX + 1);
  const ofFile = await failsWith(textOfFile(context, "a.md"), "usage");
  assert.equal(ofFile.message, 'Text too large: "a.md"');
  const typed = await failsWith(givenText(context, { text: "-", option: "--body" }), "usage");
  assert.equal(typed.message, "Text too large: standard input");
});
