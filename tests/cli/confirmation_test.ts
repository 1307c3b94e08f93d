/** Commands delete nothing, and send nothing that cannot be undone, without confirmation. */
import assert from "node:assert/strict";
import { COMMANDS } from "../../src/cli/command_table.ts";
import type { Interfere } from "../../src/sandbox/mod.ts";
import { EVERY_COMMAND } from "./every_command.ts";
import { type Machine, machine, WIKI_PROFILES } from "./fixture.ts";
import { docsMachine } from "./wiki_docs_fixture.ts";

/** Commands that send nothing which changes a site, or are run by hand here. */
const ELSEWHERE: readonly string[] = [
  ...[
    "auth init",
    "auth trust",
    "auth list",
    "auth switch",
    "auth rename",
    "auth logout",
    "auth delete",
    "auth migrate",
  ],
  ...[
    "wiki docs status",
    "wiki docs push",
    "doctor",
    "completion",
    "__complete",
    "sandbox",
    "upgrade",
    "version",
  ],
];

const changes = ({ received }: Machine): readonly string[] =>
  received().filter((request) => !/^(?:GET|HEAD) /.test(request));

const signedIn = (interfere?: Interfere): Machine =>
  machine({ profiles: WIKI_PROFILES, active: "work", ...(interfere !== undefined && { interfere }) });

/** The lines of every command that sent DELETE, without `--yes`. */
async function deletingLines(): Promise<readonly (readonly string[])[]> {
  const deleting = [];
  for (const { words, stdin = "" } of EVERY_COMMAND) {
    const one = signedIn();
    await one.run(words, { stdin });
    if (one.received().some((request) => request.startsWith("DELETE "))) deleting.push(words);
  }
  return deleting.map((words) => words.filter((word) => word !== "--yes"));
}

Deno.test("every command is known to the tests that run every command", () => {
  const lines = EVERY_COMMAND.map(({ words }) => words.join(" "));
  const unknown = Object.keys(COMMANDS).filter((name) =>
    !ELSEWHERE.includes(name) && !lines.some((line) => `${line} `.startsWith(`${name} `))
  );
  assert.deepEqual(unknown, []);
});

Deno.test("every command that sends DELETE requires confirmation", async (test) => {
  const deleting = await deletingLines();
  assert.deepEqual(deleting.map(([, group, name]) => `${group} ${name}`), ["issue delete", "page delete"]);
  for (const words of deleting) {
    const line = words.join(" ");
    await test.step(`${line} ends with 2 if no prompt is possible`, async () => {
      const one = signedIn();
      const { exit, err } = await one.run(words);
      assert.deepEqual([exit, one.received()], [2, []]);
      assert.match(err, /^Error: Confirmation required; pass --yes\n/);
    });
    for (
      const [name, answer] of [["Enter", ""], ["yes", "yes"], ["Ctrl-C", "^C"], ["a blank", "  "]] as const
    ) {
      await test.step(`${line} sends nothing after ${name}`, async () => {
        const one = signedIn();
        const { exit, out, err } = await one.run(words, { isTerminal: true, answers: [answer] });
        assert.deepEqual([exit, out, changes(one)], [130, "", []], err);
        assert.match(err, /\bwas not deleted\b/);
        if (answer === "^C") assert.match(err, /\nInterrupted\n$/);
      });
    }
  }
});

Deno.test("docs push sends nothing after Enter, No or Ctrl-C, and reports that", async () => {
  for (const answer of ["", false, "^C"]) {
    const { docs, editHere, received } = docsMachine("work");
    await docs("pull --space TEAM");
    editHere("Web shop team/Working agreements.md", "Friday", "Monday");
    const { exit, err } = await docs("push", { isTerminal: true, answers: [answer] });
    assert.equal(exit, 130);
    assert.match(err, /\bNothing was sent\b/);
    assert.deepEqual(received().filter((request) => /^(?:PUT|DELETE) /.test(request)), []);
  }
});

const subject = (body: unknown): Interfere => (request) =>
  request.method === "GET" && request.url.includes("/issue/PROJ-2") ? Response.json(body) : undefined;
const issue = (fields: Readonly<Record<string, unknown>>): Interfere =>
  subject({ id: "10002", key: "PROJ-2", fields });
