/** `atlcli auth init` on a terminal, as a person uses it. */
import assert from "node:assert/strict";
import { startSandboxProcess } from "../../scripts/checks/sandbox_process.ts";
import { ATLCLI, type Home, inHome } from "./atlcli_process.ts";
import { NO_TERMINAL, PseudoTerminal, terminalTest } from "./pseudo_terminal.ts";

const SITE = "Site URL (";
const EMAIL = "Email of your Atlassian account";
const TOKEN = "API token (hidden)";

const sandbox = NO_TERMINAL === undefined ? await startSandboxProcess(ATLCLI) : undefined;
globalThis.addEventListener("unload", () => void sandbox?.stop());

interface Person {
  readonly site: string;
  readonly email: string;
  readonly token: string;
  readonly home: Home;
}

function onTerminal(name: string, body: (person: Person) => Promise<void>): void {
  terminalTest(`on a terminal, ${name}`, async () => {
    if (sandbox === undefined) throw new Error("No sandbox");
    const { email = "", token } = sandbox.account("cloud-valid");
    await inHome((home) => body({ site: sandbox.urls.cloud, email, token, home }));
  });
}

onTerminal("init asks for site, email and token, and signs in", async ({ site, email, token, home }) => {
  const terminal = new PseudoTerminal("atlcli auth init", { home: home.folder });
  await terminal.expect(SITE);
  await terminal.type(`${site}\r`);
  await terminal.expect(EMAIL);
  await terminal.type(`${email}\r`);
  await terminal.expect(TOKEN);
  await terminal.type(`${token}\r`);
  await terminal.expect("as Mia Müller");
  assert.equal(await terminal.end(), 0, terminal.shown);
  assert.match(await home.read(), /"currentProfile": "default"/);
});

onTerminal("the token is never shown, neither typed nor pasted", async ({ site, email, token, home }) => {
  const command = `atlcli auth init --site ${site} --email ${email}`;
  const terminal = new PseudoTerminal(command, { home: home.folder });
  await terminal.expect(TOKEN);
  const [first, rest] = [token.slice(0, 12), token.slice(12)];
  for (const character of first) await terminal.type(character);
  await terminal.expect("▪");
  await terminal.type(rest);
  await terminal.type("\r");
  assert.equal(await terminal.end(), 0, terminal.shown);
  for (let at = 0; at + 8 <= token.length; at++) {
    assert.ok(!terminal.shown.includes(token.slice(at, at + 8)), `${at} of the token was shown`);
  }
});

onTerminal("200 characters that are pasted at once arrive whole", async ({ site, email, home }) => {
  const command = `atlcli auth init --no-verify --site ${site} --email ${email}`;
  const terminal = new PseudoTerminal(command, { home: home.folder });
  await terminal.expect(TOKEN);
  const pasted = "0123456789".repeat(20);
  await terminal.type(`${pasted}\r`);
  assert.equal(await terminal.end(), 0, terminal.shown);
  assert.equal(JSON.parse(await home.read()).profiles.default.apiToken, pasted);
});

onTerminal(
  "prompts are on stderr: stdout into a file holds the data alone",
  async ({ site, email, token, home }) => {
    const command = `atlcli auth init --json --email ${email} >'${home.folder}/out'`;
    const terminal = new PseudoTerminal(command, { home: home.folder });
    await terminal.expect(SITE);
    await terminal.type(`${site}\r`);
    await terminal.expect(TOKEN);
    await terminal.type(`${token}\r`);
    assert.equal(await terminal.end(), 0, terminal.shown);
    const out: unknown = JSON.parse(await Deno.readTextFile(`${home.folder}/out`));
    assert.equal(Object(out).identity.displayName, "Mia Müller");
  },
);

onTerminal("what cannot be an answer is refused where it is typed", async ({ site, email, token, home }) => {
  const terminal = new PseudoTerminal("atlcli auth init", { home: home.folder });
  await terminal.expect(SITE);
  await terminal.type("ftp://demo\r");
  await terminal.expect("which is not https");
  await terminal.type(`\x15${site}\r`);
  await terminal.expect(EMAIL);
  await terminal.type("mia\r");
  await terminal.expect('Not an email: "mia"');
  await terminal.type(`\x15${email}\r`);
  await terminal.expect(TOKEN);
  await terminal.type("\r");
  await terminal.expect("The token is empty");
  await terminal.type(`${token}\r`);
  assert.equal(await terminal.end(), 0, terminal.shown);
});

onTerminal("a second init offers what the first one saved", async ({ site, email, token, home }) => {
  await home.write({ profiles: { default: { name: "default", baseUrl: site, email } } });
  const terminal = new PseudoTerminal("atlcli auth init", { home: home.folder });
  await terminal.expect(SITE);
  await terminal.expect(site);
  await terminal.type("\r");
  await terminal.expect(EMAIL);
  await terminal.expect(email);
  await terminal.type("\r");
  await terminal.expect(TOKEN);
  await terminal.type(`${token}\r`);
  assert.equal(await terminal.end(), 0, terminal.shown);
});

for (const [name, key] of [["Ctrl-C", "\x03"], ["Ctrl-D", "\x04"], ["Escape", "\x1b"]] as const) {
  onTerminal(`${name} at a prompt ends with 130, and nothing is saved`, async ({ site, email, home }) => {
    const terminal = new PseudoTerminal("atlcli auth init", { home: home.folder });
    await terminal.expect(SITE);
    await terminal.type(`${site}\r`);
    await terminal.expect(EMAIL);
    await terminal.type(`${email}\r`);
    await terminal.expect(TOKEN);
    await terminal.type("half a tok");
    await terminal.type(key);
    await terminal.expect("Interrupted");
    assert.equal(await terminal.end(), 130, terminal.shown);
    await assert.rejects(Deno.stat(home.file), Deno.errors.NotFound);
  });
}

onTerminal("Ctrl-D at an empty prompt ends with 130, too", async ({ home }) => {
  const terminal = new PseudoTerminal("atlcli auth init", { home: home.folder });
  await terminal.expect(SITE);
  await terminal.type("\x04");
  assert.equal(await terminal.end(), 130, terminal.shown);
});

onTerminal("after a prompt the terminal is as it was", async ({ home }) => {
  const command = 'before=$(stty -g); atlcli auth init; [ "$(stty -g)" = "$before" ] && echo as it was';
  const terminal = new PseudoTerminal(command, { home: home.folder });
  await terminal.expect(SITE);
  await terminal.type("\x03");
  await terminal.expect("as it was");
  assert.equal(await terminal.end(), 0);
});

onTerminal("no prompts with CI set", async ({ home }) => {
  const terminal = new PseudoTerminal("atlcli auth init", { home: home.folder, env: { CI: "true" } });
  assert.equal(await terminal.end(), 2, terminal.shown);
  assert.match(terminal.shown, /Error: Missing site/);
});

onTerminal("a terminal without a size shows a table as it is", async ({ site, email, home }) => {
  const work = { name: "work", baseUrl: site, email, displayName: "Mia" };
  await home.write({ currentProfile: "work", profiles: { work } });
  const terminal = new PseudoTerminal("stty cols 0 rows 0; atlcli auth list", { home: home.folder });
  assert.equal(await terminal.end(), 0, terminal.shown);
  assert.ok(terminal.shown.includes(email), terminal.shown);
});
