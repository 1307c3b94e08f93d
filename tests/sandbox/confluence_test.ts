import assert from "node:assert/strict";
import { ask, testSandbox, URLS } from "../helpers/sandbox.ts";
import { createWorld } from "../../src/sandbox/world.ts";

const CURRENT = "/rest/api/user/current";

Deno.test("Confluence Cloud shows a known user by account id", async () => {
  const answer = await ask(testSandbox(), `${URLS.cloud}/wiki${CURRENT}`, { as: "cloud-valid" });
  assert.match(answer.text, /^\{"type":"known","accountId":"5b10a2844c20165700ede21a"/);
});

Deno.test("Confluence Data Center shows a known user by username and key, with links below its context", async () => {
  const answer = await ask(testSandbox(), `${URLS.confluence}${CURRENT}`, { as: "confluence-valid" });
  assert.match(answer.text, /^\{"type":"known","username":"mia\.mueller","userKey":"JIRAUSER1010a"/);
  assert.match(answer.text, /"base":"https:\/\/wiki\.sandbox\.example\/confluence","context":"\/confluence"/);
});

Deno.test("Confluence treats a request without a credential as anonymous", async () => {
  const sandbox = testSandbox();
  for (const base of [`${URLS.cloud}/wiki`, URLS.confluence]) {
    const answer = await ask(sandbox, base + CURRENT);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /^\{"type":"anonymous"/);
  }
});

Deno.test("Confluence Data Center tells its version to those who are signed in", async () => {
  const sandbox = testSandbox();
  const url = `${URLS.confluence}/rest/api/server-information`;
  const known = await ask(sandbox, url, { as: "confluence-valid" });
  assert.match(known.text, /"baseUrl":"https:\/\/wiki\.sandbox\.example\/confluence","version":"10\.2\.14"/);
  assert.equal((await ask(sandbox, url)).status, 401);
});

Deno.test("Confluence Data Center has no serverInfo, Jira Data Center no user/current", async () => {
  const sandbox = testSandbox();
  assert.equal((await ask(sandbox, `${URLS.confluence}/rest/api/2/serverInfo`)).status, 404);
  assert.equal((await ask(sandbox, URLS.jira + CURRENT)).status, 404);
});

Deno.test("every page of the world has a space, and a parent that is a page of the same space", () => {
  const { pages, spaces } = createWorld({ now: 0, issues: 0, pages: 20, longestPage: 0, largeAttachment: 1 });
  for (const page of pages.values()) {
    assert.ok(spaces.includes(page.space), page.title);
    const parent = pages.get(page.parentId ?? 0);
    if (page.id === page.space.homepageId) assert.equal(page.parentId, undefined);
    else assert.equal(parent?.space, page.space, page.title);
  }
  assert.deepEqual(spaces.map(({ key }) => key), ["TEAM", "KB", "DOCS", "STAFF", "LOAD"]);
});
