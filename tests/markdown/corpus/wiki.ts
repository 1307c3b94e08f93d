/**
 * Wiki markup of Jira Data Center whose text is easily lost.
 *
 * @module
 */
import { lines } from "./case.ts";

/** Wiki markup, its Markdown, and what that becomes if it is not the same wiki markup. */
interface WikiCase {
  readonly name: string;
  readonly wiki: string;
  readonly markdown: string;
}

function code(value: string): string {
  return `{code}\n${value}\n{code}`;
}

/** Wiki markup that comes back from its Markdown unchanged. */
export const WIKI: readonly WikiCase[] = [
  {
    name: "backslashes that escape nothing",
    wiki: String.raw`keys in C:\Users\me\.ssh\config, regex \.txt\$, say \"hi\", {{C:\dir\.ssh}}`,
    markdown: lines(
      String.raw`keys in C:\Users\me\\.ssh\config, regex \\.txt\\$, say \\"hi\\", ${"`"}C:\dir\.ssh${"`"}`,
    ),
  },
  {
    name: "the path of a share",
    wiki: String.raw`see \\server\share\file for it`,
    markdown: lines(String.raw`see \\\server\share\file for it`),
  },
  { name: "three backslashes", wiki: String.raw`foo\\\bar`, markdown: lines(String.raw`foo\\\\\bar`) },
  {
    name: "code between numbered items",
    wiki: `# one\n${code("x")}\n# two\n${code("y\n\n* z")}\nthen wait\n# three`,
    markdown: lines(
      ...[
        "1. one",
        "",
        "   ```",
        "   x",
        "   ```",
        "2. two",
        "",
        "   ```",
        "   y",
        "",
        "   * z",
        "   ```",
        "",
      ],
      ...["   then wait", "3. three"],
    ),
  },
  {
    name: "a quote, a panel, a table, a heading and a rule in items",
    wiki:
      "* a\n{quote}\nb\n\nc\n{quote}\n* d\n{panel:title=T}\ne\n{panel}\n* f\n||g||\n|h|\ni\n* j\nh2. k\n----\n* l",
    markdown: lines(
      ...["- a", "", "  > b", "  >", "  > c", "- d", "", '  :::panel{title="T"}', "  e", "  :::", "- f", ""],
      ...["  | g |", "  | - |", "  | h |", "", "  i", "- j", "", "  ## k", "", "  ---", "- l"],
    ),
  },
  {
    name: "an item that begins with code",
    wiki: `* ${code("a")}\n* b`,
    markdown: lines("- ```", "  a", "  ```", "- b"),
  },
  {
    name: "code in a cell",
    wiki: "||a||b||\n|x|{code}y|{code}|\n|z|w|",
    markdown: lines("```jira-wiki", "||a||b||", "|x|{code}y|{code}|", "|z|w|", "```"),
  },
  {
    name: "a list in a cell",
    wiki: "|x|one:\n* p\n* q|\n|y|z|",
    markdown: lines("```jira-wiki", "|x|one:", "* p", "* q|", "|y|z|", "```"),
  },
  {
    name: "a list that fills a cell",
    wiki: "|x|* p|",
    markdown: lines("```jira-wiki", "|x|* p|", "```"),
  },
  {
    name: "icons in a row",
    wiki: "|(!)|b|(!)|",
    markdown: lines("| | | |", "| - | - | - |", "| :emoji[(!)] | b | :emoji[(!)] |"),
  },
  {
    name: "icons, and what only looks like one",
    wiki: "(x) :-( *a*:) (flagoff) (xy) a:b",
    markdown: lines(":emoji[(x)] :emoji[:-(] **a**:emoji[:)] :emoji[(flagoff)] (xy) a:b"),
  },
  { name: "signs that are no image", wiki: "so! what!", markdown: lines("so! what!") },
  {
    name: "an image with a link",
    wiki: "[!http://x.y/b.png|alt=b!|http://z.y]",
    markdown: lines("[![b](http://x.y/b.png)](http://z.y)"),
  },
  {
    name: "a mention with a name",
    wiki: "[Bob Smith|~bob]",
    markdown: lines(':mention[Bob Smith]{username="bob"}'),
  },
  {
    name: "code beside a letter",
    wiki: "{{{}Promise{}}}s and {{x}}",
    markdown: lines("`Promise`s and `x`"),
  },
  { name: "an empty item", wiki: "* \n* b", markdown: lines("```jira-wiki", "* ", "* b", "```") },
  {
    name: "steps with all of it",
    wiki: [
      String.raw`Logs are in \\fileserver\logs\app and keys in C:\Users\me\.ssh\config`,
      `\n# Start the shop\n{code:bash}\nsystemctl start shop\n{code}\n# Look at the log`,
      code(String.raw`tail -f app.log | grep "\.error\$"`),
      "then wait\n# Report\n\n||Host||Command||\n|web1|{code}ls -l{code}|\n|web2|* one\n* two|\n|(!)|careful|(!)|",
    ].join("\n"),
    markdown: lines(
      String.raw`Logs are in \\\fileserver\logs\app and keys in C:\Users\me\\.ssh\config`,
      ...["", "1. Start the shop", "", "   ```bash", "   systemctl start shop", "   ```"],
      ...[
        "2. Look at the log",
        "",
        "   ```",
        String.raw`   tail -f app.log | grep "\.error\$"`,
        "   ```",
        "",
      ],
      ...["   then wait", "3. Report", "", "```jira-wiki", "||Host||Command||", "|web1|{code}ls -l{code}|"],
      ...["|web2|* one", "* two|", "|(!)|careful|(!)|", "```"],
    ),
  },
];

