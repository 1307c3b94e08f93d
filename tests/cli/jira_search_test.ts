import assert from "node:assert/strict";
import type { Command } from "../../src/core/host.ts";
import { type Json, machine, type MachineOptions, PROFILES } from "./fixture.ts";

/** A machine that is signed in to Cloud; `--profile dc` is signed in to Data Center. */
const signedIn = (options: MachineOptions = {}) => machine({ profiles: PROFILES, ...options });

const keysOf = (issues: unknown): readonly unknown[] =>
  Array.isArray(issues) ? issues.map((issue: Json) => issue["key"]) : [];

for (const [name, profile] of [["Cloud", "work"], ["Data Center", "dc"]] as const) {
  Deno.test(`search prints a table on ${name}`, async () => {
    const { exit, out, err } = await signedIn().run([
      ...["jira", "search", "--profile", profile, "--fields", "summary,status"],
      ...["--jql", "project = PROJ ORDER BY key", "--limit", "2"],
    ]);
    assert.equal(exit, 0, err);
    assert.equal(
      out,
      [
        "KEY     SUMMARY         STATUS",
        "PROJ-1  New checkout    In Progress",
        "PROJ-2  Pay by invoice  Done",
        "",
      ].join("\n"),
    );
    assert.equal(err, "Showing the first 2: there are more. Use --limit or --all\n");
  });

  Deno.test(`search --all reads all pages on ${name}`, async () => {
    const { run, received } = signedIn({ issues: 230 });
    const { exit, json, err } = await run([
      ...["jira", "search", "--profile", profile, "--jql", "project = LOAD", "--all", "--json"],
      ...["--fields", "summary"],
    ]);
    assert.equal(exit, 0, err);
    assert.equal(new Set(keysOf(json()["issues"])).size, 230);
    assert.equal(json()["more"], false);
    assert.equal(received().filter((request) => request.includes("/search")).length, 3);
  });

  Deno.test(`search --limit requests no more items on ${name}`, async () => {
    const { run, received } = signedIn({ issues: 230 });
    const line = ["jira", "search", "--profile", profile, "--jql", "project = LOAD", "--limit", "120"];
    const { exit, out, err } = await run(line);
    assert.equal(exit, 0, err);
    assert.equal(out.trimEnd().split("\n").length, 121);
    assert.match(err, /^Showing the first 120: there are more/m);
    assert.equal(received().filter((request) => request.includes("/search")).length, 2);
  });

  Deno.test(`search --assignee me finds the caller's issues on ${name}`, async () => {
    const { json } = await signedIn().run(`jira search --profile ${profile} --assignee me --all --json`);
    assert.equal(json()["jql"], "assignee = currentUser() ORDER BY updated DESC");
    assert.ok(keysOf(json()["issues"]).includes("PROJ-4"));
  });

  Deno.test(`search --assignee NAME looks up the account on ${name}`, async () => {
    const line = ["jira", "search", "--profile", profile, "--assignee", "Seán O'Brien", "--json"];
    const { exit, json, err } = await signedIn().run(line);
    assert.equal(exit, 0, err);
    const account = profile === "work" ? "5b10a2844c20165700ede21b" : "sean.obrien";
    assert.equal(json()["jql"], `assignee = "${account}" ORDER BY updated DESC`);
    assert.notDeepEqual(json()["issues"], []);
  });
}

Deno.test("search without a filter shows my open issues, most recently updated first, and reports that", async () => {
  const { exit, out, err } = await signedIn().run("jira search");
  assert.equal(exit, 0);
  assert.match(err, /^No filter given: showing your open issues, most recently updated first$/m);
  assert.match(out, /^KEY +STATUS +ASSIGNEE +UPDATED +SUMMARY\n[A-Z]+-\d+ /);
  const times = [...out.matchAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g)].map(([time]) => time);
  assert.deepEqual(times, times.toSorted().reverse());
});

Deno.test("search puts project and status together, each of which may be given more than once", async () => {
  const { json, err } = await signedIn().run([
    ...["jira", "search", "--project", "PROJ", "--project", "OPS", "--status", "In Progress"],
    ...["--json", "--limit", "3"],
  ]);
  assert.equal(
    json()["jql"],
    'project IN ("PROJ", "OPS") AND status = "In Progress" ORDER BY updated DESC',
    err,
  );
});

Deno.test("search quotes its values, so that they cannot change the query", async () => {
  const { exit, out, err } = await signedIn().run(["jira", "search", "--status", 'Done" OR key = "PROJ-1']);
  assert.deepEqual([exit, out], [1, ""]);
  assert.match(err, /The value 'Done" OR key = "PROJ-1' does not exist/);
});