const asked = async (interfere: Interfere, line = "jira issue delete PROJ-2"): Promise<string> => {
  const { terminal } = await signedIn(interfere).run(line, { isTerminal: true, answers: [""] });
  return terminal.asked[0] ?? "";
};

Deno.test("issue delete counts what is deleted along with the issue, in one request", async () => {
  const fields = { summary: "Pay", subtasks: [{}, {}], attachment: [{}] };
  const one = signedIn(issue(fields));
  const { terminal } = await one.run("jira issue delete PROJ-2 --subtasks", {
    isTerminal: true,
    answers: [""],
  });
  assert.match(
    terminal.asked[0] ?? "",
    /^text: Delete PROJ-2 "Pay" permanently, with its history and comments, 2 subtasks and 1 attachment\.\n/,
  );
  assert.equal(one.received().length, 1);
});

Deno.test("an issue without a summary is not deleted by Enter", async () => {
  const one = signedIn(issue({ summary: "" }));
  const { exit } = await one.run("jira issue delete PROJ-2", { isTerminal: true, answers: [""] });
  assert.deepEqual([exit, changes(one)], [130, []]);
});

Deno.test("a prompt shows nothing that steers a terminal", async () => {
  const text = await asked(issue({ summary: "a\u001b[2Jb\u202ec\nd" }));
  assert.match(text, /^text: Delete PROJ-2 "a\[2Jbc d" permanently/);
});

Deno.test("the issue that is deleted is the one that was shown, whatever its key was before", async () => {
  const moved = subject({ id: "10002", key: "NEW-7", fields: { summary: "Pay" } });
  assert.match(await asked(moved), /To confirm, type its key, id or summary: NEW-7$/);
  const one = signedIn(moved);
  const old = await one.run("jira issue delete PROJ-2", { isTerminal: true, answers: ["PROJ-2"] });
  assert.deepEqual([old.exit, changes(one)], [130, []]);
});

const items = (kind: string, answer: () => Response): Interfere => (request) =>
  new URL(request.url).pathname.endsWith(kind) ? answer() : undefined;
const list = (count: number, next?: string): Response =>
  Response.json({
    results: Array.from({ length: count }, (_, id) => ({ id: String(id) })),
    _links: { next },
  });

const PAGES: readonly (readonly [name: string, profile: string, interfere: Interfere, question: string])[] = [
  ["attachments", "work", items("/attachments", () => list(3)), ", with 3 attachments."],
  ["attachments", "wiki", items("/child/attachment", () => list(1)), ", with 1 attachment."],
  [
    "more attachments than one response has",
    "work",
    items("/attachments", () => list(200, "/wiki/api/v2/pages/40002/attachments?cursor=x")),
    ", with 200 or more attachments.",
  ],
  [
    "attachments that this token may not list",
    "work",
    items("/attachments", () => Response.json({}, { status: 403 })),
    ", with an unknown number of attachments.",
  ],
  [
    "child pages",
    "work",
    items("/direct-children", () => list(2)),
    ". Content below it (2 child pages) moves up to its parent.",
  ],
  [
    "child pages",
    "wiki",
    items("/child/page", () => list(1)),
    ". Content below it (1 child page) moves up to its parent.",
  ],
];

for (const [name, profile, interfere, question] of PAGES) {
  Deno.test(`page delete counts ${name} of a page, with profile ${profile}`, async () => {
    const one = signedIn(interfere);
    const line = `wiki page delete 40002 --profile ${profile}`;
    const { terminal } = await one.run(line, { isTerminal: true, answers: ["40002"] });
    assert.equal(
      terminal.asked[0],
      `text: Move page "Working agreements" to the trash${question}\nTo confirm, type its id or title: 40002`,
    );
    const requests = one.received().map((request) => request.split(" ")[0]);
    assert.deepEqual(requests, ["GET", "GET", "GET", "DELETE"]);
  });
}

Deno.test("page delete sends nothing when the connection ends while it counts", async () => {
  const one = signedIn(items("/attachments", () => {
    throw new TypeError("The connection was dropped");
  }));
  const { exit, terminal } = await one.run("wiki page delete 40002", { isTerminal: true });
  assert.deepEqual([exit, terminal.asked, changes(one)], [7, [], []]);
});
