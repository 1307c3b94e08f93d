import assert from "node:assert/strict";
import { AtlcliError, UsageError } from "../../src/core/errors.ts";
import { type Product, siteOf } from "../../src/site/site.ts";
import { CLOUD_ID, cloudClient, dataCenterClient, SCOPED_TOKEN } from "./fixture.ts";

const cloud = cloudClient([]).client;
const scoped = cloudClient([], { credential: SCOPED_TOKEN }).client;
const jira = dataCenterClient([]).client;
const GATEWAY = `https://api.atlassian.com/ex`;

Deno.test("url() adds a query, one parameter for each value of a list, and none for undefined", () => {
  const url = cloud.url("jira", "/rest/x?a=1", { b: "ä &", c: [1, 2], d: undefined, e: false });
  assert.equal(url.href, "https://company.atlassian.net/rest/x?a=1&b=%C3%A4+%26&c=1&c=2&e=false");
});

const BAD_PATHS = [
  "",
  "rest/x",
  "//evil.test/rest",
  "/\\evil.test/rest",
  "\\\\evil.test",
  "https://evil.test/rest",
  "@evil.test/rest",
  ":8080/rest",
  ".evil.test/rest",
  "/../rest",
  "/rest/../../other/x",
  "/rest/%2e%2e/%2E%2E/other",
  "/rest/.%2e/x",
  "/rest/%2E%2E/x",
  "/rest/x#fragment",
  "/rest/x\r\nHost: evil.test",
  "/rest\\..\\x",
];

for (const path of BAD_PATHS) {
  for (const [name, client] of [["Cloud", cloud], ["Data Center", jira], ["the gateway", scoped]] as const) {
    Deno.test(`url() refuses ${JSON.stringify(path)} on ${name}`, () => {
      assert.throws(() => client.url("jira", path), UsageError);
    });
  }
}

for (const path of ["/rest/x/a%2fb", "/rest/x/%5c..%5cb"]) {
  Deno.test(`url() refuses ${path} where there is something to get out of`, () => {
    assert.throws(() => jira.url("jira", path), UsageError);
    assert.throws(() => scoped.url("jira", path), UsageError);
  });
}

const LINKS: readonly {
  readonly name: string;
  readonly client: typeof cloud;
  readonly product: Product;
  readonly link: string;
  readonly url: string;
}[] = [
  {
    name: "a relative one of Confluence v2, which holds /wiki",
    client: cloud,
    product: "confluence",
    link: "/wiki/api/v2/pages?cursor=a%3D%3D",
    url: "https://company.atlassian.net/wiki/api/v2/pages?cursor=a%3D%3D",
  },
  {
    name: "a relative one of Confluence v1, which leaves /wiki out",
    client: cloud,
    product: "confluence",
    link: "/rest/api/search?cursor=x",
    url: "https://company.atlassian.net/wiki/rest/api/search?cursor=x",
  },
  {
    name: "an absolute one inside the site",
    client: cloud,
    product: "jira",
    link: "https://company.atlassian.net/rest/api/3/attachment/content/1",
    url: "https://company.atlassian.net/rest/api/3/attachment/content/1",
  },
  {
    name: "an absolute one in mixed case",
    client: cloud,
    product: "jira",
    link: "HTTPS://Company.Atlassian.NET/rest/x",
    url: "https://company.atlassian.net/rest/x",
  },
  {
    name: "a relative one at the gateway",
    client: scoped,
    product: "confluence",
    link: "/wiki/api/v2/pages?cursor=x",
    url: `${GATEWAY}/confluence/${CLOUD_ID}/wiki/api/v2/pages?cursor=x`,
  },
  {
    name: "an absolute one that names the site though the gateway is in use",
    client: scoped,
    product: "jira",
    link: "https://company.atlassian.net/rest/api/3/issue/1?a=b",
    url: `${GATEWAY}/jira/${CLOUD_ID}/rest/api/3/issue/1?a=b`,
  },
  {
    name: "an absolute one of the gateway",
    client: scoped,
    product: "jira",
    link: `${GATEWAY}/confluence/${CLOUD_ID}/wiki/rest/x`,
    url: `${GATEWAY}/confluence/${CLOUD_ID}/wiki/rest/x`,
  },
  {
    name: "a relative one on Data Center, without the context path",
    client: jira,
    product: "jira",
    link: "/rest/api/2/x?startAt=2",
    url: "https://jira.company.com/jira/rest/api/2/x?startAt=2",
  },
  {
    name: "a relative one on Data Center, with the context path",
    client: jira,
    product: "jira",
    link: "/jira/rest/api/2/x",
    url: "https://jira.company.com/jira/rest/api/2/x",
  },
  {
    name: "one with a fragment, which is dropped",
    client: jira,
    product: "jira",
    link: "/rest/api/2/x#y",
    url: "https://jira.company.com/jira/rest/api/2/x",
  },
];

