import assert from "node:assert/strict";
import { type ApiRequest, createClient } from "../../src/client/client.ts";
import { siteOf } from "../../src/site/site.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import { type Stub, stubFetch, type StubReply } from "../../src/testing/stub_fetch.ts";
import {
  API_TOKEN,
  BASIC,
  BEARER,
  CLOUD_ID,
  cloudClient,
  dataCenterClient,
  failsWith,
  PAT,
  SCOPED_TOKEN,
} from "./fixture.ts";

const HERE = "https://company.atlassian.net";

function to(location: string, status = 302): StubReply {
  return () => new Response("moved", { status, headers: { location } });
}

const OK: StubReply = { json: { ok: 1 } };

for (const status of [301, 302, 303, 307, 308]) {
  Deno.test(`a ${status} inside the site is followed, with the credential`, async () => {
    const { client, network } = cloudClient([
      { url: `${HERE}/rest/a`, reply: to("/rest/b?x=1", status) },
      { url: `${HERE}/rest/b?x=1`, reply: OK },
    ]);
    assert.deepEqual(await client.json({ path: "/rest/a" }), { ok: 1 });
    assert.equal(network.requests[1]?.headers.get("authorization"), BASIC);
    network.verify();
  });
}

const METHODS: readonly (readonly [status: number, method: string, then: string])[] = [
  [301, "POST", "GET"],
  [302, "POST", "GET"],
  [303, "POST", "GET"],
  [303, "PUT", "GET"],
  [303, "HEAD", "HEAD"],
  [301, "PUT", "PUT"],
  [302, "DELETE", "DELETE"],
  [307, "POST", "POST"],
  [308, "POST", "POST"],
  [307, "PUT", "PUT"],
];

for (const [status, method, then] of METHODS) {
  Deno.test(`a ${status} after ${method} is followed with ${then}`, async () => {
    const { client, network } = cloudClient([
      { method, url: "/rest/a", reply: to("/rest/b", status) },
      { method: then, url: "/rest/b", reply: () => new Response(null, { status: 204 }) },
    ]);
    const body: Partial<ApiRequest> = method === "HEAD" ? {} : { json: { a: 1 } };
    await client.json({ path: "/rest/a", method, ...body });
    const second = network.requests[1];
    assert.equal(second?.body, then === method && method !== "HEAD" ? '{"a":1}' : undefined);
    assert.equal(
      second?.headers.get("content-type"),
      then === method && method !== "HEAD" ? "application/json" : null,
    );
    network.verify();
  });
}

const STRANGERS: readonly (readonly [name: string, location: string])[] = [
  ["another host", "https://evil.test/rest/b"],
  ["another port", `${HERE}:8443/rest/b`],
  ["plain http", "http://company.atlassian.net/rest/b"],
  ["a look-alike", `${HERE}.evil.test/rest/b`],
  ["a look-alike by user information", "https://company.atlassian.net@evil.test/rest/b"],
  ["the site with user information", "https://eve:pw@company.atlassian.net/rest/b"],
  ["a host without a scheme", "//evil.test/rest/b"],
  ["a host behind backslashes", "\\\\evil.test/rest/b"],
  ["a dot at the end of the host", "https://company.atlassian.net./rest/b"],
  ["the gateway of another tenant", "https://api.atlassian.com/ex/jira/other/rest/b"],
  ["a file", "file:///etc/passwd"],
  ["data", "data:application/json,{}"],
  ["cloud metadata", "http://169.254.169.254/latest/meta-data"],
];

for (const status of [301, 302, 303, 307, 308]) {
  for (const [name, location] of STRANGERS) {
    Deno.test(`a ${status} to ${name} is refused`, async () => {
      for (const method of ["GET", "POST"]) {
        const { client, network } = cloudClient([{
          method,
          url: `${HERE}/rest/a`,
          reply: to(location, status),
        }]);
        const work = client.json({ path: "/rest/a", method });
        await failsWith(work, "redirect-refused");
        assert.equal(network.requests.length, 1);
        network.verify();
      }
    });
  }
}

