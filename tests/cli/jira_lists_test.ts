import assert from "node:assert/strict";
import { CONFLUENCE } from "./fixture.ts";
import { FACES, listAt, signedIn } from "./jira_issue_fixture.ts";

for (const { name, profile } of FACES) {
  const run = (line: string) => signedIn().run(`${line} --profile ${profile}`);

  Deno.test(`project list prints a table on ${name}`, async () => {
    const { exit, out, err } = await run("jira project list");
    assert.deepEqual([exit, err], [0, ""]);
    assert.match(
      out,
      /^KEY +NAME +TYPE\nHELP +Help desk & returns +\w+\nOPS +Operations +\w+\nPROJ +Web shop +\w+\n$/,
    );
  });

  Deno.test(`project list --query matches part of a key or name on ${name}`, async () => {
    for (const query of ["WEB", "proj"]) {
      const { json } = await run(`jira project list --query ${query} --json`);
      assert.deepEqual(listAt(json(), "projects").map(({ key }) => key), ["PROJ"]);
      assert.equal(json()["more"], false);
    }
  });

  Deno.test(`project list --limit reports that there are more on ${name}`, async () => {
    const { out, err } = await run("jira project list --limit 1");
    assert.equal(out.trim().split("\n").length, 2);
    assert.equal(err, "Showing the first 1: there are more\n");
  });

  Deno.test(`project list --ndjson prints one a line on ${name}`, async () => {
    const { out } = await run("jira project list --ndjson");
    const keys = out.trim().split("\n").map((line) => /"key":"(\w+)"/.exec(line)?.[1]);
    assert.deepEqual(keys, ["HELP", "OPS", "PROJ"]);
  });

  Deno.test(`project list without results reports that on ${name}, and ends with 0`, async () => {
    const { exit, out, err } = await run("jira project list --query nothing");
    assert.deepEqual([exit, out, err], [0, "", "No projects found\n"]);
  });

  Deno.test(`me shows the account on ${name}`, async () => {
    const account = profile === "work" ? "5b10a2844c20165700ede21a" : "mia.mueller";
    const { out } = await run("jira me");
    assert.equal(out, `Mia Müller <mia.mueller@sandbox.example> (${account})\n`);
    const { json } = await run("jira me --json");
    const { displayName, accountId, username } = json();
    assert.deepEqual([displayName, accountId ?? username], ["Mia Müller", account]);
  });

  Deno.test(`search points at the part of a query that ${name} refuses`, async () => {
    const query = "project = PROJ AND flavour = sweet";
    const { exit, err } = await signedIn().run(["jira", "search", "--jql", query, "--profile", profile]);
    assert.equal(exit, 1);
    const lines = err.split("\n");
    assert.equal(lines.at(-3), `      ${query}`);
    assert.equal(lines.at(-2), `      ${" ".repeat(query.indexOf("flavour"))}^^^^^^^`);
  });

  Deno.test(`search --json says in its hint where a query is wrong on ${name}`, async () => {
    const line = ["jira", "search", "--jql", "project = PROJ AND", "--json", "--profile", profile];
    const { exit, error } = await signedIn().run(line);
    assert.equal(exit, 1);
    assert.equal(error()["hint"], `Position of the error:\n  project = PROJ AND\n${" ".repeat(20)}^`);
  });
}

Deno.test("project list --limit 0 would show nothing, and is refused", async () => {
  const { run, sent } = signedIn();
  assert.equal((await run("jira project list --limit 0")).exit, 2);
  assert.deepEqual(sent, []);
});

for (const line of ["jira me", "jira project list", "jira issue view PROJ-1"]) {
  Deno.test(`${line} reports that a Confluence is not a Jira`, async () => {
    const { run, sent } = signedIn({
      profiles: {
        wiki: {
          baseUrl: CONFLUENCE,
          authType: "bearer",
          apiToken: "x".repeat(44),
          deployment: "data-center",
          product: "confluence",
        },
      },
    });
    const { exit, err } = await run(line);
    assert.equal(exit, 2, err);
    assert.match(err, /is Confluence, not Jira/);
    assert.deepEqual(sent, []);
  });
}
