import assert from "node:assert/strict";
import type { Sandbox } from "../../src/sandbox/mod.ts";
import { ask, type Asked, type Asking, pageOf, testSandbox, URLS } from "../helpers/sandbox.ts";

const SEARCH = `${URLS.cloud}/rest/api/3/search/jql`;

function cloud(
  sandbox: Sandbox,
  query: Readonly<Record<string, string>>,
  asking: Asking = {},
): Promise<Asked> {
  return ask(sandbox, `${SEARCH}?${new URLSearchParams(query)}`, { as: "cloud-valid", ...asking });
}

async function allKeys(
  sandbox: Sandbox,
  query: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = pageOf(
      await cloud(sandbox, token === undefined ? query : { ...query, nextPageToken: token }),
    );
    keys.push(...page.issues.map((issue) => issue.key ?? ""));
    assert.equal(page.isLast, page.nextPageToken === undefined);
    token = page.nextPageToken;
  } while (token !== undefined);
  return keys;
}

Deno.test("Cloud's search gives ids alone when no field is named", async () => {
  const page = pageOf(await cloud(testSandbox(), { jql: "project = HELP", maxResults: "1" }));
  assert.deepEqual(page.issues, [{ id: "20039" }]);
});

Deno.test("Cloud's search pages by token, in the query's order, without gaps and without a total", async () => {
  const sandbox = testSandbox();
  const jql = "project = PROJ ORDER BY key ASC";
  const keys = await allKeys(sandbox, { jql, fields: "key", maxResults: "5" });
  assert.deepEqual(keys, Array.from({ length: 18 }, (_, index) => `PROJ-${index + 1}`));
  assert.equal(sandbox.requests.length, 4);
  assert.equal(pageOf(await cloud(sandbox, { jql })).total, undefined);
});

Deno.test("Cloud's search has no token on a last page that is exactly full", async () => {
  const page = pageOf(await cloud(testSandbox(), { jql: "project = PROJ", maxResults: "18" }));
  assert.deepEqual([page.issues.length, page.isLast, "nextPageToken" in page], [18, true, false]);
});

Deno.test("Cloud's search gives at most 100 issues with fields, and 5,000 with keys alone", async () => {
  const sandbox = testSandbox({ issues: 6000 });
  const query = { jql: "project = LOAD", maxResults: "9999" };
  assert.equal(pageOf(await cloud(sandbox, { ...query, fields: "summary" })).issues.length, 100);
  assert.equal(pageOf(await cloud(sandbox, { ...query, fields: "id,key" })).issues.length, 5000);
});

Deno.test("Cloud's search takes the same by POST", async () => {
  const sandbox = testSandbox();
  const jql = "project = PROJ ORDER BY key ASC";
  const first = pageOf(
    await ask(sandbox, SEARCH, { as: "cloud-valid", body: { jql, maxResults: 10, fields: ["key"] } }),
  );
  const second = pageOf(
    await ask(sandbox, SEARCH, {
      as: "cloud-valid",
      body: { jql, fields: ["key"], nextPageToken: first.nextPageToken },
    }),
  );
  assert.deepEqual([first.issues.length, second.issues[0]?.key], [10, "PROJ-11"]);
});

Deno.test("Cloud's search shows the fields that are asked for, however they are listed", async () => {
  const sandbox = testSandbox();
  const url = `${SEARCH}?jql=key%3DPROJ-3&fields=summary,status&fields=assignee`;
  const [issue] = pageOf(await ask(sandbox, url, { as: "cloud-valid" })).issues;
  assert.deepEqual(Object.keys(issue?.fields ?? {}).sort(), ["assignee", "status", "summary"]);
});

Deno.test("Cloud's search leaves out what is excluded from *all", async () => {
  const page = pageOf(await cloud(testSandbox(), { jql: "key = PROJ-3", fields: "*all,-description" }));
  const fields = page.issues[0]?.fields ?? {};
  assert.ok("summary" in fields && "created" in fields);
  assert.ok(!("description" in fields));
});

const UNBOUNDED =
  "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";
for (const jql of ["", "  ", "order by key desc"]) {
  Deno.test(`Cloud's search and count refuse ${JSON.stringify(jql)} as unbounded`, async () => {
    const sandbox = testSandbox();
    const count = `${URLS.cloud}/rest/api/3/search/approximate-count`;
    for (
      const answer of [
        await cloud(sandbox, { jql }),
        await ask(sandbox, SEARCH, { as: "cloud-valid", body: { jql } }),
        await ask(sandbox, count, { as: "cloud-valid", body: { jql } }),
      ]
    ) {
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, { errorMessages: [UNBOUNDED], errors: {} });
    }
  });
}

Deno.test("Cloud's search finds Atlassian's own example of a bounded query", async () => {
  const page = pageOf(
    await cloud(testSandbox(), { jql: "assignee = currentUser() order by key", fields: "assignee" }),
  );
  assert.ok(page.issues.length > 3);
  for (const issue of page.issues) assert.match(JSON.stringify(issue), /Mia Müller/);
});

