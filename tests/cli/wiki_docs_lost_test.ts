/** Pushes whose responses are lost, or that are interrupted: the next run knows what has reached the site. */
import assert from "node:assert/strict";
import { page, pulled, sent, versionOf } from "./wiki_docs_faults.ts";
import { BOTH } from "./wiki_docs_fixture.ts";

const AGREEMENTS = "Web shop team/Working agreements.md";
const DECISIONS = "Web shop team/Decisions.md";
const PLAN = "Web shop team/Release plan.md";

for (const [name, profile] of BOTH) {
  Deno.test(`docs push knows its own version after a lost response, also when the file was edited, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.editHere(AGREEMENTS, "Friday", "Monday");
    let done = false;
    machine.fail(async ({ method }, next) => {
      if (method !== "PUT" && method !== "GET") return undefined;
      if (method === "PUT" && !done) await next();
      if (method === "PUT") done = true;
      if (done) throw new TypeError("The connection was dropped");
      return undefined;
    });
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 7);
    assert.match(
      err,
      /"Web shop team\/Working agreements\.md": content: not confirmed, the next push checks/,
    );
    machine.fail();
    machine.editHere(AGREEMENTS, "Monday", "Tuesday");
    const again = await machine.docs("push --yes");
    assert.equal(again.exit, 0, again.err);
    const now = await page(machine, 40_002, profile);
    assert.equal(versionOf(now), 3);
    assert.match(String(now["storage"]), /Tuesday/);
  });

  Deno.test(`docs push sends a file that was put back after a lost response, on ${name}`, async () => {
    const machine = await pulled(profile);
    const before = machine.text(AGREEMENTS);
    machine.editHere(AGREEMENTS, "Friday", "Monday");
    let done = false;
    machine.fail(async ({ method }, next) => {
      if (method === "PUT" && !done) await next();
      if (method === "PUT") done = true;
      if (done) throw new TypeError("The connection was dropped");
      return undefined;
    });
    assert.equal((await machine.docs("push --yes")).exit, 7);
    machine.fail();
    machine.write(AGREEMENTS, before);
    const { exit, err } = await machine.docs("push --yes");
    assert.equal(exit, 0, err);
    const now = await page(machine, 40_002, profile);
    assert.equal(versionOf(now), 3);
    assert.match(String(now["storage"]), /Friday/);
  });

  Deno.test(`docs push knows a file whose response was lost, new or changed, on ${name}`, async () => {
    const machine = await pulled(profile);
    const lose = (): void =>
      machine.fail(async ({ method }, next) => {
        if (method !== "POST") return undefined;
        await next();
        throw new TypeError("The connection was dropped");
      });
    const uploads = (): number => sent(machine, /^POST .*\/child\/attachment/);
    machine.write("Web shop team/a.txt", "a");
    machine.editHere(PLAN, "\n---\n", "\n---\n\n[a](a.txt)\n");
    for (const text of ["a", "changed"]) {
      machine.write("Web shop team/a.txt", text);
      lose();
      assert.equal((await machine.docs("push --yes")).exit, 7);
      const before = uploads();
      machine.fail();
      const { exit, err } = await machine.docs("push --yes");
      assert.equal(exit, 0, err);
      assert.equal(uploads(), before);
      assert.equal((await machine.docs("push --yes")).err, "Nothing to send\n");
    }
    assert.equal(uploads(), 2);
  });

  Deno.test(`docs pull knows what a push has sent whose response was lost, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.editHere(AGREEMENTS, "Friday", "Monday");
    let done = false;
    machine.fail(async ({ method }, next) => {
      if (method === "PUT" && !done) await next();
      if (method === "PUT") done = true;
      if (done) throw new TypeError("The connection was dropped");
      return undefined;
    });
    assert.equal((await machine.docs("push --yes")).exit, 7);
    machine.fail();
    const { exit, err } = await machine.docs("pull");
    assert.equal(exit, 0, err);
    assert.equal((await machine.docs("push --yes")).err, "Nothing to send\n");
    assert.match((await machine.docs("status")).err, /no differences/);
    assert.equal(versionOf(await page(machine, 40_002, profile)), 2);
  });

  Deno.test(`docs push finds a new page whose response was lost, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.write("Fresh.md", "First\n");
    machine.fail(async ({ method }, next) => {
      if (method !== "POST") return undefined;
      await next();
      throw new TypeError("The connection was dropped");
    });
    assert.equal((await machine.docs("push --yes")).exit, 7);
    assert.match((await machine.docs("status")).out, /^partly sent; push again +Fresh\.md$/m);
    machine.fail();
    const posts = sent(machine, /^POST /);
    machine.write("Fresh.md", "Second\n");
    const again = await machine.docs("push --yes");
    assert.equal(again.exit, 0, again.err);
    assert.equal(sent(machine, /^POST /), posts);
    const [, id = ""] = /^id: "(\d+)"$/m.exec(machine.text("Fresh.md")) ?? [];
    const now = await page(machine, id, profile);
    assert.deepEqual([versionOf(now), now["storage"]], [2, "<p>Second</p>"]);
  });

  Deno.test(`docs push finds a page that took the place of a deleted one, and makes it once, on ${name}`, async () => {
    const machine = await pulled(profile);
    await machine.run(`wiki page delete 40002 --yes --profile ${profile}`);
    machine.write(AGREEMENTS, machine.text(AGREEMENTS).replace(/^id: .*\n/m, "").replace("Friday", "Monday"));
    machine.fail(async ({ method }, next) => {
      if (method !== "POST") return undefined;
      await next();
      throw new TypeError("The connection was dropped");
    });
    assert.equal((await machine.docs("push --yes")).exit, 7);
    machine.fail();
    const { exit, err } = await machine.docs("push --yes");
    assert.deepEqual([exit, err], [0, "Nothing to send\n"]);
    assert.equal(sent(machine, /^POST /), 1);
    const [, id = ""] = /^id: "(\d+)"$/m.exec(machine.text(AGREEMENTS)) ?? [];
    assert.equal(
      (await page(machine, id, profile))["storage"],
      "<ul><li>Reviews within a day</li><li>No meetings on Monday</li></ul>",
    );
    assert.match((await machine.docs("status")).err, /no differences/);
  });

  Deno.test(`docs push says what reached the site after Ctrl-C, and ends with 130, on ${name}`, async () => {
    const machine = await pulled(profile);
    machine.editHere(DECISIONS, "One page", "A page");
    machine.editHere(AGREEMENTS, "Friday", "Monday");
    let puts = 0;
    const { exit, out, err } = await machine.docs("push --yes", {
      onRequest: (terminal) => {
        const count = sent(machine, /^PUT /);
        if (count > puts && ++puts === 1) terminal.interrupt(130);
      },
    });
    assert.equal(exit, 130);
    assert.match(out, /version 2/);
    assert.match(err, /Decisions\.md": content: not confirmed, the next push checks/);
    assert.match(err, /not finished; 1 page sent so far, 0 not yet begun\. Re-run the command to resume/);
    assert.equal((await machine.docs("push --yes")).exit, 0);
    assert.match((await machine.docs("status")).err, /no differences/);
  });
}
