import assert from "node:assert/strict";
import { AtlcliError } from "../../src/core/errors.ts";
import { type AdfNode, adfToMarkdown, markdownToAdf } from "../../src/markdown/mod.ts";
import { BOTH, item, node, of, p, text } from "./adf_cases.ts";

for (const [name, content, markdown] of BOTH) {
  const document = { version: 1, type: "doc", content } as const;
  Deno.test(`adfToMarkdown() writes ${name}, and markdownToAdf() gives the same back`, () => {
    assert.equal(adfToMarkdown(document), markdown);
    assert.deepEqual(markdownToAdf(markdown), document);
  });
}

/** What becomes of Markdown that a document has no place for. */
const FITTED: readonly (readonly [name: string, markdown: string, content: readonly AdfNode[]])[] = [
  ["a heading in a quote: a bold line", "> # a", [of("blockquote", p(text("a", "strong")))]],
  ["a quote in a quote: its lines", "> a\n>\n> > b", [of("blockquote", p(text("a")), p(text("b")))]],
  ["a table in an item: lines", "- | a | b |\n  | - | - |", [
    of("bulletList", item(p(text("a"), text(" | "), text("b")))),
  ]],
  ["a panel in a panel: its lines", "::::info\n:::note\na\n:::\n::::", [
    node("panel", { panelType: "info" }, p(text("a"))),
  ]],
  ["a rule in an item: a line", "- ***", [of("bulletList", item(p(text("———"))))]],
  ["tasks in a quote: an item with a sign", "> - [x] a", [
    of("blockquote", of("bulletList", item(p(text("☑ "), text("a"))))),
  ]],
  ["an expand in a quote: its title and lines", "> :::expand{title=T}\n> a\n> :::", [
    of("blockquote", p(text("T", "strong")), p(text("a"))),
  ]],
  ["a picture in a line: a link", "a ![b](c.png)", [
    p(text("a "), text("b", { type: "link", attrs: { href: "c.png" } })),
  ]],
  ["bold code: code", "**`a`**", [p(text("a", "code"))]],
  ["tasks, with ids", "- [ ] a\n  - [x] b", [
    node(
      "taskList",
      { localId: "1" },
      node("taskItem", { localId: "2", state: "TODO" }, text("a")),
      node("taskList", { localId: "3" }, node("taskItem", { localId: "4", state: "DONE" }, text("b"))),
    ),
  ]],
  ["a status of Confluence", ':status[a]{colour="Green"}', [
    p(node("status", { text: "a", color: "green" })),
  ]],
  ["an invalid colour: text", ":color[a]{color=red}", [p(text("a"))]],
  ["raw JSON that is not a node: code", "```adf\nx\n```", [
    node("codeBlock", { language: "json" }, text("x")),
  ]],
  ["a layout of one column: its blocks", "::::layout\n:::column{width=100}\na\n:::\n::::", [p(text("a"))]],
];

for (const [name, markdown, content] of FITTED) {
  Deno.test(`markdownToAdf() makes of ${name}`, () => {
    assert.deepEqual(markdownToAdf(markdown).content, content);
  });
}

Deno.test("adfToMarkdown() leaves out ids and values that mean nothing", () => {
  const content = [
    node("paragraph", { localId: "x" }, node("mention", { id: "1", accessLevel: "", localId: "y" })),
  ];
  assert.equal(adfToMarkdown({ version: 1, type: "doc", content }), ':mention{id="1"}\n');
});

Deno.test("adfToMarkdown() breaks a line where a text has a line break", () => {
  assert.equal(adfToMarkdown({ version: 1, type: "doc", content: [p(text("a\nb"))] }), "a\\\nb\n");
});

Deno.test("adfToMarkdown() takes control characters out of texts", () => {
  assert.equal(
    adfToMarkdown({ version: 1, type: "doc", content: [p(text("a\u001b[31mb\u0000"))] }),
    "a\\[31mb\n",
  );
});

Deno.test("adfToMarkdown() writes nothing for an empty field", () => {
  assert.equal(adfToMarkdown(null), "");
  assert.equal(adfToMarkdown(undefined), "");
});

for (
  const document of ["text", 7, [], {}, { type: "paragraph" }, { type: "doc", content: [{ type: 1 }] }, {
    type: "doc",
    content: "a",
  }, { type: "doc", content: [{ type: "text", marks: [1] }] }]
) {
  Deno.test(`adfToMarkdown() refuses an invalid document: ${JSON.stringify(document)}`, () => {
    assert.throws(
      () => adfToMarkdown(document),
      (error) => error instanceof AtlcliError && error.code === "bad-response",
    );
  });
}
