/** Pushes that go on where an earlier one had to stop, or where nothing has to be sent. */
import assert from "node:assert/strict";
import { AGREEMENTS, docsFolder, noting, refusal } from "../helpers/docs_folder.ts";

Deno.test("push remembers a file that says the same in another way, and sends nothing", async () => {
  const folder = await docsFolder();
  folder.edit(AGREEMENTS, "- Reviews", "\n\n* Reviews");
  folder.edit(AGREEMENTS, "- No", "* No");
  const { links, storage } = folder.stateOf("40002");
  assert.deepEqual((await folder.status()).entries.map(({ state }) => state), ["edited"]);
  const noted: string[] = [];
  folder.meets(noting(noted));
  assert.deepEqual((await folder.push()).pushed, []);
  assert.deepEqual(noted, []);
  assert.deepEqual((await folder.status()).entries, []);
  const now = folder.stateOf("40002");
  assert.deepEqual([now["links"], now["storage"], now["version"]], [links, storage, 1]);
});

Deno.test("push sends the files of a new page until the site has all of them, and labels after them", async () => {
  const folder = await docsFolder();
  folder.write("New.md", "---\nlabels: [new]\n---\n\n[a](a.txt) [b](b.txt)\n");
  for (const name of ["a", "b"]) folder.write(`${name}.txt`, name);
  for (
    const [fine, adding] of [[0, ["a.txt", "b.txt"]], [1, ["b.txt"]], [2, undefined]] as const
  ) {
    let uploads = 0;
    folder.meets((url, _next, method) =>
      method === "POST" && url.pathname.includes("/label") && fine === 0
        ? refusal(403)
        : method === "POST" && url.pathname.includes("/child/attachment") && ++uploads > fine
        ? refusal(403)
        : undefined
    );
    const { unfinished } = await folder.push();
    const [, id = ""] = /^id: "(\d+)"$/m.exec(folder.text("New.md")) ?? [];
    const { adding: left, unfinished: steps } = folder.stateOf(id);
    assert.deepEqual(left, adding);
    if (fine === 0) {
      assert.deepEqual(steps, ["attachments", "labels"]);
      assert.deepEqual(unfinished.map(({ sent }) => sent), [["content"]]);
    }
    assert.deepEqual((await folder.status()).entries.map(({ state, path }) => [state, path]), [
      ...(adding === undefined ? [] : [["unfinished", "New.md"]]),
    ]);
  }
});

Deno.test("push takes over an attachment whose response was lost, and sends it no more", async () => {
  const folder = await docsFolder();
  folder.write("a.txt", "a");
  folder.edit(AGREEMENTS, "- Reviews", "[a](../a.txt)\n\n- Reviews");
  folder.meets(async (_url, next, method) => {
    if (method !== "POST") return undefined;
    await next();
    throw new TypeError("The connection was dropped");
  });
  await assert.rejects(folder.push());
  const noted: string[] = [];
  folder.meets(noting(noted));
  const { pushed, files } = await folder.push();
  assert.deepEqual([pushed.map(({ path }) => path), files, noted], [[AGREEMENTS], [], ["PUT page"]]);
  assert.deepEqual((await folder.status()).entries, []);
  const attachments = Object.values(folder.stateOf("40002")["attachments"] ?? {});
  assert.deepEqual(attachments.map(({ path }) => path), ["a.txt"]);
});
