import assert from "node:assert/strict";
import { AtlcliError, type ErrorCode, HttpError } from "../../src/core/errors.ts";
import type { PushFile } from "../../src/sync/push_files.ts";
import type { PushChange } from "../../src/sync/push_plan.ts";
import { isRefusal, mayBeDone, PushProgress } from "../../src/sync/push_report.ts";

const httpError = (code: ErrorCode, status: number): HttpError =>
  new HttpError(code, "Made to fail", { status, request: "PUT https://demo.atlassian.net/x" });

const CHANGE: PushChange = {
  kind: "update",
  path: "A.md",
  id: "1",
  title: "A",
  storage: "",
  labels: [],
  content: true,
  relabels: true,
  parent: undefined,
  brokenLinks: [],
  before: undefined,
  diff: "",
  text: "",
};
const FILE: PushFile = {
  kind: "add",
  path: "a.txt",
  title: "a.txt",
  size: 1,
  page: "A.md",
  pageId: "1",
  id: undefined,
  mediaType: "text/plain",
};

Deno.test("mayBeDone() is whether a failed request may have been executed", () => {
  const codes = (["timeout", "connection-lost", "network", "cancelled", "read-only", "conflict"] as const)
    .filter((code) => mayBeDone(new AtlcliError(code, "x")));
  assert.deepEqual(codes, ["timeout", "connection-lost", "network", "cancelled"]);
  const statuses = [200, 399, 400, 499, 500, 503].filter((status) => mayBeDone(httpError("server", status)));
  assert.deepEqual(statuses, [200, 399, 500, 503]);
  assert.equal(mayBeDone(httpError("cancelled", 404)), false);
  for (const error of [new Error("x"), undefined]) assert.equal(mayBeDone(error), false);
});

Deno.test("isRefusal() is whether the site rejects one page, and not all of them", () => {
  const codes =
    (["conflict", "bad-request", "not-found", "permission", "credential-refused", "rate-limited"] as const)
      .filter((code) => isRefusal(httpError(code, 499)));
  assert.deepEqual(codes, ["conflict", "bad-request", "not-found", "permission"]);
  assert.equal(isRefusal(httpError("conflict", 500)), false);
  for (const error of [new AtlcliError("conflict", "x"), undefined]) assert.equal(isRefusal(error), false);
});

Deno.test("PushProgress expects the steps of a page in the order in which they are sent", () => {
  for (
    const [change, files, missing] of [
      [CHANGE, [], ["content", "labels"]],
      [CHANGE, [{ ...FILE, page: "B.md" }, FILE], ["attachments", "content", "labels"]],
      [{ ...CHANGE, content: false }, [], ["labels"]],
      [{ ...CHANGE, relabels: false }, [], ["content"]],
      [{ ...CHANGE, id: undefined }, [FILE], ["content", "attachments", "labels"]],
      [{ ...CHANGE, id: undefined }, [], ["content", "labels"]],
    ] as const
  ) {
    const progress = new PushProgress([]);
    assert.deepEqual(progress.missing("A.md"), []);
    progress.expect([change], files);
    assert.deepEqual(progress.missing("A.md"), missing);
  }
});

Deno.test("PushProgress reports what the site has not confirmed, of pages and of attachments on their own", () => {
  const progress = new PushProgress([{ path: "x", id: "9", why: "moved-on", text: "x" }]);
  const alone = { ...FILE, path: "b.txt", page: "B.md", pageId: "2" };
  progress.expect([{ ...CHANGE, id: undefined }, { ...CHANGE, path: "C.md", id: "3" }], [FILE, alone]);
  const of = (path: string): unknown => progress.report("TEAM").unfinished.find((one) => one.path === path);
  const open = { sent: [], uncertain: false };
  assert.deepEqual(progress.report("TEAM").unfinished, [
    { path: "A.md", id: undefined, missing: ["content", "attachments", "labels"], ...open },
    { path: "C.md", id: "3", missing: ["content", "labels"], ...open },
    { path: "b.txt", id: "2", missing: ["attachments"], ...open },
  ]);
  progress.confirm("nothing of it", "content", "4");
  progress.confirm("C.md", "attachments", "3");
  progress.confirm("A.md", "content", "1");
  progress.confirm("A.md", "content", "1");
  assert.deepEqual(of("A.md"), {
    path: "A.md",
    id: "1",
    sent: ["content"],
    missing: ["attachments", "labels"],
    uncertain: false,
  });
  assert.deepEqual(of("C.md"), { path: "C.md", id: "3", missing: ["content", "labels"], ...open });
  progress.failed("A.md", httpError("server", 500));
  progress.failed("C.md", httpError("permission", 403));
  assert.deepEqual(progress.report("TEAM").unfinished.map(({ uncertain }) => uncertain), [
    true,
    false,
    false,
  ]);
  progress.confirm("A.md", "attachments", "1");
  progress.confirm("A.md", "labels", "1");
  progress.confirm("b.txt", "attachments", "2");
  assert.deepEqual(progress.report("TEAM").unfinished.map(({ path }) => path), ["C.md"]);
});

Deno.test("PushProgress reports pages, attachments and what was left, with what was left before", () => {
  const left = { path: "x", id: "9", why: "moved-on", text: "x" } as const;
  const progress = new PushProgress([left]);
  const page = { what: "updated", path: "A.md", id: "1", version: 2, url: "https://a" } as const;
  const file = { what: "added", path: "a.txt", id: "att1", pageId: "1", version: 1 } as const;
  progress.pushed(page);
  progress.sent(file);
  progress.leave({ ...left, path: "y" });
  assert.deepEqual(progress.report("TEAM"), {
    space: "TEAM",
    pushed: [page],
    files: [file],
    unfinished: [],
    undecided: [left, { ...left, path: "y" }],
  });
});
