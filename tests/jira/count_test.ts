import assert from "node:assert/strict";
import { countIssues } from "../../src/jira/count.ts";
import { hasOrder, withOrder } from "../../src/jira/jql.ts";
import { cloudClient, dataCenterClient, failsWith } from "../client/fixture.ts";

const sentJson = ({ body }: { readonly body: string | undefined }): unknown => JSON.parse(body ?? "");

Deno.test("countIssues() asks Cloud's index, which may be off", async () => {
  const { client, network } = cloudClient([{
    method: "POST",
    url: "/rest/api/3/search/approximate-count",
    check: (request) => assert.deepEqual(sentJson(request), { jql: "project = A" }),
    reply: { json: { count: 12 } },
  }]);
  assert.deepEqual(await countIssues(client, { jql: "project = A" }), { count: 12, approximate: true });
  network.verify();
});

Deno.test("countIssues() takes the total of a search for nothing on Data Center", async () => {
  const { client, network } = dataCenterClient([{
    method: "POST",
    url: "/jira/rest/api/2/search",
    check: (request) => assert.deepEqual(sentJson(request), { jql: "a = b", maxResults: 0, fields: [] }),
    reply: { json: { startAt: 0, maxResults: 0, total: 12, issues: [] } },
  }]);
  assert.deepEqual(await countIssues(client, { jql: "a = b" }), { count: 12, approximate: false });
  network.verify();
});

Deno.test("countIssues() is allowed where only reading is, and is sent again after a fault that passes", async () => {
  const { client, network } = cloudClient([
    { method: "POST", url: /count/, reply: { json: {}, status: 503, headers: { "retry-after": "0" } } },
    { method: "POST", url: /count/, reply: { json: { count: 1 } } },
  ], { readOnly: true });
  assert.equal((await countIssues(client, { jql: "a = b" })).count, 1);
  network.verify();
});

Deno.test("countIssues() points at what the server finds wrong", async () => {
  const { client } = cloudClient([{
    method: "POST",
    url: /count/,
    reply: { json: { errorMessages: ["Field 'flavour' does not exist"], errors: {} }, status: 400 },
  }]);
  const error = await failsWith(countIssues(client, { jql: "flavour = sweet" }), "bad-request");
  assert.match(error.hint ?? "", /flavour = sweet\n\s*\^{7}/);
});

Deno.test("countIssues() refuses an answer without a number", async () => {
  const { client } = cloudClient([{ method: "POST", url: /count/, reply: { json: { count: "12" } } }]);
  await failsWith(countIssues(client, { jql: "a = b" }), "bad-response");
});

for (
  const [jql, ordered, has] of [
    ["a = b", "a = b ORDER BY x", false],
    ["a = b ORDER BY c DESC", "a = b ORDER BY x", true],
    ["a = b order\n by c", "a = b ORDER BY x", true],
    ["ORDER BY c", "ORDER BY x", true],
    ["", "ORDER BY x", false],
    ['a ~ "order by"', 'a ~ "order by" ORDER BY x', false],
    ["a ~ 'order by'", "a ~ 'order by' ORDER BY x", false],
    ['a ~ "\\" order by"', 'a ~ "\\" order by" ORDER BY x', false],
    ["reorder by = 1", "reorder by = 1 ORDER BY x", false],
  ] as const
) {
  Deno.test(`withOrder() of ${JSON.stringify(jql)} is ${JSON.stringify(ordered)}`, () => {
    assert.equal(withOrder(jql, "x"), ordered);
    assert.equal(hasOrder(jql), has);
  });
}
