import assert from "node:assert/strict";
import { UsageError } from "../../src/core/errors.ts";
import { addWorklog, parseTimeSpent } from "../../src/jira/worklogs.ts";
import { bodyOf, FACES, richText } from "./fixture.ts";

for (const face of FACES) {
  Deno.test(`addWorklog() sends the time in the form that Jira takes on ${face.name}`, async () => {
    const fixture = face.open({
      method: "POST",
      url: `${face.base}/issue/PROJ-1/worklog`,
      reply: { status: 201, json: { id: "5", timeSpentSeconds: 12000 } },
    });
    const started = Date.UTC(2026, 0, 17, 12, 34);
    const worklog = { key: "PROJ-1", timeSpent: "3h 20m", started, comment: richText(face) };
    assert.deepEqual(await addWorklog(fixture.client, worklog), { id: "5", timeSpentSeconds: 12000 });
    assert.deepEqual(bodyOf(fixture), {
      timeSpent: "3h 20m",
      started: "2026-01-17T12:34:00.000+0000",
      comment: richText(face),
    });
  });
}

for (
  const [text, time] of [
    ["3h 20m", "3h 20m"],
    ["3h20m", "3h 20m"],
    [" 1W 2 d ", "1w 2d"],
    ["1.5h", "1.5h"],
    ["0h 5m", "0h 5m"],
  ] as const
) {
  Deno.test(`parseTimeSpent() takes "${text}"`, () => assert.equal(parseTimeSpent(text), time));
}

for (const text of ["", "90", "0m", "3 hours", "h", "1h;2m", "-1h", "1h 20", "1h ".repeat(400)]) {
  Deno.test(`parseTimeSpent() refuses "${text}"`, () => {
    assert.throws(() => parseTimeSpent(text), UsageError);
  });
}
