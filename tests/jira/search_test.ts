import assert from "node:assert/strict";
import { HttpError } from "../../src/core/errors.ts";
import { searchIssues, type SearchOptions, type SearchPage } from "../../src/jira/search.ts";
import type { RecordedRequest, Stub, StubReply } from "../../src/testing/stub_fetch.ts";
import { cloudClient, dataCenterClient, failsWith, type Fixture } from "../client/fixture.ts";

const ASKED: SearchOptions = { jql: "project = P", fields: ["summary"] };
const CLOUD_URL = "https://company.atlassian.net/rest/api/3/search/jql";
const DATA_CENTER_URL = "https://jira.company.com/jira/rest/api/2/search";

function issues(from: number, count: number): { id: string; key: string; fields: Record<string, unknown> }[] {
  return Array.from({ length: count }, (_, at) => ({
    id: String(from + at),
    key: `P-${from + at}`,
    fields: { summary: `s${from + at}` },
  }));
}

async function all(fixture: Fixture, options: Partial<SearchOptions> = {}): Promise<SearchPage[]> {
  return await Array.fromAsync(searchIssues(fixture.client, { ...ASKED, ...options }));
}

function keys(pages: readonly SearchPage[]): string[] {
  return pages.flatMap((page) => page.issues.map((issue) => issue.key));
}

function sent(request: RecordedRequest | undefined): unknown {
  return JSON.parse(request?.body ?? "null");
}

function cloud(...pages: readonly unknown[]): Fixture {
  return cloudClient(pages.map((json): Stub => ({ method: "POST", url: CLOUD_URL, reply: { json } })));
}

function dataCenter(...pages: readonly unknown[]): Fixture {
  return dataCenterClient(
    pages.map((json): Stub => ({ method: "POST", url: DATA_CENTER_URL, reply: { json } })),
  );
}

Deno.test("searchIssues() follows page tokens on Cloud", async () => {
  const fixture = cloud(
    { issues: issues(1, 2), nextPageToken: "t1", isLast: false },
    { issues: issues(3, 2), nextPageToken: "t2" },
    { issues: issues(5, 1), isLast: true },
  );
  const pages = await all(fixture, { pageSize: 2 });
  assert.deepEqual(keys(pages), ["P-1", "P-2", "P-3", "P-4", "P-5"]);
  assert.deepEqual(pages.map((page) => page.more), [true, true, false]);
  assert.deepEqual(fixture.network.requests.map(sent), [
    { jql: "project = P", fields: ["summary"], maxResults: 2 },
    { jql: "project = P", fields: ["summary"], maxResults: 2, nextPageToken: "t1" },
    { jql: "project = P", fields: ["summary"], maxResults: 2, nextPageToken: "t2" },
  ]);
  fixture.network.verify();
});

Deno.test("searchIssues() advances startAt on Data Center by the number of received issues", async () => {
  const fixture = dataCenter(
    { startAt: 0, maxResults: 2, total: 5, issues: issues(1, 2) },
    { startAt: 2, maxResults: 1, total: 5, issues: issues(3, 1) },
    { startAt: 3, maxResults: 2, total: 5, issues: issues(4, 2) },
  );
  const pages = await all(fixture, { pageSize: 3 });
  assert.deepEqual(keys(pages), ["P-1", "P-2", "P-3", "P-4", "P-5"]);
  assert.deepEqual(pages.map((page) => page.more), [true, true, false]);
  assert.deepEqual(fixture.network.requests.map(sent).slice(0, 2), [
    { jql: "project = P", fields: ["summary"], maxResults: 3, startAt: 0 },
    { jql: "project = P", fields: ["summary"], maxResults: 3, startAt: 2 },
  ]);
  fixture.network.verify();
});

Deno.test("searchIssues() gives one empty page for no match", async () => {
  assert.deepEqual(await all(cloud({ issues: [], isLast: true })), [{ issues: [], more: false }]);
  assert.deepEqual(await all(dataCenter({ startAt: 0, total: 0, issues: [] })), [{
    issues: [],
    more: false,
  }]);
});

