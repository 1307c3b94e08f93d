import assert from "node:assert/strict";
import type { Credential } from "../../src/core/credential.ts";
import { HttpError, NetworkError } from "../../src/core/errors.ts";
import type { Fetch } from "../../src/core/host.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";
import { Secret } from "../../src/core/secret.ts";
import { scopedToken, signIn, type SignInOptions } from "../../src/sign_in/sign_in.ts";
import { siteOf } from "../../src/site/site.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import { failsWith } from "../helpers/fails_with.ts";

const CLOUD = "https://demo.atlassian.net";
const JIRA = "https://jira.demo.test/jira";
const CONFLUENCE = "https://wiki.demo.test";

function sandboxAt(cloud = CLOUD): Sandbox {
  return createSandbox({ urls: { cloud, jira: JIRA, confluence: CONFLUENCE } });
}

/** How an account of the sandbox signs in. */
function options(sandbox: Sandbox, name: string): SignInOptions {
  const { face, email, token } = sandbox.account(name);
  const secret = new Secret(token);
  const credential: Credential = email === undefined
    ? { kind: "pat", token: secret }
    : { kind: "api-token", email, token: secret };
  return {
    site: siteOf(sandbox.urls[face], { allowHttp: true }),
    deployment: face === "cloud" ? "cloud" : "data-center",
    product: face === "cloud" ? undefined : face,
    credential,
    fetch: sandbox.fetch,
    clock: manualClock(),
    random: () => 0.5,
  };
}

/** What reached the servers: `demo.atlassian.net/rest/api/3/myself as cloud-valid`. */
function received(sandbox: Sandbox): readonly string[] {
  return sandbox.requests.map(({ url, account }) => {
    const { host, pathname } = new URL(url);
    return `${host}${pathname.replace(sandbox.cloudId, "ID")} as ${account ?? "anonymous"}`;
  });
}

Deno.test("signIn() asks only the site if it accepts the token", async () => {
  const sandbox = sandboxAt();
  const { identity, credential, client } = await signIn(options(sandbox, "cloud-valid"));
  assert.equal(identity.displayName, "Mia Müller");
  assert.equal(credential.kind, "api-token");
  assert.equal(client.url("jira", "/a").host, "demo.atlassian.net");
  assert.deepEqual(received(sandbox), ["demo.atlassian.net/rest/api/3/myself as cloud-valid"]);
});

Deno.test("signIn() tries a token that the site refused at the gateway of the tenant that the site names", async () => {
  const sandbox = sandboxAt();
  const { identity, credential, client } = await signIn(options(sandbox, "cloud-scoped"));
  assert.equal(identity.displayName, "Mia Müller");
  assert.ok(credential.kind === "scoped-token");
  assert.equal(credential.cloudId, sandbox.cloudId);
  assert.equal(credential.token.reveal(), sandbox.account("cloud-scoped").token);
  const [tenant] = received(sandbox).filter((request) => request.includes("tenant_info"));
  assert.equal(tenant, "demo.atlassian.net/_edge/tenant_info as anonymous");
  const before = sandbox.requests.length;
  await client.json({ product: "jira", path: "/rest/api/3/myself" });
  assert.deepEqual(received(sandbox).slice(before), [
    "api.atlassian.com/ex/jira/ID/rest/api/3/myself as cloud-scoped",
  ]);
});

