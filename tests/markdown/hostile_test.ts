/**
 * Malicious input: deep, huge, or full of incomplete constructs. It is an error,
 * or it stays raw; it is never a crash, and never takes time that grows faster than its size.
 */
import assert from "node:assert/strict";
import process from "node:process";
import { AtlcliError, UsageError } from "../../src/core/errors.ts";
import {
  adfToMarkdown,
  markdownToAdf,
  markdownToStorage,
  markdownToWiki,
  storageToMarkdown,
  wikiToMarkdown,
} from "../../src/markdown/mod.ts";
import { effort } from "../helpers/effort.ts";

/** A text of about the given length. */
function repeated(text: string, characters: number): string {
  return text.repeat(Math.ceil(characters / text.length));
}

function nested(element: string, depth: number, content = "x"): string {
  const [name = ""] = element.split(" ");
  return `<${element}>`.repeat(depth) + content + `</${name}>`.repeat(depth);
}

for (const element of ["div", "blockquote", "p", "strong", "u", 'span style="a"', "ac:unknown", "table"]) {
  Deno.test(`storageToMarkdown() keeps 100,000 nested ${element} raw`, () => {
    const storage = nested(element, 100_000);
    const markdown = storageToMarkdown(storage);
    assert.equal(markdown, `\`\`\`confluence-storage\n${storage}\n\`\`\`\n`);
    assert.equal(markdownToStorage(markdown), storage);
  });
}

Deno.test("storageToMarkdown() keeps lists in lists raw when they are too deep, and writes them when they are not", () => {
  const lists = (depth: number): string => "<ul><li>".repeat(depth) + "x" + "</li></ul>".repeat(depth);
  assert.equal(storageToMarkdown(lists(25)), `${"- ".repeat(25)}x\n`);
  assert.ok(storageToMarkdown(lists(50_000)).startsWith("```confluence-storage\n"));
});

Deno.test("storageToMarkdown() keeps invalid XML unchanged, wherever it is truncated", () => {
  const whole =
    '<p class="a">b <strong>c</strong></p><!-- d --><ac:x><![CDATA[e]]></ac:x><ul><li>f</li></ul>';
  const ends = [...whole].map((_character, index) => whole.slice(0, index));
  for (const storage of ends) {
    const back = markdownToStorage(storageToMarkdown(storage));
    const raw = storageToMarkdown(storage).startsWith("```confluence-storage\n" + storage);
    assert.ok(raw || storageToMarkdown(back) === storageToMarkdown(storage), storage);
  }
});

const OPENERS = [
  "<",
  "&",
  "&a",
  "*",
  "_a",
  "`",
  "~a",
  "[",
  "]",
  "![",
  "(",
  "|",
  ":a",
  ":a[",
  ":a{",
  "#",
  "\\",
  "!",
  "\n",
  ...["- ", "> ", "1. ", "<!-- ", "<b>", "[^1]", "[!NOTE]"],
];

for (const opener of OPENERS) {
  Deno.test(`a paragraph of nothing but ${JSON.stringify(opener)} comes back`, () => {
    const text = repeated(opener, 20_000).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const markdown = storageToMarkdown(`<p>${text}</p>`);
    assert.equal(storageToMarkdown(markdownToStorage(markdown)), markdown);
  });
}

const DEEP: readonly (readonly [name: string, markdown: string])[] = [
  ["quotes", ">".repeat(effort(20_000, 100_000))],
  ["quotes of several lines", `${"> ".repeat(100)}a\n${"> ".repeat(100)}b`],
  ["lists", `${"- ".repeat(10_000)}a`],
  ["containers", ":::div\n".repeat(effort(10_000, 100_000))],
  ["unknown containers", ":::foo\n".repeat(effort(10_000, 100_000))],
  ["details", "<details>\n".repeat(200) + "</details>\n".repeat(200)],
  ["indented lists", Array.from({ length: 120 }, (_item, depth) => `${"  ".repeat(depth)}- a`).join("\n")],
];

for (const [name, markdown] of DEEP) {
  for (const convert of [markdownToStorage, markdownToAdf, markdownToWiki]) {
    Deno.test(`${convert.name}() refuses ${name} that lie too deep`, () => {
      assert.throws(() => convert(markdown), UsageError);
    });
  }
}

Deno.test("markdownToStorage() says where a paragraph is too long, and what to do", () => {
  assert.throws(() => markdownToStorage(`# a\n\n${repeated("word ", 40_000)}`), (error) => {
    assert.ok(error instanceof UsageError);
    assert.equal(
      error.message,
      'A paragraph, item or row of 40000 characters in line 3: "word word word word word word word word …"',
    );
    assert.match(error.hint ?? "", /32768 characters/);
    return true;
  });
});

