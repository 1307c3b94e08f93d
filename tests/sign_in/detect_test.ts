import assert from "node:assert/strict";
import { type Detection, detectSite, fetchCloudId } from "../../src/sign_in/detect.ts";
import { AtlcliError, type ErrorCode } from "../../src/core/errors.ts";
import { siteOf } from "../../src/site/site.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import { type Stub, stubFetch, type StubReply } from "../../src/testing/stub_fetch.ts";
import { CLOUD_ID } from "../client/fixture.ts";

const HOST = "https://work.company.com";
const SITE = `${HOST}/ctx`;
const HTML = { "content-type": "text/html" };

const GONE: StubReply = { text: "<html>404", status: 404, headers: HTML };
const LOGIN: StubReply = { text: "<html><form>", headers: HTML };

function world(replies: {
  readonly serverInfo?: StubReply;
  readonly tenant?: StubReply;
  readonly information?: StubReply;
  readonly user?: StubReply;
}): readonly Stub[] {
  const { serverInfo = GONE, tenant = GONE, information = GONE, user = GONE } = replies;
  return [
    { url: `${SITE}/rest/api/2/serverInfo`, reply: serverInfo },
    { url: `${HOST}/_edge/tenant_info`, reply: tenant },
    { url: `${SITE}/rest/api/server-information`, reply: information },
    { url: `${SITE}/rest/api/user/current`, reply: user },
  ];
}

function detect(
  stubs: readonly Stub[],
  site = SITE,
): { readonly result: Promise<Detection>; readonly network: ReturnType<typeof stubFetch> } {
  const network = stubFetch(...stubs);
  const result = detectSite({
    site: siteOf(site),
    fetch: network.fetch,
    clock: manualClock(),
    random: () => 0,
  });
  return { result, network };
}

const JIRA: Detection = { deployment: "data-center", product: "jira", evidence: "serverInfo" };
const CONFLUENCE: Omit<Detection, "evidence"> = { deployment: "data-center", product: "confluence" };

const SITES: readonly (readonly [name: string, stubs: readonly Stub[], detection: Detection])[] = [
  [
    "a Jira on Data Center, which says Server",
    world({ serverInfo: { json: { version: "10.3.0", deploymentType: "Server" } } }).slice(0, 1),
    JIRA,
  ],
  [
    "an old Jira, which has a version only",
    world({ serverInfo: { json: { version: "7.2.0" } } }).slice(0, 1),
    JIRA,
  ],
  [
    "Cloud under a domain of the customer's",
    world({ serverInfo: { json: { version: "1001.0.0-SNAPSHOT", deploymentType: "Cloud" } } }).slice(0, 1),
    { deployment: "cloud", evidence: "serverInfo" },
  ],
  [
    "Cloud that does not show serverInfo",
    world({ serverInfo: GONE, tenant: { json: { cloudId: CLOUD_ID } } }).slice(0, 2),
    { deployment: "cloud", cloudId: CLOUD_ID, evidence: "tenant_info" },
  ],
  [
    "a Confluence that says its version",
    world({ information: { json: { baseUrl: SITE, version: "10.2.1", buildNumber: "9" } } }).slice(0, 3),
    { ...CONFLUENCE, evidence: "server-information" },
  ],
  [
    "a Confluence for everybody",
    world({ user: { json: { type: "anonymous", displayName: "Anonymous" } } }),
    { ...CONFLUENCE, evidence: "user/current" },
  ],
  [
    "a Confluence that wants a login, in JSON",
    world({
      user: {
        json: { statusCode: 403, message: "Current user not permitted to use Confluence" },
        status: 403,
      },
    }),
    { ...CONFLUENCE, evidence: "user/current" },
  ],
  [
    "a Confluence that wants a login, told by its header alone",
    world({
      user: { text: "<html>401", status: 401, headers: { ...HTML, "x-confluence-request-time": "1" } },
    }),
    { ...CONFLUENCE, evidence: "user/current" },
  ],
  [
    "a Confluence that wants a login for everything",
    world({
      serverInfo: { json: { statusCode: 401, message: "x" }, status: 401 },
      user: { json: { statusCode: 401, message: "x" }, status: 401 },
    }),
    { ...CONFLUENCE, evidence: "user/current" },
  ],
  [
    "a Jira that wants a login even for serverInfo",
    world({
      serverInfo: { text: "<html>401", status: 401, headers: { ...HTML, "x-seraph-loginreason": "OUT" } },
    }),
    JIRA,
  ],
  [
    "a Jira that wants a login for serverInfo, in JSON",
    world({ serverInfo: { json: { errorMessages: ["login"] }, status: 403 } }),
    JIRA,
  ],
];

for (const [name, stubs, detection] of SITES) {
  Deno.test(`detectSite() knows ${name}`, async () => {
    const { result, network } = detect(stubs);
    assert.deepEqual(await result, detection);
    network.verify();
  });
}

for (const site of ["https://company.atlassian.net", "https://company.jira.com"]) {
  Deno.test(`detectSite() sends no request for ${site}`, async () => {
    const { result, network } = detect([], site);
    assert.deepEqual(await result, { deployment: "cloud", evidence: "host" });
    network.verify();
  });
}

