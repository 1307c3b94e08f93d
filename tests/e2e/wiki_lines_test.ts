/**
 * Every command line of docs/wiki.md, and of the commands' own help, as it stands there, on both deployments.
 */
import assert from "node:assert/strict";
import { docsMachine } from "../cli/wiki_docs_fixture.ts";
import type { Machine } from "../cli/fixture.ts";

const COMMANDS = [
  ...["search", "space list", "page list", "page view", "page create", "page edit", "page delete"],
  ...["docs pull", "docs status", "docs push"],
];
const PAGE = new URL("../../docs/wiki.md", import.meta.url);

function fresh(profile: string): Machine {
  const profiled = (line: readonly string[]): readonly string[] =>
    line.includes("--profile")
      ? line.map((word) => /^(?:work|client-acme)$/.test(word) ? profile : word)
      : [...line, "--profile", profile];
  const machine = docsMachine(profile, {
    cwd: "/home/me",
    // The browser.
    run: () => ({ code: 0, stdout: new Uint8Array(), stderr: new Uint8Array() }),
    files: {
      "/home/me/notes.md": "# Notes\n\n- one\n- two\n",
      "/home/me/handbook.md": "Text\n",
    },
  });
  return { ...machine, run: (line, options) => machine.run(profiled([line].flat()), options) };
}

/** The words that a shell makes of a line, without what feeds a pipe, a comment, and where its output goes. */
function wordsOf(line: string): readonly string[] {
  const own = line.split(" | ").at(-1) ?? "";
  const words = [
    ...own.replace(/ +# .*$/, "").replace(/ > \w+\.xml$/, "").matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g),
  ];
  return words.map(([, quoted, single, plain = ""]) => quoted ?? single ?? plain).slice(1)
    // A page of the sandbox, in place of one that is made up.
    .map((word) => word === "65601" ? "40002" : word === "Team handbook" ? "Working agreements" : word);
}

function linesIn(text: string): readonly string[] {
  return text.split("\n").map((line) => line.trim().replace(/^\$ /, ""))
    .filter((line) => /^(?:.* \| )?atlcli wiki /.test(line));
}

const LATER = /docs (?:status|push)|--from|docs pull \.\/docs --profile/;

for (const profile of ["work", "wiki"]) {
  Deno.test(`every line of docs/wiki.md and of the help runs with --profile ${profile}`, async () => {
    const helper = docsMachine(profile);
    const helps = await Promise.all(COMMANDS.map((command) => helper.run(`wiki ${command} --help`)));
    const lines = [...linesIn(await Deno.readTextFile(PAGE)), ...helps.flatMap(({ out }) => linesIn(out))];
    assert.ok(lines.length > 30);
    for (const line of lines) {
      const machine = fresh(profile);
      if (LATER.test(line)) {
        await machine.run(["wiki", "docs", "pull", "./docs", "--space", "TEAM"]);
        for (const title of ["a", "b", "c"]) {
          await machine.run(["wiki", "page", "edit", "40002", "--title", title]);
        }
      }
      const newest = line.replace(/--from \d/, "--from 4");
      const { exit, err } = await machine.run(wordsOf(newest), { stdin: "Hello\n" });
      assert.equal(exit, 0, `${line}\n${err}`);
    }
  });
}