Deno.test("a redirect that is refused names both hosts, and no path or query", async () => {
  const { client } = cloudClient([{ url: "/rest/a", reply: to("https://evil.test/b?token=secret") }]);
  const error = await failsWith(client.json({ path: "/rest/a" }), "redirect-refused");
  assert.equal(
    error.message,
    'Refused to follow a redirect from "https://company.atlassian.net" to "https://evil.test"',
  );
  assert.ok(!error.hint?.includes("secret"));
});

Deno.test("a redirect out of the context path is refused", async () => {
  for (const location of ["/other/rest", "/jira/..%2fother/rest", "/jirax/rest", "/"]) {
    const { client, network } = dataCenterClient([{ url: "/jira/rest/a", reply: to(location) }]);
    await failsWith(client.json({ path: "/rest/a" }), "redirect-refused");
    network.verify();
  }
});

Deno.test("a redirect from the gateway to another tenant is refused, to its own not", async () => {
  const { client, network } = cloudClient([
    { url: `https://api.atlassian.com/ex/jira/${CLOUD_ID}/rest/a`, reply: to(`/ex/jira/${CLOUD_ID}/rest/b`) },
    { url: `https://api.atlassian.com/ex/jira/${CLOUD_ID}/rest/b`, reply: to("/ex/jira/other/rest/c") },
  ], { credential: SCOPED_TOKEN });
  await failsWith(client.json({ path: "/rest/a" }), "redirect-refused");
  network.verify();
});

const LOGINS = [
  "/login.jsp?os_destination=%2Frest",
  "/login",
  "/wiki/login.action",
  "/plugins/servlet/samlsso",
  "/ADFS/LS/Login.ASPX",
  "/idp/profile/SAML2/Redirect/SSO",
  "https://id.atlassian.com/login?continue=x",
  "https://company.okta.com/app/jira/sso/saml",
  "https://login.company.com/oauth2/authorize?client_id=x",
  "https://adfs.company.com/x?SAMLRequest=abc",
];

for (const location of LOGINS) {
  Deno.test(`a redirect to ${location} is a login page`, async () => {
    const { client, network } = cloudClient([{ url: "/rest/a", reply: to(location) }]);
    await failsWith(client.json({ path: "/rest/a" }), "sso-page");
    network.verify();
  });
}

Deno.test("a redirect to itself is refused", async () => {
  const { client, network } = cloudClient([{ url: "/rest/a", reply: to("/rest/a") }]);
  await failsWith(client.json({ path: "/rest/a" }), "redirect-refused");
  network.verify();
});

Deno.test("a circle of redirects is refused when it closes", async () => {
  const { client, network } = cloudClient([
    { url: "/rest/a", reply: to("/rest/b") },
    { url: "/rest/b", reply: to("/rest/a") },
  ]);
  await failsWith(client.json({ path: "/rest/a" }), "redirect-refused");
  network.verify();
});

Deno.test("five redirects are followed, and the sixth refused", async () => {
  const chain = (length: number): Stub[] =>
    Array.from({ length }, (_, at) => ({ url: `/rest/${at}`, reply: to(`/rest/${at + 1}`) }));
  const five = cloudClient([...chain(5), { url: "/rest/5", reply: OK }]);
  await five.client.json({ path: "/rest/0" });
  five.network.verify();
  const six = cloudClient(chain(6));
  await failsWith(six.client.json({ path: "/rest/0" }), "redirect-refused");
  six.network.verify();
});

for (const location of [undefined, "", "http://[", "https://"]) {
  Deno.test(`a redirect to ${JSON.stringify(location)} is refused`, async () => {
    const headers = location === undefined ? undefined : { location };
    const { client } = cloudClient([{
      url: "/rest/a",
      reply: { text: "", status: 302, ...(headers && { headers }) },
    }]);
    await failsWith(client.json({ path: "/rest/a" }), "redirect-refused");
  });
}

Deno.test("a stream is not sent twice", async () => {
  const { client, network } = cloudClient([{ method: "PUT", url: "/rest/a", reply: to("/rest/b", 307) }]);
  await failsWith(
    client.json({ path: "/rest/a", method: "PUT", body: new ReadableStream() }),
    "redirect-refused",
  );
  network.verify();
});