Deno.test("detectSite() sends no credential", async () => {
  const { result, network } = detect(world({ user: { json: { type: "known" } } }));
  await result;
  assert.equal(network.requests.length, 4);
  for (const { headers } of network.requests) {
    assert.deepEqual([headers.get("authorization"), headers.get("cookie")], [null, null]);
  }
});

function everywhere(reply: StubReply): readonly Stub[] {
  return [{ url: /.*/, reply, times: 4 }];
}

const NOTHING:
  readonly (readonly [name: string, stubs: readonly Stub[], code: ErrorCode, message: string])[] = [
    ["404 everywhere", everywhere(GONE), "not-found", `Neither Jira nor Confluence responds at "${SITE}"`],
    ["web pages everywhere", everywhere(LOGIN), "sso-page", `"${SITE}" responds with web pages only`],
    [
      "pages that want a login everywhere",
      everywhere({ text: "<html>", status: 401, headers: HTML }),
      "sso-page",
      `"${SITE}" responds with web pages only`,
    ],
    [
      "a login in front",
      everywhere(() => new Response(null, { status: 302, headers: { location: "https://idp.test/login" } })),
      "sso-page",
      `The site redirects to a login page, from "${HOST}" to "https://idp.test"`,
    ],
    [
      "a site that has moved",
      everywhere(() => new Response(null, { status: 301, headers: { location: "https://new.test/rest" } })),
      "redirect-refused",
      `Refused to follow a redirect from "${HOST}" to "https://new.test"`,
    ],
    [
      "JSON of something else",
      everywhere({ json: { hello: "world" } }),
      "not-found",
      `Neither Jira nor Confluence responds at "${SITE}"`,
    ],
    [
      "invalid JSON",
      everywhere({ text: "{", headers: { "content-type": "application/json" } }),
      "not-found",
      `Neither Jira nor Confluence responds at "${SITE}"`,
    ],
  ];

for (const [name, stubs, code, message] of NOTHING) {
  Deno.test(`detectSite() says what is wrong with ${name}`, async () => {
    const { result, network } = detect(stubs);
    await assert.rejects(result, (error) => {
      assert.ok(error instanceof AtlcliError && error.hint !== undefined);
      assert.deepEqual([error.code, error.message], [code, message]);
      return true;
    });
    network.verify();
  });
}

Deno.test("detectSite() waits for a server that is just starting", async () => {
  const { result, network } = detect([
    { url: `${SITE}/rest/api/2/serverInfo`, reply: { text: "starting", status: 503 }, times: 2 },
    { url: `${SITE}/rest/api/2/serverInfo`, reply: { json: { deploymentType: "Server" } } },
  ]);
  assert.deepEqual(await result, JIRA);
  network.verify();
});

Deno.test("detectSite() does not take a server that fails for something else", async () => {
  const { result } = detect([{ url: /serverInfo/, reply: { text: "down", status: 503 }, times: 9 }]);
  await assert.rejects(result, (error) => error instanceof AtlcliError && error.code === "server");
});

Deno.test("detectSite() passes on that the server was not reached", async () => {
  const { result } = detect(everywhere({ error: new TypeError("fetch failed") }));
  await assert.rejects(result, (error) => error instanceof AtlcliError && error.code === "network");
});

Deno.test("detectSite() asks a site that speaks plain http, where that was allowed", async () => {
  const network = stubFetch(
    { url: "http://work.company.com/rest/api/2/serverInfo", reply: GONE },
    { url: "http://work.company.com/_edge/tenant_info", reply: { json: { cloudId: CLOUD_ID } } },
  );
  const site = siteOf("http://work.company.com", { allowHttp: true });
  assert.equal((await detectSite({ site, fetch: network.fetch, clock: manualClock() })).cloudId, CLOUD_ID);
});

Deno.test("detectSite() does not read an answer without end", async () => {
  const endless: StubReply = () =>
    new Response(
      new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(16_384)) }, {
        highWaterMark: 0,
      }),
    );
  const { result } = detect(everywhere(endless));
  await assert.rejects(result, AtlcliError);
});

function tenant(reply: StubReply): Promise<string | undefined> {
  const network = stubFetch({ url: "https://company.atlassian.net/_edge/tenant_info", reply });
  return fetchCloudId({
    site: siteOf("https://company.atlassian.net"),
    fetch: network.fetch,
    clock: manualClock(),
  });
}

Deno.test("fetchCloudId() gives the tenant that the site names", async () => {
  assert.equal(await tenant({ json: { cloudId: CLOUD_ID } }), CLOUD_ID);
});

for (const cloudId of ["", "../../evil", "a/b", "a?b", "x".repeat(65), 42, null, {}]) {
  Deno.test(`fetchCloudId() does not take ${JSON.stringify(cloudId).slice(0, 30)} for a tenant`, async () => {
    assert.equal(await tenant({ json: { cloudId } }), undefined);
  });
}

Deno.test("fetchCloudId() gives undefined where no tenant is named", async () => {
  assert.equal(await tenant(GONE), undefined);
  assert.equal(await tenant(LOGIN), undefined);
  assert.equal(await tenant({ json: [] }), undefined);
});
