import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { releaseNotes } from "../../scripts/release/changelog.ts";

Deno.test("CHANGELOG is ready for the version that deno.json has, but for the day", async () => {
  const text = await Deno.readTextFile(new URL("../../CHANGELOG.md", import.meta.url));
  const changelog = text.replace(/^(## \S+) \(unreleased\)$/m, "$1 (2026-01-31)");
  const { version } = config;
  assert.match(releaseNotes({ tag: `v${version}`, version, changelog }), /\S/);
});

Deno.test("CHANGELOG says each thing once", async () => {
  const text = await Deno.readTextFile(new URL("../../CHANGELOG.md", import.meta.url));
  const entries = [...text.matchAll(/^- (.*(?:\n {2}.*)*)/gm)].map(([, entry = ""]) =>
    entry.replaceAll(/\s+/g, " ")
  );
  const beginnings = entries.map((entry) => entry.split(" ").slice(0, 4).join(" "));
  assert.ok(entries.length > 30, String(entries.length));
  assert.deepEqual(beginnings.filter((beginning, at) => beginnings.indexOf(beginning) !== at), []);
});

Deno.test("a tag that disagrees ends the workflow", async () => {
  const script = fileURLToPath(new URL("../../scripts/release/changelog.ts", import.meta.url));
  const args = ["run", "-A", "--quiet", script, "v0.0.0-none"];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  assert.equal(code, 1);
  assert.match(new TextDecoder().decode(stderr), /The tag is v0\.0\.0-none, and deno\.json has/);
});
