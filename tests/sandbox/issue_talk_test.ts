import assert from "node:assert/strict";
import type { Sandbox } from "../../src/sandbox/mod.ts";
import { ask, type Asked, testSandbox, URLS } from "../helpers/sandbox.ts";

const CLOUD = `${URLS.cloud}/rest/api/3`;
const DATA_CENTER = `${URLS.jira}/rest/api/2`;

function post(sandbox: Sandbox, path: string, body: unknown): Promise<Asked> {
  return ask(sandbox, `${DATA_CENTER}/issue/${path}`, { as: "jira-valid", body });
}

async function get(sandbox: Sandbox, path: string): Promise<Asked> {
  return await ask(sandbox, `${DATA_CENTER}/issue/${path}`, { as: "jira-valid" });
}

async function transitionNames(sandbox: Sandbox, key: string): Promise<readonly string[]> {
  const { transitions } = JSON.parse((await get(sandbox, `${key}/transitions`)).text);
  return transitions.map(({ name, to }: { name: string; to: { name: string } }) => `${name} > ${to.name}`);
}

async function statusOf(sandbox: Sandbox, key: string): Promise<readonly (string | null)[]> {
  const { fields } = JSON.parse((await get(sandbox, key)).text);
  return [fields.status.name, fields.resolution?.name ?? null];
}

Deno.test("the transitions depend on the status", async () => {
  const sandbox = testSandbox();
  assert.deepEqual(await transitionNames(sandbox, "PROJ-5"), [
    "Start progress > In Progress",
    "Done > Done",
    "Reject > Done",
  ]);
  assert.deepEqual(await transitionNames(sandbox, "PROJ-2"), ["Reopen > To Do"]);
});

Deno.test("a transition moves the issue; the end of the way sets a resolution, the way back takes it", async () => {
  const sandbox = testSandbox();
  const go = async (id: string): Promise<void> => {
    assert.equal((await post(sandbox, "PROJ-5/transitions", { transition: { id } })).status, 204);
  };
  await go("11");
  assert.deepEqual(await statusOf(sandbox, "PROJ-5"), ["In Progress", null]);
  await go("31");
  assert.deepEqual(await statusOf(sandbox, "PROJ-5"), ["Done", "Done"]);
  await go("51");
  assert.deepEqual(await statusOf(sandbox, "PROJ-5"), ["To Do", null]);
});

Deno.test("a transition that needs a resolution says so, and takes it", async () => {
  const sandbox = testSandbox();
  const refused = await post(sandbox, "PROJ-5/transitions", { transition: { id: "41" } });
  assert.deepEqual(JSON.parse(refused.text), {
    errorMessages: [],
    errors: { resolution: "Resolution is required." },
  });
  const wrong = await post(sandbox, "PROJ-5/transitions", {
    transition: { id: "41" },
    fields: { resolution: { name: "Nope" } },
  });
  assert.deepEqual(JSON.parse(wrong.text).errors, { resolution: "The resolution selected is invalid." });
  assert.deepEqual(await statusOf(sandbox, "PROJ-5"), ["To Do", null]);
  const done = await post(sandbox, "PROJ-5/transitions", {
    transition: { id: "41" },
    fields: { resolution: { name: "duplicate" } },
    update: { comment: [{ add: { body: "See PROJ-1." } }] },
  });
  assert.equal(done.status, 204, done.text);
  assert.deepEqual(await statusOf(sandbox, "PROJ-5"), ["Done", "Duplicate"]);
  assert.match((await get(sandbox, "PROJ-5/comment")).text, /See PROJ-1\./);
});

Deno.test("the fields of a transition are shown to who asks for them", async () => {
  const sandbox = testSandbox();
  const url = `${CLOUD}/issue/PROJ-5/transitions`;
  const plain = await ask(sandbox, url, { as: "cloud-valid" });
  const expanded = await ask(sandbox, `${url}?expand=transitions.fields`, { as: "cloud-valid" });
  assert.doesNotMatch(plain.text, /allowedValues/);
  assert.match(expanded.text, /"resolution":\{"required":true.*"allowedValues":\[.*Won't Do/);
});

for (const id of ["21", "999", 31, undefined]) {
  Deno.test(`an invalid transition ${JSON.stringify(id)} is refused`, async () => {
    const sandbox = testSandbox();
    assert.equal((await post(sandbox, "PROJ-5/transitions", { transition: { id } })).status, 400);
    assert.deepEqual(await statusOf(sandbox, "PROJ-5"), ["To Do", null]);
  });
}

Deno.test("comments come in pages, the oldest or the newest first", async () => {
  const sandbox = testSandbox();
  for (const body of ["one", "two", "three"]) await post(sandbox, "PROJ-1/comment", { body });
  const bodies = async (query: string): Promise<unknown> => {
    const page = JSON.parse((await get(sandbox, `PROJ-1/comment?${query}`)).text);
    return [page.total, page.comments.map(({ body }: { body: string }) => body)];
  };
  assert.deepEqual(await bodies("maxResults=2"), [3, ["one", "two"]]);
  assert.deepEqual(await bodies("maxResults=2&startAt=2"), [3, ["three"]]);
  assert.deepEqual(await bodies("orderBy=-created&maxResults=1"), [3, ["three"]]);
  assert.deepEqual(await bodies("startAt=9"), [3, []]);
});

Deno.test("a comment is changed by its author and by the administrator alone", async () => {
  const sandbox = testSandbox();
  const { id } = JSON.parse((await post(sandbox, "PROJ-1/comment", { body: "mine" })).text);
  const url = `${DATA_CENTER}/issue/PROJ-1/comment/${id}`;
  const change = (as: string, method: string): Promise<Asked> =>
    ask(sandbox, url, method === "PUT" ? { as, method, body: { body: "changed" } } : { as, method });
  assert.equal((await change("jira-colleague", "PUT")).status, 400);
  assert.equal((await change("jira-colleague", "DELETE")).status, 400);
  assert.equal((await change("jira-valid", "PUT")).status, 200);
  assert.match((await get(sandbox, `PROJ-1/comment/${id}`)).text, /"body":"changed"/);
  assert.equal((await change("jira-valid", "DELETE")).status, 204);
  assert.equal((await get(sandbox, `PROJ-1/comment/${id}`)).status, 404);
});

for (const body of ["", "  ", 5, null, { version: 1, type: "doc", content: [] }]) {
  Deno.test(`Data Center refuses the comment ${JSON.stringify(body)}`, async () => {
    const answer = await post(testSandbox(), "PROJ-1/comment", { body });
    assert.deepEqual([answer.status, Object.keys(JSON.parse(answer.text).errors)], [400, ["comment"]]);
  });
}

for (
  const body of [
    "a text",
    { type: "doc", content: [] },
    { version: 1, type: "doc" },
    { version: 1, type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "" }] }] },
    { version: 1, type: "doc", content: [{ content: [] }] },
  ]
) {
  Deno.test(`Cloud refuses the comment ${JSON.stringify(body).slice(0, 70)}`, async () => {
    const answer = await ask(testSandbox(), `${CLOUD}/issue/PROJ-1/comment`, {
      as: "cloud-valid",
      body: { body },
    });
    assert.deepEqual([answer.status, Object.keys(JSON.parse(answer.text).errors)], [400, ["comment"]]);
  });
}

