/** The GitHub Action, by the real Node, on a runner: it installs, keeps what it installed, and signs in. */
import assert from "node:assert/strict";
import { ACTION } from "./action_runner.ts";
import { actionTest, sandbox, shell } from "./action_fixture.ts";
import { ASSET, bytesOf, VERSION } from "./action_releases.ts";

const YOU = sandbox.account("cloud-valid");
const SIGN_IN = { site: sandbox.urls.cloud, email: YOU.email ?? "", token: YOU.token };

actionTest(
  "installs its own version and puts it on PATH, without a sign-in",
  async ({ job, releases }) => {
    const { exit, log } = await job.uses();
    assert.equal(exit, 0, log);
    assert.deepEqual(releases.asked, [
      `/download/v${VERSION}/SHA256SUMS`,
      `/download/v${VERSION}/SHA256SUMS.sig`,
      `/download/v${VERSION}/${ASSET}`,
    ]);
    assert.deepEqual(Object.keys(job.outputs), Object.keys(ACTION.outputs));
    assert.deepEqual([job.outputs["version"], job.outputs["cache-hit"]], [VERSION, "false"]);
    assert.deepEqual([job.env, job.masks], [{}, []]);
    assert.deepEqual(await shell(job, "atlcli --version"), { exit: 0, out: `${VERSION}\n`, err: "" });
    assert.equal((await job.post()).log, "");
    assert.deepEqual(job.env, {});
  },
);

actionTest(
  "takes it from the tool cache in the next job, without asking anybody",
  async ({ job, again, releases }) => {
    await job.uses();
    releases.asked.length = 0;
    const next = again();
    const { exit, log } = await next.uses({ version: `v${VERSION}` });
    assert.equal(exit, 0, log);
    assert.deepEqual([releases.asked, next.outputs["cache-hit"]], [[], "true"]);
    assert.equal((await next.post()).exit, 0);
    assert.equal((await shell(next, "atlcli --version")).exit, 0);
  },
);

actionTest("signs in for the steps that follow, and takes it back at the end", async ({ job }) => {
  const { exit, log } = await job.uses(SIGN_IN);
  assert.equal(exit, 0, log);
  assert.match(log, /^Status: Authenticated ✓$/m);
  assert.deepEqual(job.env, {
    ATLCLI_SITE: SIGN_IN.site,
    ATLCLI_EMAIL: SIGN_IN.email,
    ATLCLI_API_TOKEN: SIGN_IN.token,
  });
  const found = await shell(job, 'atlcli jira search --jql "project = PROJ"');
  assert.match(found.out, /^PROJ-\d+ /m, found.err);
  assert.equal((await job.post()).exit, 0);
  assert.deepEqual(job.env, { ATLCLI_SITE: "", ATLCLI_EMAIL: "", ATLCLI_API_TOKEN: "" });
  assert.equal((await shell(job, "atlcli jira search")).exit, 4);
});

actionTest("signs in to Data Center without an email, whatever the machine says", async ({ again }) => {
  const job = again({
    ATLCLI_EMAIL: "somebody@else.com",
    ATLCLI_API_TOKEN_FILE: "/nowhere",
    ATLCLI_PROFILE: "left",
  });
  const token = sandbox.account("jira-valid").token;
  const { exit, log } = await job.uses({ site: sandbox.urls.jira, token });
  assert.equal(exit, 0, log);
  const { out, err } = await shell(job, "atlcli jira search --count");
  assert.match(out, /^\d+$/m, err);
  assert.equal(job.env["ATLCLI_EMAIL"], "");
});

actionTest("hides the token before anything else, in every form it is seen in", async ({ job }) => {
  const { said } = await job.uses({ ...SIGN_IN, token: ` ${YOU.token}\n` });
  assert.match(said, /^::add-mask::/);
  const basic = btoa(`${YOU.email}:${YOU.token}`);
  const forms = [YOU.token, btoa(YOU.token), basic, encodeURIComponent(YOU.token)];
  const echoed = await shell(job, `printf '%s\n' ${forms.map((form) => `'${form}'`).join(" ")}`);
  const shown = job.masks.reduce((all, mask) => all.replaceAll(mask, "***"), echoed.out);
  assert.equal(shown, "***\n".repeat(4));
  assert.equal(said.replaceAll(/^::add-mask::.*$/gm, "").includes(YOU.token), false);
});

