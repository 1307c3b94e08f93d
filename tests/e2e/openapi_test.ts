/**
 * The sandbox against Atlassian's own OpenAPI documents, which lie in the folder that ATLCLI_OPENAPI_DIR names. They
 * are not part of this project: without the folder there is nothing to check against, which is only allowed outside CI.
 */
import assert from "node:assert/strict";
import type { Sandbox } from "../../src/sandbox/mod.ts";
import {
  checkRequest,
  checkResponse,
  type DocumentName,
  isDocumented,
} from "../helpers/openapi_validator.ts";
import { ask, testSandbox, URLS } from "../helpers/sandbox.ts";
import {
  baseOf,
  check,
  checkExchanges,
  CONFLUENCE_CLOUD_V1,
  CONFLUENCE_DC,
  documentOf,
  type Exchange,
  exchanges,
  FOLDER,
  JIRA_CLOUD,
  JIRA_DC,
  sent,
} from "./openapi.ts";
import { gatedTest, isCi } from "../helpers/gate.ts";

const JQL = "jql=project%20%3D%20PROJ%20ORDER%20BY%20key";

if (FOLDER === undefined || FOLDER === "") {
  gatedTest({
    name: "OpenAPI checks",
    unless: "ATLCLI_OPENAPI_DIR does not name the folder with the documents of Atlassian",
    required: isCi(),
    fn: () => {},
  });
}

const EXCHANGES: readonly Exchange[] = [
  ...exchanges(JIRA_CLOUD, [
    ["-", "/rest/api/3/serverInfo", 200],
    ["-", "/rest/api/2/serverInfo", 200],
    ["-", "/rest/api/3/myself", 401],
    ["cloud-valid", "/rest/api/3/myself", 200],
    ["cloud-valid", "/rest/api/2/myself", 200],
    ["cloud-expired", "/rest/api/3/myself", 401],
    ["cloud-no-permission", "/rest/api/3/myself", 403],
    ["cloud-rate-limited", "/rest/api/3/user/search?query=mia", 429],
    ["cloud-valid", `/rest/api/3/search/jql?${JQL}`, 200],
    ["cloud-valid", `/rest/api/3/search/jql?${JQL}&maxResults=5&fields=summary,status&fields=assignee`, 200],
    ["cloud-valid", `/rest/api/3/search/jql?${JQL}&fields=*all`, 200],
    ["cloud-valid", `/rest/api/2/search/jql?${JQL}&fields=*all`, 200],
    ["cloud-valid", "/rest/api/3/search/jql?jql=order%20by%20key", 400],
    ["cloud-expired", `/rest/api/3/search/jql?${JQL}`, 200],
    ["cloud-valid", "/rest/api/3/search/jql", 200, {
      jql: "project = PROJ",
      fields: ["*navigable"],
      maxResults: 100,
    }],
    ["cloud-valid", "/rest/api/3/search/jql", 400, { jql: "project = NOPE" }],
    ["cloud-valid", "/rest/api/3/search/approximate-count", 200, { jql: "project = PROJ" }],
    ["cloud-valid", "/rest/api/3/search?jql=project%20%3D%20PROJ", 410],
    ["cloud-valid", "/rest/api/3/project/search?maxResults=2&query=web", 200],
    ["cloud-valid", "/rest/api/3/user/search?query=m&startAt=0&maxResults=10", 200],
    ["-", "/rest/api/3/user/search?query=m", 401],
    ["cloud-valid", "/rest/api/3/user/assignable/search?project=PROJ&query=", 200],
  ]),
  ...exchanges(CONFLUENCE_CLOUD_V1, [
    ["-", "/wiki/rest/api/user/current", 200],
    ["cloud-valid", "/wiki/rest/api/user/current", 200],
    ["cloud-expired", "/wiki/rest/api/user/current", 200],
    ["cloud-jira-only", "/wiki/rest/api/user/current", 403],
  ]),
  ...exchanges(JIRA_DC, [
    ["-", "/rest/api/2/serverInfo", 200],
    ["-", "/rest/api/2/myself", 401],
    ["jira-valid", "/rest/api/2/myself", 200],
    ["jira-valid", "/rest/api/latest/myself", 200],
    ["jira-expired", "/rest/api/2/myself", 401],
    ["jira-captcha", "/rest/api/2/myself", 403],
    ["jira-valid", `/rest/api/2/search?${JQL}&startAt=2&maxResults=5`, 200],
    ["jira-valid", `/rest/api/2/search?${JQL}&fields=summary,status&validateQuery=true`, 200],
    ["jira-valid", "/rest/api/2/search?jql=foo%20%3D%201", 400],
    ["jira-valid", "/rest/api/2/search?jql=foo%20%3D%201&validateQuery=false", 200],
    ["jira-valid", "/rest/api/2/search", 200, {
      jql: "project = OPS",
      startAt: 0,
      maxResults: 3,
      fields: ["*all"],
    }],
    ["-", `/rest/api/2/search?${JQL}`, 200],
    ["jira-valid", "/rest/api/2/project", 200],
    ["jira-valid", "/rest/api/2/user/search?username=.&maxResults=10", 200],
    ["jira-valid", "/rest/api/2/user/assignable/search?project=PROJ&username=", 200],
  ]),
  ...exchanges(CONFLUENCE_DC, [
    ["-", "/rest/api/user/current", 200],
    ["confluence-valid", "/rest/api/user/current", 200],
    ["confluence-expired", "/rest/api/user/current", 401],
    ["confluence-valid", "/rest/api/server-information", 200],
    ["-", "/rest/api/server-information", 401],
  ]),
];