for (const { name, client, product, link, url } of LINKS) {
  Deno.test(`resolve() follows ${name}`, () => assert.equal(client.resolve(link, product).href, url));
}

const STRANGERS = [
  "https://evil.test/rest/x",
  "https://company.atlassian.net.evil.test/rest/x",
  "https://company.atlassian.net@evil.test/rest/x",
  "https://ada:pw@company.atlassian.net/rest/x",
  "https://company.atlassian.net:8443/rest/x",
  "http://company.atlassian.net/rest/x",
  "https://company.atlassian.net./rest/x",
  "https://cömpany.atlassian.net/rest/x",
  "https://other.atlassian.net/rest/x",
  "//evil.test/rest/x",
  "/\\evil.test/rest/x",
  "https://api.atlassian.com/ex/jira/other-tenant/rest/x",
  `https://api.atlassian.com/ex/jira/${CLOUD_ID}evil/rest/x`,
  `https://api.atlassian.com/ex/jira/${CLOUD_ID}/..%2fother/rest/x`,
  `https://api.atlassian.com/ex/jira/${CLOUD_ID}/..;/other/rest/x`,
  `https://eve@api.atlassian.com/ex/jira/${CLOUD_ID}/rest/x`,
  `https://:pw@api.atlassian.com/ex/jira/${CLOUD_ID}/rest/x`,
  `https://api.atlassian.com/ex/bitbucket/${CLOUD_ID}/rest/x`,
  `http://api.atlassian.com/ex/jira/${CLOUD_ID}/rest/x`,
  `https://api.atlassian.com:444/ex/jira/${CLOUD_ID}/rest/x`,
  "https://api.atlassian.com/me",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "data:text/plain,x",
  "next",
  "",
  "/../x",
];

for (const link of STRANGERS) {
  Deno.test(`resolve() refuses ${JSON.stringify(link)}`, () => {
    for (const client of [cloud, scoped, jira]) {
      assert.throws(
        () => client.resolve(link, "jira"),
        (error) => error instanceof AtlcliError && error.code === "redirect-refused",
      );
    }
  });
}

Deno.test("resolve() refuses what leaves the context path", () => {
  for (
    const link of [
      "https://jira.company.com/other/x",
      "https://jira.company.com/jira/%2e%2e/other",
      "https://jira.company.com/jirax/y",
    ]
  ) {
    assert.throws(() => jira.resolve(link), AtlcliError);
  }
});

Deno.test("resolve() does not take the gateway for the site's own without a token for it", () => {
  assert.throws(() => cloud.resolve(`${GATEWAY}/jira/${CLOUD_ID}/rest/x`), AtlcliError);
});

Deno.test("resolve() names both hosts when it refuses", () => {
  assert.throws(() => cloud.resolve("https://evil.test/x"), {
    message: 'Refused to follow a link from "company.atlassian.net" to "evil.test"',
  });
});

Deno.test("json() checks an address that a caller made as it checks a link", async () => {
  const { client, network } = cloudClient([]);
  await assert.rejects(client.json({ path: new URL("https://evil.test/rest/x") }), AtlcliError);
  network.verify();
});

for (const path of ["..%2F..%2Fother", "..%5Cother", "..%2f..%2fother"]) {
  Deno.test(`resolve() refuses a link to the gateway that holds "${path}", however it is written`, () => {
    assert.throws(() => scoped.resolve(`${GATEWAY}/jira/${CLOUD_ID}/rest/${path}`), AtlcliError);
  });
}