Deno.test("time is logged in Jira's words or in seconds, with the moment it began", async () => {
  const sandbox = testSandbox();
  const log = async (body: object): Promise<unknown> => {
    const answer = await post(sandbox, "PROJ-1/worklog", body);
    const { timeSpent, timeSpentSeconds, started } = JSON.parse(answer.text);
    return [timeSpent, timeSpentSeconds, started];
  };
  const started = "2026-01-17T12:34:00.000+0100";
  const utc = "2026-01-17T11:34:00.000+0000";
  assert.deepEqual(await log({ timeSpent: "3h 20m", started }), ["3h 20m", 12_000, utc]);
  assert.deepEqual(await log({ timeSpentSeconds: 29_100, started }), ["1d 5m", 29_100, utc]);
  const { fields } = JSON.parse((await get(sandbox, "PROJ-1")).text);
  assert.deepEqual([fields.timespent, fields.worklog.total], [41_100, 2]);
});

for (
  const body of [{}, { timeSpent: "long" }, { timeSpent: "0m" }, { timeSpent: "1h", started: "2026-01-17" }]
) {
  Deno.test(`the worklog ${JSON.stringify(body)} is refused`, async () => {
    assert.equal((await post(testSandbox(), "PROJ-1/worklog", body)).status, 400);
  });
}

Deno.test("a link is seen from both of its issues", async () => {
  const sandbox = testSandbox();
  const link = { type: { name: "Blocks" }, inwardIssue: { key: "PROJ-1" }, outwardIssue: { key: "OPS-1" } };
  const answer = await ask(sandbox, `${DATA_CENTER}/issueLink`, { as: "jira-valid", body: link });
  assert.deepEqual([answer.status, answer.text], [201, ""]);
  const shown = async (key: string): Promise<unknown> => {
    const { fields } = JSON.parse((await get(sandbox, key)).text);
    return fields.issuelinks.map((
      { type, inwardIssue, outwardIssue }: Record<string, Record<string, string>>,
    ) => [
      outwardIssue === undefined ? type?.["inward"] : type?.["outward"],
      (outwardIssue ?? inwardIssue)?.["key"],
    ]);
  };
  assert.deepEqual(await shown("PROJ-1"), [["blocks", "OPS-1"]]);
  assert.deepEqual(await shown("OPS-1"), [["is blocked by", "PROJ-1"]]);
  const unknown = await ask(sandbox, `${DATA_CENTER}/issueLink`, {
    as: "jira-valid",
    body: { ...link, type: { name: "Nope" } },
  });
  assert.equal(unknown.status, 404);
  const hidden = await ask(sandbox, `${DATA_CENTER}/issueLink`, {
    as: "jira-valid",
    body: { ...link, outwardIssue: { key: "STAFF-1" } },
  });
  assert.equal(hidden.status, 404);
});

Deno.test("an assignee is a name, unassigned for null, and the project lead for -1", async () => {
  const sandbox = testSandbox();
  const assign = async (name: string | null): Promise<unknown> => {
    const url = `${DATA_CENTER}/issue/OPS-3`;
    const answer = await ask(sandbox, `${url}/assignee`, { method: "PUT", as: "jira-valid", body: { name } });
    const { fields } = JSON.parse((await get(sandbox, "OPS-3")).text);
    return [answer.status, fields.assignee?.name ?? null];
  };
  assert.deepEqual(await assign("zoe.angstrom"), [204, "zoe.angstrom"]);
  assert.deepEqual(await assign("nobody"), [400, "zoe.angstrom"]);
  assert.deepEqual(await assign(null), [204, null]);
  assert.deepEqual(await assign("-1"), [204, "joerg.weiss"]);
  const missing = await ask(sandbox, `${DATA_CENTER}/issue/OPS-3/assignee`, {
    method: "PUT",
    as: "jira-valid",
    body: { accountId: "5b10a2844c20165700ede21b" },
  });
  assert.equal(missing.status, 400);
});
