/**
 * Text that looks like Markdown, or like a directive.
 *
 * @module
 */
import { type Case, lines } from "./case.ts";

/** Documents, and how they look in Markdown. */
export const ESCAPES: readonly Case[] = [
  {
    name: "signs of Markdown",
    storage: "<p>*a* _b_ `c` ~~d~~ # e [f](g) ![h](i) \\ \\* &lt;j&gt; &amp;amp;</p>",
    markdown: lines(
      "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ # e \\[f]\\(g) !\\[h]\\(i) \\ \\\\\\* \\<j> \\&amp;",
    ),
  },
  {
    name: "what begins a block",
    storage:
      "<p># no heading</p><p>- no list</p><p>1. no list</p><p>+ no list</p><p>&gt; no quote</p><p>--- </p><p>===</p><p>``` no fence</p><p>    no code</p><p>| no | table |</p>",
    markdown: lines(
      "\\# no heading",
      "",
      "\\- no list",
      "",
      "1\\. no list",
      "",
      "\\+ no list",
      "",
      "\\> no quote",
      "",
      "\\---",
      "",
      "\\===",
      "",
      "\\`\\`\\` no fence",
      "",
      "no code",
      "",
      "\\| no | table |",
    ),
  },
  {
    name: "what looks like a directive",
    storage: "<p>:info[x] ::toc :::note {a=b} 12:30 foo:bar a :b c :u[x]{y}</p><p>::toc</p><p>:::info</p>",
    markdown: lines(
      "\\:info\\[x] ::toc :::note {a=b} 12:30 foo:bar a :b c \\:u\\[x]{y}",
      "",
      ":\\:toc",
      "",
      "::\\:info",
    ),
  },
  {
    name: "addresses that are no links",
    storage: "<p>https://example.com/a_b www.example.com a@example.com</p>",
    markdown: lines("https\\://example.com/a_b www\\.example.com a\\@example.com"),
  },
  {
    name: "what looks like a definition",
    storage: "<p>[a]: https://example.com</p><p>[a] and [b][c]</p>",
    markdown: lines("\\[a]: https\\://example.com", "", "\\[a] and \\[b]\\[c]"),
  },
  {
    name: "what looks like a task",
    storage: "<ul><li>[ ] open</li><li>[x] done</li></ul>",
    markdown: lines("- \\[ ] open", "- \\[x] done"),
  },
  {
    name: "code with backticks",
    storage: "<p><code>`a`</code> <code>``</code> <code> a </code></p>",
    markdown: lines("`` `a` `` ` `` ` `a`"),
  },
  {
    name: "pipes in tables",
    storage: "<table><tbody><tr><th>a|b</th></tr><tr><td><code>c|d</code> \\| e</td></tr></tbody></table>",
    markdown: lines("| a\\|b |", "| - |", "| `c\\|d` \\\\\\| e |"),
  },
  {
    name: "brackets in labels",
    storage: '<p><u>[a] b] [c</u> <a href="https://example.com/(x)_y">[d](e)</a></p>',
    markdown: lines(":u[\\[a\\] b\\] \\[c] [\\[d\\](e)](https://example.com/\\(x\\)_y)"),
  },
  {
    name: "characters that steer a terminal",
    storage: "<p>a&#27;[31mb\u0007c</p>",
    markdown: lines("a\\[31mbc"),
  },
];
