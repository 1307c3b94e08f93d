import assert from "node:assert/strict";
import { UsageError } from "../../src/core/errors.ts";
import { listTransitions, transitionIssue } from "../../src/jira/transitions.ts";
import type { Stub } from "../../src/testing/stub_fetch.ts";
import { failsWith, type Fixture } from "../client/fixture.ts";
import {
  bodies,
  bodyOf,
  CLOUD,
  DATA_CENTER,
  type Face,
  FACES,
  noContent,
  refusal,
  richText,
} from "./fixture.ts";
import { adviceOn } from "../helpers/advice.ts";

const TRANSITIONS = [
  { id: "11", name: "To Do", to: { name: "To Do" } },
  { id: "31", name: "Finish", to: { name: "Done" }, isAvailable: true },
  { id: "41", name: "Done", to: { name: "Archived" } },
  { id: "51", name: "Send back", to: { name: "Waiting" } },
  { id: "61", name: "Ask", to: { name: "Waiting" } },
  { id: "71", name: "Hidden", to: { name: "Hidden" }, isAvailable: false },
];

const sent = (face: Face, reply: Stub["reply"] = noContent): Stub => ({
  method: "POST",
  url: `${face.base}/issue/PROJ-1/transitions`,
  reply,
});

function open(face: Face, ...more: readonly Stub[]): Fixture {
  return face.open(
    {
      url: `${face.base}/issue/PROJ-1?fields=status`,
      reply: { json: { id: "1", key: "PROJ-1", fields: { status: { name: "In Progress" } } } },
    },
    { url: `${face.base}/issue/PROJ-1/transitions`, reply: { json: { transitions: TRANSITIONS } } },
    ...more,
  );
}

for (const face of FACES) {
  for (
    const [to, id, status] of [
      ["finish", "31", "Done"],
      [" FINISH ", "31", "Done"],
      ["done", "41", "Archived"],
      ["archived", "41", "Archived"],
      ["to do", "11", "To Do"],
      ["61", "61", "Waiting"],
    ] as const
  ) {
    Deno.test(`transitionIssue() to "${to}" takes transition ${id} on ${face.name}`, async () => {
      const fixture = open(face, sent(face));
      assert.deepEqual(await transitionIssue(fixture.client, { key: "PROJ-1", to }), {
        status,
        changed: true,
      });
      assert.deepEqual(bodyOf(fixture), { transition: { id } });
      fixture.network.verify();
    });
  }

  Deno.test(`transitionIssue() sends a comment and fields with it on ${face.name}`, async () => {
    const fixture = open(face, sent(face));
    await transitionIssue(fixture.client, {
      key: "PROJ-1",
      to: "Finish",
      comment: richText(face),
      fields: { resolution: { name: "Fixed" } },
    });
    assert.deepEqual(bodyOf(fixture), {
      transition: { id: "31" },
      fields: { resolution: { name: "Fixed" } },
      update: { comment: [{ add: { body: richText(face) } }] },
    });
  });

  Deno.test(`transitionIssue() changes nothing on ${face.name} where the issue is there already`, async () => {
    const fixture = open(face);
    const done = await transitionIssue(fixture.client, { key: "PROJ-1", to: "in progress" });
    assert.deepEqual(done, { status: "In Progress", changed: false });
    assert.deepEqual(bodies(fixture.network.requests), []);
    fixture.network.verify();
  });
}

Deno.test("listTransitions() leaves out those that cannot be taken", async () => {
  const { client } = CLOUD.open({ url: /transitions$/, reply: { json: { transitions: TRANSITIONS } } });
  const ids = (await listTransitions(client, { key: "PROJ-1" })).map(({ id }) => id);
  assert.deepEqual(ids, ["11", "31", "41", "51", "61"]);
});

Deno.test("transitionIssue() lists the transitions where none fits", async () => {
  const error = await failsWith(
    transitionIssue(open(CLOUD).client, { key: "PROJ-1", to: "Hidden" }),
    "usage",
  );
  assert.equal(
    error.message,
    'PROJ-1 (In Progress) cannot move to "Hidden"',
  );
  assert.equal(
    adviceOn(error),
    [
      "Available transitions:",
      "To Do (11)",
      "Finish (31), to Done",
      "Done (41), to Archived",
      "Send back (51), to Waiting",
      "Ask (61), to Waiting",
    ].join("\n"),
  );
});

Deno.test("transitionIssue() does not guess where several lead to the same status", async () => {
  await assert.rejects(
    transitionIssue(open(CLOUD).client, { key: "PROJ-1", to: "Waiting" }),
    (error) =>
      error instanceof UsageError &&
      adviceOn(error) === "Give the id of one of these:\nSend back (51), to Waiting\nAsk (61), to Waiting",
  );
});

Deno.test("transitionIssue() says so where there is no way out", async () => {
  const { client } = CLOUD.open(
    { url: /fields=status/, reply: { json: { id: "1", key: "PROJ-1", fields: {} } } },
    { url: /transitions$/, reply: { json: { transitions: [] } } },
  );
  const error = await failsWith(transitionIssue(client, { key: "PROJ-1", to: "Done" }), "usage");
  assert.equal(error.message, 'PROJ-1 cannot move to "Done"');
  assert.equal(adviceOn(error), "No transition is available to this account from that status");
});

Deno.test("transitionIssue() names the field that is missing on Cloud, with a value that would do", async () => {
  const fields = {
    resolution: { required: true, allowedValues: [{ id: "1", name: "Fixed" }] },
    customfield_2: { required: true, allowedValues: [{ value: "A" }] },
    customfield_3: { required: true },
    priority: { required: true, hasDefaultValue: true },
    assignee: { required: false },
  };
  const { client, network } = open(
    CLOUD,
    sent(CLOUD, refusal(400, { resolution: "Resolution is required." })),
    {
      url: `${CLOUD.base}/issue/PROJ-1/transitions?transitionId=31&expand=transitions.fields`,
      reply: { json: { transitions: [{ ...TRANSITIONS[1], fields }] } },
    },
  );
  const move = transitionIssue(client, { key: "PROJ-1", to: "Finish", fields: { customfield_3: 1 } });
  const error = await failsWith(move, "bad-request");
  assert.equal(error.message, 'The transition "Finish" of PROJ-1 requires a field');
  assert.equal(
    adviceOn(error),
    [
      `Give it: --field resolution='{"name":"Fixed"}'`,
      `Give it: --field customfield_2='{"value":"A"}'`,
    ].join("\n"),
  );
  network.verify();
});

Deno.test("transitionIssue() names the field that Data Center speaks of", async () => {
  const { client, network } = open(
    DATA_CENTER,
    sent(DATA_CENTER, refusal(400, { resolution: "Resolution is required." })),
  );
  const error = await failsWith(transitionIssue(client, { key: "PROJ-1", to: "Finish" }), "bad-request");
  assert.equal(adviceOn(error), "Give it: --field resolution=VALUE");
  network.verify();
});

Deno.test("transitionIssue() leaves a refusal that speaks of no field as it is", async () => {
  const { client } = open(DATA_CENTER, sent(DATA_CENTER, refusal(400, {}, "A condition does not hold")));
  const error = await failsWith(transitionIssue(client, { key: "PROJ-1", to: "Finish" }), "bad-request");
  assert.equal(error.message, "The server refused the request (400)");
});
