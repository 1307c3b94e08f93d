import assert from "node:assert/strict";
import { cutShort } from "../../src/sandbox/mod.ts";
import { BOTH, docsMachine, FOLDER } from "./wiki_docs_fixture.ts";

const AGREEMENTS = "Web shop team/Working agreements.md";

for (const [name, profile] of BOTH) {
  Deno.test(`docs pull writes a tree of Markdown with front matter on ${name}`, async () => {
    const { docs, text, tree } = docsMachine(profile);
    const { exit, out, err } = await docs("pull --space TEAM");
    assert.equal(exit, 0, err);
    assert.match(out, /^\+ Web shop team\.md$/m);
    assert.ok(tree().includes(AGREEMENTS));
    assert.match(
      text(AGREEMENTS),
      /^---\nid: "40002"\ntitle: "Working agreements"\nspace: "TEAM"\nversion: 1\nparent: "40001"\nlabels: \[\]\nurl: "https:[^"]+40002[^"]*"\n---\n\n- Reviews within a day\n- No meetings on Friday\n$/,
    );
    assert.match(text("Web shop team/Decisions.md"), /^labels: \["decision"\]$/m);
  });

  Deno.test(`docs pull of 500 pages takes at most 12 requests, and the second one at most 5, on ${name}`, async () => {
    const { docs, tree, asked, editThere } = docsMachine(profile, { pages: 500 });
    assert.equal((await docs("pull --space LOAD")).exit, 0);
    assert.ok(asked() <= 12);
    assert.equal(tree().length, 500);
    const again = await docs("pull");
    assert.deepEqual([again.exit, again.out], [0, ""]);
    assert.ok(asked() <= 5);
    await editThere(600_003, { storage: "<p>Changed</p>" });
    asked();
    const changed = await docs("pull");
    assert.match(changed.out, /^~ Generated pages\/Page 3\.md\n$/);
    assert.ok(asked() <= 5);
  });

  Deno.test(`docs pull writes every page of the handbook, and push then has nothing to send, on ${name}`, async () => {
    const { docs, tree, asked } = docsMachine(profile);
    assert.equal((await docs("pull --space DOCS")).exit, 0);
    for (const path of tree()) {
      for (const part of path.split("/")) {
        assert.ok(new TextEncoder().encode(part).length < 200);
        assert.doesNotMatch(part, /[<>:"\\|?*\p{Cc}\p{Cf}]|[. ]$|^\.|^(con|nul|aux|prn)(\.|$)/iu);
      }
    }
    asked();
    const { exit, err } = await docs("push");
    assert.deepEqual([exit, err, asked()], [0, "Nothing to send\n", 0]);
  });

  Deno.test(`docs pull writes attached files beside their pages, whatever they are called, on ${name}`, async () => {
    const { docs, tree, text } = docsMachine(profile);
    await docs("pull --space DOCS");
    const files = tree().filter((path) => path.includes("Images & attachments.attachments/"));
    assert.ok(files.length >= 4);
    const image = files.find((path) => path.endsWith("shop front.png")) ?? "";
    assert.notEqual(text(image), "");
    assert.match(
      text("Handbook/Formatting/Images & attachments.md"),
      /"Images%20%26%20attachments\.attachments\/shop%20front\.png"/,
    );
  });

  Deno.test(`docs pull fetches only what changed, and a renamed page's file follows, on ${name}`, async () => {
    const { docs, text, tree, editThere } = docsMachine(profile);
    await docs("pull --space TEAM");
    await editThere(40_002, { title: "Agreements", storage: "<p>Be <em>kind</em></p>" });
    const { exit, out } = await docs("pull");
    assert.deepEqual([exit, out], [0, `> ${AGREEMENTS} -> Web shop team/Agreements.md\n`]);
    assert.match(text("Web shop team/Agreements.md"), /version: 2\n[\s\S]*\n\nBe \*kind\*\n$/);
    assert.ok(!tree().includes(AGREEMENTS));
  });

  Deno.test(`docs pull removes the file of a page that was deleted, and keeps one that was edited, on ${name}`, async () => {
    const { docs, run, text, tree, editHere } = docsMachine(profile);
    await docs("pull --space TEAM");
    editHere(AGREEMENTS, "Friday", "Monday");
    for (const id of [40_002, 40_004]) await run(`wiki page delete ${id} --yes --profile ${profile}`);
    const { exit, out, err } = await docs("pull");
    assert.deepEqual([exit, out], [1, "- Web shop team/Decisions/2026-03- Passkeys.md\n"]);
    assert.match(err, /Working agreements\.md" was edited here, but its page was deleted or is hidden/);
    assert.match(text(AGREEMENTS), /Monday/);
    assert.ok(!tree().some((path) => path.includes("Passkeys")));
  });

  Deno.test(`docs pull never overwrites what was edited here, and reports what was edited on both sides, on ${name}`, async () => {
    const { docs, text, editHere, editThere } = docsMachine(profile);
    await docs("pull --space TEAM");
    editHere(AGREEMENTS, "Friday", "Monday");
    const quiet = await docs("pull");
    assert.deepEqual([quiet.exit, quiet.out], [0, ""]);
    await editThere(40_002, { storage: "<p>Theirs</p>" });
    const { exit, err } = await docs("pull");
    assert.equal(exit, 1);
    assert.match(
      err,
      /Working agreements\.md" was edited both here and at the site \(version 2 by Mia Müller on 2026-/,
    );
    assert.match(err, /^Error: 1 file was left unchanged, for you to decide$/m);
    assert.match(text(AGREEMENTS), /Monday/);
  });

  Deno.test(`docs pull treats a file with the site's version as merged, on ${name}`, async () => {
    const { docs, editHere, editThere, text } = docsMachine(profile);
    await docs("pull --space TEAM");
    editHere(AGREEMENTS, "Friday", "Monday");
    await editThere(40_002, { storage: "<p>Theirs</p>" });
    editHere(AGREEMENTS, "version: 1", "version: 2");
    assert.equal((await docs("pull")).exit, 0);
    assert.equal((await docs("push --yes")).exit, 0);
    assert.match(text(AGREEMENTS), /version: 3\n[\s\S]*Monday/);
  });

  Deno.test(`docs pull fetches again what was removed here, on ${name}`, async () => {
    const { docs, host, text } = docsMachine(profile);
    await docs("pull --space TEAM");
    await host.files.remove(`${FOLDER}/${AGREEMENTS}`);
    const { exit, out } = await docs("pull");
    assert.deepEqual([exit, out], [0, `~ ${AGREEMENTS}\n`]);
    assert.match(text(AGREEMENTS), /Friday/);
  });

  Deno.test(`docs pull touches no file that is not its own, on ${name}`, async () => {
    const { docs, text, write, tree } = docsMachine(profile);
    write("Web shop team.md", "mine\n");
    write("Web shop team/Working agreements.md", "mine, too\n");
    write("notes.txt", "x");
    assert.equal((await docs("pull --space TEAM")).exit, 0);
    assert.deepEqual(
      [text("Web shop team.md"), text("Web shop team/Working agreements.md"), text("notes.txt")],
      ["mine\n", "mine, too\n", "x"],
    );
    assert.ok(tree().includes("Web shop team-40001/Working agreements.md"));
    assert.deepEqual([(await docs("pull")).out], [""]);
  });

  Deno.test(`an interrupted docs pull leaves complete files, and resumes, on ${name}`, async () => {
    const trouble = { after: Infinity };
    let seen = 0;
    const machine = docsMachine(profile, {
      pages: 300,
      interfere: async (_, next) => ++seen > trouble.after ? await cutShort(await next()) : undefined,
    });
    trouble.after = profile === "work" ? 4 : 2;
    const broken = await machine.docs("pull --space LOAD --max-retries 0");
    assert.equal(broken.exit, 7, broken.err);
    for (const path of machine.tree()) assert.match(machine.text(path), /^---\n[\s\S]*\n---\n/);
    trouble.after = Infinity;
    const { exit, err } = await machine.docs("pull --space LOAD");
    assert.equal(exit, 0, err);
    assert.equal(machine.tree().length, 300);
    assert.equal((await machine.docs("pull")).out, "");
  });
}

for (const [name, profile] of BOTH) {
  Deno.test(`docs pull waits for a rate limit, and resumes after a long wait, on ${name}`, async () => {
    let [seen, retryAfter] = [0, "1"];
    const machine = docsMachine(profile, {
      pages: 300,
      interfere: () =>
        ++seen === 3
          ? new Response(null, { status: 429, headers: { "retry-after": retryAfter } })
          : undefined,
    });
    const waited = await machine.docs("pull --space LOAD");
    assert.equal(waited.exit, 0, waited.err);
    assert.equal(machine.tree().length, 300);
    [seen, retryAfter] = [0, "7200"];
    machine.write("mine.txt", "mine");
    await Promise.all(
      machine.tree().slice(0, 50).map((path) => machine.host.files.remove(`${FOLDER}/${path}`)),
    );
    const refused = await machine.docs("pull");
    assert.equal(refused.exit, 6, refused.err);
    const { exit, err } = await machine.docs("pull");
    assert.equal(exit, 0, err);
    assert.equal(machine.tree().filter((path) => path.endsWith(".md")).length, 300);
  });
}

Deno.test("docs pull requires a space the first time, before anything is sent", async () => {
  const { docs, asked, tree } = docsMachine("work");
  const { exit, err } = await docs("pull");
  assert.equal(exit, 2);
  assert.match(
    err,
    /^Error: No space specified for "\/home\/me\/docs"\n {2}- Say --space KEY the first time/,
  );
  assert.deepEqual([asked(), tree()], [0, []]);
});

Deno.test("docs pull refuses a folder of another space, or of another site", async () => {
  const { docs, run } = docsMachine("work");
  await docs("pull --space TEAM");
  const other = await docs("pull --space DOCS");
  assert.equal(other.exit, 1);
  assert.match(other.err, /holds space TEAM of https:\/\/demo\.atlassian\.net, not DOCS/);
  const site = await run(`wiki docs pull ${FOLDER} --profile wiki`);
  assert.equal(site.exit, 1);
  assert.match(site.err, /not TEAM of https:\/\/confluence\.demo\.test/);
});

Deno.test("docs pull that is killed at any step leaves whole files, and the next one brings them up to date", async () => {
  const whole = docsMachine("work");
  await whole.docs("pull --space TEAM");
  const { steps } = whole.host;
  for (let killed = 1; killed < steps; killed += 4) {
    const { docs, host, tree, text } = docsMachine("work");
    host.killAfter(killed);
    await docs("pull --space TEAM").catch(() => undefined);
    for (const path of tree()) assert.equal(text(path), whole.text(path));
    host.killAfter(Infinity);
    const { exit, err } = await docs("pull --space TEAM");
    assert.equal(exit, 0, err);
    assert.deepEqual(tree(), whole.tree());
    assert.deepEqual(host.disk.names(FOLDER).filter((name) => name.includes("tmp")), []);
  }
});

Deno.test("docs pull reports a full disk, leaves complete files, and resumes", async () => {
  const { docs, host, tree, text } = docsMachine("work");
  host.failNext("create", "full");
  const { exit, err } = await docs("pull --space TEAM");
  assert.equal(exit, 1);
  assert.match(err, /^Error: No space left on the disk/m);
  for (const path of tree()) assert.match(text(path), /^---\n/);
  assert.equal((await docs("pull --space TEAM")).exit, 0);
  assert.ok(tree().includes(AGREEMENTS));
});

Deno.test("docs pull stops at Ctrl-C, and remembers what is done", async () => {
  const { docs, tree } = docsMachine("work", { pages: 300 });
  let requests = 0;
  const { exit } = await docs("pull --space LOAD", {
    onRequest: (terminal) => void (++requests === 6 && terminal.interrupt(130)),
  });
  assert.equal(exit, 130);
  const before = tree().length;
  assert.ok(before < 300);
  assert.equal((await docs("pull")).exit, before > 0 ? 0 : 2);
});

Deno.test("docs pull refuses an invalid state file, with the next step", async () => {
  const { docs, write } = docsMachine("work");
  for (const text of ["", "{", "[]", '{"site":"x"}']) {
    write(".atlcli-docs.json", text);
    const { exit, err } = await docs("pull --space TEAM");
    assert.equal(exit, 1, text);
    assert.match(err, /The state of .* is invalid/);
  }
});

Deno.test("docs pull --json prints the changes in one object", async () => {
  const { docs } = docsMachine("work");
  const { json, err } = await docs("pull --space TEAM --json");
  const { folder, space, done, undecided } = json();
  assert.deepEqual([folder, space, undecided], [FOLDER, "TEAM", []]);
  assert.ok(Array.isArray(done) && done.length > 4);
  assert.equal(err.split("\n").length, 2);
});
