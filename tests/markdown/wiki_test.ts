import assert from "node:assert/strict";
import { markdownToWiki, wikiToMarkdown } from "../../src/markdown/mod.ts";

/** Wiki markup, and how it looks; the Markdown becomes the same wiki markup again. */
const BOTH: readonly (readonly [name: string, wiki: string, markdown: string])[] = [
  ["nothing", "", ""],
  ["headings", "h1. a\n\nh6. *b*", "# a\n\n###### **b**\n"],
  [
    "signs around text",
    "*a* _b_ -c- +d+ ^e^ ~f~ ??g?? {{h}}",
    "**a** *b* ~~c~~ :u[d] :sup[e] :sub[f] :cite[g] `h`\n",
  ],
  ["signs in words", "a{*}b{*}c", "a**b**c\n"],
  ["signs in signs", "*_a_* *b -c-*", "**_a_** **b ~~c~~**\n"],
  ["lines of a paragraph", "a\nb", "a\\\nb\n"],
  [
    "code",
    "{code:java|title=A.java}\nint x = 1; // *no*\n{code}",
    '```java {title="A.java"}\nint x = 1; // *no*\n```\n',
  ],
  ["code without a language", "{code}\na\n{code}", "```\na\n```\n"],
  ["noformat", "{noformat}\na {code} b\n{noformat}", "```noformat\na {code} b\n```\n"],
  ["a quote", "{quote}\na\n\n* b\n{quote}", "> a\n>\n> - b\n"],
  [
    "a panel",
    "{panel:title=T|borderStyle=dashed}\na\n{panel}",
    ':::panel{title="T" borderStyle="dashed"}\na\n:::\n',
  ],
  ["a panel without a title", "{panel}\na\n{panel}", ":::panel\na\n:::\n"],
  ["lists", "* a\n** b\n*# c\n* d", "- a\n  - b\n  1. c\n- d\n"],
  ["lists beside each other", "* a\n\n* b", "- a\n\n* b\n"],
  ["an item of two lines", "* a\\\\ b", "- a\\\n  b\n"],
  [
    "a table",
    "||a||b||\n|c|[d \\| e|https://example.com]|",
    "| a | b |\n| - | - |\n| c | [d \\| e](https://example.com) |\n",
  ],
  ["a table without a header", "|a| |", "| | |\n| - | - |\n| a | |\n"],
  [
    "links",
    "[a|https://example.com] [https://example.com] [a|https://example.com|T]",
    '[a](https://example.com) <https://example.com> [a](https://example.com "T")\n',
  ],
  [
    "files and places",
    "[^a b.pdf] [the file|^a.pdf] [#top] [up|#top]",
    "[a b.pdf](attachment:a%20b.pdf) [the file](attachment:a.pdf) [top](#top) [up](#top)\n",
  ],
  ["mentions", "[~mia]", ':mention{username="mia"}\n'],
  [
    "images",
    "!a.png! !https://example.com/a.png|alt=A! !a b.png|width=300!",
    '![](attachment:a.png) ![A](https://example.com/a.png) :image{src="attachment:a%20b.png" width="300"}\n',
  ],
  ["colours", "{color:red}a *b*{color}", ':color[a **b**]{color="red"}\n'],
  ["a rule", "----", "---\n"],
  ["emoticons of signs", "(*) (+) (/)", ":emoji[(\\*)] :emoji[(+)] :emoji[(/)]\n"],
  ["an unknown macro", "a {anchor:x} b", 'a :jira-wiki{text="{anchor:x}"} b\n'],
  ["escapes", "\\*a\\* \\[b] \\{c} \\!d!", "\\*a\\* \\[b] {c} !d!\n"],
  [
    "what looks like Markdown",
    "\\# a\n> b 1. c \\[d](e)",
    "\\# a\\\n\\> b 1. c \\[d]\\(e)\n",
  ],
  ["entities", "a&nbsp;b &amp;lt;", "a&nbsp;b \\&lt;\n"],
  ["signs that mean nothing", "a-b snake_case 2*3 a - b", "a-b snake_case 2\\*3 a - b\n"],
];

for (const [name, wiki, markdown] of BOTH) {
  Deno.test(`wikiToMarkdown() writes ${name}, and markdownToWiki() gives the same back`, () => {
    assert.equal(wikiToMarkdown(wiki), markdown);
    assert.equal(markdownToWiki(markdown), wiki);
  });
}

