/** Servers whose base URL is configured differently from the address that they are reached at. */
import assert from "node:assert/strict";
import type { ApiRequest, Client } from "../../src/client/client.ts";
import { paginate } from "../../src/client/paginate.ts";
import { cloudClient } from "./fixture.ts";

async function itemsOf(client: Client, request: ApiRequest): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for await (const page of paginate(client, request)) items.push(...page.items);
  return items;
}

const OTHER_BASE = "http://node1:8080/rest/api/3/x?startAt=1";

for (
  const [kind, first] of [
    ["_links.next", { json: { values: [1], _links: { next: OTHER_BASE } } }],
    ["nextPage", { json: { values: [1], nextPage: OTHER_BASE } }],
    ["a Link header", { json: { values: [1] }, headers: { link: `<${OTHER_BASE}>; rel="next"` } }],
  ] as const
) {
  Deno.test(`paginate() stays on the site where ${kind} names another base URL, and warns once`, async () => {
    const warnings: string[] = [];
    const { client, network } = cloudClient([
      { url: "/rest/api/3/x", reply: first },
      {
        url: "https://company.atlassian.net/rest/api/3/x?startAt=1",
        reply: { json: { values: [2], ...again(2) } },
      },
      { url: "https://company.atlassian.net/rest/api/3/x?startAt=2", reply: { json: { values: [3] } } },
    ], { onWarning: (warning) => warnings.push(warning) });
    assert.deepEqual(await itemsOf(client, { path: "/rest/api/3/x" }), [1, 2, 3]);
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0] ?? "",
      /^The server uses "http:\/\/node1:8080" .* from "https:\/\/company/,
    );
    network.verify();
  });
}

function again(startAt: number): object {
  return { _links: { next: `http://node1:8080/rest/api/3/x?startAt=${startAt}` } };
}
