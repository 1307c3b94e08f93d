import assert from "node:assert/strict";
import {
  formatPageFile,
  normalized,
  parsePageFile,
  withLineEndsOf,
  withMembers,
} from "../../src/sync/front_matter.ts";

const FRONT = {
  id: "40002",
  title: 'He said: "no" # not a comment',
  space: "TEAM",
  version: 3,
  parent: "40001",
  labels: ["a", "b c", "yes"],
  url: "https://demo.atlassian.net/wiki/spaces/TEAM/pages/40002",
};

Deno.test("parsePageFile() reads what formatPageFile() wrote", () => {
  for (const body of ["", "Text\n", "---\n\nA rule first\n", "\nblank line first\n"]) {
    const text = formatPageFile({ front: FRONT, body });
    assert.deepEqual(parsePageFile(text, "x.md"), { front: FRONT, body });
  }
});

Deno.test("formatPageFile() writes a member a line, and leaves out what there is not", () => {
  assert.equal(
    formatPageFile({ front: { id: "1", title: "T", labels: [] }, body: "Text\n" }),
    '---\nid: "1"\ntitle: "T"\nlabels: []\n---\n\nText\n',
  );
});

Deno.test("parsePageFile() reads what people write: no quotes, lists, comments, Windows' line ends", () => {
  const text =
    "\ufeff---\r\ntitle: New name\r\nid: 40002 # the page\r\nlabels:\r\n  - one\r\n  - 2\r\nmine: x\r\n---\r\nText\r\n";
  const { front, body } = parsePageFile(text, "x.md");
  assert.deepEqual([front.title, front.id, front.labels, body], [
    "New name",
    "40002",
    ["one", "2"],
    "Text\n",
  ]);
});

Deno.test("parsePageFile() takes a file without front matter for text", () => {
  for (const text of ["# Title\n", "", "--- \nnot closed", "text\n---\nid: 1\n---\n"]) {
    assert.deepEqual(parsePageFile(text, "x.md"), { front: {}, body: text });
  }
});

const BROKEN: readonly (readonly [what: string, source: string])[] = [
  ["invalid YAML", "title: [open"],
  ["a list", "- a\n- b"],
  ["a text over several lines", "title: |\n  a"],
  ["a quote that is not closed", 'title: "a'],
  ["a title with a colon and a space", "title: a: b"],
  ["a title that is a map", "title: {a: b}"],
  ["a version that is not a number", "version: three"],
  ["a label that is a list", "labels: [[a]]"],
  ["an anchor", "title: &a x"],
];
for (const [what, source] of BROKEN) {
  Deno.test(`parsePageFile() refuses ${what}, naming the file`, () => {
    assert.throws(() => parsePageFile(`---\n${source}\n---\nText\n`, "Sub/x.md"), {
      code: "usage",
      message: /Sub\/x\.md/,
    });
  });
}

Deno.test("parsePageFile() ignores unknown members, whatever they contain", () => {
  const text =
    "---\nauthors:\n  - name: Ada\n    mail: x\nid: '7'\nnotes: |\n  title: not this one\ntags: {a: b}\n---\nText\n";
  const { front } = parsePageFile(text, "x.md");
  assert.deepEqual([front.id, front.title], ["7", undefined]);
});

Deno.test("parsePageFile() reads texts in both quotes, and lists on one line", () => {
  const text =
    `---\ntitle: 'It''s "here"' # said so\nlabels: [a, "b, c", 'd'] # three\nparent: ~\nspace:\n---\n`;
  const { front } = parsePageFile(text, "x.md");
  assert.deepEqual([front.title, front.labels, front.parent, front.space], [
    'It\'s "here"',
    ["a", "b, c", "d"],
    undefined,
    undefined,
  ]);
});

Deno.test("parsePageFile() takes # for a comment after white space alone", () => {
  const titles = ["a#b", "a  \t# no", "C# and F#", "# no", "a\u2028# b"];
  const read = titles.map((title) =>
    parsePageFile(`---\nlabels: [x]\nmine: ${title}\ntitle: ${title}\n---\n`, "x.md")
  );
  assert.deepEqual(read.map(({ front }) => front.title), [
    "a#b",
    "a",
    "C# and F#",
    undefined,
    "a\u2028# b",
  ]);
});

Deno.test("withMembers() changes members where they stand, and nothing else", () => {
  const text = "---\ntitle: $& mine  # keep\nversion: 1\nid: 5\n---\nversion: 1\n";
  assert.equal(
    withMembers(text, { version: 2, url: "$1" }),
    '---\nurl: "$1"\ntitle: $& mine  # keep\nversion: 2\nid: 5\n---\nversion: 1\n',
  );
});

Deno.test("withLineEndsOf() keeps the line ends and the mark of every line that stays", () => {
  const old = "\ufeff---\r\nid: 1\r\nmine: x\n---\r\n\r\ntext\rmore\r\nend";
  const now = withMembers(normalized(old), { id: "2", version: 3 });
  assert.equal(
    withLineEndsOf(old, now),
    '\ufeff---\r\nversion: 3\r\nid: "2"\r\nmine: x\n---\r\n\r\ntext\rmore\r\nend',
  );
  const front = formatPageFile({ front: { id: "2" }, body: normalized("a\r\nb\r\n") });
  assert.equal(withLineEndsOf("a\r\nb\r\n", front), '---\r\nid: "2"\r\n---\r\n\r\na\r\nb\r\n');
  assert.equal(
    withLineEndsOf("a", formatPageFile({ front: { id: "2" }, body: "a" })),
    '---\nid: "2"\n---\n\na',
  );
  assert.equal(withLineEndsOf("", "a\n"), "a\n");
});