Deno.test("searchIssues() ends at its limit, and says that there are more", async () => {
  for (
    const fixture of [
      cloud({ issues: issues(1, 2), nextPageToken: "t1" }, { issues: issues(3, 1), nextPageToken: "t2" }),
      dataCenter({ startAt: 0, total: 9, issues: issues(1, 2) }, {
        startAt: 2,
        total: 9,
        issues: issues(3, 1),
      }),
    ]
  ) {
    const pages = await all(fixture, { pageSize: 2, limit: 3 });
    assert.deepEqual(keys(pages), ["P-1", "P-2", "P-3"]);
    assert.deepEqual(pages.map((page) => page.more), [true, true]);
    assert.deepEqual(fixture.network.requests.map((request) => JSON.parse(request.body ?? "").maxResults), [
      2,
      1,
    ]);
    fixture.network.verify();
  }
});

Deno.test("searchIssues() does not say that there are more when its limit is all there is", async () => {
  const pages = await all(cloud({ issues: issues(1, 2), isLast: true }), { limit: 2 });
  assert.deepEqual(pages.map((page) => page.more), [false]);
});

Deno.test("searchIssues() cuts a page that is larger than was asked for, and says so", async () => {
  const pages = await all(cloud({ issues: issues(1, 9), isLast: true }), { limit: 2 });
  assert.deepEqual([keys(pages), pages.map((page) => page.more)], [["P-1", "P-2"], [true]]);
});

Deno.test("searchIssues() fetches no page before it is wanted", async () => {
  const fixture = cloud({ issues: issues(1, 2), nextPageToken: "t1" });
  for await (const page of searchIssues(fixture.client, ASKED)) {
    assert.equal(page.issues.length, 2);
    break;
  }
  fixture.network.verify();
});

Deno.test("searchIssues() lets what it does not know be, and needs no fields", async () => {
  const pages = await all(
    cloud({ issues: [{ id: "1", key: "P-1", expand: "x" }], isLast: null, warnings: [] }),
  );
  assert.deepEqual(pages, [{ issues: [{ id: "1", key: "P-1", fields: {} }], more: false }]);
});

Deno.test("searchIssues() goes on over an empty page that is not the last", async () => {
  const fixture = cloud(
    { issues: [], nextPageToken: "t1", isLast: false },
    { issues: issues(1, 1), isLast: true },
  );
  assert.deepEqual(keys(await all(fixture)), ["P-1"]);
});

Deno.test("searchIssues() ends on Data Center when a page is empty, whatever the total says", async () => {
  const fixture = dataCenter({ startAt: 0, total: 9, issues: issues(1, 1) }, {
    startAt: 1,
    total: 9,
    issues: [],
  });
  const pages = await all(fixture);
  assert.deepEqual(pages.map((page) => page.more), [true, false]);
});

/** A server that answers for ever; fails when asked more often than `patience`. */
function endless(reply: (request: RecordedRequest, count: number) => unknown, patience: number): StubReply {
  let count = 0;
  return (request) => {
    assert.ok(++count <= patience, "endless requests");
    return Response.json(reply(request, count));
  };
}

for (const length of [1, 2, 3, 7]) {
  Deno.test(`searchIssues() finds a circle of ${length} page tokens`, async () => {
    const reply = endless((_, count) => ({ issues: issues(1, 1), nextPageToken: `t${count % length}` }), 40);
    const fixture = cloudClient([{ method: "POST", url: CLOUD_URL, reply, times: 99 }]);
    await failsWith(all(fixture), "bad-response");
  });
}

