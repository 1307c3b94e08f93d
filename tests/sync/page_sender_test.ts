/** The requests of a push, page by page, and what is recorded after each of them. */
import assert from "node:assert/strict";
import { addLabels, listLabels, removeLabel } from "../../src/confluence/labels.ts";
import { getPage } from "../../src/confluence/pages.ts";
import { AtlcliError } from "../../src/core/errors.ts";
import { AGREEMENTS, DECISIONS, docsFolder, noting, refusal, ROOT } from "../helpers/docs_folder.ts";
import { DOCS_FACES } from "../helpers/docs_site.ts";

for (const face of DOCS_FACES) {
  Deno.test(`push adds labels that the site lacks, and removes those that it has, on ${face}`, async () => {
    const folder = await docsFolder(face);
    const { client } = folder;
    await addLabels(client, { id: "40003", names: ["there"] });
    await removeLabel(client, { id: "40003", name: "decision" });
    folder.edit(DECISIONS, '["decision"]', "[There, Fresh]");
    const noted: string[] = [];
    folder.meets(noting(noted));
    const { pushed } = await folder.push();
    assert.deepEqual(pushed.map(({ path, version }) => [path, version]), [[DECISIONS, 1]]);
    assert.deepEqual(noted, ["GET label", "POST label"]);
    assert.deepEqual(folder.stateOf("40003")["labels"], ["Fresh", "There"]);
    folder.edit(DECISIONS, "[There, Fresh]", "[There]");
    await folder.push();
    assert.deepEqual(noted.slice(2), ["GET label", "DELETE label"]);
    assert.deepEqual((await listLabels(client, { id: "40003" })).map((name) => name.toLowerCase()), [
      "there",
    ]);
    assert.deepEqual(folder.stateOf("40003")["labels"], ["There"]);
  });

  Deno.test(`push records each label, so that the next one goes on after the one that was refused, on ${face}`, async () => {
    const folder = await docsFolder(face);
    const { client } = folder;
    for (
      const [labels, failing, known] of [
        ["[decision, new, newer]", "POST label", ["decision", "new"]],
        ["[newer]", "DELETE label", ["new", "newer"]],
      ] as const
    ) {
      folder.edit(DECISIONS, /^labels: (.*)$/m.exec(folder.text(DECISIONS))?.[1] ?? "", labels);
      const noted: string[] = [];
      folder.meets(
        noting(noted, () => noted.filter((one) => one === failing).length === 2 ? refusal(403) : undefined),
      );
      const { unfinished } = await folder.push();
      assert.deepEqual(unfinished.map(({ missing }) => missing), [["labels"]]);
      assert.deepEqual(folder.stateOf("40003")["labels"], known);
      const again: string[] = [];
      folder.meets(noting(again));
      assert.deepEqual((await folder.push()).unfinished, []);
      assert.deepEqual(again, ["GET label", failing]);
    }
    assert.deepEqual(await listLabels(client, { id: "40003" }), ["newer"]);
    assert.deepEqual((await folder.status()).entries, []);
  });

  Deno.test(`push reports a page once whose text and labels were sent, and asks for no other labels, on ${face}`, async () => {
    const folder = await docsFolder(face);
    folder.edit(DECISIONS, '["decision"]', "[decision, new]");
    folder.edit(DECISIONS, "One page", "A page");
    folder.edit(AGREEMENTS, "Friday", "Monday");
    const noted: string[] = [];
    folder.meets(noting(noted));
    const { pushed } = await folder.push();
    assert.deepEqual(pushed.map(({ path, version }) => [path, version]), [[AGREEMENTS, 2], [DECISIONS, 2]]);
    assert.deepEqual(noted, ["PUT page", "PUT page", "GET label", "POST label"]);
    assert.deepEqual((await folder.status()).entries, []);
    assert.equal((await folder.push()).pushed.length, 0);
  });

  Deno.test(`push takes a page for sent that a repeated request was refused for, on ${face}`, async () => {
    const folder = await docsFolder(face);
    folder.write("New.md", "New\n");
    folder.edit(AGREEMENTS, "Friday", "Monday");
    folder.meets(async (_url, next, method) => {
      if (method === "GET") return undefined;
      await next();
      return refusal(method === "PUT" ? 409 : 400);
    });
    const { pushed, unfinished, undecided } = await folder.push();
    assert.deepEqual(pushed.map(({ what, path, version }) => [what, path, version]), [
      ["created", "New.md", 1],
      ["updated", AGREEMENTS, 2],
    ]);
    assert.deepEqual([unfinished, undecided], [[], []]);
    folder.meets();
    assert.deepEqual((await folder.push()).pushed, []);
  });

  for (const [status, isOpen] of [[400, false], [403, false], [409, false], [500, true]] as const) {
    Deno.test(`push remembers that a request may have reached the site after ${status}: ${isOpen}, on ${face}`, async () => {
      for (const path of ["New.md", AGREEMENTS]) {
        const folder = await docsFolder(face);
        if (path === AGREEMENTS) folder.edit(path, "Friday", "Monday");
        else folder.write(path, "New\n");
        folder.meets((_url, _next, method) => method === "GET" ? undefined : refusal(status));
        await folder.push().catch((error: unknown) => assert.ok(error instanceof AtlcliError));
        const { creating = {} } = JSON.parse(folder.text(".atlcli-docs.json"));
        const { sending } = folder.stateOf("40002");
        assert.equal(path in creating || sending !== undefined, isOpen, path);
        folder.meets();
        assert.deepEqual((await folder.push()).pushed.map((page) => page.path), [path]);
      }
    });
  }

  Deno.test(`push does not look for a page after a failure that says nothing of its version, on ${face}`, async () => {
    const folder = await docsFolder(face);
    folder.edit(AGREEMENTS, "Friday", "Monday");
    let isSent = false;
    let looks = 0;
    folder.meets(async (_url, next, method) => {
      if (isSent) looks++;
      if (method !== "PUT") return undefined;
      isSent = true;
      await next();
      return refusal(500);
    });
    await assert.rejects(folder.push());
    assert.equal(looks, 0);
    folder.meets();
    assert.deepEqual((await folder.push()).pushed, []);
    assert.equal((await getPage(folder.client, { id: "40002" })).version.number, 2);
  });

  Deno.test(`push creates pages below new ones, and none below one that was refused, on ${face}`, async () => {
    const folder = await docsFolder(face);
    for (const name of ["Good", "Bad"]) {
      folder.write(`${name}.md`, `${name}\n`);
      folder.write(`${name}/Child of ${name}.md`, "Child\n");
    }
    folder.write("Nothing/Without a parent.md", "Text\n");
    let posts = 0;
    folder.meets((_url, _next, method) => method === "POST" && ++posts === 1 ? refusal(400) : undefined);
    const { pushed, undecided } = await folder.push();
    assert.deepEqual(pushed.map(({ path }) => path), [
      "Good.md",
      "Good/Child of Good.md",
      "Nothing/Without a parent.md",
    ]);
    assert.deepEqual(undecided.map(({ path, id, why }) => [path, id, why]), [
      ["Bad.md", "", "refused"],
      ["Bad/Child of Bad.md", "", "in-the-way"],
    ]);
    const parents = await Promise.all(pushed.map(({ id }) => getPage(folder.client, { id })));
    assert.equal(parents[1]?.parentId, pushed[0]?.id);
    assert.notEqual(parents[2]?.parentId, pushed[0]?.id);
  });

  Deno.test(`push keeps an edit that is made while it sends, and sends it the next time, on ${face}`, async () => {
    const folder = await docsFolder(face);
    folder.edit(AGREEMENTS, "Friday", "Monday");
    folder.meets((_url, _next, method) => {
      if (method === "PUT") folder.edit(AGREEMENTS, "Monday", "Tuesday");
      return undefined;
    });
    await folder.push();
    folder.meets();
    assert.match(folder.text(AGREEMENTS), /^version: 2$/m);
    assert.match(folder.text(AGREEMENTS), /Tuesday/);
    assert.deepEqual((await folder.push()).pushed.map(({ version }) => version), [3]);
    assert.match((await getPage(folder.client, { id: "40002" })).storage ?? "", /Tuesday/);
  });
}

