import assert from "node:assert/strict";
import { ask, basic, NOW, testSandbox, URLS } from "../helpers/sandbox.ts";

const CLOUD_MYSELF = `${URLS.cloud}/rest/api/3/myself`;
const CLOUD_CURRENT = `${URLS.cloud}/wiki/rest/api/user/current`;
const JIRA_MYSELF = `${URLS.jira}/rest/api/2/myself`;
const CONFLUENCE_CURRENT = `${URLS.confluence}/rest/api/user/current`;

const SIGN_INS: readonly (readonly [string, string, number])[] = [
  ["cloud-valid", CLOUD_MYSELF, 200],
  ["cloud-valid", CLOUD_CURRENT, 200],
  ["cloud-colleague", CLOUD_MYSELF, 200],
  ["cloud-jira-only", CLOUD_MYSELF, 200],
  ["cloud-jira-only", CLOUD_CURRENT, 403],
  ["cloud-confluence-only", CLOUD_MYSELF, 403],
  ["cloud-confluence-only", CLOUD_CURRENT, 200],
  ["cloud-no-permission", CLOUD_MYSELF, 403],
  ["cloud-no-permission", CLOUD_CURRENT, 403],
  ["cloud-expired", CLOUD_MYSELF, 401],
  ["cloud-expired", CLOUD_CURRENT, 200],
  ["cloud-scoped", CLOUD_MYSELF, 401],
  ["cloud-scoped", CLOUD_CURRENT, 401],
  ["cloud-missing-scope", CLOUD_MYSELF, 401],
  ["cloud-sso-redirect", CLOUD_MYSELF, 302],
  ["cloud-sso-page", CLOUD_MYSELF, 200],
  ["cloud-rate-limited", CLOUD_MYSELF, 429],
  ["jira-valid", JIRA_MYSELF, 200],
  ["jira-expired", JIRA_MYSELF, 401],
  ["jira-captcha", JIRA_MYSELF, 403],
  ["jira-no-permission", JIRA_MYSELF, 403],
  ["jira-sso-redirect", JIRA_MYSELF, 302],
  ["jira-sso-page", JIRA_MYSELF, 200],
  ["jira-rate-limited", JIRA_MYSELF, 429],
  ["confluence-valid", CONFLUENCE_CURRENT, 200],
  ["confluence-expired", CONFLUENCE_CURRENT, 401],
  ["confluence-captcha", CONFLUENCE_CURRENT, 403],
  ["confluence-no-permission", CONFLUENCE_CURRENT, 403],
  ["confluence-sso-redirect", CONFLUENCE_CURRENT, 302],
  ["confluence-rate-limited", CONFLUENCE_CURRENT, 429],
];

for (const [name, url, status] of SIGN_INS) {
  Deno.test(`${name} gets a ${status} from ${new URL(url).pathname}`, async () => {
    const sandbox = testSandbox();
    assert.equal((await ask(sandbox, url, { as: name })).status, status);
  });
}

Deno.test("sandbox says on each face who has signed in", async () => {
  const sandbox = testSandbox();
  const answers = await Promise.all([
    ask(sandbox, CLOUD_MYSELF, { as: "cloud-valid" }),
    ask(sandbox, `${URLS.cloud}/rest/api/2/myself`, { as: "cloud-valid" }),
    ask(sandbox, CLOUD_CURRENT, { as: "cloud-valid" }),
    ask(sandbox, JIRA_MYSELF, { as: "jira-valid" }),
    ask(sandbox, `${URLS.jira}/rest/api/latest/myself`, { as: "jira-valid" }),
    ask(sandbox, CONFLUENCE_CURRENT, { as: "confluence-valid" }),
  ]);
  for (const { body } of answers) assert.match(JSON.stringify(body), /"displayName":"Mia Müller"/);
});

Deno.test("Cloud takes the email whatever its case, and no other email", async () => {
  const sandbox = testSandbox();
  const { token } = sandbox.account("cloud-valid");
  const right = await ask(sandbox, CLOUD_MYSELF, {
    authorization: basic("Mia.Mueller@Sandbox.Example", token),
  });
  const wrong = await ask(sandbox, CLOUD_MYSELF, {
    authorization: basic("sean.obrien@sandbox.example", token),
  });
  assert.deepEqual([right.status, wrong.status], [200, 401]);
});

