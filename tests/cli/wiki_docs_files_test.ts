/** Files of pages that `wiki docs push` sends, and those that it leaves. */
import assert from "node:assert/strict";
import { pulled as failing, refuse, sent } from "./wiki_docs_faults.ts";
import { BOTH, type DocsMachine, docsMachine, FOLDER } from "./wiki_docs_fixture.ts";

const PLAN = "Web shop team/Release plan.md";
const FILES = "Web shop team/Release plan.attachments";
const AGREEMENTS = "Web shop team/Working agreements.md";

/** The requests that put a file on a page, after the first of them. */
function uploads({ received }: DocsMachine): readonly string[] {
  return received().filter((request) => /^(?:POST|PUT) .*\/child\/attachment/.test(request)).slice(1);
}

const NOTES = `${FILES}/notes.txt`;

/** A machine with the space pulled, and the path of a file that was attached to one of its pages. */
async function pulled(profile: string): Promise<{ readonly machine: DocsMachine; readonly file: string }> {
  const machine = docsMachine(profile);
  assert.equal((await machine.docs("pull --space TEAM")).exit, 0);
  machine.write(NOTES, "notes");
  machine.write(PLAN, `${machine.text(PLAN)}\n[notes](Release%20plan.attachments/notes.txt)\n`);
  const { exit, err } = await machine.docs("push --yes");
  assert.equal(exit, 0, err);
  return { machine, file: NOTES };
}

for (const [name, profile] of BOTH) {
  Deno.test(`docs push sends an attached file that was changed, as its next version, on ${name}`, async () => {
    const { machine, file } = await pulled(profile);
    machine.write(file, "other bytes");
    const status = await machine.docs("status");
    assert.match(status.out, new RegExp(`^edited here +${file.replaceAll(".", "\\.")}$`, "m"));
    const dry = await machine.docs("push --dry-run");
    assert.equal(dry.out, `~ new version on ${PLAN}: ${file} (11 bytes)\n`);
    assert.deepEqual(uploads(machine), []);
    const { exit, out, err } = await machine.docs("push", {
      isTerminal: true,
      piped: ["stdout"],
      answers: [true],
    });
    assert.equal(exit, 0, err);
    assert.match(out, new RegExp(`^~ ${file.replaceAll(".", "\\.")} {2}version 2$`, "m"));
    assert.match(err, /^.*Sent 1 file to space TEAM/m);
    assert.equal(uploads(machine).length, 1);
    assert.equal((await machine.docs("push --yes")).err, "Nothing to send\n");
    assert.equal((await machine.docs("pull")).out, "");
    const fresh = docsFolderOf(machine, profile);
    assert.equal(await fresh(file), "other bytes");
  });

  Deno.test(`docs push attaches a file that the text has begun to lead to, on ${name}`, async () => {
    const { machine } = await pulled(profile);
    machine.write("Web shop team/the new größe & picture.png", "png");
    machine.editHere(AGREEMENTS, "- Reviews", "![shown](the%20new%20größe%20&%20picture.png)\n\n- Reviews");
    const { exit, out, err } = await machine.docs("push --yes");
    assert.equal(exit, 0, err);
    assert.match(out, /^\+ attach to .*Working agreements\.md: .*the new größe & picture\.png \(3 bytes\)$/m);
    const [page] = [(await machine.run(`wiki page view 40002 --profile ${profile} --json`)).json()];
    assert.match(String(page["storage"]), /<ri:attachment ri:filename="the new größe &amp; picture\.png"/);
    const again = await machine.docs("push --yes");
    assert.equal(again.err, "Nothing to send\n");
    assert.equal((await machine.docs("pull")).exit, 0);
    assert.equal(
      machine.text("Web shop team/Working agreements.attachments/the new größe & picture.png"),
      "png",
    );
    assert.equal((await machine.docs("push --yes")).err, "Nothing to send\n");
  });

  Deno.test(`docs push attaches the files of a new page once that is there, on ${name}`, async () => {
    const { machine } = await pulled(profile);
    machine.write("notes/plan.pdf", "pdf");
    machine.write("Fresh.md", "See [the plan](notes/plan.pdf)\n");
    const { exit, json, err } = await machine.docs("push --yes --json");
    assert.equal(exit, 0, err);
    const { files, attachments } = json();
    assert.deepEqual(
      Array.isArray(files) && files.map(({ what, path, version }) => ({ what, path, version })),
      [{ what: "added", path: "notes/plan.pdf", version: 1 }],
    );
    assert.deepEqual(attachments, [
      { kind: "add", path: "notes/plan.pdf", size: 3, title: "plan.pdf", page: "Fresh.md" },
    ]);
    assert.equal((await machine.docs("push --yes")).err, "Nothing to send\n");
  });

  for (const status of [403, 500]) {
    Deno.test(`docs push sends the file of a new page until the site takes it, though it fails with ${status} twice, on ${name}`, async () => {
      const machine = await failing(profile);
      machine.write("Web shop team/New.md", "# New\n\n![x](pic.png)\n");
      machine.write("Web shop team/pic.png", "png");
      for (let times = 0; times < 2; times++) {
        machine.fail(({ method, url }) =>
          method === "POST" && url.includes("/child/attachment") ? refuse(status) : undefined
        );
        assert.equal((await machine.docs("push --yes")).exit, 1);
        machine.fail();
        const dry = await machine.docs("push --dry-run");
        assert.equal(dry.out, "+ attach to Web shop team/New.md: Web shop team/pic.png (3 bytes)\n");
        assert.match(
          (await machine.docs("status")).out,
          /^partly sent; push again +Web shop team\/New\.md$/m,
        );
      }
      assert.equal((await machine.docs("push --yes")).err, "Sent 1 file to space TEAM\n");
      assert.match((await machine.docs("status")).err, /no differences/);
      assert.equal((await machine.docs("push --yes")).err, "Nothing to send\n");
      assert.equal(sent(machine, /^POST .*\/child\/attachment/), 3);
    });
  }

  Deno.test(`docs push sends no page whose text leads to a file that is left, new or not, on ${name}`, async () => {
    const { machine } = await pulled(profile);
    machine.write("one/notes.txt", "other");
    machine.write("two/notes.txt", "others");
    machine.editHere(PLAN, "notes]", "notes] [mine](../one/notes.txt)");
    machine.write("Fresh.md", "[a](one/notes.txt) [b](two/notes.txt)\n");
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 1);
    assert.match(err, /"one\/notes\.txt" was not sent: it would replace/);
    assert.match(err, /"two\/notes\.txt" was not sent: it would replace/);
    for (const path of [PLAN, "Fresh.md"]) {
      assert.match(err, new RegExp(`"${path}" was not sent: it links to a file that was not`));
    }
    assert.deepEqual(uploads(machine), []);
    assert.equal(machine.received().filter((request) => /^PUT /.test(request)).length, 1);
    assert.equal(machine.received().filter((request) => /^POST (?!.*attachment)/.test(request)).length, 0);
  });

  Deno.test(`docs push leaves a file that has a newer version at the site, on ${name}`, async () => {
    const { machine, file } = await pulled(profile);
    await docsFolderOf(machine, profile)(file);
    machine.host.disk.write(`/home/me/other/${file}`, "theirs");
    const other = ["wiki", "docs", "push", "/home/me/other", "--yes", "--profile", profile];
    assert.equal((await machine.run(other)).exit, 0);
    machine.write(file, "mine");
    const before = uploads(machine).length;
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 1);
    assert.match(err, /was not sent: it has version 2 at the site/);
    assert.equal(uploads(machine).length, before);
    assert.equal(machine.text(file), "mine");
    const pull = await machine.docs("pull");
    assert.equal(pull.exit, 1);
    assert.equal(machine.text(file), "mine");
  });

  Deno.test(`docs push replaces no file of the page by another of its name, on ${name}`, async () => {
    const { machine, file } = await pulled(profile);
    const title = file.slice(FILES.length + 1);
    machine.write(title, "other");
    machine.write(PLAN, `${machine.text(PLAN)}\nSee [it](../${encodeURI(title)})\n`);
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 1);
    assert.match(err, /would replace the attachment/);
    assert.deepEqual(uploads(machine), []);
  });
}

