import assert from "node:assert/strict";
import { printable } from "../../src/core/text.ts";
import { type Json, machine, type MachineOptions, WIKI_PROFILES } from "./fixture.ts";

/** A machine that is signed in to both deployments. */
const signedIn = (options: MachineOptions = {}) => machine({ profiles: WIKI_PROFILES, ...options });

const listOf = (value: unknown): readonly Json[] => Array.isArray(value) ? value : [];

for (const [name, profile] of [["Cloud", "work"], ["Data Center", "wiki"]] as const) {
  Deno.test(`wiki space list shows the spaces on ${name}`, async () => {
    const { exit, out, err } = await signedIn().run(`wiki space list --profile ${profile}`);
    assert.deepEqual([exit, err], [0, ""]);
    assert.match(out, /^KEY +TYPE +NAME\n/);
    assert.match(out, /^TEAM +global +Web shop team$/m);
  });

  Deno.test(`wiki page list shows the pages of that space and of no other on ${name}`, async () => {
    const { run } = signedIn();
    const pages = async (space: string): Promise<readonly Json[]> =>
      listOf(
        (await run(`wiki page list --space ${space} --profile ${profile} --all --json`)).json()["pages"],
      );
    const [team, docs] = [await pages("TEAM"), await pages("DOCS")];
    assert.ok(team.length > 2 && docs.length > 30);
    assert.ok(team.every((page) => page["spaceKey"] === "TEAM"));
    assert.ok(docs.every((page) => page["spaceKey"] === "DOCS"));
  });

  Deno.test(`wiki page list --limit requests no more pages, and reports that there are more, on ${name}`, async () => {
    const { exit, out, err } = await signedIn({ pages: 300 }).run(
      `wiki page list --space LOAD --profile ${profile} --limit 3`,
    );
    assert.equal(exit, 0, err);
    assert.equal(out.trimEnd().split("\n").length, 4);
    assert.equal(err, "Showing the first 3: there are more. Use --limit or --all\n");
  });

  Deno.test(`wiki page list --all reads all pages of results on ${name}`, async () => {
    const { json } = await signedIn({ pages: 600 }).run(
      `wiki page list --space LOAD --profile ${profile} --all --json`,
    );
    const ids = listOf(json()["pages"]).map((page) => page["id"]);
    assert.equal(new Set(ids).size, 600);
    assert.equal(json()["more"], false);
  });

  Deno.test(`wiki page list of an unknown space ends with 3 on ${name}`, async () => {
    const { exit, out, err } = await signedIn().run(`wiki page list --space NOPE --profile ${profile}`);
    assert.deepEqual([exit, out], [3, ""]);
    assert.match(err, /^Error: No such space: "NOPE"$/m);
    assert.match(err, /may not see it/);
  });

  Deno.test(`wiki page list --title finds the page of that title on ${name}`, async () => {
    const line = ["wiki", "page", "list", "--space", "TEAM", "--profile", profile];
    const { out } = await signedIn().run([...line, "--title", "Working agreements"]);
    assert.match(out, /^40002 /m);
    assert.equal(out.trimEnd().split("\n").length, 2);
  });

  Deno.test(`wiki search finds pages by their words on ${name}`, async () => {
    const { exit, json } = await signedIn().run(
      `wiki search agreements --space TEAM --profile ${profile} --json`,
    );
    assert.equal(exit, 0);
    assert.equal(json()["cql"], 'siteSearch ~ "agreements" AND space = "TEAM"');
    const [hit] = listOf(json()["results"]);
    assert.deepEqual(
      [hit?.["id"], hit?.["title"], hit?.["type"], hit?.["spaceKey"]],
      ["40002", "Working agreements", "page", "TEAM"],
    );
  });

  Deno.test(`wiki search --cql sends the query unchanged, and shows the server's error, on ${name}`, async () => {
    const line = ["wiki", "search", "--profile", profile, "--cql"];
    const { run } = signedIn();
    const { out } = await run([...line, 'space = TEAM AND title = "Decisions"']);
    assert.match(out, /^40003 +page +TEAM .* Decisions$/m);
    const refused = await run([...line, "space = "]);
    assert.equal(refused.exit, 1);
    assert.match(refused.err, /^Error: The server refused the request \(400\)\n {2}\S/);
  });

  Deno.test(`wiki page view shows a page as Markdown on ${name}`, async () => {
    const { exit, out, err } = await signedIn().run(`wiki page view 40002 --profile ${profile}`);
    assert.deepEqual([exit, err], [0, ""]);
    assert.match(out, /^40002 {2}Working agreements\n\nSpace: +TEAM\nVersion: +1, .*\nURL: +https:/);
    assert.match(out, /\n\n- Reviews within a day\n- No meetings on Friday\n$/);
  });

  Deno.test(`wiki page view finds a page by its title, and shows storage format as it is, on ${name}`, async () => {
    const line = ["wiki", "page", "view", "--profile", profile, "--space", "TEAM", "--title"];
    const { run } = signedIn();
    const { out } = await run([...line, "Working agreements", "--storage"]);
    assert.equal(out, "<ul><li>Reviews within a day</li><li>No meetings on Friday</li></ul>\n");
    const gone = await run([...line, "No such page"]);
    assert.equal(gone.exit, 3);
    assert.match(gone.err, /^Error: Space "TEAM" has no page "No such page"$/m);
  });

  Deno.test(`wiki page view --json has labels, Markdown and storage format on ${name}`, async () => {
    const { json } = await signedIn().run(`wiki page view 40003 --profile ${profile} --json`);
    const { labels, markdown, storage, title } = json();
    assert.deepEqual([labels, markdown, storage, title], [
      ["decision"],
      "One page for each.\n",
      "<p>One page for each.</p>",
      "Decisions",
    ]);
  });

  Deno.test(`wiki page create creates a child page from Markdown on ${name}`, async () => {
    const { run } = signedIn();
    const line = ["wiki", "page", "create", "--profile", profile, "--space", "TEAM", "--parent", "40003"];
    const { exit, out, err } = await run([...line, "--title", "Why & how", "--body", "-"], {
      stdin: "# Heading\n\nText with **weight**\n",
    });
    assert.equal(exit, 0, err);
    const { json } = await run(`wiki page view ${out.trim()} --profile ${profile} --json`);
    assert.deepEqual(
      [json()["title"], json()["parentId"], json()["storage"]],
      ["Why & how", "40003", "<h1>Heading</h1><p>Text with <strong>weight</strong></p>"],
    );
  });

  Deno.test(`wiki page create fails for an existing title, with the server's message, on ${name}`, async () => {
    const line = ["wiki", "page", "create", "--profile", profile, "--space", "TEAM", "--title", "Decisions"];
    const { exit, out, err } = await signedIn().run(line);
    assert.deepEqual([exit, out], [1, ""]);
    assert.match(err, /title/i);
  });

  Deno.test(`wiki page edit changes the title and keeps the content on ${name}`, async () => {
    const { run } = signedIn();
    const line = ["wiki", "page", "edit", "40002", "--profile", profile];
    const { exit, err } = await run([...line, "--title", "Our agreements", "--message", "Shorter"]);
    assert.equal(exit, 0);
    assert.match(err, /^Changed page "Our agreements", now version 2$/m);
    const { json } = await run(`wiki page view 40002 --profile ${profile} --json`);
    assert.equal(json()["storage"], "<ul><li>Reviews within a day</li><li>No meetings on Friday</li></ul>");
  });

  Deno.test(`wiki page edit --from an older version changes nothing, and reports the newer version, on ${name}`, async () => {
    const { run } = signedIn();
    const line = ["wiki", "page", "edit", "40002", "--profile", profile];
    await run([...line, "--title", "First"]);
    const { exit, err } = await run([...line, "--title", "Second", "--from", "1"]);
    assert.equal(exit, 1);
    assert.match(
      err,
      /^Error: Page "First" was changed: version 2 by Mia Müller on 2026-\S+, after version 1$/m,
    );
    const { json } = await run(`wiki page view 40002 --profile ${profile} --json`);
    assert.equal(json()["title"], "First");
  });

  Deno.test(`wiki page delete asks first, and puts the page into the trash, on ${name}`, async () => {
    const { run, received } = signedIn();
    const line = `wiki page delete 40003 --profile ${profile}`;
    const kept = await run(line, { isTerminal: true, answers: ["yes"] });
    assert.deepEqual([kept.exit, kept.out], [130, ""]);
    assert.equal(kept.err, 'Error: Page "Decisions" was not deleted: the answer is not its id or title\n');
    assert.deepEqual(kept.terminal.asked, [
      'text: Move page "Decisions" to the trash. Content below it (2 child pages) moves up to its parent.\n' +
      "To confirm, type its id or title: 40003",
    ]);
    assert.ok(!received().some((request) => request.startsWith("DELETE")));
    assert.equal((await run(`${line} --yes`)).exit, 0);
    assert.doesNotMatch((await run(`wiki page list --space TEAM --profile ${profile}`)).out, /Decisions/);
    // Cloud still shows what lies in the trash.
    const { exit, out } = await run(`wiki page view 40003 --profile ${profile}`);
    assert.ok(profile === "work" ? /^Status: +trashed$/m.test(out) : exit === 3);
  });

  Deno.test(`wiki page commands end with 3 for a page that is not there on ${name}`, async () => {
    const { run } = signedIn();
    for (const line of ["view 999", "edit 999 --title x", "delete 999 --yes"]) {
      const { exit, err } = await run(`wiki page ${line} --profile ${profile}`);
      assert.equal(exit, 3, line);
      assert.match(err, /may not see it/);
    }
  });
}

