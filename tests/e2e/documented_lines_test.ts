/**
 * Every command line of every page runs, as it stands there: README, docs/ and all below it. A page that is added is
 * covered by itself. Lines about Jira run on Cloud and on Data Center, those about Confluence as well; the reference holds
 * the examples of every command's help.
 */
import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { CLOUD, JIRA, MIA, PAT, TOKEN, WIKI_PROFILES } from "../cli/fixture.ts";
import { type DocsMachine, docsMachine } from "../cli/wiki_docs_fixture.ts";
import { pages } from "../helpers/documentation.ts";
import { type DocumentedLine, linesOf } from "../helpers/documented_lines.ts";
import type { ShellCommand } from "../helpers/shell_words.ts";

/** What is made up in the pages, and what stands for it here. */
const HERE: readonly (readonly [RegExp, string])[] = [
  [/https:\/\/(?:company|work|ci)\.atlassian\.net/g, CLOUD],
  [/https:\/\/jira\.company\.com/g, JIRA],
  [/(?:you|work)@company\.com/g, MIA],
  [/ada@company\.com/g, "priya.raman@sandbox.example"],
  [/^65601$/, "40002"],
  [/^Team handbook$/, "Working agreements"],
  [/\$\{\{ github\.ref_name \}\}|\$CI_COMMIT_TAG|\$VERSION/g, "v1.0.0"],
];

/** Lines that another test runs, or that start another program. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^atlcli sandbox\b/, "serves until it is interrupted: tests/e2e/sandbox_test.ts"],
  [/^atlcli upgrade\b/, "needs a signed release: tests/cli/upgrade_test.ts"],
  [/^curl .*install\.sh \| sh$/, "tests/e2e/install_sh_test.ts"],
  [/SHA256SUMS|^chmod \+x atlcli-/, "tests/e2e/by_hand_test.ts"],
  [/^deno run -A scripts\/release\/release_key\.ts/, "tests/e2e/sign_release_test.ts"],
  [/^docker run /, "the image has tests of its own"],
  [/^(?:npx -y deno@[\d.]+|deno) task (\S+)/, "a task, which .ci/run runs"],
  [/^(?:security|secret-tool|cmdkey) /, "the keychain's own program: docs/keychains.md says what to look at"],
  [
    /^dbus-run-session|^gnome-keyring-daemon|^atlcli auth login --username myuser .* < token'$/,
    "deno task test:keychain",
  ],
];

const NAMES = ["default", "personal", "old-name", "old-profile", "client-acme", "correct-profile", "sandbox"];

const FILES: Readonly<Record<string, string>> = {
  "/home/me/notes.md": "# Notes\n\n- one\n- two\n",
  "/home/me/handbook.md": "Text\n",
  "/home/me/issue.json": JSON.stringify({
    fields: { project: { key: "PROJ" }, issuetype: { name: "Task" }, summary: "New" },
  }),
};

const lines = pages.flatMap(linesOf);

const shown = unique(lines.filter(({ inline }) => !inline));
const ours = shown.filter(({ text }) => !ELSEWHERE.some(([pattern]) => pattern.test(text)));

for (const line of ours) {
  for (const profile of profilesFor(line)) {
    Deno.test(`${line.page}: ${line.text}: runs${profile === undefined ? "" : ` on ${profile}`}`, async () => {
      await runs(line, profile);
    });
  }
}

Deno.test("the lines that other tests run are in the pages, and the named tasks exist", () => {
  for (const [pattern, why] of ELSEWHERE) {
    assert.ok(shown.some(({ text }) => pattern.test(text)), `No page has this any more: ${pattern} (${why})`);
  }
  for (const { text } of shown) {
    const task = /\bdeno(?:@[\d.]+)? task ([\w:]+)/.exec(text)?.[1];
    assert.ok(task === undefined || task in config.tasks, text);
  }
});

Deno.test("the commands and options within a page's text exist", async () => {
  for (const { page, text, commands } of lines.filter(({ inline }) => inline)) {
    const words = commands.at(-1)?.words.slice(1).filter((word) => word !== "…") ?? [];
    if (words[0] === "help") {
      assert.equal((await docsMachine("work").run(words)).exit, 0, `${page}: ${text}`);
      continue;
    }
    const { err } = await docsMachine("work").run([...words, "--no-such-option"]);
    assert.doesNotMatch(
      err.replaceAll("\\", ""),
      /Unknown (?:command|option) "(?!--no-such)/,
      `${page}: ${text}`,
    );
  }
});

Deno.test("there are lines: on most pages, and of most commands", () => {
  assert.ok(lines.length > 200, String(lines.length));
  assert.ok(new Set(lines.map(({ page }) => page)).size > 12);
});

function unique(all: readonly DocumentedLine[]): readonly DocumentedLine[] {
  return [...new Map(all.map((line) => [line.text, line])).values()];
}

function profilesFor({ commands }: DocumentedLine): readonly (string | undefined)[] {
  const words = commands.at(-1)?.words ?? [];
  const [, first] = words;
  if (
    words.includes("--profile") ||
    Object.keys(commands.at(-1)?.variables ?? {}).some((name) => /SITE|PROFILE/.test(name))
  ) {
    return [undefined];
  }
  if (first === "jira") return ["work", "dc"];
  return first === "wiki" ? ["work", "wiki"] : [undefined];
}

async function runs({ text, commands, page }: DocumentedLine, profile: string | undefined): Promise<void> {
  const command = commands.at(-1);
  assert.ok(command !== undefined && command.words[0] === "atlcli", `Who runs this? ${page}: ${text}`);
  const words = command.words.slice(1).map(here);
  const signsIn = /^auth (?:login|init)\b/.test(words.join(" "));
  const machine = prepared(profile ?? "work", { command, isNew: signsIn });
  const chosen = profile === undefined || words.includes("--profile")
    ? words
    : [...words, "--profile", profile];
  await beforehand(machine, { words, profile: profile ?? "work" });
  const terminal = { isTerminal: true, answers: answersTo(words), piped: ["stdout"] as const };
  const asks = terminal.answers.length > 0;
  const { exit, err, out } = await machine.run(newest(chosen), {
    ...(asks ? terminal : {}),
    stdin: words.includes("--token") ? words.includes("--bearer") ? PAT : TOKEN : "Said by a program\n",
  });
  assert.equal(exit, 0, `${text}\n${err}`);
  if (!/\bapi (?:PUT|DELETE)/.test(text)) assert.notEqual(out + err, "", text);
}

function here(word: string): string {
  return HERE.reduce((all, [pattern, by]) => all.replaceAll(new RegExp(pattern, "g"), by), word);
}

/** A machine with all the profiles that pages speak of; a new one has none. */
function prepared(
  profile: string,
  { command, isNew }: { readonly command: ShellCommand; readonly isNew: boolean },
): DocsMachine {
  const { work = {} } = WIKI_PROFILES;
  const profiles = { ...WIKI_PROFILES, ...Object.fromEntries(NAMES.map((name) => [name, work])) };
  const own = { currentProfile: "work", profiles: { work: { name: "work", ...work } } };
  return docsMachine(profile, {
    profiles: isNew ? {} : profiles,
    active: isNew ? null : "work",
    cwd: "/home/me",
    env: command.variables,
    files: { ...FILES, ...(!isNew && { "/home/me/.atlcli-ci/credentials.json": JSON.stringify(own) }) },
    keychain: memorySecretStore({ items: { myuser: { secret: PAT, site: JIRA } } }),
    // The browser.
    run: () => ({ code: 0, stdout: new Uint8Array(), stderr: new Uint8Array() }),
  });
}

