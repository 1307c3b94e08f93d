import assert from "node:assert/strict";
import { FACES, signedIn } from "./jira_issue_fixture.ts";

for (const { name, profile, browse } of FACES) {
  const line = (...words: readonly string[]) => ["jira", "issue", ...words, "--profile", profile];
  const CREATE = ["create", "--project", "PROJ", "--type", "Bug", "--summary", "It fails"];

  Deno.test(`issue create creates an issue on ${name}, and prints its key`, async () => {
    const machine = signedIn();
    const { exit, out, err } = await machine.run(line(
      ...CREATE,
      ...["--assignee", "me", "--label", "a", "--label", "b", "--priority", "High"],
      ...["--field", "duedate=2026-12-24", "--description", "Why"],
    ));
    assert.equal(exit, 0, err);
    const key = out.trim();
    assert.match(key, /^PROJ-\d+$/);
    assert.equal(err, `Created ${key}: ${browse}/${key}\n`);
    const seen = await machine.run(line("view", key));
    for (
      const row of [/^Type: +Bug$/m, /^Assignee: +Mia Müller$/m, /^Labels: +a, b$/m, /^Due: +2026-12-24$/m]
    ) {
      assert.match(seen.out, row);
    }
    assert.match(seen.out, /\n\nWhy\n$/);
  });

  Deno.test(`issue create --json prints one object on ${name}`, async () => {
    const { json } = await signedIn().run(line(...CREATE, "--json"));
    const { key, url, id, ...rest } = json();
    assert.equal(url, `${browse}/${key}`);
    assert.match(String(id), /^\d+$/);
    assert.deepEqual(rest, {});
  });

  Deno.test(`issue create lists the types of a project on ${name} that has none of that name`, async () => {
    const { exit, out, err } = await signedIn().run(line(
      ...["create", "--project", "PROJ", "--type", "Saga", "--summary", "S"],
    ));
    assert.deepEqual([exit, out], [1, ""]);
    assert.match(err, /^Error: Project "PROJ" has no issue type "Saga"\n/);
    assert.match(err, /Available types: .*Bug.*Sub-task \(needs a parent\)/);
  });

  Deno.test(`issue create creates a subtask on ${name}`, async () => {
    const { exit, err, out } = await signedIn().run(line(
      ...["create", "--project", "PROJ", "--type", "Sub-task", "--parent", "PROJ-2", "--summary", "Part"],
    ));
    assert.equal(exit, 0, err);
    assert.match(out, /^PROJ-\d+\n$/);
  });

  Deno.test(`issue create shows what is wrong with each field on ${name}`, async () => {
    const { exit, err } = await signedIn().run(
      line(...CREATE, "--priority", "Soon", "--field", "duedate=never"),
    );
    assert.equal(exit, 1);
    assert.match(err, /\n {2}priority: /);
    assert.match(err, /\n {2}duedate: /);
  });

  Deno.test(`issue edit changes only the given fields on ${name}`, async () => {
    const machine = signedIn();
    const { exit, out, err } = await machine.run(
      line("edit", "PROJ-1", "--summary", "Other", "--add-label", "x"),
    );
    assert.deepEqual([exit, out, err], [0, "PROJ-1\n", "Changed PROJ-1\n"]);
    assert.deepEqual(machine.writes(), [{
      fields: { summary: "Other" },
      update: { labels: [{ add: "x" }] },
    }]);
  });

  Deno.test(`issue edit --assignee none unassigns the issue on ${name}`, async () => {
    const machine = signedIn();
    await machine.run(line("edit", "PROJ-1", "--assignee", "none"));
    assert.deepEqual(machine.writes(), [{ fields: { assignee: null } }]);
  });

  Deno.test(`issue comment prints the comment's address on ${name}`, async () => {
    const { exit, out, err } = await signedIn().run(line("comment", "--key", "PROJ-1", "--body", "Hello"));
    assert.equal(exit, 0, err);
    assert.match(out.trim(), /\?focusedCommentId=\d+$/);
    assert.ok(out.startsWith(`${browse}/PROJ-1?`));
    assert.equal(err, "Added a comment to PROJ-1\n");
  });

  for (
    const [who, said, shown] of [
      ["me", "Mia Müller", /^Assignee: +Mia Müller$/m],
      ["Priya Raman", "Priya Raman", /^Assignee: +Priya Raman$/m],
      ["priya.raman@sandbox.example", "Priya Raman", /^Assignee: +Priya Raman$/m],
      ["none", "no one", /^(?![\s\S]*Assignee)/],
      ["default", "the project's default assignee", /^Assignee: +\S/m],
    ] as const
  ) {
    Deno.test(`issue assign --to ${who} on ${name}`, async () => {
      const machine = signedIn();
      const { exit, out, err } = await machine.run(line("assign", "--key", "PROJ-2", "--to", who));
      assert.deepEqual([exit, out, err], [0, "PROJ-2\n", `Assigned PROJ-2 to ${said}\n`]);
      assert.match((await machine.run(line("view", "PROJ-2"))).out, shown);
    });
  }

  Deno.test(`issue assign fails on ${name} if no account has the name`, async () => {
    const { exit, err } = await signedIn().run(line("assign", "PROJ-2", "--to", "Nobody Known"));
    assert.equal(exit, 2);
    assert.match(err, /No such account: "Nobody Known"/);
  });

  Deno.test(`issue link reads as a sentence on ${name}, in either wording`, async () => {
    const machine = signedIn();
    const forwards = await machine.run(line("link", "PROJ-1", "--type", "blocks", "--to", "PROJ-2"));
    assert.deepEqual([forwards.exit, forwards.out], [0, "PROJ-1\n"], forwards.err);
    assert.equal(forwards.err, "Linked: PROJ-1 blocks PROJ-2\n");
    const backwards = await machine.run(
      line("link", "--key", "PROJ-3", "--type", "Is blocked by", "--to", "PROJ-4", "--json"),
    );
    assert.deepEqual(backwards.json(), {
      key: "PROJ-3",
      type: "Blocks",
      wording: "is blocked by",
      to: "PROJ-4",
    });
    const seen = async (key: string) => (await machine.run(line("view", key))).out;
    assert.match(await seen("PROJ-1"), /^Links: +blocks PROJ-2$/m);
    assert.match(await seen("PROJ-2"), /^Links: +is blocked by PROJ-1$/m);
    assert.match(await seen("PROJ-3"), /^Links: +is blocked by PROJ-4$/m);
  });

  Deno.test(`issue worklog notes a time on ${name}`, async () => {
    const machine = signedIn();
    const { exit, json, err } = await machine.run(line(
      ...["worklog", "--key", "PROJ-1", "--time", "1h30m", "--started", "2025-12-01T09:00+0100", "--json"],
    ));
    assert.equal(exit, 0, err);
    const { id, ...rest } = json();
    assert.match(String(id), /^\d+$/);
    assert.deepEqual(rest, {
      key: "PROJ-1",
      timeSpent: "1h 30m",
      timeSpentSeconds: 5400,
      started: "2025-12-01T08:00:00.000Z",
    });
    assert.equal(err, "Logged 1h 30m on PROJ-1\n");
  });

  Deno.test(`issue delete --yes deletes an issue on ${name}`, async () => {
    const machine = signedIn();
    const { exit, out, err } = await machine.run(line("delete", "--key", "PROJ-5", "--yes"));
    assert.deepEqual([exit, out, err], [0, "PROJ-5\n", "Deleted PROJ-5\n"]);
    assert.equal((await machine.run(line("view", "PROJ-5"))).exit, 3);
  });

  Deno.test(`issue delete asks for the key on a terminal, and deletes nothing without it, on ${name}`, async () => {
    const machine = signedIn();
    const no = await machine.run(line("delete", "PROJ-2"), { isTerminal: true, answers: ["PROJ-3"] });
    assert.deepEqual([no.exit, no.out], [130, ""]);
    assert.equal(no.err, "Error: PROJ-2 was not deleted: the answer is not its key, id or summary\n");
    assert.deepEqual(no.terminal.asked, [
      'text: Delete PROJ-2 "Pay by invoice" permanently, with its history and comments.\n' +
      "To confirm, type its key, id or summary: PROJ-2",
    ]);
    const yes = await machine.run(line("delete", "PROJ-2"), { isTerminal: true, answers: [" proj-2 "] });
    assert.equal(yes.exit, 0, yes.err);
  });

  Deno.test(`issue delete leaves an issue with subtasks on ${name}, and names the option`, async () => {
    const machine = signedIn();
    await machine.run(line(
      ...["create", "--project", "PROJ", "--type", "Sub-task", "--parent", "PROJ-2", "--summary", "Part"],
    ));
    const { exit, err } = await machine.run(line("delete", "PROJ-2", "--yes"));
    assert.equal(exit, 1);
    assert.match(err, /--subtasks/);
    const unasked = await machine.run(line("delete", "PROJ-2"), { isTerminal: true });
    assert.deepEqual([unasked.exit, unasked.terminal.asked], [1, []]);
    assert.match(unasked.err, /^Error: PROJ-2 has 1 subtask\n {2}- .*--subtasks\n$/);
    const asked = await machine.run(line("delete", "PROJ-2", "--subtasks"), {
      isTerminal: true,
      answers: ["Pay  by invoice"],
    });
    assert.equal(asked.exit, 0, asked.err);
    assert.match(asked.terminal.asked[0] ?? "", /with its history and comments, 1 subtask\.$/m);
    assert.match(asked.err, /Deleted PROJ-2 and its subtasks/);
  });
}

