/**
 * Every command line of docs/jira.md, and of the commands' own help, as it stands there, on both deployments.
 */
import assert from "node:assert/strict";
import { type Machine, machine, PROFILES } from "../cli/fixture.ts";

const COMMANDS = [
  ...["search", "me", "project list", "issue view", "issue create", "issue edit", "issue comment"],
  ...["issue assign", "issue transition", "issue link", "issue worklog", "issue delete"],
];

function fresh(): Machine {
  return machine({
    profiles: PROFILES,
    cwd: "/home/me",
    // The browser.
    run: () => ({ code: 0, stdout: new Uint8Array(), stderr: new Uint8Array() }),
    files: { "/home/me/notes.md": "# Notes\n\n- one\n- two\n" },
  });
}

/** The words that a shell makes of a line, without what feeds a pipe and what is a comment. */
function wordsOf(line: string): readonly string[] {
  const own = line.split(" | ").at(-1) ?? "";
  const words = [...own.replace(/ +# .*$/, "").matchAll(/"([^"]*)"|((?:[^\s'"]|'[^']*')+)/g)];
  return words.map(([, quoted, plain = ""]) => quoted ?? plain.replaceAll("'", ""))
    // Somebody of the sandbox, in place of somebody who is made up.
    .map((word) => word.replace("ada@company.com", "priya.raman@sandbox.example"));
}

/** The lines that begin with the program, or lead into it. */
function linesIn(text: string): readonly string[] {
  return text.split("\n").map((line) => line.trim().replace(/^\$ /, ""))
    .filter((line) => /^(?:.* \| )?atlcli jira /.test(line));
}

async function helpLines(): Promise<readonly string[]> {
  const helps = await Promise.all(COMMANDS.map((command) => fresh().run(`jira ${command} --help`)));
  return helps.flatMap(({ out }) => linesIn(out));
}

const documented = linesIn(Deno.readTextFileSync(new URL("../../docs/jira.md", import.meta.url)));

for (const line of new Set([...documented, ...await helpLines()])) {
  for (const profile of Object.keys(PROFILES)) {
    Deno.test(`${line} runs as it stands on ${profile}`, async () => {
      const [program, ...words] = wordsOf(line);
      assert.equal(program, "atlcli");
      const chosen = words.includes("--profile") ? words : [...words, "--profile", profile];
      const asks = words.includes("delete") && !words.includes("--yes");
      const { exit, out, err } = await fresh().run(chosen, {
        stdin: "Said by a program\n",
        isTerminal: asks,
        answers: asks ? [true] : [],
      });
      assert.equal(exit, 0, err);
      assert.notEqual(out + err, "");
    });
  }
}

Deno.test("the page names every command about Jira", () => {
  for (const command of COMMANDS) {
    assert.ok(documented.some((line) => line.includes(`atlcli jira ${command}`)), command);
  }
});