const REFUSED_BODIES: readonly (readonly [string, unknown])[] = [
  ["startAt", { jql: "project = PROJ", startAt: 0 }],
  ["validateQuery", { jql: "project = PROJ", validateQuery: "strict" }],
  ["fields as a text", { jql: "project = PROJ", fields: "summary" }],
  ["expand as a list", { jql: "project = PROJ", expand: ["names"] }],
  ["a page token that is null", { jql: "project = PROJ", nextPageToken: null }],
  ["a number as a text", { jql: "project = PROJ", maxResults: "10" }],
  ["a list", [1]],
  ["__proto__", JSON.parse('{"jql":"project = PROJ","__proto__":1}')],
];
for (const [name, body] of REFUSED_BODIES) {
  Deno.test(`Cloud's search refuses a body with ${name}`, async () => {
    const answer = await ask(testSandbox(), SEARCH, { as: "cloud-valid", body });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /Invalid request payload/);
  });
}

const REFUSED_QUERIES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["maxResults=0", { maxResults: "0" }],
  ["maxResults=-1", { maxResults: "-1" }],
  ["maxResults=ten", { maxResults: "ten" }],
  ["an unknown token", { nextPageToken: "abc" }],
  ["a token that is not Base64", { nextPageToken: "%%%" }],
];
for (const [name, query] of REFUSED_QUERIES) {
  Deno.test(`Cloud's search refuses ${name}`, async () => {
    assert.equal((await cloud(testSandbox(), { jql: "project = PROJ", ...query })).status, 400);
  });
}

Deno.test("Cloud's search refuses the page token of another query", async () => {
  const sandbox = testSandbox();
  const page = pageOf(await cloud(sandbox, { jql: "project = PROJ", maxResults: "5" }));
  const other = await cloud(sandbox, { jql: "project = OPS", nextPageToken: page.nextPageToken ?? "" });
  assert.equal(other.status, 400);
});

Deno.test("the pages of a search count relative dates from the first page", async () => {
  let now = Date.UTC(2026, 10, 18, 15, 30);
  const sandbox = testSandbox({ now: () => now });
  const query = { jql: "updated >= -7d ORDER BY key", fields: "key", maxResults: "2" };
  const expected = await allKeys(sandbox, query);
  const first = pageOf(await cloud(sandbox, query));
  now += 5 * 86_400_000;
  const second = pageOf(await cloud(sandbox, { ...query, nextPageToken: first.nextPageToken ?? "" }));
  assert.deepEqual(second.issues.map((issue) => issue.key), expected.slice(2, 4));
});

Deno.test("approximate-count counts what the search finds", async () => {
  const answer = await ask(testSandbox(), `${URLS.cloud}/rest/api/3/search/approximate-count`, {
    as: "cloud-valid",
    body: { jql: "project = PROJ" },
  });
  assert.deepEqual(answer.body, { count: 18 });
});

Deno.test("the older search is gone from Cloud", async () => {
  const sandbox = testSandbox();
  for (const version of ["2", "3"]) {
    const url = `${URLS.cloud}/rest/api/${version}/search`;
    const byGet = await ask(sandbox, `${url}?jql=project%3DPROJ`, { as: "cloud-valid" });
    const byPost = await ask(sandbox, url, { as: "cloud-valid", body: { jql: "project = PROJ" } });
    assert.deepEqual([byGet.status, byPost.status], [410, 410]);
    assert.match(byGet.text, /migrate to the \/rest\/api\/3\/search\/jql API/);
  }
});

Deno.test("a caller never sees the results of another", async () => {
  const sandbox = testSandbox();
  const query = { jql: "assignee = currentUser()", fields: "key" };
  const mine = pageOf(await cloud(sandbox, query));
  const theirs = pageOf(await cloud(sandbox, query, { as: "cloud-colleague" }));
  const nobodys = pageOf(await cloud(sandbox, query, { as: "cloud-expired" }));
  assert.notDeepEqual(mine.issues, theirs.issues);
  assert.deepEqual(nobodys.issues, []);
});

Deno.test("100,000 issues are made and searched in seconds, and their pages are cheap", async () => {
  const sandbox = testSandbox({ issues: 100_000 });
  const jql = "project = LOAD ORDER BY updated DESC";
  const first = pageOf(await cloud(sandbox, { jql, fields: "summary", maxResults: "100" }));
  let token = first.nextPageToken;
  const started = performance.now();
  for (let i = 0; i < 50; i++) {
    const page = pageOf(await cloud(sandbox, { jql, fields: "key", nextPageToken: token ?? "" }));
    token = page.nextPageToken;
  }
  assert.ok(performance.now() - started < 3000, "fifty more pages took as long as a search each");
  assert.ok(token !== undefined);
});
