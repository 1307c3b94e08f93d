/** Confirmations on a terminal, as a person meets them. */
import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { startSandboxProcess } from "../../scripts/checks/sandbox_process.ts";
import { ATLCLI, type Home, inHome } from "./atlcli_process.ts";
import { NO_TERMINAL, PseudoTerminal, terminalTest } from "./pseudo_terminal.ts";

const sandbox = NO_TERMINAL === undefined ? await startSandboxProcess(ATLCLI) : undefined;
globalThis.addEventListener("unload", () => void sandbox?.stop());

const QUESTION = "To confirm, type its key, id or summary: PROJ-9";
const WIDTHS = [60, 100];

function onTerminal(name: string, body: (home: Home) => Promise<void>): void {
  terminalTest(`on a terminal, ${name}`, async () => {
    if (sandbox === undefined) throw new Error("No sandbox");
    const { email, token } = sandbox.account("cloud-valid");
    const work = { name: "work", baseUrl: sandbox.urls.cloud, email, apiToken: token, deployment: "cloud" };
    await inHome(async (home) => {
      await home.write({ currentProfile: "work", profiles: { work } });
      await body(home);
    });
  });
}

/** What a person reads: words, without what moves the cursor, and without the frame around a prompt. */
function words(shown: string): string {
  return stripVTControlCharacters(shown).replace(/[│◆◇■└▲\s]+/g, " ");
}

const ENDINGS: readonly (readonly [name: string, keys: string, said: string])[] = [
  ["Enter", "\r", "Error: PROJ-9 was not deleted: the answer is not its key, id or summary"],
  ["another key", "PROJ-8\r", "Error: PROJ-9 was not deleted: the answer is not its key, id or summary"],
  ["y and Enter", "y\r", "Error: PROJ-9 was not deleted: the answer is not its key, id or summary"],
  ["the key and Ctrl-C", "PROJ-9\x03", "PROJ-9 was not deleted Interrupted"],
  ["the key and Ctrl-D", "PROJ-9\x04", "PROJ-9 was not deleted Interrupted"],
  ["the key and Escape", "PROJ-9\x1b", "PROJ-9 was not deleted Interrupted"],
];

for (const [name, keys, said] of ENDINGS) {
  onTerminal(`${name} does not delete an issue`, async (home) => {
    const terminal = new PseudoTerminal("atlcli jira issue delete PROJ-9", { home: home.folder });
    await terminal.expect(QUESTION);
    await terminal.type(keys);
    assert.equal(await terminal.end(), 130, terminal.shown);
    assert.ok(words(terminal.shown).includes(said), words(terminal.shown));
    assert.equal((await home.run(["jira", "issue", "view", "PROJ-9"])).exit, 0);
  });
}

for (const [signal, exit] of [["SIGTERM", 143], ["SIGINT", 130]] as const) {
  onTerminal(`${signal} at a prompt ends with ${exit}, and the terminal is as it was`, async (home) => {
    const program = ATLCLI.map((word) => `'${word}'`).join(" ");
    const start = `sh -c 'echo $$ >"$HOME/pid"; exec "$@"' sh ${program} jira issue delete PROJ-9`;
    const command = `before=$(stty -g); ${start}; exit=$?; [ "$(stty -g)" = "$before" ] && exit $exit`;
    const terminal = new PseudoTerminal(command, { home: home.folder });
    await terminal.expect(QUESTION);
    Deno.kill(Number(await Deno.readTextFile(`${home.folder}/pid`)), signal);
    assert.equal(await terminal.end(), exit, terminal.shown);
    assert.ok(words(terminal.shown).includes("PROJ-9 was not deleted"), terminal.shown);
    assert.equal((await home.run(["jira", "issue", "view", "PROJ-9"])).exit, 0);
  });
}

for (const columns of WIDTHS) {
  onTerminal(
    `a page is moved to the trash after its title was typed, at ${columns} columns`,
    async (home) => {
      const title = "A page with a long title, so that the question has more than one line";
      const args = [
        "wiki",
        "page",
        "create",
        "--space",
        "TEAM",
        "--body",
        "-",
        "--title",
        `${title} ${columns}`,
      ];
      const { out } = await home.run([...args, "--jq", ".id"], { stdin: "Hello" });
      const id = JSON.parse(out);
      const terminal = new PseudoTerminal(`atlcli wiki page delete ${id}`, { home: home.folder, columns });
      await terminal.expect("To confirm");
      await terminal.expect(id);
      await terminal.type(`${title} ${columns}\r`);
      assert.equal(await terminal.end(), 0, terminal.shown);
      assert.ok(
        words(terminal.shown).includes(`Move page "${title} ${columns}" to the trash.`),
        terminal.shown,
      );
      assert.match((await home.run(["wiki", "page", "view", String(id)])).out, /^Status: +trashed$/m);
    },
  );
}

onTerminal("Enter sends nothing of a folder, and y sends it", async (home) => {
  const docs = `${home.folder}/docs`;
  assert.equal((await home.run(["wiki", "docs", "pull", docs, "--space", "TEAM"])).exit, 0);
  const file = `${docs}/Web shop team/Working agreements.md`;
  await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace("Friday", "Monday"));
  for (const [keys, exit, said] of [["\r", 130, "Nothing was sent"], ["y", 0, "Sent 1 page"]] as const) {
    const terminal = new PseudoTerminal(`atlcli wiki docs push '${docs}'`, {
      home: home.folder,
      columns: 60,
    });
    await terminal.expect("Send 1 page?");
    await terminal.expect("No");
    assert.match(words(terminal.shown), /Send 1 page\? ○ Yes \/ ● No/);
    await terminal.type(keys);
    await terminal.expect(said);
    assert.equal(await terminal.end(), exit, terminal.shown);
  }
});