const MEDIA = "https://api.media.atlassian.com/file/1/binary?token=signed";

Deno.test("a download follows to another host, bare, and may be a web page", async () => {
  const { client, network } = cloudClient([
    { url: "/rest/api/3/attachment/content/1", reply: to(MEDIA, 303) },
    { url: MEDIA, reply: { text: "bytes", headers: { "content-type": "text/html" } } },
  ]);
  const answer = await client.fetch({
    path: "/rest/api/3/attachment/content/1",
    accept: "*/*",
    headers: { "x-mine": "1" },
    followForeign: true,
  });
  assert.equal(await answer.text(), "bytes");
  assert.equal(network.requests[0]?.headers.get("authorization"), BASIC);
  assert.deepEqual([...network.requests[1]?.headers ?? []], []);
  network.verify();
});

Deno.test("a download that left the site stays bare, also when it comes back", async () => {
  const { client, network } = cloudClient([
    { url: "/rest/a", reply: to("https://cdn.test/1") },
    { url: "https://cdn.test/1", reply: to(`${HERE}/rest/b`) },
    { url: `${HERE}/rest/b`, reply: { text: "bytes" } },
  ]);
  await (await client.fetch({ path: "/rest/a", accept: "*/*", followForeign: true })).text();
  assert.deepEqual([...network.requests[2]?.headers ?? []], []);
  network.verify();
});

for (
  const location of [
    "http://cdn.test/1",
    "https://127.0.0.1/1",
    "https://2130706433/1",
    "https://localhost/1",
    "https://169.254.169.254/latest",
    "https://10.0.0.1/1",
    "https://[::1]/1",
    "https://[::ffff:169.254.169.254]/1",
    "https://metadata.google.internal/1",
    "https://eve@cdn.test/1",
    "https://:pw@cdn.test/1",
    "ftp://cdn.test/1",
  ]
) {
  Deno.test(`a download is not sent on to ${location}`, async () => {
    const { client, network } = cloudClient([{ url: "/rest/a", reply: to(location) }]);
    await failsWith(
      client.fetch({ path: "/rest/a", accept: "*/*", followForeign: true }),
      "redirect-refused",
    );
    network.verify();
  });
}

Deno.test("a download that left the site is not sent on to a private address either", async () => {
  const { client, network } = cloudClient([
    { url: "/rest/a", reply: to("https://cdn.test/1") },
    { url: "https://cdn.test/1", reply: to("https://169.254.169.254/latest") },
  ]);
  await failsWith(client.fetch({ path: "/rest/a", accept: "*/*", followForeign: true }), "redirect-refused");
  network.verify();
});

Deno.test("a download may be sent on to a private address by a site that is one", async () => {
  const network = stubFetch(
    { url: "https://10.0.0.1/rest/a", reply: to("https://10.0.0.2/b") },
    { url: "https://10.0.0.2/b", reply: { text: "bytes" } },
  );
  const client = createClient({
    site: siteOf("https://10.0.0.1"),
    deployment: "data-center",
    credential: PAT,
    fetch: network.fetch,
    clock: manualClock(),
    random: () => 0,
  });
  await (await client.fetch({ path: "/rest/a", accept: "*/*", followForeign: true })).text();
  assert.equal(network.requests[0]?.headers.get("authorization"), BEARER);
  assert.equal(network.requests[1]?.headers.get("authorization"), null);
  network.verify();
});

Deno.test("only a GET may leave the site", async () => {
  const { client, network } = cloudClient([{ method: "POST", url: "/rest/a", reply: to(MEDIA, 307) }]);
  await failsWith(client.fetch({ path: "/rest/a", method: "POST", followForeign: true }), "redirect-refused");
  network.verify();
});

Deno.test("a download that another host refuses says nothing of the token", async () => {
  const { client } = cloudClient([
    { url: "/rest/a", reply: to("https://cdn.test/1") },
    { url: "https://cdn.test/1", reply: { json: {}, status: 403, headers: { "x-ausername": "anonymous" } } },
  ], { credential: API_TOKEN });
  await failsWith(client.fetch({ path: "/rest/a", accept: "*/*", followForeign: true }), "permission");
});
