import assert from "node:assert/strict";
import { type AnyPage, paginate } from "../../src/client/paginate.ts";
import type { ApiRequest, Client } from "../../src/client/client.ts";
import type { Stub } from "../../src/testing/stub_fetch.ts";
import { cloudClient, dataCenterClient, failsWith, SCOPED_TOKEN } from "./fixture.ts";

async function itemsOf(client: Client, request: ApiRequest): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for await (const page of paginate(client, request)) items.push(...page.items);
  return items;
}

interface Case {
  readonly name: string;
  readonly request: ApiRequest;
  /** Address and answer. */
  readonly pages: readonly (readonly [url: string, json: unknown, headers?: Record<string, string>])[];
  readonly items: readonly unknown[];
}

const CLOUD_CASES: readonly Case[] = [
  {
    name: "page tokens of a search",
    request: { path: "/rest/api/3/search/jql", query: { jql: "project = A", maxResults: 2 } },
    pages: [
      ["/rest/api/3/search/jql?jql=project+%3D+A&maxResults=2", { issues: [1, 2], nextPageToken: "a/b=" }],
      ["/rest/api/3/search/jql?jql=project+%3D+A&maxResults=2&nextPageToken=a%2Fb%3D", {
        issues: [3],
        isLast: true,
        nextPageToken: "ignored",
      }],
    ],
    items: [1, 2, 3],
  },
  {
    name: "startAt with total, in whichever member the list is",
    request: { path: "/rest/api/3/issue/A-1/comment?orderBy=created" },
    pages: [
      ["/rest/api/3/issue/A-1/comment?orderBy=created", {
        comments: [1, 2],
        startAt: 0,
        maxResults: 2,
        total: 3,
      }],
      ["/rest/api/3/issue/A-1/comment?orderBy=created&startAt=2", {
        comments: [3],
        startAt: 2,
        maxResults: 2,
        total: 3,
      }],
    ],
    items: [1, 2, 3],
  },
  {
    name: "startAt with isLast and no total, from where the caller begins",
    request: { path: "/rest/agile/1.0/board/1/sprint", query: { startAt: 4 } },
    pages: [
      ["/rest/agile/1.0/board/1/sprint?startAt=4", { values: [1], startAt: 4, maxResults: 9, isLast: false }],
      ["/rest/agile/1.0/board/1/sprint?startAt=5", { values: [2], startAt: 5, maxResults: 9, isLast: true }],
    ],
    items: [1, 2],
  },
  {
    name: "startAt and maxResults alone, up to a page that is not full",
    request: { path: "/rest/api/3/x" },
    pages: [
      ["/rest/api/3/x", { values: [1, 2], startAt: 0, maxResults: 2 }],
      ["/rest/api/3/x?startAt=2", { values: [3], startAt: 2, maxResults: 2 }],
    ],
    items: [1, 2, 3],
  },
  {
    name: "nextPage, which Jira writes as a whole address",
    request: { path: "/rest/api/3/project/search" },
    pages: [
      ["/rest/api/3/project/search", {
        values: [1],
        startAt: 0,
        total: 2,
        isLast: false,
        nextPage: "https://company.atlassian.net/rest/api/3/project/search?startAt=1&maxResults=1",
      }],
      ["/rest/api/3/project/search?startAt=1&maxResults=1", {
        values: [2],
        startAt: 1,
        total: 2,
        isLast: true,
      }],
    ],
    items: [1, 2],
  },
  {
    name: "_links.next of Confluence",
    request: { product: "confluence", path: "/api/v2/pages", query: { limit: 1 } },
    pages: [
      ["/wiki/api/v2/pages?limit=1", {
        results: [1],
        _links: { next: "/wiki/api/v2/pages?cursor=x%3D&limit=1" },
      }],
      ["/wiki/api/v2/pages?cursor=x%3D&limit=1", {
        results: [2],
        _links: { base: "https://company.atlassian.net" },
      }],
    ],
    items: [1, 2],
  },
  {
    name: "a Link header",
    request: { product: "confluence", path: "/api/v2/spaces" },
    pages: [
      ["/wiki/api/v2/spaces", { results: [1] }, {
        link: '</wiki/api/v2/spaces?cursor=y>; rel="next", <https://company.atlassian.net/wiki>; rel="base"',
      }],
      ["/wiki/api/v2/spaces?cursor=y", { results: [2] }, {
        link: '<https://company.atlassian.net/wiki>; rel="base"',
      }],
    ],
    items: [1, 2],
  },
  {
    name: "a plain array, which is all there is",
    request: { path: "/rest/api/3/field" },
    pages: [["/rest/api/3/field", [1, 2]]],
    items: [1, 2],
  },
  {
    name: "a response that is not a list, which is one item",
    request: { path: "/rest/api/3/serverInfo" },
    pages: [["/rest/api/3/serverInfo", { versionNumbers: [1, 2] }]],
    items: [{ versionNumbers: [1, 2] }],
  },
  {
    name: "an empty page in between",
    request: { path: "/rest/api/3/search/jql" },
    pages: [
      ["/rest/api/3/search/jql", { issues: [], nextPageToken: "a" }],
      ["/rest/api/3/search/jql?nextPageToken=a", { issues: [1], isLast: true }],
    ],
    items: [1],
  },
];