Deno.test("Cloud answers a wrong token with JSON that has no error messages", async () => {
  const answer = await ask(testSandbox(), CLOUD_MYSELF, {
    authorization: basic("mia@sandbox.example", "wrong"),
  });
  assert.equal(answer.status, 401);
  assert.deepEqual(answer.body, {
    "message": "Client must be authenticated to access this resource.",
    "status-code": 401,
  });
  assert.equal(answer.headers.get("X-Seraph-LoginReason"), "AUTHENTICATED_FAILED");
});

Deno.test("Data Center answers a wrong token with a page", async () => {
  const answer = await ask(testSandbox(), JIRA_MYSELF, { authorization: "Bearer wrong" });
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get("Content-Type") ?? "", /^text\/html/);
  assert.match(answer.text, /HTTP Status 401/);
});

const MISTAKES: readonly {
  readonly name: string;
  readonly url: string;
  readonly header: (account: { readonly token: string; readonly email: string }) => string;
}[] = [
  { name: "jira-valid", url: JIRA_MYSELF, header: ({ token }) => basic("mia.mueller", token) },
  { name: "confluence-valid", url: CONFLUENCE_CURRENT, header: ({ token }) => basic("mia.mueller", token) },
  { name: "cloud-valid", url: CLOUD_MYSELF, header: ({ token }) => `Bearer ${token}` },
  { name: "cloud-valid", url: JIRA_MYSELF, header: ({ email, token }) => basic(email, token) },
  { name: "cloud-valid", url: JIRA_MYSELF, header: ({ token }) => `Bearer ${token}` },
  { name: "jira-valid", url: CONFLUENCE_CURRENT, header: ({ token }) => `Bearer ${token}` },
  { name: "cloud-valid", url: CLOUD_MYSELF, header: ({ token }) => `Basic ${token}` },
  { name: "cloud-valid", url: CLOUD_MYSELF, header: ({ token }) => token },
];

for (const { name, url, header } of MISTAKES) {
  Deno.test(`${name}'s token as ${header({ token: "T", email: "E" })} gets a 401 from ${url}`, async () => {
    const sandbox = testSandbox();
    const { token, email = "" } = sandbox.account(name);
    const answer = await ask(sandbox, url, { authorization: header({ token, email }) });
    assert.equal(answer.status, 401);
  });
}

Deno.test("an expired token is an anonymous caller to Cloud's search and to Confluence", async () => {
  const sandbox = testSandbox();
  const search = await ask(sandbox, `${URLS.cloud}/rest/api/3/search/jql?jql=project%3DPROJ`, {
    as: "cloud-expired",
  });
  assert.equal(search.status, 200);
  assert.deepEqual(search.body, { issues: [], isLast: true });
  assert.equal(search.headers.get("X-Seraph-LoginReason"), "AUTHENTICATED_FAILED");
  const current = await ask(sandbox, CLOUD_CURRENT, { as: "cloud-expired" });
  assert.match(current.text, /"type":"anonymous"/);
});

Deno.test("serverInfo and tenant_info answer without a credential, and on Cloud with a wrong one", async () => {
  const sandbox = testSandbox();
  const wrong = { authorization: basic("a@b.example", "wrong") };
  const answers = await Promise.all([
    ask(sandbox, `${URLS.cloud}/rest/api/2/serverInfo`),
    ask(sandbox, `${URLS.cloud}/rest/api/3/serverInfo`, wrong),
    ask(sandbox, `${URLS.cloud}/_edge/tenant_info`, wrong),
    ask(sandbox, `${URLS.jira}/rest/api/2/serverInfo`),
  ]);
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200]);
  assert.match(answers[0].text, /"deploymentType":"Cloud"/);
  assert.match(answers[3].text, /"deploymentType":"Server"/);
  assert.deepEqual(answers[2].body, { cloudId: sandbox.cloudId });
});

Deno.test("the gateway lets a token with scopes in, and shows links to the site", async () => {
  const sandbox = testSandbox();
  const base = `https://api.atlassian.com/ex/jira/${sandbox.cloudId}`;
  const answer = await ask(sandbox, `${base}/rest/api/3/myself`, { as: "cloud-scoped" });
  assert.equal(answer.status, 200);
  assert.match(answer.text, new RegExp(`"self":"${URLS.cloud}/rest/api/3/user`));
});