Deno.test("push moves a page, and records the parent that the site says", async () => {
  for (const answered of ["40003", "40001"]) {
    const folder = await docsFolder();
    folder.edit(AGREEMENTS, 'parent: "40001"', 'parent: "40003"');
    folder.meets(async (_url, next, method) => {
      if (method !== "PUT") return undefined;
      const response = await next();
      const text = await response.text();
      const other = text.replaceAll('"parentId":"40003"', `"parentId":"${answered}"`);
      return new Response(other, { status: response.status, headers: response.headers });
    });
    await folder.push();
    assert.equal((await getPage(folder.client, { id: "40002" })).parentId, "40003");
    assert.equal(folder.stateOf("40002")["parent"], answered);
  }
});

Deno.test("push neither rewrites nor recreates a file that stopped being text, or was removed, while it sent", async () => {
  const bytes = [0x47, 0xfc, 0x6e];
  const folder = await docsFolder();
  folder.edit(AGREEMENTS, "Friday", "Monday");
  folder.meets((_url, _next, method) => {
    if (method === "PUT") folder.host.disk.write(`${ROOT}/${AGREEMENTS}`, Uint8Array.from(bytes));
    return undefined;
  });
  await assert.rejects(folder.push(), /is not UTF-8/);
  assert.deepEqual([...await folder.host.files.read(`${ROOT}/${AGREEMENTS}`) ?? []], bytes);
  folder.edit(DECISIONS, "One page", "A page");
  await folder.host.files.remove(`${ROOT}/${AGREEMENTS}`);
  folder.meets(async (_url, _next, method) => {
    if (method === "PUT") await folder.host.files.remove(`${ROOT}/${DECISIONS}`);
    return undefined;
  });
  assert.deepEqual((await folder.push()).pushed.map(({ path }) => path), [DECISIONS]);
  assert.equal(folder.host.disk.text(`${ROOT}/${DECISIONS}`), undefined);
});

