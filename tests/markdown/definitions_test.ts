/**
 * Definitions of links, as CommonMark has them.
 */
import assert from "node:assert/strict";
import { markdownToStorage } from "../../src/markdown/mod.ts";

const FOO = '<p><a href="/url">foo</a></p>';
const TITLED = '<p><a href="/url" title="the title">foo</a></p>';

const CASES: readonly (readonly [name: string, markdown: string, storage: string])[] = [
  ["on a line", '[foo]: /url "the title"\n\n[foo]', TITLED],
  ["with the title on the next line", '[foo]: /url\n  "the title"\n\n[foo]', TITLED],
  ["with the title in parentheses", "[foo]: /url\n(the title)\n\n[foo]", TITLED],
  [
    "with the address on the next line",
    '   [foo]: \n      /url  \n           "the title"  \n\n[foo]',
    TITLED,
  ],
  [
    "with a title of more lines",
    "[foo]: /url '\nthe\ntitle\n'\n\n[foo]",
    '<p><a href="/url" title="&#10;the&#10;title&#10;">foo</a></p>',
  ],
  ["with a label of more lines", "[\nfoo\n]: /url\n\n[foo]", FOO],
  ["with a bracket in the label", "[a\\]]: /url\n\n[a\\]]", '<p><a href="/url">a]</a></p>'],
  ["with brackets around the address", "[foo]: </url>\n\n[foo]", FOO],
  ["after the link", "[foo]\n\n[foo]: /url", FOO],
  [
    "side by side",
    '[foo]: /foo-url "foo"\n[bar]: /bar-url\n  "bar"\n[baz]: /baz-url\n\n[foo],\n[bar],\n[baz]',
    '<p><a href="/foo-url" title="foo">foo</a>,\n<a href="/bar-url" title="bar">bar</a>,\n<a href="/baz-url">baz</a></p>',
  ],
  ["with brackets in the address", "[foo]\n\n[foo]: /(url)", '<p><a href="/(url)">foo</a></p>'],
  [
    "of a footnote, and leaves an escaped reference",
    "a\\[^1] b[^1]\n\n[^1]: c",
    "<p>a[^1] b<sup>1</sup></p><ol><li>c</li></ol>",
  ],
  ["before an indented line", "[foo]: /url\n    a\n\n[foo]", `<p>a</p>${FOO}`],
  ["in a quote", "[foo]\n\n> [foo]: /url", `${FOO}<blockquote />`],
  [
    "in a quote, on two lines",
    '[foo]\n\n> [foo]: /url\n> "the title"\n>\n> a',
    `${TITLED}<blockquote><p>a</p></blockquote>`,
  ],
  ["in an item", "[foo]\n\n- [foo]: /url\n- a", `${FOO}<ul><li></li><li>a</li></ul>`],
  ["after a heading", "# a\n[foo]: /url\n\n[foo]", `<h1>a</h1>${FOO}`],
  ["the first of two", "[foo]\n\n[foo]: /url\n[FOO]: /other", FOO],
];

for (const [name, markdown, storage] of CASES) {
  Deno.test(`markdownToStorage() knows a definition ${name}`, () => {
    assert.equal(markdownToStorage(markdown).replaceAll("<li />", "<li></li>"), storage);
  });
}

const NONE: readonly (readonly [name: string, markdown: string, storage: string])[] = [
  ["within a paragraph", "Foo\n[bar]: /baz\n\n[bar]", "<p>Foo\n[bar]: /baz</p><p>[bar]</p>"],
  [
    "in the paragraph of a quote",
    "> Foo\n[bar]: /baz\n\n[bar]",
    "<blockquote><p>Foo\n[bar]: /baz</p></blockquote><p>[bar]</p>",
  ],
  ["with words after it", '[foo]: /url "a" b\n\n[foo]', '<p>[foo]: /url "a" b</p><p>[foo]</p>'],
  ["with words after the title on the next line", '[foo]: /url\n"a" b', '<p>"a" b</p>'],
  ["with a bracket that none closes", "[foo]: /url)\n\n[foo]", "<p>[foo]: /url)</p><p>[foo]</p>"],
  ["with a bracket that none opens", "[foo]: /(url\n\n[foo]", "<p>[foo]: /(url</p><p>[foo]</p>"],
  ["after a no-break space", "\u00a0[foo]: /url\n\n[foo]", "<p>&nbsp;[foo]: /url</p><p>[foo]</p>"],
  ["with a long label", `[${"foo".repeat(400)}]: /url`, `<p>[${"foo".repeat(400)}]: /url</p>`],
  ["of a footnote in a quote", "> [^1]: foo\n\n[^1]", "<blockquote><p>[^1]: foo</p></blockquote><p>[^1]</p>"],
  ["of a footnote in an item", "- [^1]: foo", "<ul><li>[^1]: foo</li></ul>"],
  ["without a label", "[ ]: /url\n\n[ ]", "<p>[ ]: /url</p><p>[ ]</p>"],
];

for (const [name, markdown, storage] of NONE) {
  Deno.test(`markdownToStorage() takes for text what is no definition: ${name}`, () => {
    assert.equal(markdownToStorage(markdown), storage);
  });
}

Deno.test("markdownToStorage() takes no definition from code", () => {
  for (
    const code of [
      "```\n[foo]: /url\n```",
      "    [foo]: /url",
      "> ```\n> [foo]: /url\n> ```",
      "- a\n\n  ```\n  [foo]: /url\n  ```",
    ]
  ) {
    assert.ok(markdownToStorage(`${code}\n\ntext\n\n[foo]`).endsWith("<p>[foo]</p>"), code);
  }
});

Deno.test("a label that never ends, with thousands of signs, is refused at once", () => {
  const markdown = `${`[${"a*".repeat(500)}\n`.repeat(63)}]: x`;
  const start = performance.now();
  assert.throws(() => markdownToStorage(markdown), /63130 characters/);
  assert.ok(performance.now() - start < 10_000);
});
