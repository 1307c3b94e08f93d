import assert from "node:assert/strict";
import { FACES, listAt, objectAt, signedIn } from "./jira_issue_fixture.ts";

for (const { name, profile, browse } of FACES) {
  const line = (...words: readonly string[]) => ["jira", "issue", ...words, "--profile", profile];

  Deno.test(`issue view shows the fields of an issue on ${name}`, async () => {
    const { exit, out, err } = await signedIn().run(line("view", "PROJ-1"));
    assert.equal(exit, 0, err);
    assert.match(out, /^PROJ-1 {2}New checkout\n\n/);
    for (
      const row of [
        /^Type: +Epic$/m,
        /^Status: +In Progress$/m,
        /^Assignee: +Mia Müller$/m,
        /^Fix versions: +v2\.0\.0$/m,
        /^Created: +\d{4}-\d\d-\d\d \d\d:\d\d$/m,
        new RegExp(`^URL: +${browse}/PROJ-1$`, "m"),
      ]
    ) assert.match(out, row);
  });

  Deno.test(`issue view shows the text and the newest comments as Markdown on ${name}`, async () => {
    const machine = signedIn();
    await machine.run(line("edit", "PROJ-1", "--description", "One\n\nTwo"));
    for (const body of ["First", "Second", "Third"]) {
      await machine.run(line("comment", "PROJ-1", "--body", body));
    }
    const { out } = await machine.run(line("view", "--key", "PROJ-1", "--comments", "2"));
    assert.match(
      out,
      /\n\nOne\n\nTwo\n\nOlder comments: .*\n\nMia Müller, .*\n\nSecond\n\nMia Müller, .*\n\nThird\n$/,
    );
    assert.doesNotMatch(out, /First/);
  });

  Deno.test(`issue view --json prints the fields as Jira returns them, and also Markdown, on ${name}`, async () => {
    const machine = signedIn();
    await machine.run(line("edit", "PROJ-1", "--description", "One"));
    await machine.run(line("comment", "PROJ-1", "--body", "First"));
    const { json } = await machine.run(line("view", "PROJ-1", "--json"));
    const seen = json();
    const [comment] = listAt(seen, "comments");
    assert.equal(seen["key"], "PROJ-1");
    assert.equal(seen["url"], `${browse}/PROJ-1`);
    assert.equal(seen["descriptionMarkdown"], "One");
    assert.equal(objectAt(seen, "fields", "status")["name"], "In Progress");
    assert.equal(seen["olderComments"], false);
    assert.deepEqual([comment?.["author"], comment?.["bodyMarkdown"]], ["Mia Müller", "First"]);
  });

  Deno.test(`issue view reports that an unknown issue on ${name} may be hidden`, async () => {
    const { exit, out, err } = await signedIn().run(line("view", "PROJ-999"));
    assert.deepEqual([exit, out], [3, ""]);
    assert.match(err, /Issue does not exist or you do not have permission to see it|Issue Does Not Exist/);
    assert.match(err, /It does not exist, or this account may not see it; Atlassian does not distinguish/);
  });
}

const MARKDOWN =
  "# Why\n\nIt **fails** in `a.ts`:\n\n- here\n- [there](https://a.test)\n\n```ts\nlet a = 1;\n```";

Deno.test("Markdown becomes a document on Cloud, and comes back as it was", async () => {
  const machine = signedIn();
  await machine.run(["jira", "issue", "edit", "PROJ-1", "--description", MARKDOWN]);
  const { json } = await machine.run("jira issue view PROJ-1 --json");
  const nodes = objectAt(json(), "fields", "description")["content"];
  assert.ok(Array.isArray(nodes));
  assert.deepEqual(nodes.map(({ type }) => type), ["heading", "paragraph", "bulletList", "codeBlock"]);
  assert.equal(json()["descriptionMarkdown"], MARKDOWN);
});

Deno.test("Markdown becomes wiki markup on Data Center, and comes back with a language that Jira knows", async () => {
  const machine = signedIn();
  await machine.run(["jira", "issue", "edit", "PROJ-1", "--profile", "dc", "--description", MARKDOWN]);
  const { json } = await machine.run("jira issue view PROJ-1 --json --profile dc");
  const wiki = String(objectAt(json(), "fields")["description"]);
  for (
    const part of [/^h1\. Why$/m, /It \*fails\* in \{\{a\.ts\}\}:/, /^\* \[there\|https:\/\/a\.test\]$/m]
  ) {
    assert.match(wiki, part);
  }
  assert.equal(json()["descriptionMarkdown"], MARKDOWN.replace("```ts", "```javascript"));
});

Deno.test("issue edit names HTML that is sent as text, once", async () => {
  const text = "<details>\n\n<p align=center>a</p> <sub>b</sub>";
  for (const profile of ["", " --profile dc"]) {
    const edit = [
      "jira",
      "issue",
      "edit",
      "PROJ-1",
      "--description",
      text,
      ...profile.split(" ").filter(Boolean),
    ];
    const { exit, err } = await signedIn().run(edit);
    assert.equal(exit, 0, err);
    assert.match(err, /HTML is sent as text: "<details>" in line 1, and 2 more/);
  }
});

Deno.test("issue view --comments 0 does not ask for any", async () => {
  const { run, sent } = signedIn();
  await run("jira issue view PROJ-1 --comments 0");
  assert.deepEqual(sent.filter(({ url }) => url.pathname.endsWith("/comment")), []);
});

Deno.test("issue view shows nothing that moves a terminal's cursor", async () => {
  const machine = signedIn();
  await machine.run(["jira", "issue", "comment", "PROJ-1", "--body", "a\u001b[2Jb"]);
  const { out } = await machine.run("jira issue view PROJ-1");
  assert.match(out, /\na\\?\[2Jb\n$/);
  assert.ok(!out.includes("\u001b"));
});

for (const { name, profile, browse } of FACES) {
  Deno.test(`issue view --web opens the issue in the browser on ${name}, and asks for nothing`, async () => {
    const { run, host, sent } = signedIn({
      run: () => ({ code: 0, stdout: new Uint8Array(), stderr: new Uint8Array() }),
    });
    const { exit, out, err } = await run(`jira issue view PROJ-1 --web --profile ${profile}`);
    assert.deepEqual([exit, out, err], [0, "", `Opened ${browse}/PROJ-1\n`]);
    assert.deepEqual(host.commands.map(({ args }) => args.at(-1)), [`${browse}/PROJ-1`]);
    assert.deepEqual(sent, []);
  });
}