const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["create", "--type", "Bug", "--summary", "S"], /--project/],
  [["create", "--project", "PROJ", "--type", "Bug", "--summary", " "], /--summary is empty/],
  [
    ["create", "--project", "PROJ", "--type", "Bug", "--summary", "S", "--parent", "x"],
    /Invalid issue key "x"/,
  ],
  [["edit", "PROJ-1"], /Nothing to change/],
  [["edit", "PROJ-1", "--label", "a", "--add-label", "b"], /--label cannot be combined with/],
  [
    ["edit", "PROJ-1", "--description", "a", "--description-file", "b"],
    /cannot be combined with --description-file/,
  ],
  [["edit", "PROJ-1", "--description-file", "/nowhere"], /No such file: "\/nowhere"/],
  [["comment", "PROJ-1"], /Missing comment/],
  [["comment", "PROJ-1", "--body", " "], /The comment is empty/],
  [["assign", "PROJ-1", "--to", ""], /--to is empty/],
  [["link", "PROJ-1", "--type", "blocks", "--to", "PROJ"], /Invalid issue key "PROJ"/],
  [["worklog", "PROJ-1", "--time", "long"], /--time: Invalid duration: "long"/],
  [["worklog", "PROJ-1", "--time", "1h", "--started", "soon"], /--started: Invalid time "soon"/],
  [
    ["worklog", "PROJ-1", "--time", "1h", "--started", "2026-02-30 10:00"],
    /--started: No such time: "2026-02-30 10:00"/,
  ],
  [["worklog", "PROJ-1", "--time", "1h", "--started", "2026-04-31"], /No such time/],
  [["worklog", "PROJ-1", "--time", "1h", "--started", "2026-01-17 24:00"], /No such time/],
  [["worklog", "PROJ-1", "--time", "1h", "--started", "2026-01-17T09:60Z"], /No such time/],
  [["delete", "PROJ-1"], /^Error: Confirmation required; pass --yes$/m],
  [["view"], /Missing issue key/],
];

for (const [words, message] of REFUSED) {
  Deno.test(`issue ${words.join(" ")} ends with 2, and sends nothing`, async () => {
    const { run, sent } = signedIn();
    const { exit, out, err } = await run(["jira", "issue", ...words]);
    assert.deepEqual([exit, out], [2, ""], err);
    assert.match(err, message);
    assert.deepEqual(sent, []);
  });
}

Deno.test("issue comment reads its text from standard input or a file", async () => {
  const machine = signedIn({ files: { "/home/me/notes.md": "From a file\n" }, cwd: "/home/me" });
  await machine.run("jira issue comment PROJ-1 --body - --profile dc", { stdin: "From a pipe\n" });
  await machine.run("jira issue comment PROJ-1 --body-file notes.md --profile dc");
  assert.deepEqual(machine.writes(), [{ body: "From a pipe" }, { body: "From a file" }]);
});

Deno.test("issue delete does not ask in CI, even on a terminal", async () => {
  const { run } = signedIn({ env: { CI: "true" } });
  const { exit } = await run("jira issue delete PROJ-1", { isTerminal: true });
  assert.equal(exit, 2);
});
