/**
 * Code that the GitHub Action repeats, because Node runs it directly: compared with the program's own.
 */
import assert from "node:assert/strict";
import { RELEASE_KEYS as KEYS_OF_THE_ACTION } from "../../action/release_keys.mjs";
import { assetFor, isSafe, RELEASES_URL as URL_OF_THE_ACTION } from "../../action/releases.mjs";
import { formsOf } from "../../action/masks.mjs";
import { RELEASES_URL } from "../../src/cli/commands/upgrade/release_address.ts";
import { RELEASE_KEYS } from "../../src/cli/process/release_keys.ts";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";

Deno.test("the action looks for releases where the program does, and knows the same keys", () => {
  assert.equal(URL_OF_THE_ACTION, RELEASES_URL);
  assert.deepEqual(KEYS_OF_THE_ACTION, RELEASE_KEYS);
});

Deno.test("the action knows every executable of a release by its name, and no other", () => {
  const platforms = { linux: "linux", darwin: "darwin", windows: "win32" } as const;
  const files = RELEASE_TARGETS.map(({ os, triple }) =>
    assetFor({ platform: platforms[os], arch: triple.startsWith("aarch64") ? "arm64" : "x64" })
  );
  assert.deepEqual(files, RELEASE_TARGETS.map(({ file }) => file));
  assert.equal(assetFor({ platform: "win32", arch: "arm64" }), "atlcli-windows-x64.exe");
  for (const [platform, arch] of [["linux", "arm"], ["freebsd", "x64"]] as const) {
    assert.throws(() => assetFor({ platform, arch }), /No executable for/);
  }
});

Deno.test("the action loads by https, or from this machine", () => {
  for (const url of ["https://a.test", "http://127.0.0.1:1", "http://localhost", "http://[::1]:2"]) {
    assert.ok(isSafe(new URL(url)), url);
  }
  for (const url of ["http://a.test", "http://127.0.0.1.a.test", "ftp://localhost", "file:///localhost"]) {
    assert.ok(!isSafe(new URL(url)), url);
  }
});

Deno.test("formsOf() names every line of a token, but none that stands everywhere", () => {
  assert.deepEqual(formsOf(" \n", "a@b.c"), []);
  const forms = formsOf("first line\r\nof\nsecond line\n", "");
  assert.deepEqual(forms.filter((form) => !/[\r\n=\\%]/.test(form) && !/^[\w-]{20,}$/.test(form)), [
    "first line",
    "second line",
  ]);
});

Deno.test("formsOf() names what programs make of a token", () => {
  const token = 'a"b/c+d e?>';
  const forms = formsOf(token, "me@b.c");
  const basic = btoa(`me@b.c:${token}`);
  for (const form of [token, btoa(token), basic, encodeURIComponent(token), 'a\\"b/c+d e?>']) {
    assert.ok(forms.includes(form), form);
  }
  assert.equal(new Set(forms).size, forms.length);
});
