import assert from "node:assert/strict";
import { canOpenLinks, hyperlink } from "../../src/cli/output/hyperlink.ts";
import { localTime } from "../../src/cli/output/local_time.ts";
import { memoryTerminal } from "../helpers/memory_terminal.ts";
import { CLOUD, machine, PROFILES } from "./fixture.ts";

type Environment = Readonly<Record<string, string>>;

const KNOWN: readonly (readonly [string, Environment, boolean])[] = [
  ["iTerm", { TERM_PROGRAM: "iTerm.app" }, true],
  ["VS Code", { TERM_PROGRAM: "vscode" }, true],
  ["GNOME's terminal", { VTE_VERSION: "7402" }, true],
  ["an old VTE", { VTE_VERSION: "4205" }, false],
  ["a VTE version that is not a number", { VTE_VERSION: "x" }, false],
  ["Windows Terminal", { WT_SESSION: "a-b" }, true],
  ["kitty", { TERM: "xterm-kitty" }, true],
  ["an unknown terminal", { TERM: "xterm-256color" }, false],
  ["Apple's terminal", { TERM_PROGRAM: "Apple_Terminal" }, false],
  ["tmux in iTerm", { TERM_PROGRAM: "iTerm.app", TMUX: "/tmp/x" }, false],
  ["screen in GNOME's terminal", { VTE_VERSION: "7402", TERM: "screen-256color" }, false],
  ["CI", { TERM_PROGRAM: "vscode", CI: "true" }, false],
  ["a dumb terminal", { TERM: "dumb", WT_SESSION: "x" }, false],
];

for (const [name, variables, can] of KNOWN) {
  Deno.test(`links are ${can ? "" : "not "}shown in ${name}`, () => {
    const env = (variable: string): string | undefined => variables[variable];
    assert.equal(canOpenLinks({ terminal: memoryTerminal({ isTerminal: true }), env }), can);
    assert.equal(canOpenLinks({ terminal: memoryTerminal(), env }), false);
  });
}

Deno.test("a link is the text between two sequences", () => {
  assert.equal(
    hyperlink("A-1", "https://x.test/browse/A-1"),
    "\u001b]8;;https://x.test/browse/A-1\u001b\\A-1\u001b]8;;\u001b\\",
  );
});

Deno.test("nothing in an address ends the sequence", () => {
  const link = hyperlink("A", "https://x.test/\u001b\\\u0007\u009c b");
  const [begin, address = "", end] = link.split(/;;|A/).map((part) => part.split("\u001b\\")[0]);
  assert.deepEqual([begin, end], ["\u001b]8", "\u001b]8"]);
  assert.match(address, /^https:\/\/x\.test\/[!-~]+$/);
});

for (const address of ["javascript:alert(1)", "file:///x", "no address", ""]) {
  Deno.test(`"${address}" is no link`, () => assert.equal(hyperlink("A", address), "A"));
}

const LINK = `\u001b]8;;${CLOUD}/browse/PROJ-1\u001b\\`;
const SHOWN: readonly (readonly [string, Environment, readonly string[], boolean])[] = [
  ["a terminal that opens them", {}, [], true],
  ["--color never", {}, ["--color", "never"], false],
  ["NO_COLOR", { NO_COLOR: "1" }, [], false],
  ["--json", {}, ["--json"], false],
];

for (const [name, more, words, shown] of SHOWN) {
  Deno.test(`the keys of a search are ${shown ? "" : "no "}links with ${name}`, async () => {
    const { run } = machine({ profiles: PROFILES, env: { WT_SESSION: "x", ...more } });
    const line = ["jira", "search", "--jql", "key = PROJ-1", ...words];
    assert.equal((await run(line, { isTerminal: true })).out.includes(LINK), shown);
    assert.ok(!(await run(line)).out.includes("\u001b]8"));
  });
}

Deno.test("a table with links is as wide as one without", async () => {
  const { run } = machine({ profiles: PROFILES, env: { WT_SESSION: "x" } });
  const line = ["jira", "search", "--jql", "project = PROJ ORDER BY key"];
  const plain = (await run([...line, "--color", "never"], { isTerminal: true })).out;
  const linked = (await run(line, { isTerminal: true })).out;
  const bare = linked.replaceAll("\u001b", "").replace(/\]8;;[^\\]*\\|\[\d+m/g, "");
  assert.equal(bare, plain);
});

const pad = (part: number): string => String(part).padStart(2, "0");

for (const text of ["2026-01-17T12:34:56.000+0000", "2026-01-17T13:34:56+01:00", "2026-01-17T12:34:56Z"]) {
  Deno.test(`${text} is shown in the user's zone`, () => {
    const date = new Date(Date.UTC(2026, 0, 17, 12, 34, 56));
    const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
    assert.equal(localTime(text), `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`);
    assert.equal(localTime(date.getTime()), localTime(text));
  });
}

Deno.test("localTime() leaves other text unchanged", () =>
  assert.equal(localTime("2026-99-99T00:00"), "2026-99-99T00:00"));
