/**
 * GitHub's Markdown beyond CommonMark.
 *
 * @module
 */
import { lines } from "./case.ts";

/** Markdown in the three formats. */
interface GitHubCase {
  readonly name: string;
  readonly markdown: string;
  readonly storage: string;
  readonly wiki: string;
}

function macro(name: string, content: string, title?: string): string {
  const parameter = title === undefined ? "" : `<ac:parameter ac:name="title">${title}</ac:parameter>`;
  const body = `<ac:rich-text-body>${content}</ac:rich-text-body>`;
  return `<ac:structured-macro ac:name="${name}" ac:schema-version="1">${parameter}${body}</ac:structured-macro>`;
}

const CODE_MACRO =
  '<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:plain-text-body><![CDATA[<!-- a -->]]></ac:plain-text-body></ac:structured-macro>';

/** Cases. */
export const GITHUB: readonly GitHubCase[] = [
  {
    name: "a comment before a heading",
    markdown: "<!-- markdownlint-disable -->\n\n# Title\n",
    storage: "<h1>Title</h1>",
    wiki: "h1. Title",
  },
  { name: "a comment alone", markdown: "<!-- a -->\n", storage: "", wiki: "" },
  {
    name: "comments in lines",
    markdown: "<!-- a --> b <!-- c --> d <!-- e -->\n",
    storage: "<p>b d</p>",
    wiki: "b d",
  },
  {
    name: "a comment of several lines",
    markdown: "a\n<!--\nb\n\n```\n-->\nc\n",
    storage: "<p>a</p><p>c</p>",
    wiki: "a\n\nc",
  },
  {
    name: "comments in items and quotes",
    markdown: "- a\n  <!-- b\n\n  c -->\n- <!-- d --> e\n\n> <!-- f -->\n> g\n",
    storage: "<ul><li>a</li><li>e</li></ul><blockquote><p>g</p></blockquote>",
    wiki: "* a\n* e\n\n{quote}\ng\n{quote}",
  },
  {
    name: "a comment in code, which is code",
    markdown: "`<!-- a -->`\n\n```\n<!-- a -->\n```\n\n    <!-- a -->\n",
    storage: `<p><code>&lt;!-- a --&gt;</code></p>${CODE_MACRO}${CODE_MACRO}`,
    wiki: "{{<\\!\\-\\- a \\-\\->}}\n\n{code}\n<!-- a -->\n{code}\n\n{code}\n<!-- a -->\n{code}",
  },
  {
    name: "a comment without an end, which is text",
    markdown: "<!-- a\n\nb\n",
    storage: "<p>&lt;!-- a</p><p>b</p>",
    wiki: "<\\!\\-\\- a\n\nb",
  },
  {
    name: "alerts",
    markdown: lines(
      ...["> [!NOTE]", "> a **b**", "", "> [!TIP]", "> c", "", "> [!IMPORTANT]", "> d", "", "> [!warning]"],
      ...["> e", ">", "> - f", "", "> [!CAUTION]", "> g"],
    ),
    storage: macro("info", "<p>a <strong>b</strong></p>") + macro("tip", "<p>c</p>") +
      macro("note", "<p>d</p>") +
      macro("warning", "<p>e</p><ul><li>f</li></ul>") + macro("warning", "<p>g</p>"),
    wiki: [
      "{panel:title=Note}\na *b*\n{panel}",
      "{panel:title=Tip}\nc\n{panel}",
      "{panel:title=Important}\nd\n{panel}",
      "{panel:title=Warning}\ne\n\n* f\n{panel}",
      "{panel:title=Caution}\ng\n{panel}",
    ].join("\n\n"),
  },
  {
    name: "a quote that only looks like an alert",
    markdown: "> \\[!NOTE]\n\n> [!NOTE] a\n",
    storage: "<blockquote><p>[!NOTE]</p></blockquote><blockquote><p>[!NOTE] a</p></blockquote>",
    wiki: "{quote}\n\\[\\!NOTE]\n{quote}\n\n{quote}\n\\[\\!NOTE] a\n{quote}",
  },
  {
    name: "details",
    markdown: lines(
      ...[
        "<details open>",
        "<summary>Click <b>to</b> &amp; expand</summary>",
        "",
        "a",
        "",
        "```",
        "</details>",
      ],
      ...["```", "", "<details><summary>b</summary>c</details>", "</details>"],
    ),
    storage: macro(
      "expand",
      '<p>a</p><ac:structured-macro ac:name="code" ac:schema-version="1"><ac:plain-text-body><![CDATA[</details>]]></ac:plain-text-body></ac:structured-macro>' +
        macro("expand", "<p>c</p>", "b"),
      "Click to &amp; expand",
    ),
    wiki: "{panel:title=Click to & expand}\na\n\n{code}\n</details>\n{code}\n\n*b*\n\nc\n{panel}",
  },
  {
    name: "details without an end, which are text",
    markdown: "<details><summary>a</summary>b\n",
    storage: "<p>&lt;details&gt;&lt;summary&gt;a&lt;/summary&gt;b</p>",
    wiki: "<details><summary>a</summary>b",
  },
  {
    name: "elements around text",
    markdown:
      "H<sub>2</sub>O <sup>*a*</sup> <kbd>Ctrl</kbd> <u>b</u> <ins>c</ins> <b>d</b> <I>e</I> <s>f</s> <mark>g</mark>\n",
    storage:
      "<p>H<sub>2</sub>O <sup><em>a</em></sup> <kbd>Ctrl</kbd> <u>b</u> <ins>c</ins> <strong>d</strong> <em>e</em> <del>f</del> <mark>g</mark></p>",
    wiki: "H{~}2{~}O ^_a_^ {{Ctrl}} +b+ +c+ *d* _e_ -f- g",
  },
  {
    name: "images, links and anchors",
    markdown:
      '<img src="https://e.com/a.png" alt="A" width="30"> <img src=\'https://e.com/b.png\'> <a href="https://e.com">c</a> <a id="d"></a>e\n',
    storage:
      '<p><ac:image ac:alt="A" ac:width="30"><ri:url ri:value="https://e.com/a.png" /></ac:image> <ac:image><ri:url ri:value="https://e.com/b.png" /></ac:image> <a href="https://e.com">c</a> <ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">d</ac:parameter></ac:structured-macro>e</p>',
    wiki: "!https://e.com/a.png|width=30,alt=A! !https://e.com/b.png! [c|https://e.com] {anchor:d}e",
  },
  {
    name: "other HTML, which is text",
    markdown: '<sub>a <div>b</div> </i> <custom-b>c</custom-b> <a class="x">d</a>\n',
    storage:
      '<p>&lt;sub&gt;a &lt;div&gt;b&lt;/div&gt; &lt;/i&gt; &lt;custom-b&gt;c&lt;/custom-b&gt; &lt;a class="x"&gt;d&lt;/a&gt;</p>',
    wiki: '<sub>a <div>b</div> </i> <custom-b>c</custom-b> <a class="x">d</a>',
  },
  {
    name: "a footnote that nothing refers to, which is text",
    markdown: "a\n\n[^1]: b\n",
    storage: "<p>a</p><p>[^1]: b</p>",
    wiki: "a\n\n\\[\\^1]: b",
  },
  {
    name: "footnotes",
    markdown: lines(
      ...[
        "A[^1], b[^x] and [^1] [^none].",
        "",
        "[^x]: More",
        "lines",
        "",
        "    - c",
        "",
        "[^1]: The *note*.",
        "",
      ],
      ...["End"],
    ),
    storage:
      "<p>A<sup>1</sup>, b<sup>2</sup> and <sup>1</sup> [^none].</p><p>End</p><ol><li>The <em>note</em>.</li><li>More\nlines<ul><li>c</li></ul></li></ol>",
    wiki: "A{^}1{^}, b{^}2{^} and ^1^ \\[\\^none].\n\nEnd\n\n# The _note_.\n# More lines\n#* c",
  },
];
