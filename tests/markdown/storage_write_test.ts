import assert from "node:assert/strict";
import { markdownToStorage } from "../../src/markdown/mod.ts";

/** Markdown as people write it, and what becomes of it. */
const CASES: readonly (readonly [name: string, markdown: string, storage: string])[] = [
  ["nothing", "", ""],
  ["white space", " \n\n\t\n", ""],
  ["both forms of headings", "# One\n\nTwo\n---\n", "<h1>One</h1><h2>Two</h2>"],
  ["a heading with closing signs", "## Two ##", "<h2>Two</h2>"],
  [
    "both forms of emphasis",
    "*a* _b_ **c** __d__",
    "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong></p>",
  ],
  ["a line break by two spaces", "a  \nb", "<p>a<br />b</p>"],
  ["lines of a paragraph", "a\nb", "<p>a\nb</p>"],
  [
    "a bare address",
    "see https://example.com/a_b.",
    '<p>see <a href="https://example.com/a_b">https://example.com/a_b</a>.</p>',
  ],
  ["a bare email", "a@example.com", '<p><a href="mailto:a@example.com">a@example.com</a></p>'],
  ["HTML, which is text", "<div>**a**</div>", "<p>&lt;div&gt;<strong>a</strong>&lt;/div&gt;</p>"],
  ["a break as HTML", "a<br>b<br/>c<BR />d", "<p>a<br />b<br />c<br />d</p>"],
  ["an indented code block", "    a\n\n      b\n", code("", "a\n\n  b")],
  ["a fence of tildes", "~~~js\na\n~~~\n", code("js", "a")],
  ["an unclosed fence", "```\na\n", code("", "a\n")],
  ["an indented fence", "  ```\n  a\n    b\n  ```", code("", "a\n  b")],
  [
    "a title without braces",
    '```js title="a.js"\nb\n```',
    code("js", "b", '<ac:parameter ac:name="title">a.js</ac:parameter>'),
  ],
  ["braces that are no attributes", "```js {1,3-4}\nb\n```", code("js", "b")],
  ["the end of a CDATA section in code", "```\n]]>\n```", code("", "]]]]><![CDATA[>")],
  ["a list of the other bullets", "* a\n+ b", "<ul><li>a</li></ul><ul><li>b</li></ul>"],
  ["a loose list", "- a\n\n- b", "<ul><li>a</li><li>b</li></ul>"],
  ["an indented list", " - a\n - b\n\n   c", "<ul><li>a</li><li><p>b</p><p>c</p></li></ul>"],
  ["a list in a list", "1. a\n   - b", "<ol><li>a<ul><li>b</li></ul></li></ol>"],
  ["a list after a paragraph", "a\n- b\n\n- c", "<p>a</p><ul><li>b</li><li>c</li></ul>"],
  ["a list item that goes on", "- a\nb\n- c", "<ul><li>a\nb</li><li>c</li></ul>"],
  [
    "a fence in an item",
    "- a\n\n  ```\n  b\n\n  c\n  ```\n- d",
    `<ul><li><p>a</p>${code("", "b\n\nc")}</li><li>d</li></ul>`,
  ],
  ["tasks among items", "- [ ] a\n- b", `${task("a", "incomplete")}<ul><li>b</li></ul>`],
  ["a task", "- [x] a", task("a", "complete")],
  ["a quote that goes on", "> a\nb", "<blockquote><p>a\nb</p></blockquote>"],
  ["quotes in quotes", "> > a\n>\n> b", "<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote>"],
  ["a rule", "***", "<hr />"],
  [
    "a table without bars at its sides",
    "a | b\n-- | -:\nc | d",
    table(
      '<th>a</th><th style="text-align: right;">b</th>',
      '<td>c</td><td style="text-align: right;">d</td>',
    ),
  ],
  [
    "a table with too few and too many cells",
    "| a | b |\n| - | - |\n| c |\n| d | e | f |",
    table("<th>a</th><th>b</th>", "<td>c</td><td />", "<td>d</td><td>e</td>"),
  ],
  [
    "a reference to a definition",
    "[a][B] [b]\n\n[b]: https://example.com 'T'",
    `<p>${linked("a")} ${linked("b")}</p>`,
  ],
  [
    "a definition that is used before it stands",
    "[b]\n\ntext\n\n[b]: https://example.com 'T'",
    `<p>${linked("b")}</p><p>text</p>`,
  ],
  ["no definition in a fence", "[b]\n\n```\n[b]: c\n```", `<p>[b]</p>${code("", "[b]: c")}`],
  ["entities", "&lt; &nbsp; &copy; &amp;amp;", "<p>&lt; &nbsp; © &amp;amp;</p>"],
  ["signs that mean something in XML", "a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"],
  [
    "a macro by hand",
    ':::info{title="T"}\na\n:::',
    info('<ac:parameter ac:name="title">T</ac:parameter>', "<p>a</p>"),
  ],
  [
    "a macro with shortcuts for attributes",
    ":::div{.plan #p}\na\n:::",
    '<div class="plan" id="p"><p>a</p></div>',
  ],
  ["an unclosed macro", ":::info\na", info("", "<p>a</p>")],
  ["a macro in a macro", "::::info\n:::note\na\n:::\n::::", info("", macro("note", "<p>a</p>"))],
  [
    "an unknown directive",
    ":::foo\na **b**\n:::\n\n::bar{a=b}\n\n:baz[c] d:e",
    "<p>:::foo</p><p>a <strong>b</strong></p><p>:::</p><p>::bar{a=b}</p><p>:baz[c] d:e</p>",
  ],
  [
    "an unknown directive in an item",
    "- :::foo\n  a\n  :::",
    "<ul><li><p>:::foo</p><p>a</p><p>:::</p></li></ul>",
  ],
  ["a status by hand", ":status[Done]{colour=Green}", `<p>${status()}</p>`],
  ["a date by hand", ":date[2026-11-18]", '<p><time datetime="2026-11-18" /></p>'],
  ["a name without a label", "a:u b:toc c", '<p>a:u b<ac:structured-macro ac:name="toc" /> c</p>'],
  [
    "an image by reference",
    "![a][b]\n\n[b]: c.png",
    '<p><ac:image ac:alt="a"><ri:url ri:value="c.png" /></ac:image></p>',
  ],
  [
    "an attached image with a text",
    "![A](attachment:a%20b.png)",
    '<p><ac:image ac:alt="A"><ri:attachment ri:filename="a b.png" /></ac:image></p>',
  ],
  [
    "a link to a page",
    "[a](page:S/T#x)",
    '<p><ac:link ac:anchor="x"><ri:page ri:space-key="S" ri:content-title="T" /><ac:plain-text-link-body><![CDATA[a]]></ac:plain-text-link-body></ac:link></p>',
  ],
  [
    "a URL that is not a reference",
    "[a](page:) [b](page:%ZZ) [c](blog:x)",
    '<p><a href="page:">a</a> <a href="page:%ZZ">b</a> <a href="blog:x">c</a></p>',
  ],
  [
    "an address with quotes",
    '[a](<https://example.com/"x>)',
    '<p><a href="https://example.com/&quot;x">a</a></p>',
  ],
  ["a mention without an account", ":mention[Mia]", "<p>@Mia</p>"],
  ["raw storage format", "```confluence-storage\n<x a='1'/>\n```", "<x a='1'/>"],
  ["raw storage format in a line", "a :confluence-storage{xml='<x/>'} b", "<p>a <x/> b</p>"],
  ["line breaks of Windows and a byte order mark", "\ufeff# a\r\n\r\nb\r\n", "<h1>a</h1><p>b</p>"],
  ["control characters", "a\u0000b\u001bc", "<p>abc</p>"],
];

