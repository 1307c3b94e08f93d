import assert from "node:assert/strict";
import { shellCommands } from "./shell_words.ts";

const LINES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'a b "c d" e': [["a", "b", "c d", "e"]],
  "a 'b \"c\"' # d": [["a", 'b "c"']],
  "a --x='1=2' > out.txt": [["a", "--x=1=2"]],
  "a | b - && c; d": [["a"], ["b", "-"], ["c"], ["d"]],
  "X=1 Y= a \\\n  b": [["a", "b"]],
  "a b#c": [["a", "b#c"]],
};

for (const [line, expected] of Object.entries(LINES)) {
  Deno.test(`a shell takes this apart: ${JSON.stringify(line)}`, () => {
    assert.deepEqual(shellCommands(line).map(({ words }) => words), expected);
  });
}

Deno.test("variables and redirections are separated from the words of a command", () => {
  assert.deepEqual(shellCommands("A=1 B='2 3' a b > c"), [
    { variables: { A: "1", B: "2 3" }, words: ["a", "b"], output: "c" },
  ]);
});
