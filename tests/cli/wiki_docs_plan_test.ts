/** What `wiki docs push` says before it sends anything, and what it leaves in the files afterwards. */
import assert from "node:assert/strict";
import { BOTH, docsMachine } from "./wiki_docs_fixture.ts";

const AGREEMENTS = "Web shop team/Working agreements.md";

for (const [name, profile] of BOTH) {
  Deno.test(`docs push warns of links that will be broken, with file and address, before it asks, on ${name}`, async () => {
    const machine = docsMachine(profile);
    const { docs, editHere, write } = machine;
    await docs("pull --space TEAM");
    write("Web shop team/Größe (1) #2.png", "png");
    write("Web shop team/.hidden.png", "png");
    write("Web shop team/there.png", "png");
    const broken = [
      "missing.png",
      "Nowhere.md#part",
      "../../outside.png",
      "Größe (1) #2.png",
      ".hidden.png",
      "there",
    ];
    const fine = [
      "there.png",
      "Decisions.md#part",
      "#part",
      "https://example.com/x",
      "/wiki/x",
      "mailto:a@b.example",
    ];
    editHere(
      AGREEMENTS,
      "- Reviews",
      `${[...broken, ...fine].map((to) => `[x](<${to}>)`).join(" ")}\n\n- Reviews`,
    );
    const { exit, err } = await docs("push --dry-run");
    assert.equal(exit, 0, err);
    const warnings = broken.map((to) =>
      `Warning: "${AGREEMENTS}" links to "${to}", which is not a page or an attachable file of this folder: ` +
      "the link will be broken"
    );
    assert.deepEqual(err.trimEnd().split("\n"), [...warnings, "Nothing was sent"]);
    const { json } = await docs("push --dry-run --json");
    const { changes } = json();
    assert.deepEqual(Array.isArray(changes) && changes.map(({ brokenLinks }) => brokenLinks), [broken]);
    assert.equal((await docs("push --yes")).exit, 0);
    // What the page at the site has already is not said again.
    editHere(AGREEMENTS, "Friday", "Monday");
    assert.equal((await docs("push --dry-run")).err, "Nothing was sent\n");
  });

  Deno.test(`docs push says where new pages and moved ones go, on ${name}`, async () => {
    const { docs, editHere, write } = docsMachine(profile);
    await docs("pull --space TEAM");
    write("Web shop team/Decisions/Why.md", "# Why we ask\n\nText\n");
    write("Web shop team/Decisions/Why/Deeper.md", "# Deeper\n\nText\n");
    write("Top.md", "# Top\n\nText\n");
    write("Elsewhere.md", '---\nparent: "49999"\n---\n# Elsewhere\n\nText\n');
    editHere(AGREEMENTS, 'parent: "40001"', 'parent: "40003"');
    const { exit, out, err } = await docs("push --dry-run");
    assert.equal(exit, 0, err);
    assert.deepEqual(out.split("\n").filter((line) => / page "/.test(line)), [
      '> move page "Working agreements" below Web shop team/Decisions.md',
      '+ new page "Elsewhere" below page 49999',
      '+ new page "Top" at the top level of the space',
      '+ new page "Deeper" below Web shop team/Decisions/Why.md',
      '+ new page "Why we ask" below Web shop team/Decisions.md',
    ]);
    const { changes } = (await docs("push --dry-run --json")).json();
    assert.deepEqual(Array.isArray(changes) && changes.map(({ parent }) => parent), [
      { id: "40003", path: "Web shop team/Decisions.md" },
      { id: "49999" },
      undefined,
      { path: "Web shop team/Decisions/Why.md" },
      { id: "40003", path: "Web shop team/Decisions.md" },
    ]);
  });

  Deno.test(`docs push gives no advice for a pull when it left a file, on ${name}`, async () => {
    const { docs, editHere, text, write } = docsMachine(profile);
    await docs("pull --space TEAM");
    editHere(AGREEMENTS, "Friday", "Monday");
    write("Copy.md", text(AGREEMENTS));
    const { exit, err } = await docs("push --yes");
    assert.equal(exit, 1);
    assert.match(err, /"Copy\.md" was not sent: .* Remove the line with its id to create a new page$/m);
    assert.doesNotMatch(err, /pull again/);
  });

  Deno.test(`docs push gives a file that becomes another page the address of that page, on ${name}`, async () => {
    const { docs, run, editHere, text } = docsMachine(profile);
    await docs("pull --space TEAM");
    const [, old = ""] = /^url: (.*)$/m.exec(text(AGREEMENTS)) ?? [];
    assert.notEqual(old, "");
    await run(`wiki page delete 40002 --yes --profile ${profile}`);
    editHere(AGREEMENTS, 'id: "40002"\n', "");
    const { exit, err } = await docs("push --yes");
    assert.equal(exit, 0, err);
    const [, id = ""] = /^id: "(\d+)"$/m.exec(text(AGREEMENTS)) ?? [];
    const page = (await run(`wiki page view ${id} --profile ${profile} --json`)).json();
    assert.ok(
      text(AGREEMENTS).includes(`
url: ${JSON.stringify(page["url"])}
`),
    );
    assert.ok(!text(AGREEMENTS).includes(old));
    assert.equal((await docs("push --yes")).err, "Nothing to send\n");
  });

  Deno.test(`docs push leaves the line ends of a file as they are, on ${name}`, async () => {
    const { docs, editHere, text, write } = docsMachine(profile);
    await docs("pull --space TEAM");
    editHere(AGREEMENTS, "Friday", "Monday");
    write(AGREEMENTS, text(AGREEMENTS).replaceAll("\n", "\r\n"));
    write("New.md", "# New\r\n\r\nText\r\n");
    const { exit, err } = await docs("push --yes");
    assert.equal(exit, 0, err);
    assert.match(text(AGREEMENTS), /^version: 2\r$/m);
    for (const path of [AGREEMENTS, "New.md"]) assert.doesNotMatch(text(path), /[^\r]\n/, path);
    assert.match(text("New.md"), /^id: "\d+"\r$/m);
    assert.match((await docs("status")).err, /no differences/);
    assert.equal((await docs("push --yes")).err, "Nothing to send\n");
  });
}
