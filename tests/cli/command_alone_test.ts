import assert from "node:assert/strict";
import { COMMANDS } from "../../src/cli/command_table.ts";
import { createRootCommand } from "../../src/cli/root_command.ts";
import { memoryTerminal } from "../helpers/memory_terminal.ts";
import { machine, PROFILES } from "./fixture.ts";

/** The sandbox runs until it is stopped. */
const NAMES = Object.keys(COMMANDS).filter((name) => name !== "sandbox");

async function run(line: string): Promise<unknown> {
  const { exit, out, err } = await machine({ profiles: PROFILES }).run(line);
  return { exit, out, err };
}

for (const name of NAMES) {
  for (const operands of ["", " PROJ-1", " one two three"]) {
    Deno.test(`atlcli ${name}${operands}: a line without options is understood as one with the default of an option`, async () => {
      assert.deepEqual(await run(`${name}${operands}`), await run(`--color=auto ${name}${operands}`));
    });
  }
}

Deno.test("options that are not given say the same to a line without options as to any other", async () => {
  const terminal = memoryTerminal();
  const { read } = await createRootCommand(terminal, { json: false, group: [] });
  const { program, read: readAll } = await createRootCommand(terminal, { json: false });
  program.action(() => {});
  program.parse([], { from: "user" });
  assert.deepEqual(read(), readAll());
});

Deno.test("a line without options, where a variable says what an option would", async () => {
  const { run } = machine({ profiles: PROFILES, env: { ATLCLI_PROFILE: "dc" } });
  assert.match((await run("auth status")).out, /jira\.demo\.test/);
});

Deno.test("help is shown for words that name no command alone", async () => {
  const { run } = machine({ profiles: PROFILES });
  for (const line of ["", "auth", "help", "help auth list", "jira issue"]) {
    const { out, err } = await run(line);
    assert.match(out + err, /^Usage: atlcli[\s\S]*Options/, line);
  }
});