/** Pulls the space of a machine into another folder, and reads a file there. */
function docsFolderOf(machine: DocsMachine, profile: string): (path: string) => Promise<string | undefined> {
  return async (path) => {
    const line = ["wiki", "docs", "pull", "/home/me/other", "--space", "TEAM", "--profile", profile];
    assert.equal((await machine.run(line)).exit, 0);
    return machine.host.disk.text(`/home/me/other/${path}`);
  };
}

Deno.test("docs push sends no file because its time changed, or because a page led to it before", async () => {
  const { machine, file } = await pulled("work");
  const bytes = await machine.host.files.read(`${FOLDER}/${file}`);
  assert.ok(bytes !== undefined);
  machine.host.disk.write(`${FOLDER}/${file}`, bytes);
  assert.equal((await machine.docs("push --yes")).err, "Nothing to send\n");
  await machine.editThere(40_002, { storage: '<p><a href="private.txt">a</a> b</p>' });
  await machine.docs("pull");
  machine.write("Web shop team/private.txt", "mine alone");
  machine.editHere(AGREEMENTS, " b", " c");
  const { exit, out } = await machine.docs("push --yes");
  assert.equal(exit, 0);
  assert.doesNotMatch(out, /attach/);
  assert.deepEqual(uploads(machine), []);
});

Deno.test('docs push skips a file whose name contains a ", which forms cannot express', async () => {
  const { machine } = await pulled("work");
  machine.write('Web shop team/a"b.png', "png");
  machine.editHere(AGREEMENTS, "- Reviews", "![shown](a%22b.png)\n\n- Reviews");
  const { exit, err } = await machine.docs("push --yes");
  assert.equal(exit, 1);
  assert.match(err, /has an invalid name: rename it/);
  assert.deepEqual(uploads(machine), []);
});

Deno.test("docs push attaches nothing that is hidden, outside the folder, or no file", async () => {
  const { machine } = await pulled("work");
  machine.write(".env", "secret");
  machine.write("dir/x.txt", "x");
  machine.host.disk.write("/home/me/outside.txt", "secret");
  machine.editHere(
    AGREEMENTS,
    "- Reviews",
    "[a](../.env) [b](../../outside.txt) [c](../dir) [d](../none.txt)\n\n- Reviews",
  );
  const { exit, out } = await machine.docs("push --yes");
  assert.equal(exit, 0);
  assert.doesNotMatch(out, /attach/);
  assert.deepEqual(uploads(machine), []);
});