Deno.test("signIn() says that a scope is missing, which the gateway alone knows", async () => {
  const error = await failsWith(signIn(options(sandboxAt(), "cloud-missing-scope")), "missing-scope");
  assert.ok(error instanceof HttpError);
  assert.match(error.request, /^GET https:\/\/api\.atlassian\.com\/ex\//);
});

Deno.test("signIn() tells the site's refusal where the gateway refuses, too", async () => {
  const sandbox = sandboxAt();
  const mine = options(sandbox, "cloud-valid");
  const wrong: Credential = { kind: "api-token", email: "mia@x.test", token: new Secret("wrong") };
  const error = await failsWith(signIn({ ...mine, credential: wrong }), "authentication-failed");
  assert.ok(error instanceof HttpError);
  assert.match(error.request, /^GET https:\/\/demo\.atlassian\.net\//);
  assert.ok(received(sandbox).some((request) => request.startsWith("api.atlassian.com/")));
});

const NEVER: readonly (readonly [name: string, account: string, cloud: string])[] = [
  ["a PAT of Jira", "jira-expired", CLOUD],
  ["a PAT of Confluence", "confluence-expired", CLOUD],
  ["an API token of a domain of the company's own", "cloud-scoped", "https://atlassian.company.test"],
  ["an API token of a look-alike", "cloud-scoped", "https://demo.atlassian.net.evil.test"],
  ["an API token of Cloud over plain http", "cloud-scoped", "http://demo.atlassian.net"],
  ["an API token of loopback", "cloud-scoped", "http://127.0.0.1:1"],
];

for (const [name, account, cloud] of NEVER) {
  Deno.test(`signIn() never sends ${name} to the gateway`, async () => {
    const sandbox = sandboxAt(cloud);
    await assert.rejects(signIn(options(sandbox, account)), HttpError);
    assert.deepEqual(
      received(sandbox).filter((request) => /tenant_info|api\.atlassian\.com/.test(request)),
      [],
    );
  });
}

for (
  const account of ["cloud-no-permission", "cloud-sso-page", "cloud-sso-redirect", "cloud-rate-limited-long"]
) {
  Deno.test(`signIn() sends nothing to the gateway when the site's answer is no refusal (${account})`, async () => {
    const sandbox = sandboxAt();
    await assert.rejects(signIn(options(sandbox, account)), HttpError);
    assert.deepEqual(received(sandbox).filter((request) => request.startsWith("api.atlassian.com")), []);
  });
}

/** A network on which the tenant is asked for in vain. */
function withTenant(fetch: Fetch, answer: () => Promise<Response>): Fetch {
  return (url, init) => url.pathname === "/_edge/tenant_info" ? answer() : fetch(url, init);
}

const TENANTS: Readonly<Record<string, () => Promise<Response>>> = {
  "is not there": () => Promise.resolve(new Response("", { status: 404 })),
  "is a page": () => Promise.resolve(new Response("<html>", { headers: { "content-type": "text/html" } })),
  "has no cloudId": () => Promise.resolve(Response.json({})),
  "has an invalid cloudId": () => Promise.resolve(Response.json({ cloudId: "../evil" })),
  "is refused": () => Promise.resolve(new Response("", { status: 403 })),
  "is limited": () => Promise.resolve(new Response("", { status: 429, headers: { "retry-after": "3600" } })),
  "leads elsewhere": () =>
    Promise.resolve(new Response("", { status: 302, headers: { location: "https://evil.test/" } })),
  "cannot be reached": () => Promise.reject(new TypeError("connection refused")),
};

for (const [name, answer] of Object.entries(TENANTS)) {
  Deno.test(`signIn() leaves the refusal as it is when tenant_info ${name}`, async () => {
    const sandbox = sandboxAt();
    const mine = options(sandbox, "cloud-scoped");
    const error = await failsWith(
      signIn({ ...mine, fetch: withTenant(sandbox.fetch, answer) }),
      "authentication-failed",
    );
    assert.ok(error instanceof HttpError);
    assert.match(error.request, /demo\.atlassian\.net/);
    assert.deepEqual(received(sandbox), [
      "demo.atlassian.net/rest/api/3/myself as cloud-scoped",
      "demo.atlassian.net/wiki/rest/api/user/current as cloud-scoped",
    ]);
  });
}

Deno.test("signIn() says that the network failed at the gateway, where it did", async () => {
  const sandbox = sandboxAt();
  const mine = options(sandbox, "cloud-scoped");
  const fetch: Fetch = (url, init) =>
    url.host === "api.atlassian.com"
      ? Promise.reject(new TypeError("connection refused"))
      : sandbox.fetch(url, init);
  await assert.rejects(signIn({ ...mine, fetch }), NetworkError);
});

Deno.test("scopedToken() has nothing for a PAT, and nothing for a token that is for the gateway already", async () => {
  const sandbox = sandboxAt();
  const mine = options(sandbox, "cloud-scoped");
  const token = new Secret("t");
  const others: readonly Credential[] = [
    { kind: "pat", token },
    { kind: "scoped-token", email: "a@x.test", token, cloudId: "1" },
  ];
  for (const credential of others) assert.equal(await scopedToken({ ...mine, credential }), undefined);
  assert.deepEqual(sandbox.requests, []);
});

Deno.test("scopedToken() lets an error through that is not the network's", async () => {
  const mine = options(sandboxAt(), "cloud-scoped");
  const clock = { ...mine.clock, now: () => assert.fail("a mistake") };
  await assert.rejects(scopedToken({ ...mine, clock }), { message: "a mistake" });
});