actionTest("does not ask the site when it is not to", async ({ job }) => {
  const { exit, log } = await job.uses({ ...SIGN_IN, token: "not-the-token", verify: "false" });
  assert.equal(exit, 0, log);
  assert.equal(job.env["ATLCLI_API_TOKEN"], "not-the-token");
});

actionTest("fails if the token is refused, and does not sign in", async ({ job }) => {
  const { exit, log } = await job.uses({ ...SIGN_IN, token: "not-the-token" });
  assert.equal(exit, 1);
  assert.match(log, /^Error: Authentication failed \(401\)$/m);
  assert.match(log, /^::error::Failed to sign in: atlcli auth status exited with 4/m);
  assert.deepEqual(job.env, {});
  assert.equal((await job.post()).exit, 0);
});

actionTest("lets nothing that the site says be a command to the runner", async ({ job }) => {
  const { said } = await job.uses({ ...SIGN_IN, token: "not-the-token" });
  const word = /^::stop-commands::(\S+)$/m.exec(said)?.[1] ?? "";
  assert.match(word, /^[0-9a-f-]{36}$/);
  assert.ok(said.indexOf("Authentication failed") > said.indexOf("::stop-commands::"));
  assert.ok(said.indexOf("Authentication failed") < said.lastIndexOf(`::${word}::`));
});

// A script, which Windows does not start.
if (Deno.build.os !== "windows") {
  actionTest("gives the program nothing of its inputs", async ({ job, releases }) => {
    const script = `#!/bin/sh\nenv >> "$HOME/seen"\necho ${VERSION}\n`;
    releases.files.set(ASSET, bytesOf(script));
    await releases.sign();
    const { exit, log } = await job.uses(SIGN_IN);
    assert.equal(exit, 0, log);
    const seen = await Deno.readTextFile(`${job.folder}/home/seen`);
    assert.match(seen, /^ATLCLI_API_TOKEN=/m);
    assert.doesNotMatch(seen, /^INPUT_/m);
  });
}

const WRONG: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ["a version that is a name", { version: "latest" }, /The input version is invalid: "latest"/],
  ["a version that is a range", { version: "^1.0.0" }, /The input version is invalid/],
  ["a version that leads elsewhere", { version: "1.0.0/../../x" }, /The input version is invalid/],
  ["a token without a site", { token: "abcdefgh" }, /The input site is missing/],
  ["a site without a token", { site: "https://a.atlassian.net" }, /The input token is missing or empty/],
  [
    "a token of two lines",
    { ...SIGN_IN, token: "abcdefgh\nijklmnop" },
    /The input token has more than one line/,
  ],
  [
    "a site that sets a variable",
    { ...SIGN_IN, site: "https://a\nPATH=/x" },
    /The input site has more than one line/,
  ],
  ["neither true nor false", { verify: "perhaps" }, /The input verify is neither true nor false: "perhaps"/],
];

for (const [name, inputs, message] of WRONG) {
  actionTest(`refuses ${name}, before it loads anything`, async ({ job, releases }) => {
    const { exit, log } = await job.uses(inputs);
    assert.equal(exit, 1);
    assert.match(log, /^::error::/m);
    assert.match(log, message);
    for (const line of (inputs["token"] ?? "").split("\n").filter((line) => line !== "")) {
      assert.ok(!log.includes(line), "The token was shown");
    }
    assert.deepEqual([releases.asked, job.env, job.path], [[], {}, []]);
    assert.equal((await job.post()).exit, 0);
  });
}

Deno.test("action.yml describes every input and output, and names existing files", async () => {
  assert.equal(ACTION.runs.using, "node24");
  for (const { description } of Object.values(ACTION.inputs)) assert.match(description, /^[A-Z]/);
  for (const file of [ACTION.runs.main, ACTION.runs.post]) {
    assert.ok((await Deno.stat(new URL(`../../${file}`, import.meta.url))).isFile);
  }
});
