import assert from "node:assert/strict";
import { HttpError } from "../../src/core/errors.ts";
import {
  assignIssue,
  createIssue,
  deleteIssue,
  editIssue,
  getIssue,
  type NewIssue,
} from "../../src/jira/issues.ts";
import { failsWith } from "../client/fixture.ts";
import { bodyOf, FACES, noContent, refusal, richText } from "./fixture.ts";

const NEW: NewIssue = { project: "PROJ", type: "Bug", summary: "It fails" };

for (const face of FACES) {
  Deno.test(`getIssue() asks for the fields that are wanted on ${face.name}`, async () => {
    const { client, network } = face.open({
      url: `${face.base}/issue/PROJ-1?fields=summary%2Cstatus`,
      reply: { json: { id: "1", key: "PROJ-1", fields: { summary: "S" }, expand: "names" } },
    });
    const issue = await getIssue(client, { key: "PROJ-1", fields: ["summary", "status"] });
    assert.deepEqual(issue, { id: "1", key: "PROJ-1", fields: { summary: "S" } });
    network.verify();
  });

  Deno.test(`getIssue() says of a 404 on ${face.name} that it may mean either`, async () => {
    const { client } = face.open({
      url: /issue\/PROJ-99/,
      reply: refusal(404, {}, "Issue does not exist or you do not have permission to see it."),
    });
    const error = await failsWith(getIssue(client, { key: "PROJ-99", fields: ["summary"] }), "not-found");
    assert.match(error.hint ?? "", /does not exist, or this account may not see it/);
  });

  Deno.test(`createIssue() sends its fields on ${face.name}`, async () => {
    const fixture = face.open({
      method: "POST",
      url: `${face.base}/issue`,
      reply: { status: 201, json: { id: "7", key: "PROJ-7", self: "x" } },
    });
    const made = await createIssue(fixture.client, {
      ...NEW,
      description: richText(face),
      assignee: "ada",
      labels: ["a", "b"],
      priority: "High",
      parent: "PROJ-1",
      more: { customfield_1: 5 },
    });
    assert.deepEqual(made, { id: "7", key: "PROJ-7" });
    assert.deepEqual(bodyOf(fixture), {
      fields: {
        project: { key: "PROJ" },
        issuetype: { name: "Bug" },
        summary: "It fails",
        description: richText(face),
        assignee: face.isCloud ? { accountId: "ada" } : { name: "ada" },
        labels: ["a", "b"],
        priority: { name: "High" },
        parent: { key: "PROJ-1" },
        customfield_1: 5,
      },
    });
  });

  Deno.test(`createIssue() lists the types that a project has, where it takes none of that name on ${face.name}`, async () => {
    const types = [{ id: "1", name: "Bug", subtask: false }, { id: "2", name: "Part\u001b", subtask: true }];
    const { client, network } = face.open(
      {
        method: "POST",
        url: `${face.base}/issue`,
        reply: refusal(400, { issuetype: "Specify a valid issue type" }),
      },
      {
        url: `${face.base}/issue/createmeta/PROJ/issuetypes?startAt=0&maxResults=50`,
        reply: { json: { startAt: 0, total: 2, [face.isCloud ? "issueTypes" : "values"]: types } },
      },
    );
    const error = await failsWith(createIssue(client, { ...NEW, type: "Epos" }), "bad-request");
    assert.equal(error.message, 'Project "PROJ" has no issue type "Epos"');
    assert.equal(error.hint, "Available types: Bug, Part (needs a parent)");
    assert.ok(error instanceof HttpError);
    assert.deepEqual(error.details, ["issuetype: Specify a valid issue type"]);
    network.verify();
  });

  Deno.test(`editIssue() sends what changes, and nothing else, on ${face.name}`, async () => {
    const fixture = face.open({ method: "PUT", url: `${face.base}/issue/PROJ-1`, reply: noContent });
    const change = { key: "PROJ-1", summary: "New", assignee: null, addLabels: ["a"], removeLabels: ["b"] };
    await editIssue(fixture.client, change);
    assert.deepEqual(bodyOf(fixture), {
      fields: { summary: "New", assignee: null },
      update: { labels: [{ add: "a" }, { remove: "b" }] },
    });
  });

  for (
    const [to, account] of [["nobody", null], ["default", "-1"], [{ account: "ada" }, "ada"]] as const
  ) {
    Deno.test(`assignIssue() to ${JSON.stringify(to)} on ${face.name}`, async () => {
      const fixture = face.open({
        method: "PUT",
        url: `${face.base}/issue/PROJ-1/assignee`,
        reply: noContent,
      });
      await assignIssue(fixture.client, { key: "PROJ-1", to });
      assert.deepEqual(bodyOf(fixture), face.isCloud ? { accountId: account } : { name: account });
    });
  }

  Deno.test(`deleteIssue() leaves subtasks alone on ${face.name}, unless they are meant`, async () => {
    const { client, network } = face.open(
      { method: "DELETE", url: `${face.base}/issue/PROJ-1`, reply: noContent },
      { method: "DELETE", url: `${face.base}/issue/PROJ-2?deleteSubtasks=true`, reply: noContent },
    );
    await deleteIssue(client, { key: "PROJ-1" });
    await deleteIssue(client, { key: "PROJ-2", subtasks: true });
    network.verify();
  });
}

const [face] = FACES;
if (face === undefined) throw new TypeError("There is no deployment to test with");

Deno.test("createIssue() leaves other refusals as they are, a line each field", async () => {
  const { client, network } = face.open({
    method: "POST",
    url: `${face.base}/issue`,
    reply: refusal(400, { summary: "You must specify a summary.", priority: "Not a priority" }, "No"),
  });
  const error = await failsWith(createIssue(client, NEW), "bad-request");
  assert.ok(error instanceof HttpError);
  assert.deepEqual(error.details, [
    "No",
    "summary: You must specify a summary.",
    "priority: Not a priority",
  ]);
  network.verify();
});

Deno.test("createIssue() says what Jira said when the types cannot be listed", async () => {
  const { client } = face.open(
    { method: "POST", url: `${face.base}/issue`, reply: refusal(400, { issuetype: "No such type" }) },
    { url: /createmeta/, reply: refusal(404, {}, "No project") },
  );
  const error = await failsWith(createIssue(client, NEW), "bad-request");
  assert.equal(error.message, "The server refused the request (400)");
});

Deno.test("createIssue() is sent once: a failure of the server does not make a second issue", async () => {
  const { client, network } = face.open({
    method: "POST",
    url: `${face.base}/issue`,
    reply: { status: 503, json: {} },
  });
  await failsWith(createIssue(client, NEW), "server");
  network.verify();
});

Deno.test("createIssue() takes ids in place of names", async () => {
  const fixture = face.open({
    method: "POST",
    url: `${face.base}/issue`,
    reply: { status: 201, json: { id: "7", key: "PROJ-7" } },
  });
  await createIssue(fixture.client, { project: "10000", type: "10001", summary: "S" });
  assert.deepEqual(bodyOf(fixture), {
    fields: { project: { id: "10000" }, issuetype: { id: "10001" }, summary: "S" },
  });
});

Deno.test("an issue's key cannot lead anywhere else", async () => {
  const { client, network } = face.open({
    url: `${face.base}/issue/a%3Fb%23c?fields=id`,
    reply: { json: { id: "1", key: "P-1", fields: {} } },
  });
  await getIssue(client, { key: "a?b#c", fields: ["id"] });
  network.verify();
});