checkExchanges(EXCHANGES);

check("every page of a search on Cloud is as documented, the last one too", async () => {
  const sandbox = testSandbox();
  const document = documentOf("jira-cloud-platform-v3");
  let path: string | undefined = `/rest/api/3/search/jql?${JQL}&maxResults=7`;
  let pages = 0;
  while (path !== undefined) {
    assert.deepEqual(checkRequest(document, { method: "GET", path }), []);
    const answer = await ask(sandbox, URLS.cloud + path, { as: "cloud-valid" });
    const contentType = answer.headers.get("Content-Type");
    const response = { status: answer.status, contentType, body: answer.text };
    assert.deepEqual(checkResponse(document, { method: "GET", path }, response), []);
    const token = /"nextPageToken":"([^"]+)"/.exec(answer.text)?.[1];
    path = token && `/rest/api/3/search/jql?${JQL}&maxResults=7&nextPageToken=${encodeURIComponent(token)}`;
    pages++;
  }
  assert.equal(pages, 3);
});

/** Requests that the documents refuse: the sandbox has to refuse them as well. */
const REFUSED: readonly Exchange[] = [
  ...exchanges(JIRA_CLOUD, [
    ["cloud-valid", "/rest/api/3/search/jql", 400, { jql: "project = PROJ", startAt: 0 }],
    ["cloud-valid", "/rest/api/3/search/jql", 400, { jql: "project = PROJ", fields: "summary" }],
    ["cloud-valid", "/rest/api/3/search/jql", 400, { jql: "project = PROJ", maxResults: "5" }],
    ["cloud-valid", "/rest/api/3/search/jql", 400, { jql: "project = PROJ", nextPageToken: null }],
    ["cloud-valid", "/rest/api/3/search/jql", 400, { jql: "project = PROJ", expand: ["names"] }],
    ["cloud-valid", "/rest/api/3/search/jql", 400, ["project = PROJ"]],
    ["cloud-valid", `/rest/api/3/search/jql?${JQL}&maxResults=many`, 400],
    ["cloud-valid", "/rest/api/3/search/approximate-count", 400, { jql: "project = PROJ", maxResults: 1 }],
    ["cloud-valid", "/rest/api/3/project/search?startAt=x", 400],
  ]),
  ...exchanges(JIRA_DC, [
    ["jira-valid", "/rest/api/2/search", 400, { jql: "project = PROJ", expand: "names" }],
    ["jira-valid", "/rest/api/2/search", 400, { jql: ["project = PROJ"] }],
    ["jira-valid", `/rest/api/2/search?${JQL}&startAt=x`, 400],
  ]),
];

