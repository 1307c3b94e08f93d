import assert from "node:assert/strict";
import { attachmentName, foldedName, pageName } from "../../src/sync/names.ts";

const TITLES: readonly (readonly [title: string, name: string])[] = [
  ["Team handbook", "Team handbook"],
  ["a/b", "a-b"],
  ["..", "page"],
  ["../../etc/passwd", "-..-etc-passwd"],
  [".hidden", "hidden"],
  ["", "page"],
  ["   ", "page"],
  ["???", "page"],
  ["CON", "_CON"],
  ["con.notes", "_con.notes"],
  ["COM1", "_COM1"],
  ["Console", "Console"],
  ["Trailing. ", "Trailing"],
  ["new\nline\ttab\u0007bell", "new-line-tab-bell"],
  ["right\u202eleft", "right-left"],
  ["\ud800 half an emoji", "- half an emoji"],
  ["🎉🚀", "🎉🚀"],
  ["👩‍💻", "👩‍💻"],
  ["Cafe\u0301", "Café"],
  ["README.md", "README_md"],
  ["x.attachments", "x_attachments"],
  ['What: "Why"?', "What- -Why-"],
  ["日本語のページ", "日本語のページ"],
];

for (const [title, name] of TITLES) {
  Deno.test(`pageName() makes ${JSON.stringify(name)} of ${JSON.stringify(title)}`, () => {
    assert.equal(pageName(title), name);
  });
}

for (const title of ["x".repeat(300), "Länge ".repeat(60), "🎉".repeat(300), "e" + "\u0301".repeat(500)]) {
  Deno.test(`pageName() keeps a name of ${[...title].length} times ${[...title][0]} short and whole`, () => {
    const name = pageName(title);
    assert.ok(new TextEncoder().encode(name).length <= 120);
    assert.ok(name.length > 0);
    assert.ok(name.isWellFormed());
  });
}

Deno.test("pageName() gives the same name for its own answer", () => {
  for (const [title] of TITLES) assert.equal(pageName(pageName(title)), pageName(title));
});

Deno.test("attachmentName() keeps the ending, however long the name is", () => {
  assert.equal(attachmentName("shop front.png"), "shop front.png");
  assert.equal(attachmentName("a/../b.tar.gz"), "a-..-b.tar.gz");
  assert.match(attachmentName(`${"x".repeat(300)}.png`), /^x{120}\.png$/);
  assert.equal(attachmentName("..png"), "file.png");
  assert.equal(attachmentName("nul.txt"), "_nul.txt");
});

Deno.test("foldedName() takes names for one that some file system does", () => {
  assert.equal(foldedName("Straße.md"), foldedName("STRASSE.md"));
  assert.equal(foldedName("Cafe\u0301"), foldedName("CAFÉ"));
  assert.notEqual(foldedName("a"), foldedName("b"));
});