Deno.test("the gateway has Confluence below /wiki and nowhere else", async () => {
  const sandbox = testSandbox();
  const base = `https://api.atlassian.com/ex/confluence/${sandbox.cloudId}`;
  const right = await ask(sandbox, `${base}/wiki/rest/api/user/current`, { as: "cloud-scoped" });
  const wrong = await ask(sandbox, `${base}/rest/api/user/current`, { as: "cloud-scoped" });
  assert.deepEqual([right.status, wrong.status], [200, 404]);
});

Deno.test("the gateway says which token lacks a scope", async () => {
  const sandbox = testSandbox();
  const url = `https://api.atlassian.com/ex/jira/${sandbox.cloudId}/rest/api/3/myself`;
  const answer = await ask(sandbox, url, { as: "cloud-missing-scope" });
  assert.equal(answer.status, 401);
  assert.equal(answer.headers.get("X-Failure-Category"), "FAILURE_CLIENT_SCOPE_CHECK");
  assert.deepEqual(answer.body, { code: 401, message: "Unauthorized; scope does not match" });
});

Deno.test("the gateway knows no other tenant and no token without scopes", async () => {
  const sandbox = testSandbox();
  const at = (cloudId: string): string => `https://api.atlassian.com/ex/jira/${cloudId}/rest/api/3/myself`;
  const stranger = await ask(sandbox, at("11111111-2222-3333-4444-555555555555"), { as: "cloud-scoped" });
  const unscoped = await ask(sandbox, at(sandbox.cloudId), { as: "cloud-valid" });
  assert.deepEqual([stranger.status, unscoped.status], [404, 401]);
});

Deno.test("a rate limit ends after two requests, and says how long to wait", async () => {
  for (
    const [name, url] of [["cloud-rate-limited", CLOUD_MYSELF], ["jira-rate-limited", JIRA_MYSELF]] as const
  ) {
    const sandbox = testSandbox();
    const statuses: number[] = [];
    const waits: (string | null)[] = [];
    for (let i = 0; i < 3; i++) {
      const answer = await ask(sandbox, url, { as: name });
      statuses.push(answer.status);
      waits.push(answer.headers.get("Retry-After"));
    }
    assert.deepEqual(statuses, [429, 429, 200], name);
    assert.deepEqual(waits.slice(0, 2), ["1", "1"], name);
  }
});

Deno.test("a long rate limit does not end, and says an hour", async () => {
  const sandbox = testSandbox();
  for (let i = 0; i < 5; i++) {
    const answer = await ask(sandbox, CLOUD_MYSELF, { as: "cloud-rate-limited-long" });
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get("Retry-After"), "3600");
    assert.equal(answer.headers.get("X-RateLimit-Reset"), new Date(NOW + 3_600_000).toISOString());
  }
});

Deno.test("Data Center has its rate-limit headers and the user's name on every answer", async () => {
  const sandbox = testSandbox();
  const known = await ask(sandbox, JIRA_MYSELF, { as: "jira-valid" });
  const anonymous = await ask(sandbox, CONFLUENCE_CURRENT);
  assert.equal(known.headers.get("Retry-After"), "0");
  assert.equal(known.headers.get("X-AUSERNAME"), "mia.mueller");
  assert.equal(anonymous.headers.get("X-AUSERNAME"), "anonymous");
});

Deno.test("a CAPTCHA says where to sign in", async () => {
  const answer = await ask(testSandbox(), JIRA_MYSELF, { as: "jira-captcha" });
  assert.equal(
    answer.headers.get("X-Authentication-Denied-Reason"),
    `CAPTCHA_CHALLENGE; login-url=${URLS.jira}/login.jsp`,
  );
  assert.equal(answer.headers.get("X-Seraph-LoginReason"), "AUTHENTICATION_DENIED");
});

Deno.test("a sign-in page in front redirects to a page that is there, outside the context path", async () => {
  const sandbox = testSandbox();
  const answer = await ask(sandbox, JIRA_MYSELF, { as: "jira-sso-redirect" });
  const location = answer.headers.get("Location") ?? "";
  assert.match(location, /^https:\/\/jira\.sandbox\.example\/sso\/login\?/);
  const page = await ask(sandbox, location);
  assert.equal(page.status, 200);
  assert.match(page.headers.get("Content-Type") ?? "", /^text\/html/);
});

Deno.test("Confluence says 403 in its own words", async () => {
  const answer = await ask(testSandbox(), CLOUD_CURRENT, { as: "cloud-jira-only" });
  assert.deepEqual(answer.body, { message: "Current user not permitted to use Confluence", statusCode: 403 });
});
