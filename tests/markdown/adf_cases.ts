/**
 * Nodes of Atlassian Document Format, and how they look in Markdown.
 *
 * @module
 */
import type { AdfNode } from "../../src/markdown/mod.ts";
import { lines } from "./corpus/case.ts";

/** A text, and its marks: by their names where they have no attributes. */
export function text(
  value: string,
  ...marks: readonly (string | NonNullable<AdfNode["marks"]>[number])[]
): AdfNode {
  const own = marks.map((mark) => typeof mark === "string" ? { type: mark } : mark);
  return { type: "text", text: value, ...(own.length === 0 ? {} : { marks: own }) };
}

/** A paragraph. */
export function p(...content: readonly AdfNode[]): AdfNode {
  return { type: "paragraph", ...(content.length === 0 ? {} : { content }) };
}

/** A node with attributes. */
export function node(type: string, attrs: AdfNode["attrs"], ...content: readonly AdfNode[]): AdfNode {
  return { type, ...(attrs === undefined ? {} : { attrs }), ...(content.length === 0 ? {} : { content }) };
}

/** A node without attributes. */
export function of(type: string, ...content: readonly AdfNode[]): AdfNode {
  return { type, content };
}

/** An item of a list. */
export function item(...content: readonly AdfNode[]): AdfNode {
  return of("listItem", ...content);
}

function row(type: string, ...cells: readonly AdfNode[]): AdfNode {
  return of("tableRow", ...cells.map((cell) => of(type, cell)));
}

const DAY = "1794960000000";
const link = { type: "link", attrs: { href: "https://example.com" } };