/** Markdown that becomes wiki markup with the same words in the same order. */
export const TO_WIKI: readonly WikiCase[] = [
  {
    name: "a paragraph after code in an item",
    markdown: "1. foo\n\n   ```\n   bar\n   ```\n\n   baz\n2. two\n",
    wiki: `# foo\n${code("bar")}\nbaz\n# two`,
  },
  {
    name: "a paragraph after a nested list",
    markdown: "- a\n  - b\n\n  c\n- d\n",
    wiki: "* a\n** b\nc\n* d",
  },
  {
    name: "every kind of block in an item, in its order",
    markdown: lines(
      ...["1. Run:", "", "   ```bash", "   first", "   ```", "", "   The output:", "", "   ```", "   second"],
      ...["   ```", "", "   | a | b |", "   |---|---|", "   | 1 | 2 |", "", "   Last words.", "2. Next"],
      ...["   - nested", "", "     > quote", "", "     after"],
    ),
    wiki: [
      "# Run:\n{code:bash}\nfirst\n{code}\nThe output:\n{code}\nsecond\n{code}\n||a||b||\n|1|2|\nLast words.",
      "# Next\n#* nested\n{quote}\nquote\n{quote}\nafter",
    ].join("\n"),
  },
  {
    name: "a quote in an item of a quote",
    markdown: "> - a\n>   > b\n",
    wiki: "{quote}\n* a\nbq. b\n{quote}",
  },
  {
    name: "a panel in a panel",
    markdown: "::::panel{title=a}\n:::info\nb\n:::\n::::\n",
    wiki: "{panel:title=a}\n*Info*\n\nb\n{panel}",
  },
  { name: "tasks with blocks", markdown: "- [x] a\n\n  > b\n", wiki: "* ☑ a\n{quote}\nb\n{quote}" },
  {
    name: "the beginning of a block in an item and in a cell",
    markdown: "- h1. a\n- \\# b\n\n| h2. c |\n| - |\n| \\* d |\n",
    wiki: "* h1&#46; a\n* \\# b\n\n||h2&#46; c||\n|\\* d|",
  },
  {
    name: "code beside a letter",
    markdown: "`Promise`s and x`y`\n",
    wiki: "{{{}Promise{}}}s and x{{{}y{}}}",
  },
  {
    name: "a mark inside itself",
    markdown: "_foo _bar_ baz_ **foo **bar** baz** *_foo_*\n",
    wiki: "_foo bar baz_ *foo bar baz* _foo_",
  },
  { name: "a relative link", markdown: "[foo](docs/x.md) <b.md>\n", wiki: "foo (docs/x.md) <b.md>" },
  {
    name: "what looks like an icon",
    markdown: "f(x) and (i) :) :D O(n)\n",
    wiki: "f\\(x) and \\(i) :\\) &#58;D O\\(n)",
  },
  { name: "an image beside words", markdown: "a![](b.png)c\n", wiki: "a !b.png! c" },
  { name: "an image with a short name", markdown: "![](a.b)\n", wiki: "!a.b|alt=a.b!" },
  {
    name: "brackets in the text of a link",
    markdown: '[a [b] c](/d "e\nf")\n',
    wiki: "[a \\[b\\] c|/d|e f]",
  },
  {
    name: "a linked image",
    markdown: "[![b](http://x/b.png)](http://y)\n",
    wiki: "[!http://x/b.png|alt=b!|http://y]",
  },
];
