/** What docs/library.md shows, in Node and Bun: JavaScript in all of them, TypeScript where types are stripped. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { denoHost } from "../../src/host/deno/host.ts";
import { startSandbox } from "../../src/sandbox/mod.ts";
import { FOLDER, runIn, RUNTIMES } from "./runtimes.ts";

const PAGE = fileURLToPath(new URL("../../docs/library.md", import.meta.url));
const BLOCK = /^```(js|ts)\n([\s\S]*?)^```$/gm;

const blocks = [...(await Deno.readTextFile(PAGE)).matchAll(BLOCK)]
  .map(([, language = "", source = ""], index) => ({ name: `example${index}.m${language}`, source }));

Deno.test("docs/library.md has examples in JavaScript and in TypeScript", () => {
  assert.ok(blocks.some(({ name }) => name.endsWith(".mjs")));
  assert.ok(blocks.filter(({ name }) => name.endsWith(".mts")).length >= 3);
});

for (const runtime of RUNTIMES) {
  Deno.test(`the examples of docs/library.md run in ${runtime.name}`, async (t) => {
    const sandbox = await startSandbox(denoHost());
    const { email = "", token } = sandbox.account("cloud-valid");
    const env = { ATLCLI_SITE: sandbox.urls.cloud, ATLCLI_EMAIL: email, ATLCLI_API_TOKEN: token };
    for (const { name, source } of blocks) {
      // The Node of this machine may be 20, which knows no types.
      if (runtime.name === "Node" && name.endsWith(".mts")) continue;
      await t.step(name, async () => {
        await Deno.writeTextFile(`${FOLDER}/${name}`, source);
        const { code, stderr } = await runIn(runtime, name, { env });
        assert.equal(code, 0, stderr);
        assert.ok(!/Assertion failed/i.test(stderr), stderr);
      });
    }
    await sandbox.close();
  });
}
