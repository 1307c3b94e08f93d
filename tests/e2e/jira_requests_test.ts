/** What the Jira commands send, against Atlassian's own OpenAPI documents and their schema of documents. */
import assert from "node:assert/strict";
import { compileAdfSchema } from "../helpers/adf_schema.ts";
import { type Machine, machine, PROFILES } from "../cli/fixture.ts";
import { checkRequest, type DocumentName, type SentRequest } from "../helpers/openapi_validator.ts";
import { check, documentOf, FOLDER, JIRA_CLOUD, JIRA_DC } from "./openapi.ts";

/** A profile, the documents of what it is for, and what stands before a documented path there. */
const FACES: readonly {
  readonly profile: string;
  readonly base: string;
  readonly documents: readonly DocumentName[];
}[] = [
  { profile: "work", base: "https://demo.atlassian.net", documents: JIRA_CLOUD },
  { profile: "dc", base: "https://jira.demo.test/jira", documents: JIRA_DC },
];

interface Recorder {
  readonly machine: Machine;
  readonly sent: readonly SentRequest[];
}

/** A machine, and every request that it sends. */
function recorder(base: string): Recorder {
  const sent: SentRequest[] = [];
  const recorded: Machine = machine({
    profiles: PROFILES,
    fetch: (url, init) => {
      sent.push({
        method: init.method ?? "GET",
        path: url.href.slice(base.length),
        contentType: new Headers(init.headers).get("content-type") ?? undefined,
        body: typeof init.body === "string" ? init.body : undefined,
      });
      return recorded.sandbox.fetch(url, init);
    },
  });
  return { machine: recorded, sent };
}

/** Command lines, each on a sandbox of its own, and the exit code that it ends with. */
const LINES: readonly (readonly [words: readonly string[], exit: number])[] = [
  [["search", "--assignee", "me", "--limit", "3"], 0],
  [["search", "--project", "PROJ", "--assignee", "Priya Raman", "--all"], 0],
  [["search", "--jql", "flavour = sweet"], 1],
  [["search", "--jql", "project = PROJ", "--order-by", "priority desc, key", "--limit", "2"], 0],
  [["search", "--project", "PROJ", "--count"], 0],
  [["me"], 0],
  [["project", "list"], 0],
  [["project", "list", "--query", "web", "--limit", "1"], 0],
  [["issue", "view", "PROJ-1"], 0],
  [["issue", "view", "--key", "PROJ-2", "--comments", "3", "--json"], 0],
  [["issue", "view", "PROJ-1", "--comments", "0"], 0],
  [["issue", "view", "PROJ-999"], 3],
  [["issue", "create", "--project", "PROJ", "--type", "Task", "--summary", "New"], 0],
  [[
    ...["issue", "create", "--project", "PROJ", "--type", "Bug", "--summary", "New", "--assignee", "me"],
    ...["--description", "It **fails**:\n\n- here\n- there", "--label", "a", "--label", "b"],
    ...["--priority", "High", "--field", "duedate=2026-12-24", "--field", 'fixVersions=[{"name":"v2.0.0"}]'],
  ], 0],
  [[
    ...["issue", "create", "--project", "PROJ", "--type", "Sub-task", "--parent", "PROJ-2"],
    ...["--summary", "Part", "--assignee", "Priya Raman"],
  ], 0],
  [["issue", "create", "--project", "PROJ", "--type", "Epos", "--summary", "New"], 1],
  [["issue", "edit", "PROJ-2", "--summary", "Changed", "--description", "Other", "--type", "Bug"], 0],
  [["issue", "edit", "PROJ-2", "--add-label", "x", "--remove-label", "y", "--assignee", "none"], 0],
  [["issue", "edit", "PROJ-2", "--label", "x", "--assignee", "Priya Raman", "--priority", "Low"], 0],
  [["issue", "comment", "--key", "PROJ-2", "--body", "See `this`"], 0],
  [["issue", "assign", "--key", "PROJ-2", "--to", "me"], 0],
  [["issue", "assign", "PROJ-2", "--to", "priya.raman@sandbox.example"], 0],
  [["issue", "assign", "PROJ-2", "--to", "none"], 0],
  [["issue", "assign", "PROJ-2", "--to", "default"], 0],
  [["issue", "assign", "PROJ-2", "--to", "Nobody Known"], 2],
  [["issue", "transition", "--key", "PROJ-1", "--to", "Done"], 0],
  [["issue", "transition", "PROJ-1", "--to", "done", "--comment", "Finished"], 0],
  [["issue", "transition", "PROJ-1", "--to", "Reject", "--field", 'resolution={"name":"Duplicate"}'], 0],
  [["issue", "transition", "PROJ-1", "--to", "Reject"], 1],
  [["issue", "transition", "PROJ-1", "--to", "In progress"], 0],
  [["issue", "transition", "PROJ-1", "--to", "Nowhere"], 2],
  [["issue", "link", "--key", "PROJ-1", "--type", "blocks", "--to", "PROJ-2"], 0],
  [["issue", "link", "PROJ-1", "--type", "is blocked by", "--to", "PROJ-2"], 0],
  [["issue", "worklog", "--key", "PROJ-1", "--time", "1h 30m"], 0],
  [
    ["issue", "worklog", "PROJ-1", "--time", "2h", "--started", "2025-12-01 09:00", "--comment", "Pairing"],
    0,
  ],
  [["issue", "delete", "PROJ-5", "--yes"], 0],
  [["issue", "delete", "--key", "PROJ-6", "--subtasks", "--yes"], 0],
];

