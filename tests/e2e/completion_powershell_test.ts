/**
 * Completion in PowerShell, by the function that its tab calls. Where there is no PowerShell, the workflow is the first to
 * run this: it has one on every system.
 */
import assert from "node:assert/strict";
import { ATLCLI, inHome } from "./atlcli_process.ts";
import { gatedTest, noProgram } from "../helpers/gate.ts";

const EVIL = "evil $(New-Item pwned) 'q'";
/** PowerShell takes each of these quotes for the end of a text in `'`. */
const QUOTES = "\u2018;New-Item pwned;\u2019 \u201a \u201b";

/** What is typed, and what is offered. */
const LINES: readonly (readonly [typed: string, offered: string])[] = [
  ["atlcli auth sw", "switch"],
  ["atlcli auth switch wo", "work"],
  [
    "atlcli auth switch ",
    `work|'${EVIL.replaceAll("'", "''")}'|'${QUOTES.replace(/[^ -~]/g, "$&$&")}'|'@splat'`,
  ],
  ["atlcli jira search --color al", "always"],
  ["atlcli auth switch $(New-Item pwned) ", ""],
];

const SCRIPT = `
$latin = [System.Text.Encoding]::GetEncoding(28591)
[Console]::OutputEncoding = $latin
. ./completion.ps1
. ./completion.ps1
$offered = foreach ($line in Get-Content -Path lines.txt -Encoding utf8) {
    $matches = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches
    "<" + (($matches | ForEach-Object { $_.CompletionText }) -join "|") + ">"
}
if ([Console]::OutputEncoding.CodePage -ne $latin.CodePage) { throw "The encoding is not what it was" }
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
$offered
`;

gatedTest({
  name: "PowerShell completes, and evaluates nothing",
  unless: noProgram("pwsh"),
  required: Deno.env.get("GITHUB_ACTIONS") === "true",
  fn: () =>
    inHome(async ({ folder, run, write }) => {
      const site = "https://work.atlassian.net";
      const profiles = Object.fromEntries(
        ["work", EVIL, QUOTES, "@splat"].map((name) => [name, { name, baseUrl: site }]),
      );
      await write({ currentProfile: "work", profiles });
      await Deno.writeTextFile(`${folder}/completion.ps1`, (await run(["completion", "powershell"])).out);
      await Deno.writeTextFile(`${folder}/lines.txt`, LINES.map(([typed]) => `${typed}\n`).join(""));
      await Deno.writeTextFile(`${folder}/test.ps1`, SCRIPT);
      await prepareProgram(`${folder}/bin`);
      const separator = Deno.build.os === "windows" ? ";" : ":";
      const { stdout, stderr } = await new Deno.Command("pwsh", {
        args: ["-NoProfile", "-NonInteractive", "-File", "test.ps1"],
        cwd: folder,
        env: { HOME: folder, USERPROFILE: folder, PATH: `${folder}/bin${separator}${Deno.env.get("PATH")}` },
      }).output();
      const decoder = new TextDecoder();
      const offered = decoder.decode(stdout).split(/\r?\n/).filter((line) => line !== "");
      const expected = LINES.slice(0, -1).map(([, values]) => `<${values}>`);
      assert.deepEqual(offered.slice(0, -1), expected, decoder.decode(stderr));
      const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
      assert.ok(!left.includes("pwned"), left.join(" "));
    }),
});

async function prepareProgram(folder: string): Promise<void> {
  await Deno.mkdir(folder);
  if (Deno.build.os === "windows") {
    const words = ATLCLI.map((word) => `"${word}"`).join(" ");
    await Deno.writeTextFile(`${folder}/atlcli.cmd`, `@${words} %*\r\n`);
  } else {
    const words = ATLCLI.map((word) => `'${word}'`).join(" ");
    await Deno.writeTextFile(`${folder}/atlcli`, `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  }
}
