/** The steps of a push: what is sent when one of them fails, and what is remembered. */
import assert from "node:assert/strict";
import { page, pulled, refuse, sent, stateOf, versionOf } from "./wiki_docs_faults.ts";
import { BOTH, FOLDER } from "./wiki_docs_fixture.ts";

const AGREEMENTS = "Web shop team/Working agreements.md";
const DECISIONS = "Web shop team/Decisions.md";
const PLAN = "Web shop team/Release plan.md";

for (const [name, profile] of BOTH) {
  for (const status of [400, 403, 500, 503]) {
    Deno.test(`docs push sends labels again that failed with ${status}, and nothing else, on ${name}`, async () => {
      const machine = await pulled(profile);
      machine.editHere(DECISIONS, 'labels: ["decision"]', "labels: [decision, urgent]");
      machine.editHere(DECISIONS, "One page for each", "One page for every one");
      machine.fail(({ method, url }) =>
        method === "POST" && url.includes("/label") ? refuse(status) : undefined
      );
      const { exit, out, err } = await machine.docs("push --yes");
      assert.equal(exit, 1);
      assert.match(out, /^~ Web shop team\/Decisions\.md {2}version 2/m);
      assert.match(
        err,
        /Warning: "Web shop team\/Decisions\.md": content sent; labels(?: not sent|: not confirmed)/,
      );
      assert.match(
        (await machine.docs("status")).out,
        /^partly sent; push again +Web shop team\/Decisions\.md$/m,
      );
      assert.equal((await machine.docs("pull")).exit, 0);
      machine.fail();
      const puts = sent(machine, /^PUT /);
      const again = await machine.docs("push --yes");
      assert.equal(again.exit, 0, again.err);
      assert.equal(sent(machine, /^PUT /), puts);
      const now = await page(machine, 40_003, profile);
      assert.deepEqual([versionOf(now), now["labels"]], [2, ["decision", "urgent"]]);
      assert.match((await machine.docs("status")).err, /no differences/);
    });
  }

  Deno.test(`docs push sends no page whose attached file was refused, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.write("Web shop team/shop.txt", "x");
    machine.editHere(AGREEMENTS, "- Reviews", "[shop](shop.txt)\n\n- Reviews");
    machine.editHere(DECISIONS, "One page", "A page");
    machine.fail(({ method, url }) =>
      method === "POST" && url.includes("/child/attachment") ? refuse(400) : undefined
    );
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 1);
    assert.match(err, /"Web shop team\/shop\.txt" was not sent/);
    assert.equal(versionOf(await page(machine, 40_002, profile)), 1);
    assert.equal(versionOf(await page(machine, 40_003, profile)), 2);
  });

  Deno.test(`docs push remembers a file that was edited, and says the same, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.editHere(AGREEMENTS, "- Reviews", "\n\n* Reviews");
    machine.editHere(AGREEMENTS, "- No", "* No");
    assert.match((await machine.docs("status")).out, /edited here/);
    await machine.docs("push --yes");
    assert.match((await machine.docs("status")).err, /no differences/);
  });

  Deno.test(`docs push continues if a page was deleted before it is sent, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.editHere(AGREEMENTS, "Friday", "Monday");
    machine.editHere(DECISIONS, "One page", "A page");
    machine.fail(({ method, url }) => method === "PUT" && url.includes("40002") ? refuse(404) : undefined);
    const { exit, err, out } = await machine.docs("push --yes");
    assert.equal(exit, 1);
    assert.match(err, /"Web shop team\/Working agreements\.md" was not sent/);
    assert.match(out, /^~ Web shop team\/Decisions\.md {2}version 2/m);
  });

  Deno.test(`docs push leaves an attached file whose page is gone, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.write("Web shop team/a.txt", "a");
    machine.editHere(PLAN, "\n---\n", "\n---\n\n[a](a.txt)\n");
    assert.equal((await machine.docs("push --yes")).exit, 0);
    await machine.run(`wiki page delete 40006 --yes --profile ${profile}`);
    machine.write("Web shop team/a.txt", "bb");
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 1);
    // Cloud still lists the files of a page in the trash.
    const why = profile === "wiki" ? ": it is no longer attached to its page" : "\\. Not found \\(404\\)";
    assert.match(err, new RegExp(`"Web shop team/a\\.txt" was not sent${why}`));
  });

  Deno.test(`docs push attaches one of two new files of one name, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.write("one/a.txt", "one");
    machine.write("two/a.txt", "two");
    machine.editHere(AGREEMENTS, "- Reviews", "[a](../one/a.txt) [b](../two/a.txt)\n\n- Reviews");
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 1);
    assert.match(err, /"two\/a\.txt" was not sent: it would replace the attachment "a\.txt" of its page/);
    assert.equal(sent(machine, /^POST .*\/child\/attachment/), 1);
  });

  for (const title of [`"${"x".repeat(256)}"`, '"   "']) {
    Deno.test(`docs push refuses a title of ${title.length - 2} characters itself, on ${name}`, async () => {
      const machine = await pulled(profile);
      machine.editHere(AGREEMENTS, 'title: "Working agreements"', `title: ${title}`);
      const { exit, err } = await machine.docs("push --yes");
      assert.equal(exit, 2);
      assert.match(err, /Working agreements\.md" has no valid page title/);
      machine.editHere(AGREEMENTS, `title: ${title}`, 'title: "Working agreements"');
      machine.write("New.md", `---\ntitle: ${title}\n---\n\nx\n`);
      assert.equal((await machine.docs("push --yes")).exit, 2);
      assert.equal(sent(machine, /^(?:PUT|POST) /), 0);
    });
  }

  Deno.test(`docs push keeps the parent if a response omits it, and sorts labels, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.editHere(DECISIONS, 'labels: ["decision"]', "labels: [zebra, apple]");
    machine.editHere(DECISIONS, "One page", "A page");
    machine.fail(async ({ method }, next) => {
      if (method !== "PUT") return undefined;
      const response = await next();
      const { parentId: _parent, ancestors: _ancestors, ...rest } = await response.json();
      return Response.json(rest, { status: response.status });
    });
    assert.equal((await machine.docs("push --yes")).exit, 0);
    const { parent, labels } = stateOf(machine, "40003");
    assert.deepEqual([parent, labels], ["40001", ["apple", "zebra"]]);
  });

  Deno.test(`docs push moves no page back that lies elsewhere at the site, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.editHere(AGREEMENTS, "Friday", "Monday");
    let body = "";
    // The site puts the page below another parent than the folder knows: a folder of Cloud, or a page by now.
    machine.fail(async (request, next) => {
      if (request.method === "PUT") body = await request.clone().text();
      const response = await next();
      if (!(response.headers.get("content-type") ?? "").includes("json")) return response;
      const renamed = (await response.text()).replaceAll("Working agreements", "Renamed there");
      const text = renamed.replaceAll('"parentId":"40001"', '"parentId":"99001"')
        .replaceAll('{"id":"40001"', '{"id":"99001"');
      return new Response(text, { status: response.status, headers: response.headers });
    });
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 0, err);
    assert.notEqual(body, "");
    assert.doesNotMatch(body, /parentId|ancestors/);
    assert.match(body, /"title":"Renamed there"/);
  });

  Deno.test(`docs push follows a file that was renamed and edited, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.write("Elsewhere/Rules.md", machine.text(AGREEMENTS).replace("Friday", "Monday"));
    await machine.host.files.remove(`${FOLDER}/${AGREEMENTS}`);
    const { exit, out, err } = await machine.docs("push --yes");
    assert.equal(exit, 0, err);
    assert.match(out, /^~ Elsewhere\/Rules\.md {2}version 2/m);
    const now = await page(machine, 40_002, profile);
    assert.deepEqual([now["title"], now["parentId"], versionOf(now)], ["Working agreements", "40001", 2]);
    assert.match(machine.text("Elsewhere/Rules.md"), /^version: 2$/m);
    assert.equal((await machine.docs("push --yes")).err, "Nothing to send\n");
  });

  Deno.test(`docs push sends the links of a moved file unchanged, and pull corrects them, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.write("Web shop team/Release plan.attachments/pic.png", "png");
    machine.write("Web shop team/own.png", "own");
    const links = "![p](Release%20plan.attachments/pic.png) ![o](own.png) [d](Decisions.md)";
    machine.editHere(PLAN, "\n---\n", `\n---\n\n${links}\n`);
    assert.equal((await machine.docs("push --yes")).exit, 0);
    const before = String((await page(machine, 40_006, profile))["storage"]);
    machine.write("moved/Plan.md", machine.text(PLAN));
    await machine.host.files.remove(`${FOLDER}/${PLAN}`);
    for (const [from, to] of [["December", "March"], ["March", "January"]] as const) {
      machine.editHere("moved/Plan.md", from, to);
      assert.equal((await machine.docs("push --yes")).exit, 0);
    }
    const after = String((await page(machine, 40_006, profile))["storage"]);
    assert.equal(after, before.replace("December", "January"));
    assert.match(after, /<ri:attachment ri:filename="own\.png"/);
    assert.equal((await machine.docs("pull")).exit, 0);
    assert.match(machine.text("moved/Plan.md"), /\[d\]\(\.\.\/Web%20shop%20team\/Decisions\.md\)/);
    assert.match((await machine.docs("status")).err, /no differences/);
  });

  Deno.test(`docs push names files that claim one page, or a page that is not here, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.write("Copy.md", machine.text(AGREEMENTS));
    assert.equal((await machine.docs("push --yes")).err, "Nothing to send\n");
    machine.write("Copy.md", machine.text(AGREEMENTS).replace("Friday", "Monday"));
    machine.editHere(AGREEMENTS, "Friday", "Sunday");
    machine.write("Stranger.md", '---\nid: "77777"\n---\n\nText\n');
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 1);
    assert.match(
      err,
      /"Copy\.md" was not sent: "Web shop team\/Working agreements\.md" has the same id, 40002/,
    );
    assert.match(err, /"Stranger\.md" was not sent: this folder has no page 77777/);
    assert.equal(sent(machine, /^(?:PUT|POST) /), 0);
  });
}
