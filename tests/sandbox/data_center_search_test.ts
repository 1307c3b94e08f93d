import assert from "node:assert/strict";
import type { Sandbox } from "../../src/sandbox/mod.ts";
import { ask, type Asked, pageOf, testSandbox, URLS } from "../helpers/sandbox.ts";

const DC_SEARCH = `${URLS.jira}/rest/api/2/search`;

function dataCenter(sandbox: Sandbox, query: Readonly<Record<string, string>>): Promise<Asked> {
  return ask(sandbox, `${DC_SEARCH}?${new URLSearchParams(query)}`, { as: "jira-valid" });
}

Deno.test("Data Center's search pages by startAt, with a total", async () => {
  const sandbox = testSandbox();
  const jql = "project = PROJ ORDER BY key ASC";
  const page = pageOf(await dataCenter(sandbox, { jql, startAt: "15", maxResults: "10", fields: "key" }));
  assert.deepEqual(page.issues.map((issue) => issue.key), ["PROJ-16", "PROJ-17", "PROJ-18"]);
  assert.deepEqual([page.startAt, page.maxResults, page.total], [15, 10, 18]);
});

Deno.test("Data Center's search gives fields by default, finds everything for no query, and counts with 0", async () => {
  const sandbox = testSandbox();
  const page = pageOf(await dataCenter(sandbox, {}));
  assert.equal(page.total, 40);
  assert.ok("summary" in (page.issues[0]?.fields ?? {}));
  const count = pageOf(await dataCenter(sandbox, { jql: "project = OPS", maxResults: "0" }));
  assert.deepEqual([count.total, count.issues.length], [12, 0]);
});

Deno.test("Data Center's search gives at most 1,000 issues", async () => {
  const sandbox = testSandbox({ issues: 1500 });
  const page = pageOf(await dataCenter(sandbox, { jql: "project = LOAD", maxResults: "5000" }));
  assert.deepEqual([page.issues.length, page.maxResults, page.total], [1000, 1000, 1500]);
});

Deno.test("Data Center's search takes the same by POST, and at /latest", async () => {
  const sandbox = testSandbox();
  const body = { jql: "project = PROJ", startAt: 0, maxResults: 2, fields: ["summary"], validateQuery: true };
  const page = pageOf(await ask(sandbox, `${URLS.jira}/rest/api/latest/search`, { as: "jira-valid", body }));
  assert.deepEqual([page.issues.length, page.total], [2, 18]);
});

Deno.test("Data Center's search warns of a value that does not exist, when told not to validate", async () => {
  const sandbox = testSandbox();
  const lenient = pageOf(await dataCenter(sandbox, { jql: "project = NOPE", validateQuery: "false" }));
  assert.deepEqual(lenient.warningMessages, ["The value 'NOPE' does not exist for the field 'project'."]);
  assert.equal((await dataCenter(sandbox, { jql: "project = NOPE" })).status, 400);
  assert.equal((await dataCenter(sandbox, { jql: "project =", validateQuery: "false" })).status, 400);
});

Deno.test("Data Center has no search by token", async () => {
  const answer = await ask(testSandbox(), `${DC_SEARCH}/jql?jql=project%3DPROJ`, { as: "jira-valid" });
  assert.equal(answer.status, 404);
});

Deno.test("Data Center's search shows the key beside the id, also where the id alone is asked for", async () => {
  const page = pageOf(await dataCenter(testSandbox(), { jql: "key = PROJ-3", fields: "id" }));
  assert.deepEqual([page.issues[0]?.key, page.issues[0]?.fields], ["PROJ-3", undefined]);
});