for (const exchange of REFUSED) {
  for (const name of exchange.documents) {
    const what = `${exchange.path} ${JSON.stringify(exchange.body) ?? ""}`;
    check(`${name} and the sandbox both refuse ${what}`, async () => {
      assert.notDeepEqual(checkRequest(documentOf(name), sent(exchange)), []);
      assert.equal(
        (await ask(testSandbox(), baseOf(name) + exchange.path, exchange)).status,
        exchange.status,
      );
    });
  }
}

check("the validator finds fault with what no document has", () => {
  const document = documentOf("jira-cloud-platform-v3");
  const request = { method: "GET", path: "/rest/api/3/myself" };
  const answer = (body: object): readonly string[] =>
    checkResponse(document, request, {
      status: 200,
      contentType: "application/json",
      body: JSON.stringify(body),
    });
  assert.deepEqual(answer({ accountId: "1" }), []);
  assert.notDeepEqual(answer({ accountId: 1 }), []);
  assert.notDeepEqual(answer({ surprise: true }), []);
  assert.notDeepEqual(answer([]), []);
  assert.notDeepEqual(checkRequest(document, { method: "GET", path: "/rest/api/3/myself?surprise=1" }), []);
  assert.notDeepEqual(checkRequest(document, { method: "GET", path: "/rest/api/3/nothing" }), []);
  assert.notDeepEqual(checkRequest(document, { ...request, body: "{}" }), []);
  assert.equal(isDocumented(document, { method: "DELETE", path: "/rest/api/3/myself" }), false);
});

check("the validator asks for what a document requires, and takes null where it may be", () => {
  const v1 = documentOf("confluence-cloud-v1");
  const missing = checkRequest(v1, { method: "GET", path: "/wiki/rest/api/search" });
  assert.deepEqual(missing, ["?cql is missing"]);
  const response = { status: 200, contentType: "application/json" };
  const current = { method: "GET", path: "/wiki/rest/api/user/current" };
  assert.deepEqual(checkResponse(v1, current, { ...response, body: '{"type":"known","email":null}' }), []);
  assert.notDeepEqual(checkResponse(v1, current, { ...response, body: '{"email":null}' }), []);
});

check("the validator takes the bodies of Confluence's v2 writes, and refuses what fits no branch", () => {
  const v2 = documentOf("confluence-cloud-v2");
  const post = (body: object): readonly string[] =>
    checkRequest(v2, {
      method: "POST",
      path: "/wiki/api/v2/pages",
      contentType: "application/json",
      body: JSON.stringify(body),
    });
  const body = { representation: "storage", value: "<p>a</p>" };
  assert.deepEqual(post({ spaceId: "1", status: "current", title: "T", body }), []);
  assert.notDeepEqual(post({ status: "current", title: "T", body }), []);
  assert.notDeepEqual(post({ spaceId: "1", status: "nonsense", title: "T", body }), []);
});

const ALL: readonly DocumentName[] = [
  ...JIRA_CLOUD,
  ...CONFLUENCE_CLOUD_V1,
  "confluence-cloud-v2",
  ...JIRA_DC,
  ...CONFLUENCE_DC,
];
for (const name of ALL) {
  check(`${name}: every schema of an answer can be used`, () => {
    const document = documentOf(name);
    const paths = document.at("paths");
    assert.ok(typeof paths === "object" && paths !== null);
    for (const path of Object.keys(paths)) {
      const where = ["paths", path, "get", "responses", "200", "content", "application/json", "schema"];
      if (document.at(...where) !== undefined) document.faults(null, ...where);
    }
  });
}

check("the accounts that the exchanges name are those of the sandbox", () => {
  const sandbox: Sandbox = testSandbox();
  for (const { as } of [...EXCHANGES, ...REFUSED]) {
    if (as !== undefined) assert.equal(sandbox.account(as).name, as);
  }
});
