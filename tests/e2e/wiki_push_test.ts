/**
 * A large file that `wiki docs push` sends, by the real program, from a real disk.
 */
import assert from "node:assert/strict";
import { inHome } from "./atlcli_process.ts";
import { keptOfUpload, measured } from "./measured_process.ts";
import { serveWiki } from "./wiki_server.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const MEGABYTE = 1024 * 1024;
const LARGE = 500 * MEGABYTE;
const MAX_RSS = 150 * MEGABYTE;

/** Takes an upload as a site does, and counts it instead of keeping it. */
function counting(): {
  readonly counted: () => number;
  readonly take: (request: Request) => Promise<Response>;
} {
  let bytes = 0;
  const take = async (request: Request): Promise<Response> => {
    for await (const piece of request.body ?? []) bytes += piece.byteLength;
    return Response.json({ results: [{ id: "70001", title: "film.mp4", version: { number: 1 } }] });
  };
  return { counted: () => bytes, take };
}

gatedTest({
  name:
    "docs push sends a file of 500 MB as it is read, and uses less than 150 MiB, in addition to what Deno 2.4 keeps",
  unless: onlyOn("linux", "the peak memory is read from /proc"),
  fn: () =>
    inHome(async ({ folder, write }) => {
      const { counted, take } = counting();
      const { profile, close } = serveWiki({
        before: (request) =>
          request.method === "POST" && request.url.endsWith("/child/attachment") ? take(request) : undefined,
      });
      await write({ currentProfile: "wiki", profiles: { wiki: profile } });
      try {
        const docs = `${folder}/docs`;
        const pulled = await measured(["wiki", "docs", "pull", docs, "--space", "TEAM"], {
          home: folder,
        });
        assert.equal(pulled.exit, 0, pulled.err);
        await Deno.create(`${docs}/film.mp4`).then(async (file) => {
          await file.truncate(LARGE);
          file.close();
        });
        const page = `${docs}/Web shop team.md`;
        await Deno.writeTextFile(page, `${await Deno.readTextFile(page)}\n[film](film.mp4)\n`);
        const push = ["wiki", "docs", "push", docs, "--yes"];
        const { exit, err, peak } = await measured(push, { home: folder });
        assert.equal(exit, 0, err);
        assert.match(err, /Sent 1 page and 1 file to space TEAM/);
        // The form around it is short.
        assert.ok(counted() > LARGE && counted() < LARGE + 1_000, `${counted()} bytes`);
        assert.ok(peak > 0 && peak < MAX_RSS + keptOfUpload(LARGE), `${Math.round(peak / MEGABYTE)} MiB`);
      } finally {
        await close();
      }
    }),
});
