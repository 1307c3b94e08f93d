/** The converters, with the tokens of their formats. */
import * as markdown from "../../src/markdown/mod.ts";
import type { Grammar } from "./linear_time.ts";

// deno-fmt-ignore
const MARKDOWN = [
  "*a", "*a*", "**a*", "_a_ ", "*a_ ", "~~a~~", "~a", "`a`", "``", "`", "<!--", "<?", "<a ", "<br>", "<http://a>",
  "[a](b)", "[a](", "![", "[", "]", "[a][b]", "[b]: c\n", ":a[b]{c=\"d\"}", ":a{b=\"", "::a\n", ":::info\n", ":::\n",
  "a ", "a\n", "a\n\n", "\n", "  ", "\t", "# ", "- ", "- a\n", "  - a\n", "1. a\n", "> ", "> a\n", "    a\n", "```\n",
  "| a |\n", "| a |\n| - |\n", "| ", "---\n", "===\n", "\\", "&amp;", "&", "http://a.b ", "www.a.b", "a@b.c ", "é", "\u{1f600}",
  "<!-- a -->\n", "-->", "<details>\n", "</details>\n", "<details>\n</details>\n", "<summary>", "<b>", "</b>", "<sub>a</sub>", "[^a]", "[^a]: b\n",
  "> [!NOTE]\n", "[b]:\n", "\"c\"\n", "[a](#a)",
];
// deno-fmt-ignore
const STORAGE = [
  "<p>", "</p>", "<p>a</p>", "<", "<em>a</em> ", "<strong>b</strong>", "<u>a</u>", "<code>`</code>", "<br/>", "<hr/>",
  "<ul><li>a</li></ul>", "<li>", "<ol>", "<table>", "<tr><td>a</td></tr>", "<pre>", "<pre>\n\n</pre>", "\n", " ", "a",
  "*", "_", "[", "`", "&amp;", "&lt;!--", "&", "&#x61;", "<!-- a -->", "<!--", "<![CDATA[", "<![CDATA[a]]>", "</ac:link>",
  "<ac:link><ri:page ri:content-title=\"a\"/></ac:link>", "<ac:structured-macro ac:name=\"info\">", "<a href=\"b\">c</a>",
  "<ac:image><ri:attachment ri:filename=\"a\"/></ac:image>", "<span style=\"color: red\">a</span>", "<x a=\"", "='",
];
// deno-fmt-ignore
const WIKI = [
  "*a*", "*a", "_a_ ", "-a- ", "{{a}}", "{{", "{code}", "{code:js}\na\n{code}\n", "{noformat}", "{quote}", "{panel}", "{a",
  "{color:red}", "{color}", "[a]", "[", "[\\[", "[a|http://b]", "[~a]", "!a!", "!a|b=c!", "!", "|a|\n", "||a||\n", "|", "* a\n",
  "** a\n", "# a\n", "h1. a\n", "bq. a\n", "----\n", "\\\\", "\\", "a", " ", "\n", "&amp;", "http://a ", "(!)", "(", "-- ", "??a??",
  "!aaaaa!", "{{{}a{}}}", "\\a", "\\\\a\\", "(x)", ":)", "[a|~b]", "[!aaaaa!|http://b]", "# {code}a\n{code}\n", "|{code}|{code}|\n",
];
const text = (value: string): string => JSON.stringify({ type: "text", text: value });
// deno-fmt-ignore
const ADF = [
  `{"type":"paragraph","content":[${text("a")}]},`, `{"type":"paragraph","content":[${text("*a_ [b](c")},{"type":"hardBreak"}]},`,
  `{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph"}]}]},`, '{"type":"rule"},',
  `{"type":"codeBlock","content":[${text("a\n\n")}]},`, `{"type":"heading","attrs":{"level":2},"content":[${text("a")}]},`,
  `{"type":"panel","attrs":{"panelType":"info"},"content":[{"type":"paragraph"}]},`, '{"type":"nobody-knows"},',
  `{"type":"blockquote","content":[{"type":"paragraph","content":[${text("a")}]}]},`,
  `{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph"}]}]}]},`,
];
// deno-fmt-ignore
const ADF_ITEMS = [
  `{"type":"listItem","content":[{"type":"paragraph","content":[${text("a")}]}]},`,
  `{"type":"listItem","content":[{"type":"paragraph","content":[${text("*")},${text("_b ")}]},{"type":"paragraph"}]},`,
  `{"type":"listItem","content":[{"type":"codeBlock","content":[${text("\n")}]}]},`,
];
const document = (content: string, around: (content: string) => string): unknown =>
  JSON.parse(`{"type":"doc","version":1,"content":[${around(content.slice(0, -1))}]}`);

/** Each format, in each direction. */
export const MARKDOWN_GRAMMARS: readonly Grammar[] = [
  { name: "Markdown to storage", tokens: MARKDOWN, run: (each) => markdown.markdownToStorage(each) },
  { name: "Markdown to ADF", tokens: MARKDOWN, run: (each) => markdown.markdownToAdf(each) },
  { name: "Markdown to wiki markup", tokens: MARKDOWN, run: (each) => markdown.markdownToWiki(each) },
  { name: "storage", tokens: STORAGE, run: (each) => markdown.storageToMarkdown(each) },
  {
    name: "a paragraph of storage",
    tokens: [...STORAGE, ...MARKDOWN.filter((token) => !/[<&]/.test(token))],
    text: (piece, count) => `<p>${piece.repeat(count)}</p>`,
    run: (each) => markdown.storageToMarkdown(each),
  },
  {
    name: "preformatted storage",
    tokens: ["\n", "a", " ", "`", "~~~", "&lt;", "```\n"],
    text: (piece, count) => `<pre>${piece.repeat(count)}</pre>`,
    run: (each) => markdown.storageToMarkdown(each),
  },
  { name: "wiki markup", tokens: WIKI, run: (each) => markdown.wikiToMarkdown(each) },
  {
    name: "ADF",
    tokens: ADF,
    run: (each) => markdown.adfToMarkdown(document(each, (content) => content)),
  },
  {
    name: "lists of ADF",
    tokens: ADF_ITEMS,
    run: (each) =>
      markdown.adfToMarkdown(document(each, (content) => `{"type":"bulletList","content":[${content}]}`)),
  },
  {
    name: "text of ADF",
    tokens: [...MARKDOWN, ...WIKI],
    text: (piece, count) => `{"type":"paragraph","content":[${text(piece.repeat(count))}]},`,
    run: (each) => markdown.adfToMarkdown(document(each, (content) => content)),
  },
];