Deno.test("wiki commands say which product a Jira site is", async () => {
  const { run, received } = signedIn();
  const { exit, err } = await run("wiki space list --profile dc");
  assert.equal(exit, 2);
  assert.match(err, /^Error: "https:\/\/jira\.demo\.test\/jira" is Jira, not Confluence$/m);
  assert.deepEqual(received(), []);
});

Deno.test("jira commands say which product a Confluence site is", async () => {
  const { exit, err } = await signedIn().run("jira search --profile wiki --jql project=PROJ");
  assert.equal(exit, 2);
  assert.match(err, /is Confluence, not Jira$/m);
});

const REFUSED: readonly (readonly [line: readonly string[], message: RegExp])[] = [
  [["search"], /Nothing to search for/],
  [["search", " "], /The text is empty/],
  [["search", "x", "--cql", "y"], /--cql cannot be combined with/],
  [["search", "x", "--all", "--limit", "2"], /--all cannot be combined with --limit/],
  [["page", "list"], /--space/],
  [["page", "list", "--space", "TEAM", "--limit", "0"], /--limit is 0/],
  [["page", "view"], /Missing page/],
  [["page", "view", "40002", "--space", "TEAM"], /Missing page/],
  [["page", "view", "../40002"], /Invalid page ID "\.\.\/40002"/],
  [["page", "edit", "40002"], /Nothing to change/],
  [["page", "edit", "40002", "--body", "no-such-file.md"], /No such file: "no-such-file\.md"/],
  [["page", "create", "--space", "TEAM", "--title", "x", "--storage"], /--storage requires --body/],
  [["page", "delete", "40002"], /^Error: Confirmation required; pass --yes$/m],
];
for (const [line, message] of REFUSED) {
  Deno.test(`wiki ${line.join(" ")} is refused before anything is sent`, async () => {
    const { run, received } = signedIn();
    const { exit, err } = await run(["wiki", ...line]);
    assert.equal(exit, 2, err);
    assert.match(err, message);
    assert.deepEqual(received(), []);
  });
}

Deno.test("wiki commands that change something are refused with --read-only", async () => {
  const { run, received } = signedIn();
  const { exit } = await run("wiki page create --space TEAM --title x --read-only --profile wiki");
  assert.equal(exit, 5);
  assert.deepEqual(received(), []);
});

Deno.test("wiki page view strips control characters", async () => {
  const { run } = signedIn();
  const stdin = "<p>red \u009b31m text \u202e</p>";
  const title = "Odd \u001b[31m title";
  const line = ["wiki", "page", "edit", "40002", "--body", "-", "--storage", "--title", title];
  assert.equal((await run(line, { stdin })).exit, 0);
  const { out } = await run("wiki page view 40002");
  assert.equal(out, printable(out, { keepLines: true }));
});