Deno.test("searchIssues() goes on over ten empty pages, and not over eleven", async () => {
  const reply = (empty: number): StubReply =>
    endless((_, count) => {
      const last = count > empty;
      return { issues: issues(1, last ? 1 : 0), nextPageToken: `t${count}`, isLast: last };
    }, 20);
  const ten = cloudClient([{ method: "POST", url: CLOUD_URL, reply: reply(10), times: 99 }]);
  assert.deepEqual(keys(await all(ten)), ["P-1"]);
  const eleven = cloudClient([{ method: "POST", url: CLOUD_URL, reply: reply(11), times: 99 }]);
  await failsWith(all(eleven), "bad-response");
});

Deno.test("searchIssues() finds a server that sends nothing but empty pages", async () => {
  const reply = endless((_, count) => ({ issues: [], nextPageToken: `t${count}` }), 20);
  await failsWith(all(cloudClient([{ method: "POST", url: CLOUD_URL, reply, times: 99 }])), "bad-response");
});

Deno.test("searchIssues() finds a server that does not look at startAt", async () => {
  const reply = endless(() => ({ startAt: 0, total: 999, issues: issues(1, 2) }), 2);
  const work = all(dataCenterClient([{ method: "POST", url: DATA_CENTER_URL, reply, times: 9 }]));
  const error = await failsWith(work, "bad-response");
  assert.equal(error.message, `The pages of the search repeat: POST ${DATA_CENTER_URL}`);
});

Deno.test("searchIssues() takes a long search for what it is", async () => {
  const reply = endless(
    (_, count) => ({ issues: issues(count, 1), nextPageToken: `t${count}`, isLast: count === 500 }),
    500,
  );
  const fixture = cloudClient([{ method: "POST", url: CLOUD_URL, reply, times: 500 }]);
  assert.equal(keys(await all(fixture)).length, 500);
});

for (
  const body of [
    {},
    [],
    { issues: {} },
    { issues: [{ id: 1, key: "P-1" }] },
    { issues: [{ id: "1" }] },
    { issues: [null] },
    { issues: [{ id: "1", key: "P-1", fields: [] }] },
    { issues: [], nextPageToken: 1 },
  ]
) {
  Deno.test(`searchIssues() makes nothing of ${JSON.stringify(body)}`, async () => {
    await failsWith(all(cloud(body)), "bad-response");
  });
}

Deno.test("searchIssues() names what an answer lacks", async () => {
  const error = await failsWith(all(cloud({ issues: [{ id: "1" }] })), "bad-response");
  assert.equal(error.message, `The response lacks "issues.0.key": POST ${CLOUD_URL}`);
});

Deno.test("searchIssues() may be sent again", async () => {
  const fixture = cloudClient([
    { method: "POST", url: CLOUD_URL, reply: { json: {}, status: 503 } },
    { method: "POST", url: CLOUD_URL, reply: { json: { issues: [], isLast: true } } },
  ]);
  await all(fixture);
  fixture.network.verify();
});

Deno.test("searchIssues() may be sent where only reading is allowed", async () => {
  const page: StubReply = { json: { startAt: 0, total: 0, issues: [], isLast: true } };
  await all(cloudClient([{ method: "POST", url: CLOUD_URL, reply: page }], { readOnly: true }));
  await all(dataCenterClient([{ method: "POST", url: DATA_CENTER_URL, reply: page }], { readOnly: true }));
});

Deno.test("searchIssues() passes on what the server says about the JQL", async () => {
  const errorMessages = ["The value 'P' does not exist for the field 'project'."];
  const fixture = cloudClient([{
    method: "POST",
    url: CLOUD_URL,
    reply: { json: { errorMessages }, status: 400 },
  }]);
  const error = await failsWith(all(fixture), "bad-request");
  assert.ok(error instanceof HttpError);
  assert.deepEqual(error.details, errorMessages);
});

for (const wrong of [{ limit: 0 }, { limit: -1 }, { limit: NaN }, { limit: 1.5 }, { pageSize: 0 }]) {
  Deno.test(`searchIssues() with ${JSON.stringify(wrong)} is a programmer's mistake`, async () => {
    await assert.rejects(all(cloud(), wrong), RangeError);
  });
}
