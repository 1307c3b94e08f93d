/** The sandbox on real ports. */
import assert from "node:assert/strict";
import { denoHost } from "../../src/host/deno/host.ts";
import {
  cutShort,
  type RunningSandbox,
  startSandbox,
  type StartSandboxOptions,
} from "../../src/sandbox/mod.ts";

async function withSandbox(
  run: (sandbox: RunningSandbox) => Promise<void>,
  options: StartSandboxOptions = {},
): Promise<void> {
  const sandbox = await startSandbox(denoHost(), options);
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

Deno.test("an upload and its download go over the network, the bytes from a port of their own", async () => {
  await withSandbox(async ({ urls, account, requests }) => {
    const { email, token } = account("cloud-valid");
    const headers = {
      "Authorization": `Basic ${btoa(`${email}:${token}`)}`,
      "X-Atlassian-Token": "no-check",
    };
    const path = `${urls.cloud}/wiki/rest/api/content/40002/child/attachment`;
    const body = new FormData();
    body.set("file", new File(["from the network"], "Größe.txt"));
    const uploaded = await (await fetch(path, { method: "PUT", headers, body })).json();
    assert.equal(uploaded.results[0].title, "Größe.txt");
    const sent = await fetch(`${path}/${uploaded.results[0].id}/download`, { headers, redirect: "manual" });
    await sent.body?.cancel();
    const location = sent.headers.get("Location") ?? "";
    assert.equal(new URL(location).origin, urls.media);
    assert.equal(await (await fetch(location)).text(), "from the network");
    assert.equal(requests.at(-1)?.authorization, undefined);
  });
});

Deno.test("a connection that is dropped after half a body is an error of the network", async () => {
  await withSandbox(
    async ({ urls }) => {
      // The drop may be noticed before or after the headers: either way, no response is complete.
      const answer = fetch(`${urls.cloud}/rest/api/3/serverInfo`).then((response) => response.text());
      await assert.rejects(answer, TypeError);
    },
    { interfere: async (_, next) => cutShort(await next()) },
  );
});

Deno.test("close() frees the ports", async () => {
  const sandbox = await startSandbox(denoHost());
  await sandbox.close();
  await assert.rejects(fetch(`${sandbox.urls.cloud}/rest/api/3/serverInfo`), TypeError);
});
