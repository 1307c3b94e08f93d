import assert from "node:assert/strict";
import type { Sandbox } from "../../src/sandbox/mod.ts";
import { ask, type Asked, type Asking, pageOf, testSandbox, URLS } from "../helpers/sandbox.ts";

const SEARCH = `${URLS.cloud}/rest/api/3/search/jql`;
const DC_SEARCH = `${URLS.jira}/rest/api/2/search`;

function cloud(
  sandbox: Sandbox,
  query: Readonly<Record<string, string>>,
  asking: Asking = {},
): Promise<Asked> {
  return ask(sandbox, `${SEARCH}?${new URLSearchParams(query)}`, { as: "cloud-valid", ...asking });
}

function dataCenter(sandbox: Sandbox, query: Readonly<Record<string, string>>): Promise<Asked> {
  return ask(sandbox, `${DC_SEARCH}?${new URLSearchParams(query)}`, { as: "jira-valid" });
}

Deno.test("version 3 shows a description as a document, version 2 and Data Center as text", async () => {
  const sandbox = testSandbox();
  const query = new URLSearchParams({ jql: "key = PROJ-3", fields: "description" });
  const v3 = pageOf(await ask(sandbox, `${SEARCH}?${query}`, { as: "cloud-valid" }));
  const v2 = pageOf(
    await ask(sandbox, `${URLS.cloud}/rest/api/2/search/jql?${query}`, { as: "cloud-valid" }),
  );
  const dc = pageOf(await ask(sandbox, `${DC_SEARCH}?${query}`, { as: "jira-valid" }));
  assert.deepEqual(v3.issues[0]?.fields?.["description"], {
    version: 1,
    type: "doc",
    content: [
      { type: "paragraph", content: [{ type: "text", text: 'The form says "invalid name".' }] },
      {
        type: "paragraph",
        content: [{ type: "text", text: "Expected: an apostrophe is a letter like any other." }],
      },
    ],
  });
  assert.match(String(v2.issues[0]?.fields?.["description"]), /^The form says/);
  assert.match(String(dc.issues[0]?.fields?.["description"]), /^The form says/);
});

Deno.test("Cloud shows people by account id, Data Center by name", async () => {
  const sandbox = testSandbox();
  const query = { jql: "key = PROJ-3", fields: "assignee" };
  const onCloud = pageOf(await cloud(sandbox, query)).issues[0]?.fields?.["assignee"];
  const onDataCenter = pageOf(await dataCenter(sandbox, query)).issues[0]?.fields?.["assignee"];
  assert.match(JSON.stringify(onCloud), /"accountId":"5b10a2844c20165700ede21a"/);
  assert.doesNotMatch(JSON.stringify(onCloud), /"name"/);
  assert.match(JSON.stringify(onDataCenter), /"name":"mia\.mueller"/);
  assert.doesNotMatch(JSON.stringify(onDataCenter), /accountId/);
});

Deno.test("a body that does not say it is JSON gets a 415, one that is broken a 400", async () => {
  const sandbox = testSandbox();
  const { email, token } = sandbox.account("cloud-valid");
  const send = (type: string, body: string): Promise<Response> =>
    sandbox.fetch(new URL(SEARCH), {
      method: "POST",
      headers: { "Authorization": `Basic ${btoa(`${email}:${token}`)}`, "Content-Type": type },
      body,
    });
  assert.equal((await send("text/plain", '{"jql":"project = PROJ"}')).status, 415);
  assert.equal((await send("application/json", '{"jql":')).status, 400);
});

Deno.test("a search refuses what is not JQL, in Jira's words", async () => {
  const sandbox = testSandbox();
  const expected = {
    errorMessages: [
      "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'foo'. (line 1, character 15)",
    ],
    errors: {},
  };
  for (
    const answer of [
      await cloud(sandbox, { jql: "project = DEV foo" }),
      await dataCenter(sandbox, { jql: "project = DEV foo" }),
    ]
  ) {
    assert.equal(answer.status, 400);
    assert.deepEqual(answer.body, expected);
  }
});

Deno.test("an anonymous search finds nothing, on Cloud and on Data Center", async () => {
  const sandbox = testSandbox();
  const onCloud = await ask(sandbox, `${SEARCH}?jql=project%3DPROJ`);
  const onDataCenter = await ask(sandbox, `${DC_SEARCH}?jql=project%3DPROJ`);
  assert.deepEqual(pageOf(onCloud), { issues: [], isLast: true });
  assert.equal(pageOf(onDataCenter).total, 0);
});

Deno.test("Cloud pages its projects, Data Center gives an array", async () => {
  const sandbox = testSandbox();
  const onCloud = await ask(sandbox, `${URLS.cloud}/rest/api/3/project/search?maxResults=2`, {
    as: "cloud-valid",
  });
  const onDataCenter = await ask(sandbox, `${URLS.jira}/rest/api/2/project`, { as: "jira-valid" });
  assert.match(onCloud.text, /"maxResults":2,"startAt":0,"total":3,"isLast":false/);
  assert.equal(Array.isArray(onDataCenter.body) && onDataCenter.body.length, 3);
});

Deno.test("user search takes query on Cloud and username on Data Center", async () => {
  const sandbox = testSandbox();
  const names = ({ text }: Asked): readonly string[] =>
    [...text.matchAll(/"displayName":"([^"]+)"/g)].map((match) => match[1] ?? "");
  const onCloud = await ask(sandbox, `${URLS.cloud}/rest/api/3/user/search?query=mü`, { as: "cloud-valid" });
  const onDataCenter = await ask(sandbox, `${URLS.jira}/rest/api/2/user/search?username=sean`, {
    as: "jira-valid",
  });
  const everybody = await ask(sandbox, `${URLS.jira}/rest/api/2/user/search?username=.`, {
    as: "jira-valid",
  });
  assert.deepEqual(names(onCloud), ["Mia Müller"]);
  assert.deepEqual(names(onDataCenter), ["Seán O'Brien"]);
  assert.equal(names(everybody).length, 6);
  assert.equal((await ask(sandbox, `${URLS.cloud}/rest/api/3/user/search?query=m`)).status, 401);
});

Deno.test("an unknown path gets a 404, a wrong method a 405, each in the product's own shape", async () => {
  const sandbox = testSandbox();
  const jira = await ask(sandbox, `${URLS.cloud}/rest/api/3/nothing`, { as: "cloud-valid" });
  const v2 = await ask(sandbox, `${URLS.cloud}/wiki/api/v2/nothing`, { as: "cloud-valid" });
  const v1 = await ask(sandbox, `${URLS.confluence}/rest/api/nothing`, { as: "confluence-valid" });
  const method = await ask(sandbox, `${URLS.jira}/rest/api/2/myself`, { as: "jira-valid", method: "DELETE" });
  assert.match(jira.text, /^\{"errorMessages":\[/);
  assert.match(v2.text, /^\{"errors":\[\{"status":404,"code":"NOT_FOUND"/);
  assert.match(v1.text, /^\{"statusCode":404,"data":\{"authorized":true/);
  assert.deepEqual([jira.status, v2.status, v1.status, method.status], [404, 404, 404, 405]);
  assert.equal(method.headers.get("Allow"), "GET");
});

Deno.test("Data Center has nothing outside its context path", async () => {
  const sandbox = testSandbox();
  const origin = new URL(URLS.jira).origin;
  for (const path of ["/rest/api/2/serverInfo", "/jirax/rest/api/2/serverInfo", "/"]) {
    assert.equal((await ask(sandbox, origin + path)).status, 404, path);
  }
});
