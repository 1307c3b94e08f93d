import assert from "node:assert/strict";
import { CLOUD, FILE, MIA, TOKEN } from "./fixture.ts";
import { FACES, signedIn } from "./jira_issue_fixture.ts";

for (const { name, profile, browse } of FACES) {
  const run = (line: string | readonly string[]) => {
    const { run, writes, sent } = signedIn();
    const words = typeof line === "string" ? line.split(" ") : line;
    return {
      ran: run(["jira", "issue", "transition", ...words, "--profile", profile]),
      writes,
      sent,
    };
  };

  for (const line of ["--key PROJ-1 --to Done", "PROJ-1 --to done", "PROJ-1 --key PROJ-1 --to 31"]) {
    Deno.test(`issue transition ${line} moves the issue on ${name}`, async () => {
      const { ran, writes } = run(line);
      const { exit, out, err } = await ran;
      assert.deepEqual([exit, out, err], [0, "PROJ-1\n", 'Moved PROJ-1 to "Done"\n']);
      assert.deepEqual(writes(), [{ transition: { id: "31" } }]);
    });
  }

  Deno.test(`issue transition succeeds on ${name} without a request if the issue already has the status`, async () => {
    const { ran, writes } = run(["PROJ-1", "--to", "IN PROGRESS"]);
    const { exit, out, err } = await ran;
    assert.deepEqual([exit, out, err], [0, "PROJ-1\n", 'PROJ-1 is already in "In Progress"\n']);
    assert.deepEqual(writes(), []);
  });

  Deno.test(`issue transition lists the available transitions on ${name}`, async () => {
    const { exit, out, err } = await run(["PROJ-1", "--to", "Shipped"]).ran;
    assert.deepEqual([exit, out], [2, ""]);
    assert.equal(
      err,
      [
        'Error: PROJ-1 (In Progress) cannot move to "Shipped"',
        "  - Available transitions:",
        "  - Send to review (21), to In Review",
        "  - Done (31)",
        "  - Reject (41), to Done",
        "  - Stop progress (61), to To Do",
        "",
      ].join("\n"),
    );
  });

  Deno.test(`issue transition names a required field on ${name}, and accepts it`, async () => {
    const machine = signedIn();
    const line = ["jira", "issue", "transition", "PROJ-1", "--to", "Reject", "--profile", profile];
    const missing = await machine.run(line);
    assert.equal(missing.exit, 1);
    assert.match(missing.err, /^Error: The transition "Reject" of PROJ-1 requires a field\n/);
    assert.match(missing.err, /\n {2}resolution: Resolution is required\.\n/);
    assert.match(missing.err, /\n {2}- Give it: --field resolution=/);
    const { exit, err } = await machine.run([...line, "--field", 'resolution={"name":"Duplicate"}']);
    assert.equal(exit, 0, err);
    const { out } = await machine.run(["jira", "issue", "view", "PROJ-1", "--profile", profile]);
    assert.match(out, /^Resolution: +Duplicate$/m);
  });

  Deno.test(`issue transition --comment adds a comment with it on ${name}`, async () => {
    const machine = signedIn();
    const line = ["PROJ-1", "--to", "Done", "--comment", "Shipped", "--profile", profile];
    const { exit, err } = await machine.run(["jira", "issue", "transition", ...line]);
    assert.equal(exit, 0, err);
    const { out } = await machine.run(["jira", "issue", "view", "PROJ-1", "--profile", profile]);
    assert.match(out, /\nMia Müller, .*\n\nShipped\n$/);
  });

  Deno.test(`issue transition --json prints one object on ${name}`, async () => {
    const { json } = await run("PROJ-1 --to Done --json").ran;
    assert.deepEqual(json(), { key: "PROJ-1", status: "Done", changed: true, url: `${browse}/PROJ-1` });
  });

  Deno.test(`issue transition reports that an unknown issue on ${name} may be hidden`, async () => {
    const { exit, err } = await run("PROJ-999 --to Done").ran;
    assert.equal(exit, 3);
    assert.match(err, /does not exist, or this account may not see it/);
  });
}

const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["--to", "Done"], /Missing issue key/],
  [["--key", "--to", "Done"], /--key: Invalid issue key "--to"[\s\S]*check that it is set/],
  [["--key", "", "--to", "Done"], /Invalid issue key ""/],
  [["PROJ-1", "--key", "PROJ-2", "--to", "Done"], /Two issues/],
  [["PROJ", "--to", "Done"], /Invalid issue key "PROJ"/],
  [["../x-1", "--to", "Done"], /Invalid issue key/],
  [["PROJ-1"], /--to/],
  [["PROJ-1", "--to", " "], /--to is empty/],
  [["PROJ-1", "--to", "Done", "--field", "resolution"], /--field: Invalid field/],
  [["PROJ-1", "--to", "Done", "--field", "a=1", "--field", "a=2"], /--field: "a" is given twice/],
];

for (const [words, message] of REFUSED) {
  Deno.test(`issue transition ${words.join(" ")} ends with 2, and sends nothing`, async () => {
    const { run, sent } = signedIn();
    const { exit, out, err } = await run(["jira", "issue", "transition", ...words]);
    assert.deepEqual([exit, out], [2, ""], err);
    assert.match(err, message);
    assert.deepEqual(sent, []);
  });
}

Deno.test("a change reports its profile if a folder selected it", async () => {
  const home = "/home/me/project";
  const { run } = signedIn({
    cwd: home,
    files: {
      [FILE]: JSON.stringify({
        profiles: { here: { name: "here", baseUrl: CLOUD, email: MIA, apiToken: TOKEN } },
      }),
      [`${home}/.atlcli-profile`]: "here\n",
    },
  });
  const { exit, err } = await run("jira issue transition PROJ-1 --to Done");
  assert.equal(exit, 0, err);
  assert.equal(err, `Moved PROJ-1 to "Done", with profile "here" of ${home}/.atlcli-profile\n`);
});

Deno.test("a change is refused before it is sent in read-only mode", async () => {
  const { run, writes } = signedIn();
  const { exit, err } = await run("jira issue transition PROJ-1 --to Done --read-only");
  assert.equal(exit, 5, err);
  assert.deepEqual(writes(), []);
});

Deno.test("a change in a pipeline needs three variables and no file", async () => {
  const { run } = signedIn({
    profiles: {},
    env: { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: TOKEN, CI: "true" },
  });
  const { exit, out, err } = await run("jira issue transition --key PROJ-1 --to Done");
  assert.deepEqual([exit, out, err], [0, "PROJ-1\n", 'Moved PROJ-1 to "Done"\n']);
});