/** Nodes, and how they look; the Markdown becomes the same nodes again. */
export const BOTH: readonly (readonly [name: string, content: readonly AdfNode[], markdown: string])[] = [
  ["nothing", [], ""],
  ["paragraphs", [p(text("a")), p(), p(text("b"))], lines("a", "", "::p", "", "b")],
  ["headings", [node("heading", { level: 2 }, text("a"))], lines("## a")],
  ["marks that Markdown has", [
    p(
      text("a", "em"),
      text(" "),
      text("b", "strong"),
      text(" "),
      text("c", "strike"),
      text(" "),
      text("d", "code"),
    ),
  ], lines("*a* **b** ~~c~~ `d`")],
  ["marks that are directives", [
    p(
      text("a", "underline"),
      text("b", { type: "subsup", attrs: { type: "sub" } }),
      text("c", { type: "textColor", attrs: { color: "#ff0000" } }),
    ),
  ], lines(':u[a]:sub[b]:color[c]{color="#ff0000"}')],
  ["a background and a comment", [
    p(
      text("a", { type: "backgroundColor", attrs: { color: "#ff0000" } }),
      text("b", { type: "annotation", attrs: { id: "c", annotationType: "inlineComment" } }),
    ),
  ], lines(':background[a]{color="#ff0000"}:comment[b]{id="c"}')],
  ["several marks", [p(text("a", "em", "strong"))], lines("**_a_**")],
  [
    "links",
    [p(text("a", link), text(" "), text("https://example.com", link))],
    lines("[a](https://example.com) <https://example.com>"),
  ],
  ["code in a link", [p(text("a", link, "code"))], lines("[`a`](https://example.com)")],
  ["a hard break", [p(text("a"), { type: "hardBreak" }, text("b"))], lines("a\\", "b")],
  ["spaces", [p(text(" a  b "))], lines("&#x20;a  b&#x20;")],
  [
    "lists",
    [of("bulletList", item(p(text("a")), of("orderedList", item(p(text("b"))))))],
    lines("- a", "  1. b"),
  ],
  [
    "an ordered list that begins at three",
    [node("orderedList", { order: 3 }, item(p(text("a"))))],
    lines("3. a"),
  ],
  ["code in an item", [
    of("bulletList", item(p(text("a")), node("codeBlock", { language: "js" }, text("b")))),
  ], lines("- a", "", "  ```js", "  b", "  ```")],
  ["code", [node("codeBlock", { language: "java" }, text("a\n\nb"))], lines("```java", "a", "", "b", "```")],
  ["code that is empty", [{ type: "codeBlock" }], lines("```", "```")],
  ["quotes and rules", [of("blockquote", p(text("a"))), { type: "rule" }], lines("> a", "", "---")],
  [
    "panels",
    ["info", "note", "tip", "warning", "error", "success"].map((panelType) =>
      node("panel", { panelType }, p(text("a")))
    ),
    ["info", "note", "tip", "warning", "error", "success"].map((name) => lines(`:::${name}`, "a", ":::"))
      .join("\n"),
  ],
  ["a panel of one's own", [
    node("panel", { panelType: "custom", panelIcon: ":x:", panelColor: "#fff" }, p(text("a"))),
  ], lines(':::panel{panelIcon=":x:" panelColor="#fff"}', "a", ":::")],
  ["an expand in an expand", [
    node("expand", { title: "T" }, node("nestedExpand", { title: "U" }, p(text("a")))),
  ], lines('::::expand{title="T"}', ':::expand{title="U"}', "a", ":::", "::::")],
  ["a table", [
    of("table", row("tableHeader", p(text("a")), p(text("b|"))), row("tableCell", p(text("c")), p())),
  ], lines("| a | b\\| |", "| - | - |", "| c | |")],
  ["a table without a header", [of("table", row("tableCell", p(text("a"))))], lines("| |", "| - |", "| a |")],
  [
    "a wide table",
    [node("table", { layout: "wide" }, row("tableHeader", p(text("a"))))],
    lines(':::table{layout="wide"}', "| a |", "| - |", ":::"),
  ],
  [
    "a table with spans",
    [of(
      "table",
      of("tableRow", node("tableCell", { colspan: 2, colwidth: [1, 2], background: "#fff" }, p(text("a")))),
    )],
    lines(
      ":::::table",
      "::::tr",
      ':::td{colspan="2" colwidth="[1,2]" background="#fff"}',
      "a",
      ":::",
      "::::",
      ":::::",
    ),
  ],
  ["pictures", [
    node(
      "mediaSingle",
      { layout: "center" },
      node("media", { type: "external", url: "https://example.com/a.png", alt: "A" }),
    ),
  ], lines("![A](https://example.com/a.png)")],
  ["a file as a picture", [
    node(
      "mediaSingle",
      { width: 50, layout: "wide" },
      node("media", { type: "file", id: "m", collection: "c", width: 9 }),
    ),
  ], lines('::media{type="file" id="m" collection="c" width="9" layout="wide" display-width="50"}')],
  [
    "files in a row",
    [of("mediaGroup", node("media", { type: "file", id: "m", collection: "c" }))],
    lines(":::media-group", '::media{type="file" id="m" collection="c"}', ":::"),
  ],
  [
    "a mention",
    [p(node("mention", { id: "557058:1", text: "@Mia" }))],
    lines(':mention[@Mia]{id="557058:1"}'),
  ],
  [
    "an emoji",
    [p(node("emoji", { shortName: ":grin:", id: "1f600", text: "😀" }))],
    lines(':emoji[😀]{shortName=":grin:" id="1f600"}'),
  ],
  ["a date", [p(node("date", { timestamp: DAY }))], lines(":date[2026-11-18]")],
  ["a moment", [p(node("date", { timestamp: "1794960000001" }))], lines(':date{timestamp="1794960000001"}')],
  [
    "a status",
    [p(node("status", { text: "In [x]", color: "yellow" }))],
    lines(':status[In \\[x\\]]{color="yellow"}'),
  ],
  [
    "cards",
    [
      p(node("inlineCard", { url: "https://example.com" })),
      node("blockCard", { url: "https://example.com" }),
      node("embedCard", { url: "https://example.com", layout: "wide" }),
    ],
    lines(
      ':card{url="https://example.com"}',
      "",
      '::card{url="https://example.com"}',
      "",
      '::embed{url="https://example.com" layout="wide"}',
    ),
  ],
  ["alignment and indentation", [
    { ...p(text("a")), marks: [{ type: "alignment", attrs: { align: "end" } }] },
    { ...p(text("b")), marks: [{ type: "indentation", attrs: { level: 2 } }] },
  ], lines(':::align{align="end"}', "a", ":::", "", ':::indent{level="2"}', "b", ":::")],
  [
    "a layout",
    [of(
      "layoutSection",
      node("layoutColumn", { width: 40 }, p(text("a"))),
      node("layoutColumn", { width: 60 }, p(text("b"))),
    )],
    lines("::::layout", ':::column{width="40"}', "a", ":::", "", ':::column{width="60"}', "b", ":::", "::::"),
  ],
  [
    "an extension",
    [node("extension", { extensionType: "com.x", extensionKey: "k", parameters: { a: [1] } })],
    lines('::extension{extensionType="com.x" extensionKey="k" parameters=\'{"a":[1]}\'}'),
  ],
  [
    "what looks like Markdown",
    [p(text("*a* # b [c] :u[d] https://example.com e@example.com"))],
    lines("\\*a\\* # b \\[c] \\:u\\[d] https\\://example.com e\\@example.com"),
  ],
  [
    "an unknown node",
    [{ type: "future", attrs: { a: [1] } }],
    lines(
      "```adf",
      "{",
      '  "type": "future",',
      '  "attrs": {',
      '    "a": [',
      "      1",
      "    ]",
      "  }",
      "}",
      "```",
    ),
  ],
  [
    "an unknown node in a line",
    [p(text("a "), { type: "future" })],
    lines('a :adf{json=\'{"type":"future"}\'}'),
  ],
  [
    "a node where it may not be",
    [of("blockquote", node("heading", { level: 1 }, text("a")))],
    lines(
      "> ```adf",
      "> {",
      '>   "type": "heading",',
      '>   "attrs": {',
      '>     "level": 1',
      ">   },",
      '>   "content": [',
      ">     {",
      '>       "type": "text",',
      '>       "text": "a"',
      ">     }",
      ">   ]",
      "> }",
      "> ```",
    ),
  ],
];