function code(language: string, text: string, more = ""): string {
  const parameter = language === "" ? "" : `<ac:parameter ac:name="language">${language}</ac:parameter>`;
  const body = `<ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`;
  return `<ac:structured-macro ac:name="code" ac:schema-version="1">${parameter}${more}${body}</ac:structured-macro>`;
}

function linked(text: string): string {
  return `<a href="https://example.com" title="T">${text}</a>`;
}

function status(): string {
  const parameters =
    '<ac:parameter ac:name="title">Done</ac:parameter><ac:parameter ac:name="colour">Green</ac:parameter>';
  return `<ac:structured-macro ac:name="status" ac:schema-version="1">${parameters}</ac:structured-macro>`;
}

function macro(name: string, body: string, parameters = ""): string {
  const rich = `<ac:rich-text-body>${body}</ac:rich-text-body>`;
  return `<ac:structured-macro ac:name="${name}" ac:schema-version="1">${parameters}${rich}</ac:structured-macro>`;
}

function info(parameters: string, body: string): string {
  return macro("info", body, parameters);
}

function task(text: string, state: string): string {
  const parts = `<ac:task-status>${state}</ac:task-status><ac:task-body>${text}</ac:task-body>`;
  return `<ac:task-list><ac:task>${parts}</ac:task></ac:task-list>`;
}

function table(...rows: readonly string[]): string {
  return `<table><tbody>${rows.map((row) => `<tr>${row}</tr>`).join("")}</tbody></table>`;
}

for (const [name, markdown, storage] of CASES) {
  Deno.test(`markdownToStorage() writes ${name}`, () => {
    assert.equal(markdownToStorage(markdown), storage);
  });
}