Deno.test("search --json prints one object, with the query and whether there is more", async () => {
  const { exit, json, err } = await signedIn().run([
    ...["jira", "search", "--jql", "key = PROJ-1", "--fields", "summary", "--json"],
  ]);
  assert.equal(exit, 0);
  const { jql, more, issues } = json();
  assert.deepEqual({ jql, more }, { jql: "key = PROJ-1", more: false });
  assert.deepEqual(keysOf(issues), ["PROJ-1"]);
  assert.equal(err, "");
});

Deno.test("search --ndjson prints one issue a line", async () => {
  const { exit, out } = await signedIn().run([
    ...["jira", "search", "--jql", "project = PROJ ORDER BY key", "--ndjson", "--limit", "3"],
  ]);
  assert.equal(exit, 0);
  const lines = out.trimEnd().split("\n").map((line): Json => JSON.parse(line));
  assert.deepEqual(keysOf(lines), ["PROJ-1", "PROJ-2", "PROJ-3"]);
});

Deno.test("search --ndjson prints a page before it asks for the next one", async () => {
  const { run, received } = signedIn({ issues: 230 });
  const pagesAtLine: number[] = [];
  await run(["jira", "search", "--jql", "project = LOAD", "--all", "--ndjson"], {
    onWrite: () => pagesAtLine.push(received().filter((request) => request.includes("/search")).length),
  });
  assert.deepEqual([pagesAtLine[0], pagesAtLine[99], pagesAtLine[100], pagesAtLine[229]], [1, 1, 2, 3]);
});

Deno.test("search --ndjson stops requesting pages if the output pipe is closed, and ends with 0 and no error", async () => {
  const { run, received } = signedIn({ issues: 230 });
  const line = ["jira", "search", "--jql", "project = LOAD", "--all", "--ndjson"];
  const { exit, err } = await run(line, { readerGoneAfter: 5 });
  assert.deepEqual([exit, err], [0, ""]);
  assert.equal(received().filter((request) => request.includes("/search")).length, 1);
});

Deno.test("search without results reports that on stderr, and ends with 0", async () => {
  const { exit, out, err } = await signedIn().run([
    "jira",
    "search",
    "--jql",
    "key = PROJ-1 AND key = PROJ-2",
  ]);
  assert.deepEqual([exit, out, err], [0, "", "No issues found\n"]);
});

Deno.test("search reports no more issues if the limit is the exact number", async () => {
  const { err } = await signedIn().run([
    "jira",
    "search",
    "--jql",
    "key IN (PROJ-1, PROJ-2)",
    "--limit",
    "2",
  ]);
  assert.equal(err, "");
});

for (const code of [130, 143] as const) {
  Deno.test(`search ends with ${code} when it is interrupted, and says so`, async () => {
    const { exit, out, err } = await signedIn().run(["jira", "search", "--jql", "project = PROJ"], {
      onRequest: (terminal) => terminal.interrupt(code),
    });
    assert.deepEqual([exit, out, err], [code, "", "Interrupted\n"]);
  });
}

for (const [name, profile, approximate] of [["Cloud", "work", true], ["Data Center", "dc", false]] as const) {
  Deno.test(`search --count prints how many there are on ${name}, and fetches none`, async () => {
    const { run, received } = signedIn({ issues: 230 });
    const line = ["jira", "search", "--profile", profile, "--jql", "project = LOAD", "--count"];
    const { exit, out, err } = await run(line);
    assert.deepEqual([exit, out, err], [0, "230\n", ""]);
    assert.equal(received().length, 1);
    const { json } = await run([...line, "--json"]);
    assert.deepEqual(json(), { jql: "project = LOAD", count: 230, approximate });
  });

  Deno.test(`search --count shows where a query is wrong on ${name}`, async () => {
    const { exit, err } = await signedIn().run([
      ...["jira", "search", "--profile", profile, "--jql", "project = PROJ AND nothing = 1", "--count"],
    ]);
    assert.equal(exit, 1);
    assert.match(err, /\^{7}/);
  });

  Deno.test(`search --order-by sorts on ${name}`, async () => {
    const { json } = await signedIn().run([
      ...["jira", "search", "--profile", profile, "--project", "PROJ", "--json", "--limit", "3"],
      ...["--order-by", "key", "desc"],
    ]);
    assert.equal(json()["jql"], 'project = "PROJ" ORDER BY key DESC');
    const numbers = keysOf(json()["issues"]).map((key) => Number(String(key).slice(5)));
    assert.equal(numbers.length, 3);
    assert.deepEqual(numbers, numbers.toSorted((a, b) => b - a));
  });
}

const ORDERS: readonly (readonly [readonly string[], string])[] = [
  [["--order-by", "updated"], "updated"],
  [["--order-by", "updated desc"], "updated DESC"],
  [["--order-by", "priority", "desc", "key"], "priority DESC, key"],
  [["--order-by", "priority desc, key ASC"], "priority DESC, key ASC"],
  [["--order-by", "cf[10010]"], "cf[10010]"],
  [["--order-by", "Story Points", "desc"], '"Story Points" DESC'],
  [["--order-by", 'key" OR key = "A-1'], '"key\\" OR key = \\"A-1"'],
];