const DATA_CENTER_CASES: readonly Case[] = [
  {
    name: "_links.next without the context path",
    request: { path: "/rest/api/content" },
    pages: [
      ["/jira/rest/api/content", {
        results: [1],
        start: 0,
        limit: 1,
        _links: { next: "/rest/api/content?start=1" },
      }],
      ["/jira/rest/api/content?start=1", { results: [2], start: 1, limit: 1, _links: {} }],
    ],
    items: [1, 2],
  },
  {
    name: "start, limit and size, where there are no links",
    request: { path: "/rest/api/content" },
    pages: [
      ["/jira/rest/api/content", { results: [1, 2], start: 0, limit: 2, size: 2 }],
      ["/jira/rest/api/content?start=2", { results: [3], start: 2, limit: 2, size: 1 }],
    ],
    items: [1, 2, 3],
  },
];

const stubsOf = ({ pages }: Case): readonly Stub[] =>
  pages.map(([url, json, headers]) => ({ url, reply: { json, ...(headers && { headers }) } }));

for (const [make, cases] of [[cloudClient, CLOUD_CASES], [dataCenterClient, DATA_CENTER_CASES]] as const) {
  for (const each of cases) {
    Deno.test(`paginate() follows ${each.name}`, async () => {
      const { client, network } = make(stubsOf(each));
      assert.deepEqual(await itemsOf(client, each.request), each.items);
      network.verify();
    });
  }
}

Deno.test("paginate() puts the position of a POST into its JSON, beside what is there", async () => {
  const bodies: unknown[] = [];
  const check = ({ body }: { readonly body: string | undefined }): void =>
    void bodies.push(JSON.parse(body ?? ""));
  const { client, network } = cloudClient([
    { method: "POST", url: /search/, check, reply: { json: { issues: [1], nextPageToken: "t" } } },
    { method: "POST", url: /search/, check, reply: { json: { issues: [2], isLast: true } } },
  ]);
  const request = { path: "/rest/api/3/search/jql", method: "post", json: { jql: "a = b" } };
  assert.deepEqual(await itemsOf(client, request), [1, 2]);
  assert.deepEqual(bodies, [{ jql: "a = b" }, { jql: "a = b", nextPageToken: "t" }]);
  network.verify();
});

Deno.test("paginate() asks for no page before the one before was taken", async () => {
  const page = (startAt: number) => ({ values: [startAt], startAt, maxResults: 1, total: 3 });
  const { client, network } = cloudClient([
    { url: "/rest/api/3/x", reply: { json: page(0) } },
    { url: "/rest/api/3/x?startAt=1", reply: { json: page(1) } },
  ]);
  const pages = paginate(client, { path: "/rest/api/3/x" });
  const taken: AnyPage = { items: [0], total: 3 };
  assert.deepEqual((await pages.next()).value, taken);
  assert.equal(network.requests.length, 1);
  await pages.next();
  assert.equal(network.requests.length, 2);
  await pages.return();
  network.verify();
});