Deno.test("a paragraph of too many signs is refused with its line, in quotes and containers, too", () => {
  const cases = [
    [`# a\n\n${"*a_ ".repeat(1_001)}`, 3],
    [`:::info\n\na\n\n${"<!--".repeat(2_001)}\n:::`, 5],
    [`a\n\n> b\n>\n> ${"`a".repeat(2_001)}`, 5],
  ] as const;
  for (const [markdown, line] of cases) {
    for (const convert of [markdownToStorage, markdownToAdf, markdownToWiki]) {
      assert.throws(() => convert(markdown), (error) => {
        assert.ok(error instanceof UsageError);
        assert.match(
          error.message,
          new RegExp(`^A paragraph, item or row of 200[12] signs of Markdown in line ${line}: `),
        );
        assert.equal(
          error.hint,
          "Split it: 32768 characters, 1000 tildes and 2000 of * _ [ ` < { > are the most",
        );
        return true;
      });
    }
  }
});

Deno.test("a paragraph with the maximum number of markup characters, and any number of escaped ones, is parsed", () => {
  for (const text of ["*a_ ".repeat(1_000), "\\*".repeat(5_000), "a*b".repeat(2_000)]) {
    assert.match(markdownToStorage(text), /^<p>/);
  }
});

Deno.test("storageToMarkdown() keeps a paragraph raw whose text would have too many signs", () => {
  const storage = `<p>${"a <em>b</em> ".repeat(1_500)}c</p>`;
  const markdown = storageToMarkdown(`<p>before</p>${storage}`);
  assert.equal(markdown, `before\n\n\`\`\`confluence-storage\n${storage}\n\`\`\`\n`);
  assert.equal(markdownToStorage(markdown), `<p>before</p>${storage}`);
});

Deno.test("markdownToStorage() takes fenced blocks, lists and tables of any length", () => {
  const code = repeated("a line of code\n", effort(60_000, 300_000));
  assert.equal(
    markdownToStorage(`\`\`\`\n${code}\`\`\``).length,
    code.length - 1 + markdownToStorage("```\n```").length,
  );
  const rows = effort(2_500, 15_000);
  const list = markdownToStorage("- a\n".repeat(rows));
  assert.equal(list.match(/<li>/g)?.length, rows);
  assert.equal(list.match(/<ul>/g)?.length, 1);
  const table = markdownToStorage(`| a |\n| - |\n${"| b |\n".repeat(rows)}`);
  assert.equal(table.match(/<tr>/g)?.length, rows + 1);
  assert.equal(table.match(/<table>/g)?.length, 1);
});

Deno.test("storageToMarkdown() keeps a paragraph raw that is too long to be read again", () => {
  const storage = `<p>${repeated("word ", 40_000)}x</p>`;
  assert.equal(storageToMarkdown(storage), `\`\`\`confluence-storage\n${storage}\n\`\`\`\n`);
});

const MANY: readonly (readonly [name: string, storage: string])[] = [
  ["a list", `<ul>${repeated("<li><p>a</p></li>", 1_500_000)}</ul>`],
  ["a table", `<table><tbody>${repeated("<tr><td>a</td><td>b</td></tr>", 1_700_000)}</tbody></table>`],
  ["a paragraph", `<p>${repeated("a <em>b</em> ", 1_200_000)}</p>`],
  ["an unknown element", `<ac:foo>${repeated("<p>a</p>", 1_200_000)}</ac:foo>`],
  [
    "a table that needs the parser",
    `<table><tbody>${repeated("<tr><td>_a</td></tr>", 500_000)}</tbody></table>`,
  ],
];

for (const [name, storage] of MANY) {
  Deno.test(`storageToMarkdown() keeps ${name} of more parts than are held at once raw, and what is beside it is read`, () => {
    const markdown = storageToMarkdown(`<p>before</p>${storage}<h2>after</h2>`);
    assert.equal(markdown, `before\n\n\`\`\`confluence-storage\n${storage}\n\`\`\`\n\n## after\n`);
    assert.equal(markdownToStorage(markdown), `<p>before</p>${storage}<h2>after</h2>`);
  });
}

Deno.test("storageToMarkdown() reads the parts of a layout one by one, however many there are", () => {
  const cell = `<ac:layout-cell>${repeated("<p>a</p>", 400_000)}</ac:layout-cell>`;
  const storage = `<ac:layout><ac:layout-section ac:type="single">${cell}</ac:layout-section></ac:layout>`;
  assert.equal(markdownToStorage(storageToMarkdown(storage)), storage);
  assert.doesNotMatch(storageToMarkdown(storage), /confluence-storage/);
});

Deno.test("markdownToStorage() takes paragraphs together only while the parser would take them alone", () => {
  const tildes = "~ ".repeat(600).trim();
  assert.equal(markdownToStorage(`${tildes}\n\n${tildes}\n`), `<p>${tildes}</p>`.repeat(2));
  const long = repeated("a *b* and so on, for a long time\n", 32_000).trim();
  assert.match(markdownToStorage(`*a*\n\n${long}\n`), /^<p><em>a<\/em><\/p><p>a <em>b<\/em> and so on/);
});

Deno.test("adfToMarkdown() refuses a document that is nested too deep", () => {
  let node: unknown = { type: "paragraph" };
  for (let depth = 0; depth < 100_000; depth++) node = { type: "blockquote", content: [node] };
  assert.throws(
    () => adfToMarkdown({ type: "doc", version: 1, content: [node] }),
    (error) => error instanceof AtlcliError && error.code === "bad-response",
  );
});

const MARKUP = [
  "*a ",
  "_",
  "-a",
  "[",
  "[a|",
  "{",
  "{{a",
  "{color:red}",
  "{code}",
  "{code:",
  "{quote}",
  "{panel}x",
  "!a|",
  "!a ",
  "|",
  "||",
  "|[",
  "??",
  "\\",
  "http://",
  "&a",
  "* ",
  "{*}",
  "^~",
  "h1. ",
];

for (const markup of MARKUP) {
  Deno.test(`wikiToMarkdown() reads nothing but ${JSON.stringify(markup)} to its end, and back`, () => {
    const markdown = wikiToMarkdown(repeated(markup, 20_000));
    assert.equal(wikiToMarkdown(markdownToWiki(markdown)), markdown);
  });
}

/** The CPU time that an operation takes, in milliseconds: the least of three runs. */
function fastest(run: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}

const PAGE = "<h2>Section</h2><p>Some text with <strong>bold</strong> words and a " +
  '<a href="https://example.com">link</a>.</p><ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>' +
  "<table><tbody><tr><th>a</th></tr><tr><td>b</td></tr></tbody></table>" +
  '<ac:structured-macro ac:name="info"><ac:rich-text-body><p>c</p></ac:rich-text-body></ac:structured-macro>';

/** An operation on a document of the given length. */
const GROWING: readonly (readonly [name: string, run: (characters: number) => void])[] = [
  ["storageToMarkdown() of a page", (size) => storageToMarkdown(repeated(PAGE, size))],
  ["storageToMarkdown() of a list", (size) => storageToMarkdown(`<ul>${repeated("<li>a</li>", size)}</ul>`)],
  [
    "storageToMarkdown() of a table",
    (size) =>
      storageToMarkdown(`<table><tbody>${repeated("<tr><td>a</td><td>b</td></tr>", size)}</tbody></table>`),
  ],
  [
    "storageToMarkdown() of a paragraph",
    (size) => storageToMarkdown(`<p>${repeated("a <em>b</em> ", size)}</p>`),
  ],
  [
    "markdownToStorage() of a page",
    (size) => markdownToStorage(repeated(`${storageToMarkdown(PAGE)}\n`, size)),
  ],
  ["markdownToStorage() of definitions", (size) => markdownToStorage(repeated("[a]: b\n\n[a]\n\n", size))],
  ["markdownToAdf() of a page", (size) => markdownToAdf(repeated(`${storageToMarkdown(PAGE)}\n`, size))],
  [
    "wikiToMarkdown() of a text",
    (size) => wikiToMarkdown(repeated("h1. a\n\n*b* [c|https://d.example]\n\n* e\n\n", size)),
  ],
  ["wikiToMarkdown() of a line", (size) => wikiToMarkdown(repeated("*a _b ", size))],
];

for (const [name, run] of GROWING) {
  Deno.test(`${name} takes time in proportion to its size`, () => {
    const size = effort(6_000, 25_000);
    run(size);
    const [small, large] = [fastest(() => run(size)), fastest(() => run(4 * size))];
    // Four times the size; a time that grows with the square would be sixteen times as long.
    assert.ok(large < 12 * small + 50, `${small.toFixed(1)} ms, then ${large.toFixed(1)} ms`);
  });
}
