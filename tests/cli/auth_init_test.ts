import assert from "node:assert/strict";
import { CLOUD, JIRA, machine, MIA, PAT, PROFILES, TOKEN } from "./fixture.ts";

const SITE = "text: Site URL (such as https://company.atlassian.net)";
const EMAIL = "text: Email of your Atlassian account";
const SECRET = "secret: API token (hidden)";

Deno.test("init asks for the site, the email and the token, in this order", async () => {
  const { run, profile } = machine();
  const { exit, err, terminal } = await run("auth init", {
    isTerminal: true,
    answers: [CLOUD, MIA, TOKEN],
  });
  assert.equal(exit, 0, err);
  assert.deepEqual(terminal.asked, [SITE, EMAIL, SECRET]);
  const { baseUrl, email, apiToken } = profile("default");
  assert.deepEqual({ baseUrl, email, apiToken }, { baseUrl: CLOUD, email: MIA, apiToken: TOKEN });
  assert.match(err, /Signed in to https:\/\/demo\.atlassian\.net as Mia Müller/);
});

Deno.test("init shows where to create a token before it asks for one", async () => {
  const { err } = await machine().run("auth init", { isTerminal: true, answers: [CLOUD, MIA, TOKEN] });
  assert.match(
    err,
    /^Create an API token here: https:\/\/id\.atlassian\.com\/manage-profile\/security\/api-/m,
  );
});

Deno.test("init asks for no email if the site is Data Center", async () => {
  const { run, profile } = machine();
  const { exit, err, terminal } = await run("auth init", { isTerminal: true, answers: [JIRA, PAT] });
  assert.equal(exit, 0, err);
  assert.deepEqual(terminal.asked, [SITE, "secret: Personal access token (hidden)"]);
  assert.equal(profile("default")["authType"], "bearer");
});

Deno.test("init --profile writes that profile", async () => {
  const { run, profile } = machine();
  const answers = [CLOUD, MIA, TOKEN];
  const { exit, err } = await run("auth init --profile client-acme", { isTerminal: true, answers });
  assert.equal(exit, 0, err);
  assert.equal(profile("client-acme")["baseUrl"], CLOUD);
});

Deno.test("init offers the values of the profile, but never its token", async () => {
  const { run } = machine({ profiles: PROFILES });
  const { exit, err, terminal } = await run("auth init --profile work", {
    isTerminal: true,
    answers: ["", "", TOKEN],
  });
  assert.equal(exit, 0, err);
  assert.deepEqual(terminal.asked, [`${SITE} [${CLOUD}]`, `${EMAIL} [${MIA}]`, SECRET]);
});

Deno.test("init offers the values of the environment, but still asks for the token", async () => {
  const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: "of-the-environment" };
  const { run, profile } = machine({ env });
  const { exit, err, terminal } = await run("auth init", { isTerminal: true, answers: ["", "", TOKEN] });
  assert.equal(exit, 0, err);
  assert.deepEqual(terminal.asked, [`${SITE} [${CLOUD}]`, `${EMAIL} [${MIA}]`, SECRET]);
  assert.equal(profile("default")["apiToken"], TOKEN);
});

Deno.test("init reports an invalid answer, and asks again", async () => {
  const { run } = machine();
  const answers = ["ftp://demo", "", CLOUD, "mia", MIA, "two words", "", TOKEN];
  const { exit, err, terminal } = await run("auth init", { isTerminal: true, answers });
  assert.equal(exit, 0, err);
  assert.deepEqual(terminal.refused, [
    'The site\'s address begins with "ftp://", which is not https',
    "The site is empty",
    'Not an email: "mia"',
    "The token contains a space, a line break or another invalid character",
    "The token is empty",
  ]);
});

Deno.test("init reports how it normalised the typed URL", async () => {
  const { err } = await machine().run("auth init", {
    isTerminal: true,
    answers: ["demo.atlassian.net/browse/X-1", MIA, TOKEN],
  });
  assert.match(err, /^No scheme given: took .*\.\nDropped "\/browse\/X-1" from the address\.$/m);
});

Deno.test("init asks for no value that an option gives", async () => {
  const { run } = machine();
  const { exit, terminal } = await run(`auth init --site ${CLOUD} --email ${MIA}`, {
    isTerminal: true,
    answers: [TOKEN],
  });
  assert.equal(exit, 0);
  assert.deepEqual(terminal.asked, [SECRET]);
});

for (
  const [place, answers] of [["site", ["^C"]], ["email", [CLOUD, "^C"]], ["token", [
    CLOUD,
    MIA,
    "^C",
  ]]] as const
) {
  Deno.test(`init that is interrupted at the ${place} saves nothing and ends with 130`, async () => {
    const { run, file } = machine();
    const { exit } = await run("auth init", { isTerminal: true, answers });
    assert.equal(exit, 130);
    assert.equal(file(), undefined);
  });
}

Deno.test("init with a token that the server refuses saves nothing, and names what to check", async () => {
  const { run, file } = machine();
  const { exit, err } = await run("auth init", { isTerminal: true, answers: [CLOUD, MIA, "wrong"] });
  assert.equal(exit, 4);
  assert.match(err, /^Error: Authentication failed \(401\)$/m);
  assert.match(err, /^ {2}- Verify your API token hasn't expired: it came from the prompt$/m);
  assert.match(err, new RegExp(`^ {2}- Confirm email matches your Atlassian account: ${MIA}$`, "m"));
  assert.match(err, /re-initialize: atlcli auth init --profile default$/m);
  assert.equal(file(), undefined);
});

Deno.test("init with a wrong token leaves the profile as it was", async () => {
  const { run, host } = machine({ profiles: PROFILES });
  const before = host.disk.text("/home/me/.atlcli/credentials.json");
  const { exit } = await run("auth init --profile work", { isTerminal: true, answers: ["", "", "wrong"] });
  assert.equal(exit, 4);
  assert.equal(host.disk.text("/home/me/.atlcli/credentials.json"), before);
});

Deno.test("init fails with the name of the option if no prompt is possible", async () => {
  const { run, file } = machine();
  const { exit, err } = await run("auth init");
  assert.equal(exit, 2);
  assert.match(
    err,
    /^Error: Missing site\n {2}- Give it with --site or ATLCLI_SITE: no prompt is possible/,
  );
  assert.equal(file(), undefined);
});
