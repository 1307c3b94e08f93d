/**
 * Completion in real shells, on a terminal: what is typed, a tab, and what the shell then hands to the program.
 */
import assert from "node:assert/strict";
import { ATLCLI, type Home, inHome } from "./atlcli_process.ts";
import { NO_TERMINAL, PseudoTerminal } from "./pseudo_terminal.ts";
import { gatedTest, isLinuxCi, noProgram } from "../helpers/gate.ts";

/** A name that an older credentials file may have, and that a shell must not look into. */
const EVIL = "evil $(touch pwned)`touch pwned`;touch pwned 'q' \"q\"";

interface Shell {
  /** Starts it with none of a user's own settings. */
  readonly start: string;
  /** Says once that it is ready. */
  readonly ready: string;
  readonly load: string;
  /** A word that runs a program if anything evaluates it. */
  readonly evil: string;
}

const SHELLS: Readonly<Record<string, Shell>> = {
  bash: {
    start: "exec bash --norc --noprofile -i",
    ready: "PS1='> '; bind 'set enable-bracketed-paste off'; echo rea''dy",
    load: ". ./completion.bash; . ./completion.bash",
    evil: "$(touch${IFS}pwned) ",
  },
  zsh: {
    start: "exec zsh -f -i",
    // Without this zsh itself expands what is typed, whoever completes it.
    ready: "PS1='> '; unsetopt prompt_sp; bindkey '^I' complete-word; echo rea''dy",
    load: ". ./completion.zsh; . ./completion.zsh",
    evil: "'$(touch pwned)",
  },
  fish: {
    start: "exec fish --no-config -i",
    ready: "function fish_prompt; echo '> '; end; echo rea''dy",
    load: "source completion.fish; source completion.fish",
    evil: "(touch pwned)",
  },
};

/** What is typed, and the words that the program gets. */
const LINES: readonly (readonly [typed: string, words: readonly string[]])[] = [
  ["auth sw\t", ["auth", "switch"]],
  ["auth switch wo\t", ["auth", "switch", "work"]],
  ["auth list --prof\two\t", ["auth", "list", "--profile", "work"]],
  ["auth list --profile=wo\t", ["auth", "list", "--profile=work"]],
  ["--profile work jira sea\t --project P\t", ["--profile", "work", "jira", "search", "--project", "PROJ"]],
  ["jira search --status In\t", ["jira", "search", "--status", "In Progress"]],
  ["jira search --color=al\t", ["jira", "search", "--color=always"]],
  ["auth login --site https://a.example:8443/x --stor\tk\t", [
    "auth",
    "login",
    "--site",
    "https://a.example:8443/x",
    "--storage",
    "keychain",
  ]],
  ["auth switch ev\t", ["auth", "switch", EVIL]],
  ["auth switch 'wo\t", ["auth", "switch", "work"]],
  ["api --input iss\t", ["api", "--input", "issue one.json"]],
  ["help exit\t", ["help", "exit-codes"]],
];

for (const [name, shell] of Object.entries(SHELLS)) {
  gatedTest({
    name: `${name} completes, and evaluates nothing`,
    unless: NO_TERMINAL ?? noProgram(name),
    required: isLinuxCi(),
    fn: () => inHome((home) => completes(home, { name, shell })),
  });
}

async function completes(
  home: Home,
  { name, shell }: { readonly name: string; readonly shell: Shell },
): Promise<void> {
  await prepare(home);
  const { out } = await home.run(["completion", name]);
  await Deno.writeTextFile(`${home.folder}/completion.${name}`, out);
  const terminal = new PseudoTerminal(`cd "$HOME"; ${shell.start}`, {
    home: home.folder,
    env: { PATH: `${home.folder}/bin:${Deno.env.get("PATH")}` },
  });
  await terminal.type(`${shell.ready}\r`);
  await terminal.expect("ready");
  await terminal.type(`${shell.load}; echo loa''ded\r`);
  await terminal.expect("loaded");
  await terminal.expect("> ");
  for (const [typed, words] of LINES) {
    await terminal.type(`atlcli ${typed}\r`);
    await terminal.expect(`ran${words.map((word) => `<${word}>`).join("")}`);
    // Before its prompt is there, the terminal and not the shell reads what is typed.
    await terminal.expect("> ");
  }
  // What a person typed themselves is theirs to run, by Enter; a tab must not.
  await terminal.type(`atlcli auth switch ${shell.evil}\t\x15`);
  await terminal.type("atlcli end\r");
  await terminal.expect("ran<end>");
  await terminal.type("exit\r");
  await terminal.end();
  const left = [...Deno.readDirSync(home.folder)].map((entry) => entry.name);
  assert.ok(!left.includes("pwned"), left.join(" "));
  const asked = await Deno.readTextFile(`${home.folder}/asked`);
  assert.ok(asked.includes(`__complete -- auth switch ${shell.evil.replace(/["'\\]/g, "")}`), asked);
}

/** A program that says what it was given, and completes as ours does. */
async function prepare({ folder, write }: Home): Promise<void> {
  const real = ATLCLI.map((word) => `'${word}'`).join(" ");
  const script = `#!/bin/sh
if [ "$1" = __complete ]; then
  printf '%s\\n' "$*" >> "$HOME/asked"
  exec ${real} "$@"
fi
printf ran
for word in "$@"; do printf '<%s>' "$word"; done
echo
`;
  await Deno.mkdir(`${folder}/bin`);
  await Deno.writeTextFile(`${folder}/bin/atlcli`, script, { mode: 0o755 });
  await Deno.writeTextFile(`${folder}/issue one.json`, "{}");
  const site = "https://work.atlassian.net";
  const profiles = Object.fromEntries(
    ["work", "default", EVIL].map((name) => [name, { name, baseUrl: site }]),
  );
  await write({ currentProfile: "work", profiles });
  const seen = {
    sites: { [site]: { projects: ["PROJ", "OPS"], spaces: [], statuses: ["In Progress", "Done"] } },
  };
  await Deno.writeTextFile(`${folder}/.atlcli/seen.json`, JSON.stringify(seen));
}