/** Other spellings of the same. */
const READ: readonly (readonly [name: string, wiki: string, markdown: string])[] = [
  ["a quote of one line", "bq. a", "> a\n"],
  ["items with dashes", "- a\n- b", "- a\n- b\n"],
  ["an item that goes on", "* a\nb", "- a\\\n  b\n"],
  ["a bare address", "see https://example.com/a_b_c.", "see <https://example.com/a_b_c>.\n"],
  ["dashes", "a -- b --- c", "a – b — c\n"],
  ["code among text", "a {code}b{code} c", "a\n\n```\nb\n```\n\nc\n"],
  ["brackets that are no link", "[a] [b|c]", "\\[a] \\[b|c]\n"],
  ["tags without the other one", "a {code} b\n\n{quote}", "a {code} b\n\n{quote}\n"],
  ["a colour without an end", "{color:red}a", ':jira-wiki{text="{color:red}"}a\n'],
  ["signs that do not close", "*a _b", "\\*a \\_b\n"],
  ["a macro in capitals and other braces", "{Foo} {1} {}", ':jira-wiki{text="{Foo}"} {1} {}\n'],
  ["line breaks of Windows", "a\r\nb", "a\\\nb\n"],
  ["a column of headers, raw", "||a|b|\n||c|d|", "```jira-wiki\n||a|b|\n||c|d|\n```\n"],
  ["a list that begins deep, raw", "** a", "```jira-wiki\n** a\n```\n"],
  ["an empty heading, text", "h1. ", "h1.\n"],
];

for (const [name, wiki, markdown] of READ) {
  Deno.test(`wikiToMarkdown() writes ${name}`, () => {
    assert.equal(wikiToMarkdown(wiki), markdown);
  });
}

/** Markdown that wiki markup has no form for, and the next best thing. */
const WRITTEN: readonly (readonly [name: string, markdown: string, wiki: string])[] = [
  ["code with the tag of code in it", "```js\n{code}\n```", "{noformat}\n{code}\n{noformat}"],
  [
    "code with both tags in it",
    "```\n{code}{noformat}\n```",
    "{noformat}\n{code}{\u200bnoformat}\n{noformat}",
  ],
  ["quotes in quotes", "> a\n>\n> > b\n> >\n> > c", "{quote}\na\n\nb\n\nc\n{quote}"],
  ["tasks", "- [x] a\n- [ ] b", "* ☑ a\n* ☐ b"],
  ["paragraphs in items", "- a\n\n  b", "* a\\\\ \\\\ b"],
  ["code in an item", "- a\n\n  ```\n  b\n  ```", "* a\n{code}\nb\n{code}"],
  ["an empty item", "-\n- a", "* &nbsp;\n* a"],
  [
    "panels of other formats",
    ":::info\na\n:::\n\n:::expand{title=T}\nb\n:::",
    "{panel:title=Info}\na\n{panel}\n\n{panel:title=T}\nb\n{panel}",
  ],
  [
    "a status, a date, a card",
    ':status[Done]{color=green} :date[2026-11-18] :card{url="https://example.com"}',
    "*Done* 2026-11-18 [https://example.com]",
  ],
  ["a mention without an account", ":mention[Mia]", "Mia"],
  [
    "what begins a block",
    "h1. a\n\nbq. b\n\n\\# c\n\n\\- d\n\n\\* e\n\n\\----",
    "h1&#46; a\n\nbq&#46; b\n\n\\# c\n\n\\- d\n\n\\* e\n\n\\-\\-\\-\\-",
  ],
  ["backslashes", "a\\b C:\\\\\\\\x \\\\*y*", "a\\b C:&#92;\\x &#92;_y_"],
  ["an address in brackets", "[a](https://example.com/x|y]z)", "[a|https://example.com/x%7Cy%5Dz]"],
  ["a break in a heading and in a cell", "# a<br>b\n\n| c<br>d |\n| - |", "h1. a\\\\ b\n\n||c\\\\ d||"],
  ["raw wiki markup", "```jira-wiki\n{chart}\n```", "{chart}"],
];

for (const [name, markdown, wiki] of WRITTEN) {
  Deno.test(`markdownToWiki() writes ${name}`, () => {
    assert.equal(markdownToWiki(markdown), wiki);
  });
}

/** Signs in places that no text is meant for, and what is written. */
const HOSTILE: readonly (readonly [markdown: string, wiki: string])[] = [
  ["![x](attachment:a%0A{code}%0Ah1.%20x)", "!a%0A%7Bcode}%0Ah1. x|alt=x!"],
  ["![x](https://x.example/a!b)", "!https://x.example/a%21b|alt=x!"],
  ["![{code}](abcde.png)", "!abcde.png|alt=(code}!"],
  ["[x](https://x.example/{code})", "[x|https://x.example/%7Bcode}]"],
  ["[x](https://x.example/{id})", "[x|https://x.example/{id}]"],
  ["[x](attachment:a%0Ab%5D)", "[x|^a%0Ab%5D]"],
  [':card{url="https://x.example] {code}"}', "[https://x.example%5D%20%7Bcode}]"],
  ['::card{url="https://x.example] {code}"}', "[https://x.example%5D%20%7Bcode}]"],
  [':color[x]{color="red} {code}"}', "{color:red code}x{color}"],
  [":emoji[{code}]", "\\{code}"],
  [":emoji[\\:)]", ":)"],
  [':mention[x]{username="a] {code}"}', "[x|~a%5D%20%7Bcode}]"],
];

for (const [markdown, wiki] of HOSTILE) {
  Deno.test(`markdownToWiki() writes no markup that Markdown has in an address, a name or a label: ${markdown}`, () => {
    assert.equal(markdownToWiki(markdown), wiki);
  });
}
