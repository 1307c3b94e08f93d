/** The sandbox on real ports. */
import assert from "node:assert/strict";
import { denoHost } from "../../src/deno_host.ts";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/mod.ts";

async function withSandbox(run: (sandbox: RunningSandbox) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox(denoHost());
  try {
    await run(sandbox);
  } finally {
    await sandbox.close();
  }
}

async function statusOf(url: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(url, { redirect: "manual", ...init });
  await response.body?.cancel();
  return response.status;
}

Deno.test("startSandbox() serves three faces on loopback, each under its own address", async () => {
  await withSandbox(async ({ urls, account }) => {
    const { email, token } = account("cloud-valid");
    const basic = { headers: { Authorization: `Basic ${btoa(`${email}:${token}`)}` } };
    const bearer = (name: string): RequestInit => ({
      headers: { Authorization: `Bearer ${account(name).token}` },
    });
    assert.deepEqual([
      await statusOf(`${urls.cloud}/rest/api/3/myself`, basic),
      await statusOf(`${urls.cloud}/wiki/rest/api/user/current`, basic),
      await statusOf(`${urls.jira}/rest/api/2/myself`, bearer("jira-valid")),
      await statusOf(`${urls.confluence}/rest/api/user/current`, bearer("confluence-valid")),
      await statusOf(`${urls.confluence}/rest/api/user/current`, bearer("jira-valid")),
      await statusOf(`${urls.jira}/rest/api/2/myself`, bearer("jira-sso-redirect")),
    ], [200, 200, 200, 200, 401, 302]);
  });
});

Deno.test("startSandbox() reads bodies and writes headers through the network", async () => {
  await withSandbox(async ({ urls, account, requests }) => {
    const response = await fetch(`${urls.jira}/rest/api/2/search`, {
      method: "POST",
      headers: {
        "Authorization": `Bearer ${account("jira-valid").token}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ jql: "project = PROJ", maxResults: 0 }),
    });
    assert.match(await response.text(), /"total":18/);
    assert.equal(response.headers.get("Retry-After"), "0");
    assert.equal(response.headers.get("X-AUSERNAME"), "mia.mueller");
    assert.deepEqual(requests.map((request) => request.account), ["jira-valid"]);
  });
});

Deno.test("close() frees the ports", async () => {
  const sandbox = await startSandbox(denoHost());
  await sandbox.close();
  await assert.rejects(fetch(`${sandbox.urls.cloud}/rest/api/3/serverInfo`), TypeError);
});