const CIRCLES: readonly (readonly [string, (url: URL) => unknown])[] = [
  ["the same token for ever", () => ({ issues: [1], nextPageToken: "a" })],
  [
    "two tokens in turn",
    (url) => ({ issues: [1], nextPageToken: url.searchParams.get("nextPageToken") === "a" ? "b" : "a" }),
  ],
  ["the first page for ever", () => ({ values: [1], startAt: 0, maxResults: 1, total: 9 })],
  ["a link to itself", () => ({ results: [1], _links: { next: "/rest/api/3/x?cursor=a" } })],
  [
    "empty pages for ever",
    (url) => ({ issues: [], nextPageToken: `${Number(url.searchParams.get("nextPageToken") ?? 0) + 1}` }),
  ],
];

for (const [name, answer] of CIRCLES) {
  Deno.test(`paginate() refuses a server that sends ${name}`, async () => {
    const reply = ({ url }: { readonly url: URL }): Response => Response.json(answer(url));
    const { client, network } = cloudClient([{ url: /./, reply, times: 50 }]);
    await failsWith(itemsOf(client, { path: "/rest/api/3/x" }), "bad-response");
    assert.ok(network.requests.length <= 15, `${network.requests.length}`);
  });
}

Deno.test("paginate() refuses a Link header of more than 8 KB, whatever it holds", async () => {
  for (const link of ["<".repeat(8_193), `</x?a=${"a".repeat(8_192)}>; rel="next"`]) {
    const { client } = cloudClient([{ url: "/x", reply: { json: { values: [1] }, headers: { link } } }]);
    await failsWith(itemsOf(client, { path: "/x" }), "bad-response");
  }
});

Deno.test("paginate() gives nothing of a page that is not the one that was asked for", async () => {
  const { client, network } = cloudClient([
    { url: "/x", reply: { json: { values: [1], startAt: 0, maxResults: 1, total: 9 } } },
    { url: "/x?startAt=1", reply: { json: { values: [1], startAt: 0, maxResults: 1, total: 9 } } },
  ]);
  const pages = paginate(client, { path: "/x" });
  await pages.next();
  await failsWith(pages.next(), "bad-response");
  network.verify();
});

for (
  const next of ["https://evil.test/rest/api/3/other", "//evil.test/x", "http://company.atlassian.net/x"]
) {
  Deno.test(`paginate() follows no link out of the site: ${next}`, async () => {
    const { client, network } = cloudClient([
      { url: "/rest/api/3/x", reply: { json: { values: [1], _links: { next } } } },
    ]);
    await failsWith(itemsOf(client, { path: "/rest/api/3/x" }), "redirect-refused");
    network.verify();
  });
}

Deno.test("paginate() follows a link that names the site through the gateway that answered", async () => {
  const gateway = "https://api.atlassian.com/ex/confluence/11111111-2222-3333-4444-555555555555/wiki";
  const { client, network } = cloudClient([
    {
      url: `${gateway}/api/v2/pages`,
      reply: {
        json: { results: [1], _links: { next: "https://company.atlassian.net/wiki/api/v2/pages?cursor=c" } },
      },
    },
    { url: `${gateway}/api/v2/pages?cursor=c`, reply: { json: { results: [2], _links: {} } } },
  ], { credential: SCOPED_TOKEN });
  assert.deepEqual(await itemsOf(client, { product: "confluence", path: "/api/v2/pages" }), [1, 2]);
  network.verify();
});

Deno.test("paginate() of an empty answer is one page with nothing on it", async () => {
  const { client } = cloudClient([{ url: "/x", reply: () => new Response(null, { status: 204 }) }]);
  assert.deepEqual(await Array.fromAsync(paginate(client, { path: "/x" })), [{
    items: [],
    total: undefined,
  }]);
});
