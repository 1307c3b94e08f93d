import assert from "node:assert/strict";
import { releaseNotes, type ReleaseTexts } from "../../scripts/release/changelog.ts";

const CHANGELOG = `# Changelog

What changes for you.

## 1.2.3 (2026-01-31)

- New things.

### Library

- More.

## 1.2.2 (2025-12-24)

- Old things.
`;
const GOOD: ReleaseTexts = { tag: "v1.2.3", version: "1.2.3", changelog: CHANGELOG };

Deno.test("the notes of a release are what CHANGELOG says about it, and nothing of the one before", () => {
  assert.equal(releaseNotes(GOOD), "- New things.\n\n### Library\n\n- More.\n");
});

Deno.test("the first release has notes, too", () => {
  const [changelog = ""] = CHANGELOG.split("## 1.2.2");
  assert.match(releaseNotes({ ...GOOD, changelog }), /^- New things\./);
});

for (
  const [what, wrong, message] of [
    ["a tag of another version", { tag: "v1.2.4" }, /^The tag is v1\.2\.4, and deno\.json has 1\.2\.3$/],
    ["a tag without v", { tag: "1.2.3" }, /^The tag is 1\.2\.3/],
    ["an invalid version", { tag: "v1.2", version: "1.2" }, /^deno\.json: "1\.2" is no version/],
    ["a CHANGELOG that ends with the one before", { tag: "v1.3.0", version: "1.3.0" }, /begins with 1\.2\.3/],
    ["a CHANGELOG of nothing", { changelog: "# Changelog\n" }, /begins with nothing/],
    [
      "a release that is called unreleased",
      { changelog: CHANGELOG.replace("2026-01-31", "unreleased") },
      /has no day, such as \(2026-01-31\), but \(unreleased\)$/,
    ],
    ["an invalid day", { changelog: CHANGELOG.replace("01-31", "02-31") }, /has no day/],
    ["a version twice", { changelog: CHANGELOG.replace("1.2.2", "1.2.3") }, /has 1\.2\.3 twice/],
    [
      "nothing to say",
      { changelog: "## 1.2.3 (2026-01-31)\n\n## 1.2.2 (2025-12-24)\n\n- Old.\n" },
      /says nothing/,
    ],
  ] as const
) {
  Deno.test(`a release is refused with ${what}`, () => {
    assert.throws(() => releaseNotes({ ...GOOD, ...wrong }), (error) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, message);
      return true;
    });
  });
}
