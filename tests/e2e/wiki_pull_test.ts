/**
 * A large pull, by the real program, onto a real disk: what it holds in memory, and how often it asks.
 */
import assert from "node:assert/strict";
import { inHome } from "./atlcli_process.ts";
import { measured } from "./measured_process.ts";
import { type Served, serveWiki } from "./wiki_server.ts";

const MEGABYTE = 1024 * 1024;
const LARGE = 500 * MEGABYTE;
const MAX_RSS = 150 * MEGABYTE;

const SECTION = "<h2>What it is about</h2>" +
  "<p>A page grows as people add to it: notes of meetings, decisions, what was tried and given up.</p>"
    .repeat(6) +
  '<p>Some of it is <strong>bold</strong>, and <a href="https://example.com/a">leads on</a>.</p>' +
  "<ul><li>an item</li><li>another one</li></ul>" +
  "<table><tbody><tr><th>name</th><th>value</th></tr><tr><td>a</td><td>b</td></tr></tbody></table>" +
  '<ac:structured-macro ac:name="info"><ac:rich-text-body><p>Mind this</p></ac:rich-text-body></ac:structured-macro>';
/** Bytes of a page that somebody made too large. */
const PAGE = 5_000_000;

/** Makes a page of 5 MB among the 500. */
async function addLargePage({ sandbox, url }: Served): Promise<void> {
  const value = SECTION.repeat(Math.ceil(PAGE / SECTION.length));
  const answer = await sandbox.handle(
    "confluence",
    new Request(`${url}/rest/api/content`, {
      method: "POST",
      headers: {
        "authorization": `Bearer ${sandbox.account("confluence-valid").token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        type: "page",
        title: "Huge",
        space: { key: "LOAD" },
        body: { storage: { value, representation: "storage" } },
      }),
    }),
  );
  assert.equal(answer.status, 200, await answer.text());
}

Deno.test({
  name:
    "docs pull of 500 pages, one of them of 5 MB, and of a file of 500 MB, holds less than 150 MiB, and asks seldom",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    inHome(async ({ folder, write }) => {
      // One more is added.
      const served = serveWiki({ pages: 499, largeAttachment: LARGE });
      const { sandbox, profile, close } = served;
      await addLargePage(served);
      await write({ currentProfile: "wiki", profiles: { wiki: profile } });
      try {
        for (const [space, most] of [["LOAD", 12], ["LOAD", 5], ["TEAM", 5]] as const) {
          const before = sandbox.requests.length;
          const words = ["wiki", "docs", "pull", `${folder}/${space}`, "--space", space];
          const { exit, err, peak } = await measured(words, { home: folder });
          assert.equal(exit, 0, err);
          assert.ok(sandbox.requests.length - before <= most);
          assert.ok(peak > 0 && peak < MAX_RSS, `${Math.round(peak / MEGABYTE)} MiB`);
        }
        const huge = await Deno.readTextFile(`${folder}/LOAD/Generated pages/Huge.md`);
        assert.equal(huge.split("## What it is about").length - 1, Math.ceil(PAGE / SECTION.length));
        assert.doesNotMatch(huge, /confluence-storage/);
        const { size } = await Deno.stat(
          `${folder}/TEAM/Web shop team/Release plan.attachments/training.mp4`,
        );
        assert.equal(size, LARGE);
      } finally {
        await close();
      }
    }),
});
