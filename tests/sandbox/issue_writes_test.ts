import assert from "node:assert/strict";
import type { Sandbox } from "../../src/sandbox/mod.ts";
import { ask, type Asked, pageOf, testSandbox, URLS } from "../helpers/sandbox.ts";

const CLOUD = `${URLS.cloud}/rest/api/3`;
const DATA_CENTER = `${URLS.jira}/rest/api/2`;
const NEW = { project: { key: "PROJ" }, issuetype: { name: "Task" }, summary: "A new one" };

interface Issue {
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

async function create(sandbox: Sandbox, fields: object): Promise<string> {
  const answer = await ask(sandbox, `${DATA_CENTER}/issue`, {
    as: "jira-valid",
    body: { fields: { ...NEW, ...fields } },
  });
  assert.equal(answer.status, 201, answer.text);
  const { key }: Issue = JSON.parse(answer.text);
  return key;
}

async function fieldsOf(sandbox: Sandbox, key: string): Promise<Issue["fields"]> {
  const answer = await ask(sandbox, `${DATA_CENTER}/issue/${key}`, { as: "jira-valid" });
  assert.equal(answer.status, 200, answer.text);
  const issue: Issue = JSON.parse(answer.text);
  return issue.fields;
}

function nameIn(fields: Issue["fields"], field: string): unknown {
  return Reflect.get(Object(fields[field]), "name");
}

/** How many issues PROJ has. */
async function countOf(sandbox: Sandbox): Promise<number> {
  const answer = await ask(sandbox, `${DATA_CENTER}/search?jql=project%20%3D%20PROJ`, { as: "jira-valid" });
  return pageOf(answer).total ?? 0;
}

function refusalOf(answer: Asked): object {
  assert.equal(answer.status, 400, answer.text);
  const { errors, errorMessages } = JSON.parse(answer.text);
  return Object.keys(errors).length > 0 ? errors : errorMessages;
}

Deno.test("a new issue has the next number of its project, its defaults, and is found at once", async () => {
  const sandbox = testSandbox();
  const before = await countOf(sandbox);
  const key = await create(sandbox, {});
  assert.equal(key, `PROJ-${before + 1}`);
  assert.equal(await countOf(sandbox), before + 1);
  const fields = await fieldsOf(sandbox, key);
  assert.deepEqual(["status", "priority", "reporter"].map((name) => nameIn(fields, name)), [
    "To Do",
    "Medium",
    "mia.mueller",
  ]);
  assert.equal(fields["assignee"], null);
});

const REFUSED: readonly (readonly [fields: object, onCloud: object])[] = [
  [{ ...NEW, project: undefined }, { project: "Specify a valid project ID or key" }],
  [{ ...NEW, project: { key: "NOPE" } }, { project: "Specify a valid project ID or key" }],
  [{ ...NEW, project: { key: "STAFF" } }, { project: "Specify a valid project ID or key" }],
  [{ ...NEW, issuetype: undefined }, { issuetype: "Specify an issue type" }],
  [{ ...NEW, issuetype: { name: "Nope" } }, { issuetype: "Specify a valid issue type" }],
  [
    { ...NEW, project: { key: "HELP" }, issuetype: { name: "Epic" } },
    { issuetype: "Specify a valid issue type" },
  ],
  [{ ...NEW, issuetype: { name: "Sub-task" } }, {
    issuetype: "Issue type is a sub-task but parent issue key or id not specified.",
  }],
  [{ ...NEW, summary: undefined }, { summary: "You must specify a summary of the issue." }],
  [{ ...NEW, summary: "a\nb" }, {
    summary: "The summary is invalid because it contains newline characters.",
  }],
  [{ ...NEW, summary: "a".repeat(256) }, { summary: "Summary can't exceed 255 characters." }],
  [{ ...NEW, description: "wiki" }, {
    description: "Operation value must be an Atlassian Document (see the Atlassian Document Format)",
  }],
  [{ ...NEW, priority: { name: "Nope" } }, { priority: "The priority selected is invalid." }],
  [{ ...NEW, assignee: { accountId: "nobody" } }, { assignee: "Specify a valid user" }],
  [{ ...NEW, reporter: null }, { reporter: "Specify a valid reporter" }],
  [{ ...NEW, labels: ["two words"] }, { labels: "The label 'two words' contains spaces which is invalid." }],
  [{ ...NEW, labels: "one" }, { labels: "data was not an array" }],
  [{ ...NEW, fixVersions: [{ name: "v9" }] }, { fixVersions: "Version name 'v9' is not valid" }],
  [{ ...NEW, duedate: "24.12.2026" }, {
    duedate: "Error parsing date string: the format is yyyy-MM-dd",
  }],
  [{ ...NEW, parent: { key: "OPS-1" } }, { parent: "Could not find issue by id or key." }],
  [{ ...NEW, resolution: { name: "Done" } }, {
    resolution: "Field 'resolution' cannot be set. It is not on the appropriate screen, or unknown.",
  }],
  [{ ...NEW, labels: "one", colour: "red" }, {
    labels: "data was not an array",
    colour: "Field 'colour' cannot be set. It is not on the appropriate screen, or unknown.",
  }],
];

for (const [fields, expected] of REFUSED) {
  Deno.test(`an issue with ${JSON.stringify(fields).slice(0, 90)} is refused: ${Object.keys(expected)}`, async () => {
    const sandbox = testSandbox();
    const before = await countOf(sandbox);
    const answer = await ask(sandbox, `${CLOUD}/issue`, { as: "cloud-valid", body: { fields } });
    assert.deepEqual(refusalOf(answer), expected);
    assert.equal(await countOf(sandbox), before);
  });
}

Deno.test("Data Center takes wiki markup and usernames, and refuses documents", async () => {
  const sandbox = testSandbox();
  const key = await create(sandbox, { description: "*bold*", assignee: { name: "zoe.angstrom" } });
  const fields = await fieldsOf(sandbox, key);
  assert.deepEqual([fields["description"], nameIn(fields, "assignee")], ["*bold*", "zoe.angstrom"]);
  const answer = await ask(sandbox, `${DATA_CENTER}/issue`, {
    as: "jira-valid",
    body: { fields: { ...NEW, description: { version: 1, type: "doc", content: [] } } },
  });
  assert.deepEqual(refusalOf(answer), { description: "Operation value must be a string" });
});

Deno.test("a document comes back from version 3 as it was, and as its words elsewhere", async () => {
  const sandbox = testSandbox();
  const description = {
    version: 1,
    type: "doc",
    content: [
      { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Title" }] },
      { type: "paragraph", content: [{ type: "text", text: "bold", marks: [{ type: "strong" }] }] },
    ],
  };
  const answer = await ask(sandbox, `${CLOUD}/issue`, {
    as: "cloud-valid",
    body: { fields: { ...NEW, description } },
  });
  const { key } = JSON.parse(answer.text);
  const shown = await ask(sandbox, `${CLOUD}/issue/${key}?fields=description`, { as: "cloud-valid" });
  assert.deepEqual(JSON.parse(shown.text).fields, { description });
  assert.equal((await fieldsOf(sandbox, key))["description"], "Title\nbold");
});

Deno.test("an edit sets, adds and removes, and says nothing", async () => {
  const sandbox = testSandbox();
  const key = await create(sandbox, { labels: ["a", "b"], fixVersions: [{ name: "v1.0.0" }] });
  const answer = await ask(sandbox, `${DATA_CENTER}/issue/${key}`, {
    method: "PUT",
    as: "jira-valid",
    body: {
      fields: { summary: "Other", duedate: "2026-12-24", priority: { id: "1" } },
      update: {
        labels: [{ remove: "a" }, { add: "c" }],
        fixVersions: [{ add: { name: "v2.0.0" } }, { remove: { name: "v1.0.0" } }],
        assignee: [{ set: { name: "priya.raman" } }],
        comment: [{ add: { body: "Because." } }],
      },
    },
  });
  assert.deepEqual([answer.status, answer.text], [204, ""]);
  const fields = await fieldsOf(sandbox, key);
  assert.deepEqual([fields["summary"], fields["duedate"], fields["labels"]], ["Other", "2026-12-24", [
    "b",
    "c",
  ]]);
  const names = JSON.stringify([fields["fixVersions"], fields["assignee"], fields["comment"]]);
  assert.match(names, /v2\.0\.0.*priya\.raman.*Because\./);
  assert.doesNotMatch(names, /v1\.0\.0/);
});

Deno.test("an edit that is refused in one field changes none", async () => {
  const sandbox = testSandbox();
  const answer = await ask(sandbox, `${DATA_CENTER}/issue/PROJ-1`, {
    method: "PUT",
    as: "jira-valid",
    body: { fields: { summary: "Other", priority: { name: "Nope" } } },
  });
  assert.deepEqual(refusalOf(answer), { priority: "The priority selected is invalid." });
  assert.equal((await fieldsOf(sandbox, "PROJ-1"))["summary"], "New checkout");
});

Deno.test("an issue with sub-tasks is removed with them or not at all", async () => {
  const sandbox = testSandbox();
  const parent = await create(sandbox, {});
  const child = await create(sandbox, { issuetype: { name: "Sub-task" }, parent: { key: parent } });
  assert.match(JSON.stringify((await fieldsOf(sandbox, parent))["subtasks"]), new RegExp(`"key":"${child}"`));
  assert.match(JSON.stringify((await fieldsOf(sandbox, child))["parent"]), new RegExp(`"key":"${parent}"`));
  const url = `${DATA_CENTER}/issue/${parent}`;
  const refused = await ask(sandbox, url, { method: "DELETE", as: "jira-valid" });
  assert.match(JSON.stringify(refusalOf(refused)), /has subtasks/);
  const done = await ask(sandbox, `${url}?deleteSubtasks=true`, { method: "DELETE", as: "jira-valid" });
  assert.equal(done.status, 204);
  for (const key of [parent, child]) {
    assert.equal((await ask(sandbox, `${DATA_CENTER}/issue/${key}`, { as: "jira-valid" })).status, 404);
  }
});

Deno.test("others than the administrator remove only what they reported", async () => {
  const sandbox = testSandbox();
  const remove = (key: string): Promise<Asked> =>
    ask(sandbox, `${CLOUD}/issue/${key}`, { method: "DELETE", as: "cloud-colleague" });
  assert.equal((await remove("PROJ-1")).status, 403);
  assert.equal((await remove("PROJ-4")).status, 204);
});

Deno.test("an issue that an account cannot see responds like a missing one", async () => {
  const sandbox = testSandbox();
  const hidden = await ask(sandbox, `${CLOUD}/issue/STAFF-1`, { as: "cloud-valid" });
  const missing = await ask(sandbox, `${CLOUD}/issue/STAFF-99`, { as: "cloud-valid" });
  assert.deepEqual([hidden.status, hidden.body], [404, missing.body]);
  const search = await ask(sandbox, `${CLOUD}/search/jql?jql=project%20%3D%20STAFF`, { as: "cloud-valid" });
  assert.match(search.text, /The value 'STAFF' does not exist for the field 'project'/);
});

Deno.test("two sandboxes share nothing that is written", async () => {
  const [one, other] = [testSandbox(), testSandbox()];
  const key = await create(one, {});
  assert.equal((await ask(other, `${DATA_CENTER}/issue/${key}`, { as: "jira-valid" })).status, 404);
});

Deno.test("what is changed or removed is found so at once, also by a search that was asked before", async () => {
  const sandbox = testSandbox();
  const key = await create(sandbox, { labels: ["here"] });
  const url = `${DATA_CENTER}/search?jql=labels%20%3D%20here`;
  const count = async (): Promise<unknown> => pageOf(await ask(sandbox, url, { as: "jira-valid" })).total;
  assert.equal(await count(), 1);
  const issue = `${DATA_CENTER}/issue/${key}`;
  await ask(sandbox, issue, { method: "PUT", as: "jira-valid", body: { fields: { labels: [] } } });
  assert.equal(await count(), 0);
  await ask(sandbox, issue, { method: "PUT", as: "jira-valid", body: { fields: { labels: ["here"] } } });
  assert.equal(await count(), 1);
  await ask(sandbox, issue, { method: "DELETE", as: "jira-valid" });
  assert.equal(await count(), 0);
});

Deno.test("a label and a version that are added twice are there once", async () => {
  const sandbox = testSandbox();
  const key = await create(sandbox, { labels: ["a"], fixVersions: [{ name: "v1.0.0" }] });
  const update = { labels: [{ add: "a" }], fixVersions: [{ add: { name: "v1.0.0" } }] };
  const answer = await ask(sandbox, `${DATA_CENTER}/issue/${key}`, {
    method: "PUT",
    as: "jira-valid",
    body: { update },
  });
  assert.equal(answer.status, 204, answer.text);
  const { labels, fixVersions } = await fieldsOf(sandbox, key);
  assert.deepEqual(labels, ["a"]);
  assert.equal(Array.isArray(fixVersions) && fixVersions.length, 1);
});
