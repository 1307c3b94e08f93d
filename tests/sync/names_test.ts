import assert from "node:assert/strict";
import { attachmentName, foldedName, isHidden, pageName } from "../../src/sync/names.ts";
import { effort } from "../helpers/effort.ts";

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
  ["Nul .Net", "_Nul .Net"],
  ["aux - Kabel", "aux - Kabel"],
  ["Console", "Console"],
  ["GIT~1", "GIT-1"],
  ["git~12.notes", "git-12.notes"],
  ["WORKIN~1", "WORKIN-1"],
  ["con~1", "con-1"],
  ["about ~1 hour", "about ~1 hour"],
  ["my WORK~1", "my WORK~1"],
  ["wide \u00a0 gap", "wide gap"],
  ["Trailing. ", "Trailing"],
  ["new\nline\ttab\u0007bell", "new-line-tab-bell"],
  ["right\u202eleft", "right-left"],
  ["\ud800 half an emoji", "- half an emoji"],
  ["🎉🚀", "🎉🚀"],
  ["👩‍💻", "👩‍💻"],
  ["Cafe\u0301", "Café"],
  ["README.md", "README_md"],
  ["README.MD", "README_MD"],
  ["notes.md.old", "notes.md.old"],
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

Deno.test("pageName() keeps what it can of a letter with too many accents", () => {
  assert.equal(pageName(`e${"\u0301".repeat(500)}`), `\u00e9${"\u0301".repeat(29)}`);
});

Deno.test("pageName() looks at the first 1,000 characters of a title", () => {
  assert.equal(pageName(`${" ".repeat(999)}xy`), "x");
  assert.equal(pageName(`${" ".repeat(1_000)}xy`), "page");
});

Deno.test("pageName() and attachmentName() leave secrets out", () => {
  const token = `ATATT3xFfGF0${"m1aT0ken_-".repeat(17)}=ABCD1234`;
  for (const name of [pageName(`About ${token}`), attachmentName(`About ${token}.png`)]) {
    assert.match(name, /^About /);
    assert.ok(!name.includes("m1aT0ken"), name);
  }
});

Deno.test("pageName() gives the same name for its own answer", () => {
  for (const [title] of TITLES) assert.equal(pageName(pageName(title)), pageName(title));
});

Deno.test("attachmentName() keeps the ending, however long the name is", () => {
  assert.equal(attachmentName("shop front.png"), "shop front.png");
  assert.equal(attachmentName("a/../b.tar.gz"), "a-..-b.tar.gz");
  assert.match(attachmentName(`${"x".repeat(300)}.png`), /^x{120}\.png$/);
  assert.equal(attachmentName("..png"), "file.png");
  assert.equal(attachmentName("nul.txt"), "_nul.txt");
  assert.equal(attachmentName("DOKUME~1.PDF"), "DOKUME-1.PDF");
});

const SAME: readonly (readonly [string, string])[] = [
  ["Straße.md", "STRASSE.md"],
  ["ẞ", "ss"],
  ["Cafe\u0301", "CAFÉ"],
  ["ınput", "INPUT"],
  ["İ", "i"],
  ["ﬁle", "FILE"],
  ["ς", "Σ"],
  ["\u212aelvin", "kelvin"],
  ["a\u200db", "AB"],
  ["a. ./b.", "A/B"],
];

for (const [one, other] of SAME) {
  Deno.test(`foldedName() takes ${JSON.stringify(one)} and ${JSON.stringify(other)} for one, as some file system does`, () => {
    assert.equal(foldedName(one), foldedName(other));
  });
}

Deno.test("foldedName() tells other names apart", () => {
  const names = ["a", "b", "ab", "ä", "a b", "a.b", "H₂O", "H2O", "a/b"];
  assert.equal(new Set(names.map(foldedName)).size, names.length);
});

Deno.test("foldedName() is the same for every case and normal form of every character", () => {
  for (let code = 0; code <= 0x1ffff; code += effort(7, 1)) {
    const character = code >= 0xd800 && code <= 0xdfff ? "a" : String.fromCodePoint(code);
    const folded = foldedName(`a${character}b`);
    for (
      const other of [
        character.toLowerCase(),
        character.toUpperCase(),
        character.normalize("NFD"),
        character.normalize("NFC"),
      ]
    ) {
      assert.equal(foldedName(`a${other}b`), folded, code.toString(16));
    }
    assert.equal(foldedName(folded), folded, code.toString(16));
  }
});

for (
  const path of [
    ".git/config",
    "a/.b",
    "GIT~1",
    "git~2/hooks/x",
    "git~1. ",
    "\u200c.git/x",
    ".g\u200dit",
    "a.md::$DATA",
    "a:b",
  ]
) {
  Deno.test(`isHidden() counts ${JSON.stringify(path)}`, () => assert.ok(isHidden(path)));
}

Deno.test("isHidden() counts no ordinary path", () => {
  for (const path of ["a.md", "a/b.c/d", "git", "git~x", "git~1.md", "my git~1"]) {
    assert.ok(!isHidden(path), path);
  }
});