for (const [words, order] of ORDERS) {
  Deno.test(`search ${words.join(" ")} asks for ORDER BY ${order}`, async () => {
    let body = "";
    const { run } = signedIn({
      fetch: async (_, init) => {
        body = await new Response(init.body).text();
        return Response.json({ issues: [], isLast: true });
      },
    });
    const { exit, err } = await run(["jira", "search", "--jql", 'text ~ "order by x"', ...words]);
    assert.equal(exit, 0, err);
    assert.equal(JSON.parse(body).jql, `text ~ "order by x" ORDER BY ${order}`);
  });
}

Deno.test("search --order-by without a filter sorts my open issues", async () => {
  const { json, err } = await signedIn().run("jira search --order-by key --json");
  assert.equal(json()["jql"], "assignee = currentUser() AND statusCategory != Done ORDER BY key");
  assert.equal(err, "No filter given: showing your open issues\n");
});

Deno.test("search --web opens the search in the browser, with the query that would be sent", async () => {
  const programs: Command[] = [];
  const { run, received } = signedIn({
    os: "linux",
    run: (command) => {
      programs.push(command);
      return Promise.resolve({ code: 0, stdout: new Uint8Array(), stderr: new Uint8Array() });
    },
  });
  const { exit, out, err } = await run(["jira", "search", "--jql", 'a = "b c"', "--web"]);
  const address = "https://demo.atlassian.net/issues/?jql=a%20%3D%20%22b%20c%22";
  assert.deepEqual([exit, out, err], [0, "", `Opened ${address}\n`]);
  assert.deepEqual(programs.map(({ program, args }) => [program, ...args]), [["xdg-open", address]]);
  assert.deepEqual(received(), []);
});

const REFUSED: readonly (readonly [readonly string[], number, RegExp])[] = [
  [
    ["--jql", "a = b", "--assignee", "me"],
    2,
    /--jql cannot be combined with --assignee, --project or --status/,
  ],
  [["--jql", "a = b", "--project", "PROJ"], 2, /--jql cannot be combined with/],
  [["--jql", "a = b", "--status", "Done"], 2, /--jql cannot be combined with/],
  [["--all", "--limit", "5"], 2, /--all cannot be combined with --limit/],
  [["--limit", "0"], 2, /--limit is 0/],
  [["--count", "--limit", "5"], 2, /--count cannot be combined with --limit/],
  [["--count", "--all"], 2, /--count cannot be combined with --all/],
  [["--count", "--fields", "summary"], 2, /--count cannot be combined with --fields/],
  [["--web", "--count"], 2, /--web cannot be combined with --count/],
  [["--order-by", "desc"], 2, /Invalid order "desc"/],
  [["--order-by", "a,,b"], 2, /Invalid order ""/],
  [
    ["--order-by", "key", "--jql", "a = b Order  By c"],
    2,
    /--order-by cannot be combined with a query that has an ORDER BY/,
  ],
  [["--limit", "x"], 2, /--limit: Invalid whole number: "x"/],
  [["--limit", "-1"], 2, /--limit/],
  [["--fields", " , "], 2, /No field in --fields/],
  [["--json", "--ndjson"], 2, /--json.*--ndjson|--ndjson.*--json/],
  [["--jql", ""], 2, /--jql is empty/],
  [["--project", ""], 2, /--project is empty/],
  [["PROJ"], 2, /Too many arguments/],
  [["--assignee", "Nobody Known"], 2, /No such account: "Nobody Known"/],
  [["--jql", "project = "], 1, /The server refused the request \(400\)/],
];

for (const [words, code, message] of REFUSED) {
  Deno.test(`search ends with ${code} for ${words.join(" ")}`, async () => {
    const { exit, out, err } = await signedIn().run(["jira", "search", ...words]);
    assert.equal(exit, code, err);
    assert.equal(out, "");
    assert.match(err, message);
  });
}

Deno.test("search sends nothing when its options do not go together", async () => {
  const { run, received } = signedIn();
  await run(["jira", "search", "--jql", "a = b", "--assignee", "me"]);
  assert.deepEqual(received(), []);
});

Deno.test("search --json that is interrupted says so as JSON", async () => {
  const { exit, error } = await signedIn().run("jira search --json", {
    onRequest: (terminal) => terminal.interrupt(130),
  });
  assert.equal(exit, 130);
  assert.equal(error()["code"], "cancelled");
});

Deno.test("search prints the server's error for a query", async () => {
  const { err } = await signedIn().run(["jira", "search", "--jql", "flavour = sweet"]);
  assert.match(err, /^Error: The server refused the request \(400\)\n {2}.*flavour/);
});