Deno.test("resolve() keeps a context path of one letter where a link repeats it", () => {
  const { client } = dataCenterClient([], { site: siteOf("https://jira.company.com/j") });
  assert.equal(client.resolve("/j/rest/x").href, "https://jira.company.com/j/rest/x");
});

/** A list of a Jira under a context path, the link to its next page, and where that leads; `undefined` is refused. */
const NEXT: readonly (readonly [link: string, url: string | undefined, named?: string])[] = [
  [
    "https://jira.company.com/jira/rest/api/2/list?startAt=1",
    "https://jira.company.com/jira/rest/api/2/list?startAt=1",
  ],
  ["/rest/api/2/list?startAt=1", "https://jira.company.com/jira/rest/api/2/list?startAt=1"],
  // Another scheme, port, host or context path, as a server behind a reverse proxy has it.
  [
    "http://jira.company.com/jira/rest/api/2/list?a=1",
    "https://jira.company.com/jira/rest/api/2/list?a=1",
    "http://jira.company.com",
  ],
  [
    "http://10.0.0.7:8080/jira/rest/api/2/list?a=1",
    "https://jira.company.com/jira/rest/api/2/list?a=1",
    "http://10.0.0.7:8080",
  ],
  [
    "http://node1:8080/rest/api/2/list?a=%2F",
    "https://jira.company.com/jira/rest/api/2/list?a=%2F",
    "http://node1:8080",
  ],
  [
    "https://jira.company.com/other/rest/api/2/list?a=1",
    "https://jira.company.com/jira/rest/api/2/list?a=1",
    "https://jira.company.com",
  ],
  ["https://node1/jira/rest/api/2/list", "https://jira.company.com/jira/rest/api/2/list", "https://node1"],
  [
    "https://node1/rest/api/2/list?a=1#b",
    "https://jira.company.com/jira/rest/api/2/list?a=1",
    "https://node1",
  ],
  // Anything else of another origin.
  ["https://evil.test/rest/api/2/other?a=1", undefined],
  ["https://evil.test/xrest/api/2/list", undefined],
  ["https://evil.test/rest/api/2/list/", undefined],
  ["https://evil.test/rest/api/2/list/..%2fother", undefined],
  ["https://ada@evil.test/rest/api/2/list", undefined],
  ["https://ada:pw@jira.company.com/jira/rest/api/2/list", undefined],
  ["ftp://evil.test/rest/api/2/list", undefined],
  ["//evil.test/rest/api/2/list", undefined],
];

for (const [link, url, named] of NEXT) {
  Deno.test(`resolveNext() ${url === undefined ? "refuses" : "follows"} ${link}`, () => {
    const warnings: string[] = [];
    const { client } = dataCenterClient([], { onWarning: (warning) => warnings.push(warning) });
    const from = new URL("https://jira.company.com/jira/rest/api/2/list?startAt=0&token=x");
    if (url === undefined) {
      assert.throws(() => client.resolveNext(link, { from }), AtlcliError);
      return assert.deepEqual(warnings, []);
    }
    for (let time = 0; time < 2; time++) assert.equal(client.resolveNext(link, { from }).href, url);
    assert.deepEqual(warnings.length, named === undefined ? 0 : 1);
    assert.ok(named === undefined || warnings[0]?.startsWith(`The server uses "${named}" in links`));
  });
}

Deno.test("resolveNext() takes no page of another resource for the same, whatever page it comes from", () => {
  const { client } = dataCenterClient([]);
  for (const from of ["https://evil.test/rest/api/2/list", "https://jira.company.com/jira/"]) {
    assert.throws(
      () => client.resolveNext(from.replace("jira.", "x."), { from: new URL(from) }),
      AtlcliError,
    );
  }
});

Deno.test("resolveNext() stays at the gateway where the token is for the gateway", () => {
  const { client } = cloudClient([], { credential: SCOPED_TOKEN });
  const from = client.url("confluence", "/api/v2/pages", { limit: 5 });
  const next = client.resolveNext("https://node1/wiki/api/v2/pages?cursor=x", {
    from,
    product: "confluence",
  });
  assert.equal(next.href, `https://api.atlassian.com/ex/confluence/${CLOUD_ID}/wiki/api/v2/pages?cursor=x`);
});
