/** Folders with hostile content: a checkout with links, and with a state file that no pull wrote. */
import assert from "node:assert/strict";
import { docsMachine, FOLDER } from "./wiki_docs_fixture.ts";

const AGREEMENTS = "Web shop team/Working agreements.md";

Deno.test("docs pull writes through no link, and leaves what lies behind it alone", async () => {
  const { docs, host } = docsMachine("work");
  host.disk.folder("/home/me/elsewhere");
  host.disk.folder(FOLDER);
  host.disk.link(`${FOLDER}/Web shop team`, "/home/me/elsewhere");
  const { exit, err } = await docs("pull --space TEAM");
  assert.equal(exit, 1);
  assert.match(err, /is taken by a file or folder that was not pulled/);
  assert.deepEqual(host.disk.names("/home/me/elsewhere"), []);
});

Deno.test("docs pull keeps a link at the path of a new page, and pulls the others", async () => {
  for (const target of ["/home/me/notes", "/gone"]) {
    const { docs, host, tree } = docsMachine("work");
    host.disk.write("/home/me/notes", "mine");
    host.disk.folder(FOLDER);
    host.disk.link(`${FOLDER}/Web shop team.md`, target);
    const { exit, err } = await docs("pull --space TEAM");
    assert.equal(exit, 1);
    assert.match(
      err,
      /"Web shop team\.md" is taken by a file or folder that was not pulled\. Is a symbolic link/,
    );
    assert.equal(host.disk.text("/home/me/notes"), "mine");
    assert.equal(host.disk.text("/gone"), undefined);
    assert.ok(tree().includes(AGREEMENTS));
  }
});

Deno.test("docs push sends nothing that a link leads to, and docs pull leaves the link", async () => {
  const machine = docsMachine("work");
  const { docs, host, sandbox } = machine;
  await docs("pull --space TEAM");
  host.disk.write("/home/me/.ssh/id", "mine alone");
  await host.files.remove(`${FOLDER}/${AGREEMENTS}`);
  host.disk.link(`${FOLDER}/${AGREEMENTS}`, "/home/me/.ssh/id");
  const { exit, out, err } = await docs("push --yes");
  assert.equal(exit, 1);
  assert.match(err, /"Web shop team\/Working agreements\.md" was not sent: it is a link/);
  assert.ok(!`${out}${err}`.includes("mine alone"), out);
  assert.ok(!sandbox.requests.some(({ method }) => method === "PUT"));
  const pull = await docs("pull");
  assert.equal(pull.exit, 1);
  assert.match(
    pull.err,
    /"Web shop team\/Working agreements\.md" is not a regular file, and was skipped/,
  );
  assert.equal(host.disk.text(`${FOLDER}/${AGREEMENTS}`), "mine alone");
});

for (
  const [path, why] of [
    ["../../.ssh/config.md", /"pages\.40001\.path" names a file outside the folder/],
    [".git/notes.md", /"pages\.40001\.path" names a hidden file/],
    ["secrets.env", /"pages\.40001\.path" names a page file without \.md/],
  ] as const
) {
  Deno.test(`docs pull and push refuse a state that has ${path} for a page's file`, async () => {
    const { docs, host, write } = docsMachine("work");
    await docs("pull --space TEAM");
    const state = host.disk.text(`${FOLDER}/.atlcli-docs.json`) ?? "";
    write(".atlcli-docs.json", state.replace("Web shop team.md", path));
    for (const command of ["pull", "push --yes", "status"]) {
      const { exit, err } = await docs(command);
      assert.equal(exit, 1, command);
      assert.match(err, why);
    }
  });
}

Deno.test("docs push sends no file that a state names and no pull wrote, and says which member names it", async () => {
  const { docs, host, write, sandbox } = docsMachine("work");
  await docs("pull --space TEAM");
  write("terraform/prod.tfvars", "db_password");
  const state = JSON.parse(host.disk.text(`${FOLDER}/.atlcli-docs.json`) ?? "");
  state.pages["40001"].attachments = {
    att50001: { title: "notes.txt", path: "terraform/prod.tfvars", version: 1, size: 1, modifiedAt: 0 },
  };
  write(".atlcli-docs.json", JSON.stringify(state));
  const { exit, err } = await docs("push --yes");
  assert.equal(exit, 1);
  assert.match(err, /"pages\.40001\.attachments\.att50001\.path" names a file that no pull writes/);
  assert.ok(sandbox.requests.every(({ method }) => method === "GET"));
});

Deno.test("docs push forgets a file of the user's own that the text of its page no longer leads to", async () => {
  const { docs, write, text, host, editHere, received } = docsMachine("work");
  await docs("pull --space TEAM");
  write("notes/plan.txt", "first");
  editHere(AGREEMENTS, "- Reviews", "[plan](../notes/plan.txt)\n\n- Reviews");
  assert.equal((await docs("push --yes")).exit, 0);
  assert.match(text(".atlcli-docs.json"), /"own": true/);
  write("notes/plan.txt", "second");
  const uploads = () => received().filter((request) => /^POST .*\/child\/attachment/.test(request)).length;
  assert.equal((await docs("push --yes")).exit, 0);
  assert.equal(uploads(), 2);
  write("notes/plan.txt", "private by now");
  editHere(AGREEMENTS, "[plan](../notes/plan.txt)\n\n", "");
  const { exit, err } = await docs("push --yes");
  assert.equal(exit, 0, err);
  assert.equal(uploads(), 2);
  assert.equal((await docs("pull")).exit, 0);
  assert.equal(host.disk.text(`${FOLDER}/notes/plan.txt`), "private by now");
});

for (const what of ["page", "attached file"] as const) {
  Deno.test(`docs push sends no ${what} of a folder that is swapped for a link in the middle`, async () => {
    let swap = (_path: string): void => {};
    const machine = docsMachine("work", {
      onStep: ({ operation, path }) => {
        if (operation === "open") swap(path);
      },
    });
    const { docs, write, host, editHere } = machine;
    await docs("pull --space TEAM");
    write("Web shop team/Release plan.attachments/a.txt", "a");
    editHere("Web shop team/Release plan.md", "\n---\n", "\n---\n\n[a](Release%20plan.attachments/a.txt)\n");
    assert.equal((await docs("push --yes")).exit, 0);
    const folder = what === "page" ? "Web shop team" : "Web shop team/Release plan.attachments";
    const name = what === "page" ? "Working agreements.md" : "a.txt";
    write(`${folder}/${name}`, what === "page" ? machine.text(AGREEMENTS).replace("Friday", "Monday") : "aa");
    host.disk.write(`/home/me/private/${name}`, "mine alone");
    let reads = 0;
    swap = (path) => {
      // A page is read once to see whether it was edited, and once more to be sent.
      if (!path.endsWith(`/${name}`) || ++reads < (what === "page" ? 2 : 1)) return;
      const { key } = host.disk.locate(`${FOLDER}/${folder}`, { follow: false });
      host.disk.drop(key);
      host.disk.link(`${FOLDER}/${folder}`, "/home/me/private");
    };
    const { exit, out, err } = await docs("push --yes");
    assert.equal(exit, 1);
    assert.ok(!`${out}${err}`.includes("mine alone"), out);
    assert.match(err, /symbolic link/);
  });
}
