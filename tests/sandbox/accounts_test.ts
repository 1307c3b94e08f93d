import assert from "node:assert/strict";
import { ask, basic, headerOf, testSandbox, URLS } from "../helpers/sandbox.ts";

const CLOUD_MYSELF = `${URLS.cloud}/rest/api/3/myself`;
const JIRA_MYSELF = `${URLS.jira}/rest/api/2/myself`;
const CONFLUENCE_CURRENT = `${URLS.confluence}/rest/api/user/current`;

Deno.test("sandbox records which account's token reached which host, however it was sent", async () => {
  const sandbox = testSandbox();
  const { token } = sandbox.account("jira-valid");
  await ask(sandbox, `${CLOUD_MYSELF}?expand=groups`, { as: "cloud-valid" });
  await ask(sandbox, CONFLUENCE_CURRENT, { authorization: `Bearer ${token}` });
  await ask(sandbox, JIRA_MYSELF, { authorization: basic("somebody", token) });
  await ask(sandbox, JIRA_MYSELF, { authorization: "Bearer wrong" });
  await ask(sandbox, JIRA_MYSELF);
  assert.deepEqual(sandbox.requests.map(({ host, account }) => [host, account]), [
    ["sandbox.atlassian.net", "cloud-valid"],
    ["wiki.sandbox.example", "jira-valid"],
    ["jira.sandbox.example", "jira-valid"],
    ["jira.sandbox.example", undefined],
    ["jira.sandbox.example", undefined],
  ]);
  assert.deepEqual(sandbox.requests[0], {
    method: "GET",
    url: `${CLOUD_MYSELF}?expand=groups`,
    host: "sandbox.atlassian.net",
    account: "cloud-valid",
    authorization: headerOf(sandbox, "cloud-valid"),
  });
  assert.equal(sandbox.requests[3]?.authorization, "Bearer wrong");
  assert.equal(sandbox.requests[4]?.authorization, undefined);
});

Deno.test("every sandbox makes its own tokens, which look like Atlassian's", () => {
  const [one, other] = [testSandbox(), testSandbox()];
  const tokens = [...one.accounts, ...other.accounts].map((account) => account.token);
  assert.equal(new Set(tokens).size, tokens.length);
  assert.match(one.account("cloud-valid").token, /^ATATT3xFfGF0[\w-]{176}=[0-9A-F]{8}$/);
  assert.match(one.account("jira-valid").token, /^[A-Za-z0-9+/]{44}$/);
});

Deno.test("every account has a name of its own, an identity, and a line that says what happens", () => {
  const { accounts } = testSandbox();
  assert.equal(new Set(accounts.map((account) => account.name)).size, accounts.length);
  for (const account of accounts) {
    assert.equal(account.email !== undefined, account.face === "cloud", account.name);
    assert.equal(account.username !== undefined, account.face !== "cloud", account.name);
    assert.match(account.what, /^[^\n]{5,90}$/, account.name);
    assert.ok(account.name.startsWith(`${account.face}-`), account.name);
  }
});

Deno.test("an account shows nothing of the inside of the sandbox", () => {
  const sandbox = testSandbox();
  for (const account of [...sandbox.accounts, sandbox.account("cloud-valid")]) {
    const members = Object.keys(account).filter((name) => !["email", "username"].includes(name)).sort();
    assert.deepEqual(members, ["face", "name", "token", "what"]);
  }
});

Deno.test("createSandbox() takes fixed tokens", async () => {
  const sandbox = testSandbox({ tokens: { "jira-valid": "fixed" } });
  assert.equal((await ask(sandbox, JIRA_MYSELF, { authorization: "Bearer fixed" })).status, 200);
});

Deno.test("createSandbox() refuses a token for an account that does not exist, and one for two", () => {
  assert.throws(() => testSandbox({ tokens: { "jira-nobody": "x" } }), RangeError);
  assert.throws(() => testSandbox({ tokens: { "jira-valid": "x", "jira-captcha": "x" } }), RangeError);
});

Deno.test("Sandbox.account() refuses a name that does not exist", () => {
  assert.throws(() => testSandbox().account("nobody"), /No account of the sandbox is called "nobody"/);
});

Deno.test("Sandbox.fetch() fails like the network for a port without a listener", async () => {
  const sandbox = testSandbox();
  await assert.rejects(ask(sandbox, "https://evil.example/rest/api/2/myself"), TypeError);
  await assert.rejects(ask(sandbox, "http://jira.sandbox.example/jira/rest/api/2/myself"), TypeError);
  assert.equal(sandbox.requests.length, 0);
});

Deno.test("Sandbox.fetch() ends with the signal's reason when it has fired", async () => {
  const reason = new Error("enough");
  const init = { signal: AbortSignal.abort(reason) };
  await assert.rejects(testSandbox().fetch(new URL(CLOUD_MYSELF), init), reason);
});
