/** Sites whose pages are called, numbered or linked so as to harm a folder that is pulled into. */
import assert from "node:assert/strict";
import { pulled, replaced } from "./wiki_docs_faults.ts";
import { BOTH, docsMachine, FOLDER } from "./wiki_docs_fixture.ts";

for (const [name, profile] of BOTH) {
  Deno.test(`docs pull writes no page over a file that was edited here, whatever pages are called, on ${name}`, async () => {
    const machine = docsMachine(profile);
    const titles = ["X?", "X--1000002", "X--1000003", "X--1000004", "X--1000003-2", "X--1000004-2"];
    for (const title of titles) {
      const line = [
        "wiki",
        "page",
        "create",
        "--space",
        "KB",
        "--title",
        title,
        "--body",
        "-",
        "--profile",
        profile,
      ];
      assert.equal((await machine.run(line, { stdin: title })).exit, 0);
    }
    assert.equal((await machine.docs("pull --space KB")).exit, 0);
    const edited = machine.tree().filter((path) => path.includes("/X-"));
    assert.equal(edited.length, titles.length);
    for (const path of edited) machine.write(path, `${machine.text(path)}\nMY EDIT\n`);
    const line = [
      "wiki",
      "page",
      "create",
      "--space",
      "KB",
      "--title",
      "X*",
      "--body",
      "-",
      "--profile",
      profile,
    ];
    assert.equal((await machine.run(line, { stdin: "new" })).exit, 0);
    const { exit, out } = await machine.docs("pull");
    assert.equal(exit, 0);
    assert.match(out, /^\+ Knowledge base\/X--\d+(?:-2)?\.md\n$/);
    for (const path of edited) assert.match(machine.text(path), /MY EDIT/);
  });

  for (
    const id of [
      "/.git/99999999999",
      "x/../../../../9",
      "constructor",
      "__proto__",
      "40002\u001b[31m",
      "1e9",
      "٣",
    ]
  ) {
    Deno.test(`docs pull refuses the page id ${JSON.stringify(id)} by name, and pulls the other pages, on ${name}`, async () => {
      const member = JSON.stringify(id).slice(1, -1);
      const { docs, tree, text } = docsMachine(profile, {
        interfere: (_, next) => replaced(next(), [['"id":"40002"', `"id":"${member}"`]]),
      });
      const { exit, err, out } = await docs("pull --space TEAM");
      assert.equal(exit, 1, err);
      assert.match(
        err,
        /^Warning: The site gives the page "Working agreements" an invalid id: "[^"]+": left out$/m,
      );
      assert.doesNotMatch(err, /Error: Cannot read|internal/);
      assert.ok(!tree().some((path) => path.includes("agreements") || path.includes(".git")), out);
      assert.match(text("Web shop team/Decisions.md"), /^id: "40003"$/m);
    });
  }

  Deno.test(`docs pull removes no file while the site gives a page an invalid id, on ${name}`, async () => {
    let harm: readonly (readonly [string, string])[] = [];
    const { docs, tree } = docsMachine(profile, { interfere: (_, next) => replaced(next(), harm) });
    assert.equal((await docs("pull --space TEAM")).exit, 0);
    const before = tree();
    harm = [['"id":"40002"', '"id":"1e9"']];
    const { exit, out, err } = await docs("pull");
    assert.deepEqual([exit, out], [1, ""]);
    assert.match(err, /an invalid id/);
    assert.deepEqual(tree(), before);
    harm = [];
    assert.deepEqual([(await docs("pull")).out, tree()], ["", before]);
  });

  Deno.test(`docs status refuses the page ids that a pull refuses, by name, and compares the other pages, on ${name}`, async () => {
    let harm: readonly (readonly [string, string])[] = [];
    const { docs, editHere } = docsMachine(profile, { interfere: (_, next) => replaced(next(), harm) });
    assert.equal((await docs("pull --space TEAM")).exit, 0);
    editHere("Web shop team/Decisions.md", "each", "each one");
    for (const id of ["/.git/9", "constructor", "1e9"]) {
      harm = [['"id":"40002"', `"id":"${id}"`]];
      const { exit, out, err } = await docs("status");
      assert.equal(exit, 1, err);
      assert.match(out, /^edited here +Web shop team\/Decisions\.md$/m);
      assert.match(
        err,
        /^Warning: The site gives the page "Working agreements" an invalid id: "[^"]+": left out$/m,
      );
      const { json } = await docs("status --json");
      const { undecided } = json();
      assert.deepEqual(Array.isArray(undecided) && undecided.map(({ why }) => why), ["refused"]);
    }
  });

  for (const id of ["constructor", "toString", "__proto__", "att/../9", "att", "9att"]) {
    Deno.test(`docs pull refuses the file id ${JSON.stringify(id)} by name, and pulls the other files, on ${name}`, async () => {
      const { docs, tree } = docsMachine(profile, {
        interfere: (_, next) =>
          replaced(
            next(),
            ["att50001", "50001"].map((real) => [`"id":"${real}"`, `"id":"${id}"`] as const),
          ),
      });
      const { exit, err } = await docs("pull --space DOCS");
      assert.equal(exit, 1, err);
      assert.match(
        err,
        /^Warning: The site gives the attached file "[^"]+" an invalid id: "[^"]+": left out$/m,
      );
      assert.equal(tree().filter((path) => path.includes(".attachments/")).length, 4);
    });
  }

  for (const status of [400, 403, 404, 409]) {
    Deno.test(`docs pull leaves out a file that the site answers with ${status}, and pulls the others, on ${name}`, async () => {
      let refuse = true;
      const { docs, tree } = docsMachine(profile, {
        interfere: ({ url }) =>
          refuse && /att50002\/download|logo\.svg\?/.test(url) ? new Response("{}", { status }) : undefined,
      });
      const { exit, err } = await docs("pull --space DOCS");
      assert.equal(exit, 1, err);
      assert.match(err, /^Warning: ".*\.attachments\/[^"]+" was not downloaded\. /m);
      assert.equal(tree().filter((path) => path.includes(".attachments/")).length, 4);
      refuse = false;
      const again = await docs("pull");
      assert.equal(again.exit, 0, again.err);
      assert.match(again.out, /^\+ .*\.attachments\/[^\n]+\n$/);
    });
  }
}