Deno.test("push writes a file once for each new version", async () => {
  let renames = 0;
  const folder = await docsFolder("cloud", {
    onStep: ({ operation, path }) => {
      if (operation === "rename" && path.endsWith(AGREEMENTS)) renames++;
    },
  });
  folder.edit(AGREEMENTS, "Friday", "Monday");
  renames = 0;
  await folder.push();
  assert.equal(renames, 1);
});

Deno.test("push puts the id before the text of a new page, whatever lines the text has", async () => {
  const folder = await docsFolder();
  folder.write("Rule.md", "Text\n\n---\n\nMore\n");
  folder.write("Titled.md", "---\ntitle: Own title\n---\n\nText\n");
  const [rule, titled] = (await folder.push()).pushed;
  assert.equal(
    folder.text("Rule.md"),
    `---\nid: "${rule?.id}"\ntitle: "Rule"\nspace: "TEAM"\nversion: 1\nparent: "40001"\nlabels: []\nurl: "${rule?.url}"\n---\n\nText\n\n---\n\nMore\n`,
  );
  assert.equal(
    folder.text("Titled.md"),
    `---\nversion: 1\nid: "${titled?.id}"\ntitle: Own title\n---\n\nText\n`,
  );
});

Deno.test("push records the links of a page, and its own files alone", async () => {
  const folder = await docsFolder();
  folder.write("a.txt", "a");
  folder.write("x/a.txt", "b");
  folder.edit(AGREEMENTS, "- Reviews", "[a](../a.txt) [d](Decisions.md)\n\n- Reviews");
  folder.write("New.md", "[b](x/a.txt) [d](Web%20shop%20team/Decisions.md)\n");
  const [made] = (await folder.push()).pushed;
  const links = (id: string): unknown => folder.stateOf(id)["links"];
  assert.deepEqual(links("40002"), { '[null,null,"a.txt"]': "a.txt", '["Decisions",null]': DECISIONS });
  assert.deepEqual(links(made?.id ?? ""), {
    '[null,null,"a.txt"]': "x/a.txt",
    '["Decisions",null]': DECISIONS,
  });
  folder.edit(AGREEMENTS, "Friday", "Monday");
  await folder.push();
  assert.deepEqual(links("40002"), { '[null,null,"a.txt"]': "a.txt", '["Decisions",null]': DECISIONS });
});
