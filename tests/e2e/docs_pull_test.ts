/** Real pulls, by the real program onto a real disk, that are ended early, or find pipes where files should be. */
import assert from "node:assert/strict";
import { killPulls } from "../torture/pull_kills.ts";
import { spawnAtlcli } from "../torture/spawn_atlcli.ts";
import { inHome } from "./atlcli_process.ts";
import { serveWiki } from "./wiki_server.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

const unless = notOn("windows", "Windows has neither signals nor pipes with a path");
/** What a signal may take to end a command, in milliseconds. */
const SOON_MS = 1_000;
/** What something that does not hang may take, on a machine that does other things as well. */
const NEVER_MS = 60_000;

gatedTest({
  name: "docs pull that is killed by SIGKILL is resumed by the next one",
  unless,
  fn: async () => {
    const kills = await killPulls([{ request: 3 }, { request: 5 }, { afterMs: 900 }]);
    assert.ok(kills >= 2);
    console.log(`kills of pulls: ${kills}`);
  },
});

gatedTest({
  name: "docs pull ends within a second of Ctrl-C, reports what it wrote, and resumes",
  unless,
  fn: () =>
    inHome(async ({ folder, write, run }) => {
      const ended = Promise.withResolvers<void>();
      const reached = Promise.withResolvers<void>();
      let isEnded = false;
      const served = serveWiki({
        before: ({ url }) => {
          if (isEnded || !url.includes("/download/")) return undefined;
          reached.resolve();
          return ended.promise.then(() => new Response("unread"));
        },
      });
      await write({ currentProfile: "wiki", profiles: { wiki: served.profile } });
      try {
        const line = ["wiki", "docs", "pull", `${folder}/docs`, "--space", "DOCS"];
        const child = spawnAtlcli(line, folder);
        await reached.promise;
        const started = performance.now();
        child.kill("SIGINT");
        const { code, stdout, stderr } = await child.output();
        const took = performance.now() - started;
        const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
        assert.equal(code, 130, err);
        assert.ok(took < SOON_MS, `${took} ms`);
        assert.equal(out?.match(/^\+ .*\.md$/gm)?.length, 33);
        assert.match(err ?? "", /^Space DOCS: not finished; 33 files changed so far, of 33 pages/m);
        isEnded = true;
        ended.resolve();
        const again = await run([...line, "--json"]);
        assert.equal(again.exit, 0, again.err);
        const { done }: { done: { path: string }[] } = JSON.parse(again.out);
        assert.ok(done.length === 5 && done.every(({ path }) => path.includes(".attachments/")), again.out);
      } finally {
        ended.resolve();
        await served.close();
      }
    }),
});

gatedTest({
  name: "docs pull waits for no pipe, whichever of its files one stands for, and replaces none",
  unless,
  fn: () =>
    inHome(async ({ folder, write, run }) => {
      const served = serveWiki();
      await write({ currentProfile: "wiki", profiles: { wiki: served.profile } });
      const line = ["wiki", "docs", "pull", `${folder}/docs`, "--space", "DOCS"];
      try {
        assert.equal((await run(line)).exit, 0);
        const file = "Handbook/Formatting/Images & attachments.attachments/logo.svg";
        for (const path of [".atlcli-docs.json", ".atlcli-docs.journal.json", "Handbook.md", file]) {
          const there = `${folder}/docs/${path}`;
          const kept = await Deno.readFile(there).catch(() => undefined);
          if (kept !== undefined) await Deno.remove(there);
          await new Deno.Command("mkfifo", { args: [there] }).output();
          const child = spawnAtlcli(line, folder);
          const timer = setTimeout(() => child.kill("SIGKILL"), NEVER_MS);
          const { code, stderr } = await child.output();
          clearTimeout(timer);
          const err = new TextDecoder().decode(stderr);
          if (path !== file) {
            assert.equal(code, 1, `${path}: ${err}`);
            assert.ok(err.includes(path) || err.includes(`${folder}/docs`), `${path}: ${err}`);
          }
          assert.ok(!(await Deno.lstat(there)).isFile, path);
          await Deno.remove(there);
          if (kept !== undefined) await Deno.writeFile(there, kept);
        }
        await Deno.remove(`${folder}/docs/.atlcli-docs.lock`);
        await new Deno.Command("mkfifo", { args: [`${folder}/docs/.atlcli-docs.lock`] }).output();
        const child = spawnAtlcli(line, folder);
        const timer = setTimeout(() => child.kill("SIGKILL"), NEVER_MS);
        const { signal } = await child.output();
        clearTimeout(timer);
        assert.equal(signal, null);
      } finally {
        await served.close();
      }
    }),
});
