import assert from "node:assert/strict";
import { ask, pageOf, testSandbox, URLS } from "../helpers/sandbox.ts";

const CLOUD = `${URLS.cloud}/rest/api/3`;
const DATA_CENTER = `${URLS.jira}/rest/api/2`;

Deno.test("mypermissions tell who may remove issues", async () => {
  const sandbox = testSandbox();
  const mayDelete = async (as: string): Promise<boolean> => {
    const answer = await ask(sandbox, `${CLOUD}/mypermissions?permissions=DELETE_ISSUES`, { as });
    const { permissions } = JSON.parse(answer.text);
    assert.deepEqual(Object.keys(permissions), ["DELETE_ISSUES"]);
    return permissions.DELETE_ISSUES.havePermission;
  };
  assert.equal(await mayDelete("cloud-valid"), true);
  assert.equal(await mayDelete("cloud-colleague"), false);
});

for (const query of ["", "?permissions=NOPE"]) {
  Deno.test(`mypermissions${query} is refused on Cloud`, async () => {
    const answer = await ask(testSandbox(), `${CLOUD}/mypermissions${query}`, { as: "cloud-valid" });
    assert.equal(answer.status, 400);
  });
}

Deno.test("jql/parse says what is wrong with each query, and looks names up only where it is strict", async () => {
  const sandbox = testSandbox();
  const parse = async (validation: string): Promise<readonly boolean[]> => {
    const answer = await ask(sandbox, `${CLOUD}/jql/parse?validation=${validation}`, {
      as: "cloud-valid",
      body: { queries: ["project = PROJ", "project = NOPE", "project ="] },
    });
    const { queries } = JSON.parse(answer.text);
    return queries.map(({ errors }: { readonly errors?: readonly string[] }) => errors !== undefined);
  };
  assert.deepEqual(await parse("strict"), [false, true, true]);
  assert.deepEqual(await parse("none"), [false, false, true]);
});

Deno.test("a project without epics does not offer them, and asks for what an issue needs", async () => {
  const sandbox = testSandbox();
  const meta = async (path: string): Promise<Record<string, Record<string, unknown>[]>> =>
    JSON.parse((await ask(sandbox, `${CLOUD}/issue/createmeta/${path}`, { as: "cloud-valid" })).text);
  const names = (await meta("HELP/issuetypes"))["issueTypes"]?.map(({ name }) => name);
  assert.deepEqual(names, ["Story", "Task", "Bug"]);
  const fields = (await meta("PROJ/issuetypes/10104"))["fields"] ?? [];
  const required = fields.filter((field) => field["required"] === true).map(({ fieldId }) => fieldId);
  assert.deepEqual(required, ["summary", "issuetype", "project", "parent"]);
});

Deno.test("comments are shown to who asks for one issue, or names them, and not in a search for the rest", async () => {
  const sandbox = testSandbox();
  const searched = async (fields: string): Promise<boolean> => {
    const url = `${DATA_CENTER}/search?jql=key%20%3D%20OPS-4&fields=${fields}`;
    const [issue] = pageOf(await ask(sandbox, url, { as: "jira-valid" })).issues;
    return issue?.fields?.["comment"] !== undefined;
  };
  assert.equal(await searched("*navigable"), false);
  assert.equal(await searched("*all"), true);
  assert.equal(await searched("comment"), true);
  assert.equal(await searched("*all,-comment"), false);
  const one = await ask(sandbox, `${DATA_CENTER}/issue/OPS-4`, { as: "jira-valid" });
  assert.equal(JSON.parse(one.text).fields.comment.total, 3);
});

Deno.test("an issue tells what its fields are called, to who asks for it", async () => {
  const url = `${CLOUD}/issue/PROJ-1?fields=summary`;
  const plain = await ask(testSandbox(), url, { as: "cloud-valid" });
  const named = await ask(testSandbox(), `${url}&expand=names,nothing`, { as: "cloud-valid" });
  assert.equal(JSON.parse(plain.text).names, undefined);
  assert.equal(JSON.parse(named.text).names.duedate, "Due date");
});

Deno.test("who can be assigned depends on who may see the project", async () => {
  const sandbox = testSandbox();
  const search = async (as: string, query: string): Promise<unknown> => {
    const answer = await ask(sandbox, `${CLOUD}/user/assignable/search?${query}`, { as });
    return answer.status === 200 ? JSON.parse(answer.text).length : answer.status;
  };
  assert.equal(await search("cloud-valid", "issueKey=PROJ-1&query="), 6);
  assert.equal(await search("cloud-valid", "project=PROJ&query=m"), 1);
  assert.equal(await search("cloud-valid", "project=STAFF&query="), 404);
  assert.equal(await search("cloud-valid", "query=m"), 400);
});
