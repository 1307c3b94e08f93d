import assert from "node:assert/strict";
import { CLOUD, JIRA, machine, MIA, TOKEN } from "./fixture.ts";

const MISSING: readonly (readonly [string, RegExp])[] = [
  ["auth login", /^Error: Missing site\n {2}- Give it with --site or ATLCLI_SITE/m],
  [
    `auth login --site ${CLOUD}`,
    /^Error: Missing email\n {2}- Give it with --email or ATLCLI_EMAIL/m,
  ],
  [
    `auth login --site ${CLOUD} --email ${MIA}`,
    /^Error: Missing API token\n {2}- Give it with --token - or ATLCLI_API_TOKEN/m,
  ],
  [
    `auth login --site ${JIRA}`,
    /^Error: Missing personal access token\n {2}- Give it with --token - or ATLCLI_API_TOKEN/m,
  ],
  [
    `auth login --site ${JIRA} --username mia`,
    /^Error: Missing personal access token \(the keychain has none for "mia"\)$/m,
  ],
];

for (const [line, message] of MISSING) {
  Deno.test(`login names the option and variable if no prompt is possible: ${line}`, async () => {
    const { run, file } = machine();
    const { exit, err, terminal } = await run(line);
    assert.equal(exit, 2);
    assert.match(err, message);
    assert.equal(terminal.opened, false);
    assert.equal(file(), undefined);
  });
}

Deno.test("login asks on a terminal for what is missing, and for nothing else", async () => {
  const { run, profile } = machine();
  const { exit, err, terminal } = await run(`auth login --site ${CLOUD}`, {
    isTerminal: true,
    answers: [MIA, TOKEN],
  });
  assert.equal(exit, 0, err);
  assert.deepEqual(terminal.asked, [
    "text: Email of your Atlassian account",
    "secret: API token (hidden)",
  ]);
  assert.equal(profile("default")["apiToken"], TOKEN);
});

Deno.test("login asks for nothing that the profile knows but the token", async () => {
  const { run, profile } = machine({ profiles: { work: { baseUrl: CLOUD, email: MIA } } });
  const { exit, err, terminal } = await run(`auth login --profile work --site ${CLOUD}`, {
    isTerminal: true,
    answers: [TOKEN],
  });
  assert.equal(exit, 0, err);
  assert.deepEqual(terminal.asked, ["secret: API token (hidden)"]);
  assert.equal(profile("work")["email"], MIA);
});

const NOBODY_THERE = {
  "CI is set": { env: { CI: "true" }, terminal: { isTerminal: true } },
  "standard input is piped": { env: {}, terminal: { isTerminal: true, piped: ["stdin"] } },
  "stderr is piped": { env: {}, terminal: { isTerminal: true, piped: ["stderr"] } },
} as const;

for (const [name, { env, terminal }] of Object.entries(NOBODY_THERE)) {
  Deno.test(`login does not prompt if ${name}`, async () => {
    const ran = await machine({ env }).run(`auth login --site ${CLOUD}`, terminal);
    assert.equal(ran.exit, 2);
    assert.match(ran.err, /no prompt is possible here/);
  });
}

Deno.test("login asks although stdout is piped: prompts are on stderr", async () => {
  const { run } = machine();
  const { exit } = await run(`auth login --site ${CLOUD} --email ${MIA}`, {
    isTerminal: true,
    piped: ["stdout"],
    answers: [TOKEN],
  });
  assert.equal(exit, 0);
});

Deno.test("login that is interrupted at a prompt saves nothing and ends with 130", async () => {
  const { run, file } = machine();
  const { exit, err } = await run(`auth login --site ${CLOUD}`, { isTerminal: true, answers: ["^C"] });
  assert.equal(exit, 130);
  assert.match(err, /Interrupted\n$/);
  assert.equal(file(), undefined);
});
