import assert from "node:assert/strict";
import { linkIssues } from "../../src/jira/links.ts";
import { failsWith, type Fixture } from "../client/fixture.ts";
import { bodyOf, CLOUD, type Face, FACES } from "./fixture.ts";

const TYPES = [
  { id: "1", name: "Blocks", inward: "is blocked by", outward: "blocks" },
  { id: "2", name: "Relates", inward: "relates to", outward: "relates to" },
];

function open(face: Face): Fixture {
  return face.open(
    { url: `${face.base}/issueLinkType`, reply: { json: { issueLinkTypes: TYPES } } },
    { method: "POST", url: `${face.base}/issueLink`, reply: () => new Response(null, { status: 201 }) },
  );
}

for (const face of FACES) {
  for (
    const [type, name, wording, inward, outward] of [
      ["blocks", "Blocks", "blocks", "A-1", "B-2"],
      ["Blocks", "Blocks", "blocks", "A-1", "B-2"],
      ["Is Blocked By", "Blocks", "is blocked by", "B-2", "A-1"],
      ["relates to", "Relates", "relates to", "A-1", "B-2"],
      ["relates", "Relates", "relates to", "A-1", "B-2"],
    ] as const
  ) {
    Deno.test(`linkIssues(): A-1 ${type} B-2 on ${face.name}`, async () => {
      const fixture = open(face);
      const link = await linkIssues(fixture.client, { from: "A-1", type, to: "B-2" });
      assert.equal(link.wording, wording);
      assert.deepEqual(bodyOf(fixture), {
        type: { name },
        inwardIssue: { key: inward },
        outwardIssue: { key: outward },
      });
      fixture.network.verify();
    });
  }
}

Deno.test("linkIssues() lists the types if none has the name", async () => {
  const error = await failsWith(
    linkIssues(open(CLOUD).client, { from: "A-1", type: "eats", to: "B-2" }),
    "usage",
  );
  assert.equal(error.message, 'No such link type: "eats"');
  assert.equal(
    error.hint,
    "Available link types:\nBlocks: blocks / is blocked by\nRelates: relates to / relates to",
  );
});
