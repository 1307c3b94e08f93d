import assert from "node:assert/strict";
import type { Interfere } from "../../src/sandbox/mod.ts";
import { BOTH, docsMachine } from "./wiki_docs_fixture.ts";

/** A login in front of the site that answers every download with its page, and calls that a success. */
const loginPage: Interfere = (request) =>
  /\/download\b|\/binary\b/.test(new URL(request.url).pathname)
    ? new Response("<html><form>Log in</form></html>", { headers: { "content-type": "text/html" } })
    : undefined;

for (const [name, profile] of BOTH) {
  Deno.test(`docs pull saves no login page in place of an attached image, on ${name}`, async () => {
    const { docs, tree } = docsMachine(profile, { interfere: loginPage });
    const { exit, err } = await docs("pull --space DOCS");
    assert.equal(exit, 4, err);
    assert.match(err, /^Error: ".*" responded with a web page instead of data$/m);
    assert.ok(tree().every((path) => !/\.(?:png|svg)$/.test(path)), tree().join("\n"));
  });
}