for (
  const [step, why] of [
    ["..%2F..%2F", "Not found"],
    ["..%5C..%5C", "Not found"],
    ["%2e%2e/", "Refused to follow a link"],
    ["a%2F", "Not found"],
    ["a%5C", "Not found"],
  ] as const
) {
  Deno.test(`docs pull leaves out a file whose link holds ${step}, and pulls the others`, async () => {
    const { docs, tree } = docsMachine("wiki", {
      interfere: (_, next) => replaced(next(), [["/logo.svg?", `/${step}logo.svg?`]]),
    });
    const { exit, err } = await docs("pull --space DOCS");
    assert.equal(exit, 1, err);
    assert.match(err, new RegExp(`^Warning: ".*logo\\.svg" was not downloaded\\. ${why}`, "m"));
    assert.equal(tree().filter((path) => path.includes(".attachments/")).length, 4);
  });
}

Deno.test("docs pull refuses a space key with control characters, and writes nothing", async () => {
  const { docs, tree } = docsMachine("work", {
    interfere: (_, next) => replaced(next(), [['"key":"TEAM"', '"key":"TEAM\\u001b]0;x\\u0007"']]),
  });
  const { exit, err } = await docs("pull --space TEAM");
  assert.notEqual(exit, 0);
  assert.ok(!/\p{Cc}/u.test(err.replaceAll("\n", "")), err);
  assert.deepEqual(tree(), []);
});

Deno.test("docs pull gives a page called GIT~1 a name that is not a short one of Windows", async () => {
  const { docs, run, tree } = docsMachine("work");
  const title = (
    text: string,
  ): string[] => ["wiki", "page", "create", "--space", "KB", "--title", text, "--body", "-"];
  assert.equal((await run([...title("GIT~1"), "--profile", "work"], { stdin: "x" })).exit, 0);
  assert.equal((await docs("pull --space KB")).exit, 0);
  assert.ok(tree().includes("Knowledge base/GIT-1.md"));
});

Deno.test("docs pull follows a file that was moved here, leaves it there, and writes its new version there", async () => {
  const { docs, host, text, write, tree, editThere } = docsMachine("work");
  await docs("pull --space TEAM");
  write("notes/agreed.md", text("Web shop team/Working agreements.md"));
  await host.files.remove(`${FOLDER}/Web shop team/Working agreements.md`);
  const quiet = await docs("pull");
  assert.deepEqual([quiet.exit, quiet.out], [0, ""]);
  await editThere(40_002, { title: "Agreements", storage: "<p>Theirs</p>" });
  const { exit, out } = await docs("pull");
  assert.deepEqual([exit, out], [0, "~ notes/agreed.md\n"]);
  assert.match(text("notes/agreed.md"), /^title: "Agreements"$[\s\S]*Theirs/m);
  assert.ok(!tree().some((path) => path.includes("greements")));
});

Deno.test("docs pull follows no file where two name the same page", async () => {
  const { docs, host, text, write } = docsMachine("work");
  await docs("pull --space TEAM");
  const page = "Web shop team/Working agreements.md";
  for (const path of ["a.md", "b.md"]) write(path, text(page));
  await host.files.remove(`${FOLDER}/${page}`);
  const { exit, out } = await docs("pull");
  assert.deepEqual([exit, out], [0, `~ ${page}\n`]);
  assert.equal(text("a.md"), text("b.md"));
});

Deno.test("an interrupted docs pull reports what it did, and the next one does the rest", async () => {
  const machine = docsMachine("wiki");
  let requests = 0;
  const broken = await machine.docs("pull --space DOCS", {
    onRequest: (terminal) => void (++requests === 7 && terminal.interrupt(130)),
  });
  assert.equal(broken.exit, 130, broken.err);
  const lines = broken.out.trimEnd().split("\n");
  assert.ok(lines.length > 30 && lines.every((line) => line.startsWith("+ ")), broken.out);
  assert.match(broken.err, /^Space DOCS: not finished; \d+ files changed so far, of 33 pages/m);
  const rest = await machine.docs("pull");
  assert.equal(rest.exit, 0, rest.err);
  assert.equal(lines.length + rest.out.trimEnd().split("\n").length, machine.tree().length);
});

for (const [name, profile] of BOTH) {
  Deno.test(`docs pull removes nothing if the site shows no page, on ${name}`, async () => {
    const machine = await pulled(profile);
    const before = machine.tree();
    machine.fail(({ url }) =>
      /search|pages|content/.test(url)
        ? Response.json({ results: [], size: 0, start: 0, limit: 250 })
        : undefined
    );
    const { exit, err, out } = await machine.docs("pull");
    assert.deepEqual([exit, out], [1, ""]);
    assert.match(err, /^Error: Space TEAM shows no pages: the files of 6 pages/m);
    assert.deepEqual(machine.tree(), before);
    machine.fail();
    assert.equal((await machine.docs("pull")).exit, 0);
  });
}