for (const { profile, base, documents: names } of FACES) {
  for (const [words, exit] of LINES) {
    check(`jira ${words.join(" ")} --profile ${profile} sends what is documented`, async () => {
      const { machine, sent } = recorder(base);
      const ran = await machine.run(["jira", ...words, "--profile", profile]);
      assert.equal(ran.exit, exit, ran.err);
      assert.notEqual(sent.length, 0);
      for (const request of sent) {
        for (const name of names) {
          assert.deepEqual(checkRequest(documentOf(name), request), [], `${request.method} ${request.path}`);
        }
      }
    });
  }
}

/** The documents within a value: what has the type `doc`. */
function docsIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "doc") return [value];
  return Object.values(value).flatMap(docsIn);
}

const MARKDOWN = [
  ...["# A *heading*", "", "Text with `code`, **bold** and [a link](https://a.test).", ""],
  ...["1. one", "2. two", "   - deeper", "", "| a | b |", "| - | - |", "| 1 | 2 |", "", "> quoted", ""],
  ...["```sh", "ls -la", "```", "", "---", "", "- [ ] to do", "- [x] done"],
].join("\n");

const WRITERS: readonly (readonly string[])[] = [
  ["create", "--project", "PROJ", "--type", "Bug", "--summary", "S", "--description"],
  ["edit", "PROJ-1", "--description"],
  ["comment", "PROJ-1", "--body"],
  ["transition", "PROJ-1", "--to", "Done", "--comment"],
  ["worklog", "PROJ-1", "--time", "1h", "--comment"],
];

for (const words of WRITERS) {
  check(`jira issue ${words[0]} sends Cloud a document that fits Atlassian's schema`, async () => {
    const faults = compileAdfSchema(JSON.parse(Deno.readTextFileSync(`${FOLDER}/adf-schema.json`)));
    const { machine, sent } = recorder("https://demo.atlassian.net");
    const { exit, err } = await machine.run(["jira", "issue", ...words, MARKDOWN]);
    assert.equal(exit, 0, err);
    const docs = sent.flatMap(({ body }) => body === undefined ? [] : docsIn(JSON.parse(body)));
    assert.equal(docs.length, 1);
    assert.deepEqual(docs.flatMap(faults), []);
  });
}
