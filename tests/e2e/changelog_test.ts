import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { releaseNotes } from "../../scripts/release/changelog.ts";

Deno.test("CHANGELOG is ready for the version that deno.json has, but for the day", async () => {
  const text = await Deno.readTextFile(new URL("../../CHANGELOG.md", import.meta.url));
  const changelog = text.replace(/^(## \S+) \(unreleased\)$/m, "$1 (2026-01-31)");
  const { version } = config;
  assert.match(releaseNotes({ tag: `v${version}`, version, changelog }), /\S/);
});
