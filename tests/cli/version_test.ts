import assert from "node:assert/strict";
import { VERSION } from "../../src/core/version.ts";
import { machine } from "./fixture.ts";

Deno.test("atlcli version prints the version and the build information", async () => {
  const { out, exit } = await machine().run("version");
  assert.deepEqual({ out, exit }, { out: `atlcli ${VERSION}\n`, exit: 0 });
});

Deno.test("atlcli version --json has each member, whatever is known", async () => {
  const { json } = await machine().run("version --json");
  assert.deepEqual(json(), { version: VERSION, commit: null, deno: null, target: null });
});
