/** A large body that `atlcli api` sends, by the real program: it is sent as it is read. */
import assert from "node:assert/strict";
import { inHome } from "./atlcli_process.ts";
import { keptOfUpload, measured } from "./measured_process.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const MEGABYTE = 1024 * 1024;
const LARGE = 500 * MEGABYTE;
const MAX_RSS = 150 * MEGABYTE;

/** The given number of zeros. */
function zeros(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes;
  return new ReadableStream({
    pull: (controller) => {
      if (left <= 0) return controller.close();
      const size = Math.min(left, 65_536);
      left -= size;
      controller.enqueue(new Uint8Array(size));
    },
  });
}

for (const from of ["a file", "standard input"]) {
  gatedTest({
    name: `api --input of 500 MB from ${from} uses less than 150 MiB, in addition to what Deno 2.4 keeps`,
    unless: onlyOn("linux", "the peak memory is read from /proc"),
    fn: () =>
      inHome(async ({ folder, write }) => {
        let bytes = 0;
        const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
          for await (const piece of request.body ?? []) bytes += piece.byteLength;
          return Response.json({});
        });
        try {
          const baseUrl = `http://127.0.0.1:${server.addr.port}`;
          const profile = {
            name: "dc",
            baseUrl,
            authType: "bearer",
            apiToken: "x".repeat(44),
            product: "jira",
          };
          await write({ currentProfile: "dc", profiles: { dc: { ...profile, deployment: "data-center" } } });
          const path = `${folder}/large.bin`;
          const file = await Deno.create(path);
          await file.truncate(LARGE);
          file.close();
          const input = from === "a file" ? path : "-";
          const words = ["api", "POST", "/rest/api/2/x", "--input", input];
          const stdin = from === "a file" ? {} : { input: zeros(LARGE) };
          const { exit, err, peak } = await measured(words, { home: folder, ...stdin });
          assert.equal(exit, 0, err);
          assert.equal(bytes, LARGE);
          assert.ok(peak > 0 && peak < MAX_RSS + keptOfUpload(LARGE), `${Math.round(peak / MEGABYTE)} MiB`);
        } finally {
          await server.shutdown();
        }
      }),
  });
}