/** What has to have happened before a line makes sense. */
async function beforehand(
  { run }: DocsMachine,
  { words, profile }: { readonly words: readonly string[]; readonly profile: string },
): Promise<void> {
  const line = words.join(" ");
  if (/^wiki docs (?:status|push)|^wiki docs pull(?!.*--space)/.test(line)) {
    await run(["wiki", "docs", "pull", "./docs", "--space", "TEAM", "--profile", profile]);
  }
  if (line.includes("--from")) {
    for (const title of ["a", "b", "c"]) {
      await run(["wiki", "page", "edit", "40002", "--title", title, "--profile", profile]);
    }
  }
  if (line.startsWith("auth switch") || line.startsWith("auth rename")) await run("auth list");
}

/** The version that `--from` names is the newest there is. */
function newest(words: readonly string[]): readonly string[] {
  return words.map((word, index) => words[index - 1] === "--from" ? "4" : word);
}

function answersTo(words: readonly string[]): readonly (string | boolean)[] {
  const [group, name] = words;
  if (group === "auth" && name === "init") return [CLOUD, MIA, TOKEN];
  if (group === "auth" && name === "login" && !words.includes("--token") && !words.includes("--username")) {
    return words.includes("--bearer") ? [PAT] : [...(words.includes("--email") ? [] : [MIA]), TOKEN];
  }
  if (words.includes("delete") && group !== "auth" && !words.includes("--yes")) return [words[3] ?? ""];
  return [];
}
