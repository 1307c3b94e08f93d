import assert from "node:assert/strict";
import type { Json } from "./fixture.ts";
import { BOTH, docsMachine, FOLDER } from "./wiki_docs_fixture.ts";

const AGREEMENTS = "Web shop team/Working agreements.md";
const seen = async (
  machine: ReturnType<typeof docsMachine>,
  id: string | number,
  profile: string,
): Promise<Json> => (await machine.run(`wiki page view ${id} --profile ${profile} --json`)).json();

for (const [name, profile] of BOTH) {
  Deno.test(`docs push sends edits after showing the difference and asking, on ${name}`, async () => {
    const machine = docsMachine(profile);
    const { docs, editHere, text } = machine;
    await docs("pull --space TEAM");
    editHere(AGREEMENTS, "No meetings on Friday", "No meetings on *Monday*");
    const { exit, out, err, terminal } = await docs("push", {
      isTerminal: true,
      piped: ["stdout"],
      answers: [true],
    });
    assert.equal(exit, 0, err);
    assert.match(out, /^--- a\/Web shop team\/Working agreements\.md\n\+\+\+ b\//);
    assert.match(out, /^-- No meetings on Friday\n\+- No meetings on \*Monday\*$/m);
    assert.deepEqual(terminal.asked, ["confirm: Send 1 page?"]);
    const { storage, version } = await seen(machine, 40_002, profile);
    assert.equal(
      storage,
      "<ul><li>Reviews within a day</li><li>No meetings on <em>Monday</em></li></ul>",
    );
    assert.equal(Object.entries(version ?? {}).find(([member]) => member === "number")?.[1], 2);
    assert.match(text(AGREEMENTS), /^version: 2$/m);
    const again = await docs("push");
    assert.equal(again.err, "Nothing to send\n");
    assert.deepEqual([(await docs("pull")).out], [""]);
  });

  Deno.test(`docs push sends nothing when the answer is no, or with --dry-run, on ${name}`, async () => {
    const { docs, editHere, received } = docsMachine(profile);
    await docs("pull --space TEAM");
    editHere(AGREEMENTS, "Friday", "Monday");
    const refused = await docs("push", { isTerminal: true, answers: [false] });
    const dry = await docs("push --dry-run");
    assert.deepEqual([refused.exit, dry.exit], [130, 0]);
    assert.equal(refused.err, "Error: Nothing was sent\n");
    assert.match(dry.out, /^\+- No meetings on Monday$/m);
    assert.match(dry.err, /^Nothing was sent$/m);
    assert.ok(!received().some((request) => /^(?:PUT|POST) .*(?:pages|content)/.test(request)));
  });

  Deno.test(`docs push leaves a page that was changed at the site, and says by whom, on ${name}`, async () => {
    const machine = docsMachine(profile);
    const { docs, editHere, editThere } = machine;
    await docs("pull --space TEAM");
    editHere(AGREEMENTS, "Friday", "Monday");
    await editThere(40_002, { storage: "<p>Theirs</p>" });
    const { exit, err } = await docs("push --yes");
    assert.equal(exit, 1);
    assert.match(
      err,
      /was not sent\. Page "Working agreements" was changed: version 2 by Mia Müller on 2026-/,
    );
    assert.equal((await seen(machine, 40_002, profile))["storage"], "<p>Theirs</p>");
  });

  Deno.test(`docs push creates pages from new files, below the page of their folder, on ${name}`, async () => {
    const machine = docsMachine(profile);
    const { docs, write, text, sandbox } = machine;
    await docs("pull --space TEAM");
    write("Web shop team/Decisions/Why.md", "# Why we ask\n\nSee [agreements](../Working%20agreements.md)\n");
    write(
      "Web shop team/Decisions/Why/Deeper.md",
      '---\ntitle: "Deeper: why"\nlabels: [new]\nmine: x\n---\nText\n',
    );
    const { exit, json, err } = await docs("push --yes --json");
    assert.equal(exit, 0, err);
    const pushed = json()["pushed"];
    const ids = Array.isArray(pushed) ? pushed.map((page: Json) => String(page["id"])) : [];
    const [why, deeper] = [
      await seen(machine, ids[0] ?? "", profile),
      await seen(machine, ids[1] ?? "", profile),
    ];
    assert.deepEqual([why["title"], why["parentId"]], ["Why we ask", "40003"]);
    assert.match(String(why["storage"]), /<ri:page ri:content-title="Working agreements" ?\/>/);
    assert.deepEqual([deeper["title"], deeper["parentId"], deeper["labels"]], ["Deeper: why", ids[0], [
      "new",
    ]]);
    assert.match(text("Web shop team/Decisions/Why/Deeper.md"), /^mine: x$/m);
    assert.match(text("Web shop team/Decisions/Why.md"), new RegExp(`^id: "${ids[0]}"$`, "m"));
    const writes = sandbox.requests.length;
    assert.equal((await docs("push --yes")).err, "Nothing to send\n");
    assert.equal(sandbox.requests.length, writes);
  });

  Deno.test(`docs push sends titles and labels of the front matter, on ${name}`, async () => {
    const machine = docsMachine(profile);
    const { docs, editHere } = machine;
    await docs("pull --space TEAM");
    const path = "Web shop team/Decisions.md";
    editHere(path, 'title: "Decisions"', "title: What we decided");
    editHere(path, 'labels: ["decision"]', "labels: [decided, 'log']");
    const { exit, err } = await docs("push --yes");
    assert.equal(exit, 0, err);
    const page = await seen(machine, 40_003, profile);
    assert.deepEqual([page["title"], page["storage"]], ["What we decided", "<p>One page for each.</p>"]);
    assert.deepEqual(Array.isArray(page["labels"]) && page["labels"].toSorted(), ["decided", "log"]);
  });

  Deno.test(`docs push sends nothing for a file with equivalent Markdown, on ${name}`, async () => {
    const { docs, editHere, received } = docsMachine(profile);
    await docs("pull --space TEAM");
    editHere(AGREEMENTS, "- Reviews", "\n\n* Reviews");
    editHere(AGREEMENTS, "- No", "* No");
    const { exit, err } = await docs("push --yes");
    assert.deepEqual([exit, err], [0, "Nothing to send\n"]);
    assert.ok(!received().some((request) => request.startsWith("PUT")));
  });

  Deno.test(`docs push reports a page that the site refuses, and sends the others, on ${name}`, async () => {
    const { docs, write, editHere } = docsMachine(profile);
    await docs("pull --space TEAM");
    write("Decisions.md", "A page of that title is there already\n");
    editHere(AGREEMENTS, "Friday", "Monday");
    const { exit, out, err } = await docs("push --yes");
    assert.equal(exit, 1);
    assert.match(out, /^~ Web shop team\/Working agreements\.md {2}version 2/m);
    assert.match(err, /"Decisions\.md" was not sent\. .*title/i);
  });

  Deno.test(`docs status shows differences between the folder and the space, on ${name}`, async () => {
    const { docs, host, run, write, editHere, editThere, asked } = docsMachine(profile);
    await docs("pull --space TEAM");
    const same = await docs("status");
    assert.match(same.err, /^Space TEAM: \d+ pages, no differences$/m);
    editHere(AGREEMENTS, "Friday", "Monday");
    write("New.md", "x\n");
    await host.files.remove(`${FOLDER}/Web shop team/Decisions.md`);
    await editThere(40_001, { storage: "<p>New</p>" });
    await run(`wiki page delete 40004 --yes --profile ${profile}`);
    await run(["wiki", "page", "create", "--space", "TEAM", "--title", "Fresh", "--profile", profile]);
    asked();
    const { exit, out } = await docs("status");
    assert.equal(exit, 0);
    assert.ok(asked() <= 2);
    for (
      const line of [
        /^edited here +Web shop team\/Working agreements\.md$/m,
        /^changed at the site +Web shop team\.md$/m,
        /^removed here +Web shop team\/Decisions\.md$/m,
        /^deleted at the site +Web shop team\/Decisions\/2026-03- Passkeys\.md$/m,
        /^new here +New\.md$/m,
        /^new at the site +Fresh$/m,
      ]
    ) assert.match(out, line);
  });
}

Deno.test("docs push requires --yes if no prompt is possible", async () => {
  const { docs, editHere, received } = docsMachine("work");
  await docs("pull --space TEAM");
  editHere(AGREEMENTS, "Friday", "Monday");
  const { exit, err } = await docs("push");
  assert.equal(exit, 2);
  assert.match(err, /^Error: Confirmation required; pass --yes$/m);
  assert.ok(!received().some((request) => request.startsWith("PUT")));
});

Deno.test("docs push and status of a folder that nothing was pulled into end with 2", async () => {
  const { docs } = docsMachine("work");
  for (const command of ["push", "status"]) {
    const { exit, err } = await docs(command);
    assert.equal(exit, 2);
    const hint = "Begin with: atlcli wiki docs pull DIR --space KEY";
    assert.equal(err, `Error: Nothing was pulled into "${FOLDER}" yet\n  - ${hint}\n`);
  }
});

Deno.test("docs push names the file whose front matter cannot be read, and sends nothing", async () => {
  const { docs, editHere, received } = docsMachine("work");
  await docs("pull --space TEAM");
  editHere(AGREEMENTS, 'title: "Working agreements"', "title: [open");
  const { exit, err } = await docs("push --yes");
  assert.equal(exit, 2);
  assert.match(err, /Invalid "title" in the front matter of "Web shop team\/Working agreements\.md"/);
  assert.ok(!received().some((request) => request.startsWith("PUT")));
});

for (
  const [what, bytes] of [
    ["Latin-1", [0x47, 0x72, 0xfc, 0x6e]],
    ["UTF-16", [0xff, 0xfe, 0x47, 0x00]],
    ["cut off in a letter", [0x47, 0xc3]],
  ] as const
) {
  for (const path of ["Web shop team/Decisions.md", "New.md"]) {
    Deno.test(`docs push sends no text that is not UTF-8, and leaves the file: ${path}, ${what}`, async () => {
      const machine = docsMachine("work");
      await machine.docs("pull --space TEAM");
      const file = `${FOLDER}/${path}`;
      machine.host.disk.write(file, Uint8Array.from(bytes));
      const before = machine.sandbox.requests.length;
      const { exit, err } = await machine.docs("push --yes");
      assert.equal(exit, 1);
      assert.match(
        err,
        new RegExp(`^Error: "${path.replace(".", "\\.")}" in "${FOLDER}" is not UTF-8$`, "m"),
      );
      assert.deepEqual(
        machine.sandbox.requests.slice(before).filter(({ method }) => method !== "GET"),
        [],
      );
      const left = await new Response(await machine.host.files.open(file)).arrayBuffer();
      assert.deepEqual([...new Uint8Array(left)], bytes);
    });
  }
}
