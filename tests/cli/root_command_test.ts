import assert from "node:assert/strict";
import { COMMANDS, needsOptions } from "../../src/cli/command_table.ts";
import { createRootCommand } from "../../src/cli/root_command.ts";

Deno.test("a line without options has the values that the options have when none of them is used", () => {
  const { program, read } = createRootCommand(undefined, { json: false });
  program.action(() => {}).parse([], { from: "user" });
  const bare = createRootCommand(undefined, { json: false, withOptions: false });
  assert.deepEqual(bare.read(), read());
});

Deno.test("a line may use or show an option unless it is one command and words without a dash", () => {
  for (const name of Object.keys(COMMANDS)) {
    const words = name.split(" ");
    assert.ok(!needsOptions(words), name);
    assert.ok(!needsOptions([...words, "word"]), name);
    assert.ok(needsOptions([...words, "-h"]), name);
    assert.ok(needsOptions(["--json", ...words]), name);
    assert.ok(needsOptions([...words, "--", "word"]), name);
    assert.ok(needsOptions(["help", ...words]), name);
  }
  for (const line of ["", "help", "auth", "jira", "jira issue", "auth lst", "nothing", "auth ls"]) {
    assert.ok(needsOptions(line === "" ? [] : line.split(" ")), line);
  }
});
