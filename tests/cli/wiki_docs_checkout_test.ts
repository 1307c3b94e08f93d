/** Folders that somebody else filled: a checkout with links in it, and with a state that names what no pull wrote. */
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
  assert.match(err, /Something that is not ours stands where/);
  assert.deepEqual(host.disk.names("/home/me/elsewhere"), []);
});

Deno.test("docs pull leaves a link that lies where a new page has to go, and goes on with the others", async () => {
  for (const target of ["/home/me/notes", "/gone"]) {
    const { docs, host, tree } = docsMachine("work");
    host.disk.write("/home/me/notes", "mine");
    host.disk.folder(FOLDER);
    host.disk.link(`${FOLDER}/Web shop team.md`, target);
    const { exit, err } = await docs("pull --space TEAM");
    assert.equal(exit, 1);
    assert.match(
      err,
      /Something that is not ours stands where "Web shop team\.md" has to go: .*It is a symbolic link/,
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
    /"Web shop team\/Working agreements\.md" is not a regular file: neither read nor replaced/,
  );
  assert.equal(host.disk.text(`${FOLDER}/${AGREEMENTS}`), "mine alone");
});

for (
  const [path, why] of [
    ["../../.ssh/config.md", /It names a file outside the folder/],
    [".git/notes.md", /It names a hidden file/],
    ["secrets.env", /It names a page's file without \.md/],
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
