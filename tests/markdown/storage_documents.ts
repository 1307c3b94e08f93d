/**
 * Storage documents made by chance: everything that pages have, and text that looks like Markdown.
 *
 * @module
 */
import type { Random } from "./random.ts";
import { WORDS } from "./words.ts";

const escaped = (word: string): string => word.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const TEXTS = [...WORDS.map(escaped), "&nbsp;", "&mdash;", "&#x1F600;", "<![CDATA[<c> & d]]>"];

function text(random: Random): string {
  const words = random.several([1, 4], () => random.pick(TEXTS));
  return words.join(random.pick([" ", " ", " ", "", "\n  "]));
}

type Make = (random: Random, depth: number) => string;

const wrap = (open: string, close = open.split(" ", 1)[0]): Make => (random, depth) =>
  `<${open}>${line(random, depth - 1)}</${close}>`;

const ATOMS: readonly Make[] = [
  () => "<br/>",
  () => "<br />",
  (random) => `<code>${text(random)}</code>`,
  () => `<time datetime="2026-11-18" />`,
  () => `<ac:emoticon ac:name="smile" />`,
  () => `<ac:emoticon ac:emoji-id="1f44d" ac:name="thumbs-up" ac:emoji-fallback="👍"/>`,
  () => `<ac:link><ri:user ri:account-id="557058:ab-cd" /></ac:link>`,
  () => `<ac:link><ri:user ri:userkey="8a7f" ri:version-at-save="1"/></ac:link>`,
  () => `<ac:link><ri:page ri:space-key="DOCS" ri:content-title="Release plan (2) / b" /></ac:link>`,
  (random) =>
    `<ac:link ac:anchor="a b"><ri:page ri:content-title="P"/><ac:link-body>${
      text(random)
    } <em>y</em></ac:link-body></ac:link>`,
  () =>
    `<ac:link><ri:attachment ri:filename="r é.pdf"/><ac:plain-text-link-body><![CDATA[the <file> *x*]]></ac:plain-text-link-body></ac:link>`,
  () =>
    `<ac:link ac:anchor="top"><ac:plain-text-link-body><![CDATA[up]]></ac:plain-text-link-body></ac:link>`,
  () => `<ac:link><ri:blog-post ri:content-title="News" ri:posting-day="2026/11/18"/></ac:link>`,
  () => `<ac:link ac:card-appearance="inline"><ri:page ri:content-title="Q"/></ac:link>`,
  () => `<ac:image><ri:attachment ri:filename="a.png"/></ac:image>`,
  () =>
    `<ac:image ac:width="300" ac:alt="x &quot;y&quot;"><ri:url ri:value="https://x.example/a.png?b=c&amp;d"/></ac:image>`,
  (random) =>
    `<ac:structured-macro ac:name="status" ac:schema-version="1" ac:macro-id="7"><ac:parameter ac:name="colour">Green</ac:parameter><ac:parameter ac:name="title">${
      random.pick(["DONE", "IN [x] *y*", "a]b"])
    }</ac:parameter></ac:structured-macro>`,
  () =>
    `<ac:structured-macro ac:name="jira" ac:schema-version="1" ac:macro-id="a-b"><ac:parameter ac:name="key">PROJ-1</ac:parameter><ac:parameter ac:name="id">7</ac:parameter></ac:structured-macro>`,
  () =>
    `<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">here</ac:parameter></ac:structured-macro>`,
  () => `<ac:unknown a="1"><b>&amp;</b></ac:unknown>`,
];

const SPANS: readonly Make[] = [
  ...["strong", "em", "b", "i", "s", "del", "u", "sub", "sup", "small"].map((name) => wrap(name)),
  wrap('a href="https://x.example/(a)_b"'),
  wrap('a href="https://x.example" title="T &quot;q&quot;"'),
  wrap('a href="https://x.example" data-card-appearance="inline"'),
  wrap('span style="color: rgb(255,0,0);"'),
  wrap('span style="text-decoration: line-through;"'),
  wrap('ac:inline-comment-marker ac:ref="c-1"'),
];

function line(random: Random, depth: number): string {
  const parts = random.several([1, 3], () => {
    const kind = random.int(10);
    if (kind < 5 || depth <= 0) return text(random);
    return kind < 8 ? random.pick(SPANS)(random, depth) : random.pick(ATOMS)(random, depth);
  });
  return parts.join(random.pick(["", " ", " "]));
}

const cdata = (content: string): string => `<![CDATA[${content.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
const CODES = [
  "",
  "x",
  "const a: List<T> = b && c;\n\n  indented\n",
  "```\nfence\n```\n~~~",
  ":::\n::::",
  "\ttab\n\ttab",
  "a ]]> b",
  "</ac:plain-text-body>",
  "\n\nblank first",
  "  - x\n\n\n&amp; *y*",
];

function macro(name: string, parameters: string, body: string): string {
  return `<ac:structured-macro ac:name="${name}" ac:schema-version="1" ac:macro-id="m-1">${parameters}${body}</ac:structured-macro>`;
}

function parameter(name: string, value: string): string {
  return `<ac:parameter ac:name="${name}">${value}</ac:parameter>`;
}

function code(random: Random): string {
  const parameters = [
    random.oneIn(2) ? parameter("language", random.pick(["java", "c++", "confluence-storage", "a b"])) : "",
    random.oneIn(3) ? parameter("title", random.pick(["Main.java", "a  \"b\" {c} &amp; 'd'", "x`y"])) : "",
    random.oneIn(4) ? parameter("linenumbers", "true") : "",
  ].join("");
  return macro("code", parameters, `<ac:plain-text-body>${cdata(random.pick(CODES))}</ac:plain-text-body>`);
}

function boxed(random: Random, depth: number): string {
  const name = random.pick(["info", "note", "tip", "warning", "panel", "expand", "excerpt", "my-macro"]);
  const title = random.oneIn(2) ? parameter("title", random.pick(["Title", "a &quot;b&quot; {c}", ""])) : "";
  return macro(name, title, `<ac:rich-text-body>${blocks(random, depth - 1)}</ac:rich-text-body>`);
}

function unknownMacro(random: Random): string {
  const parameters = random.several([0, 3], () => random.int(1000))
    .map((value, index) =>
      parameter(
        ["id", "class", "name", "a.b", "x:y"][index] ?? "z",
        random.pick([`${value}`, "a\nb", "&amp;lt; 'q' \"", ""]),
      )
    );
  const rich = random.oneIn(3) ? parameter("page", `<ac:link><ri:page ri:content-title="A"/></ac:link>`) : "";
  const body = random.oneIn(2) ? `<ac:plain-text-body>${cdata(random.pick(CODES))}</ac:plain-text-body>` : "";
  return macro(random.pick(["noformat", "roadmap", "html", "toc"]), parameters.join("") + rich, body);
}

function list(random: Random, depth: number): string {
  const name = random.pick(["ul", "ol", 'ol start="4"', 'ul class="x"']);
  const items = random.several([1, 4], () => {
    if (random.oneIn(10)) return "<li></li>";
    const first = random.oneIn(2) ? line(random, 1) : `<p>${line(random, 1)}</p>`;
    const rest = depth > 0 && random.oneIn(3) ? random.pick([list, list, block])(random, depth - 1) : "";
    return `<li>${first}${rest}</li>`;
  });
  return `<${name}>${items.join(random.pick(["", "\n  "]))}</${name.split(" ", 1)[0]}>`;
}

function tasks(random: Random): string {
  const items = random.several([1, 3], () => {
    const status = random.pick(["complete", "incomplete"]);
    const id = random.oneIn(4) ? "" : `<ac:task-id>${random.int(99)}</ac:task-id>`;
    const body = random.oneIn(3)
      ? `<span class="placeholder-inline-tasks">${line(random, 1)}</span>`
      : line(random, 1);
    return `<ac:task>\n${id}\n<ac:task-status>${status}</ac:task-status>\n<ac:task-body>${body}</ac:task-body>\n</ac:task>`;
  });
  return `<ac:task-list>\n${items.join("\n")}\n</ac:task-list>`;
}

function table(random: Random, depth: number): string {
  const columns = 1 + random.int(3);
  const kind = random.pick(["plain", "plain", "wide", "odd"]);
  const cell = (name: string): string => {
    const content = random.pick([line, line, (r: Random) => `<p>${line(r, 1)}</p>`, () => ""])(random, 1);
    if (kind === "odd" && random.oneIn(3)) {
      return `<${name} colspan="2">${depth > 0 ? blocks(random, depth - 1) : content}</${name}>`;
    }
    return `<${name}>${content}</${name}>`;
  };
  const row = (name: string): string =>
    `<tr>${
      Array.from({ length: columns }, () => cell(kind === "odd" && random.oneIn(4) ? "th" : name)).join("")
    }</tr>`;
  const head = random.oneIn(4) ? "" : row("th");
  const rows = random.several([head === "" ? 1 : 0, 3], () => row("td")).join("\n");
  const colgroup = kind === "wide" ? `<colgroup><col style="width: 40.0%;"/><col /></colgroup>` : "";
  const attributes = kind === "wide" ? ` class="wrapped" data-layout="wide" ac:local-id="q"` : "";
  return `<table${attributes}>${colgroup}<tbody>${head}${rows}</tbody></table>`;
}

function layout(random: Random, depth: number): string {
  const cells = random.several([1, 3], () => `<ac:layout-cell>${blocks(random, depth - 1)}</ac:layout-cell>`);
  return `<ac:layout><ac:layout-section ac:type="two_equal" ac:breakout-mode="default">${
    cells.join("\n")
  }</ac:layout-section></ac:layout>`;
}

const LEAVES: readonly Make[] = [
  (random) => `<p>${line(random, 2)}</p>`,
  (random) => `<p local-id="a-1">${line(random, 2)}</p>`,
  (random) => `<p style="text-align: center;">${line(random, 1)}</p>`,
  (random) =>
    `<h${1 + random.int(6)}>${line(random, 1)}</h1>`.replace(/^<(h\d)>([\s\S]*)<\/h1>$/, "<$1>$2</$1>"),
  () => "<p />",
  () => "<p><br/></p>",
  () => "<hr/>",
  () =>
    `<ac:structured-macro ac:name="toc" ac:schema-version="1" ac:macro-id="t"><ac:parameter ac:name="maxLevel">3</ac:parameter></ac:structured-macro>`,
  () =>
    `<ac:image ac:align="center" ac:width="600"><ri:attachment ri:filename="b c.png" ri:version-at-save="2"/></ac:image>`,
  () => `<at:declarations><at:string at:name="x" /></at:declarations>`,
  () => `<!-- a comment -->`,
  () => `<pre>  kept\n as it is </pre>`,
  code,
  unknownMacro,
  tasks,
];

const NESTS: readonly Make[] = [
  boxed,
  list,
  list,
  table,
  layout,
  (random, depth) => `<blockquote>${blocks(random, depth - 1)}</blockquote>`,
  (random, depth) => `<div class="d">${blocks(random, depth - 1)}</div>`,
];

function block(random: Random, depth: number): string {
  return depth > 0 && random.oneIn(3)
    ? random.pick(NESTS)(random, depth)
    : random.pick(LEAVES)(random, depth);
}

function blocks(random: Random, depth: number): string {
  return random.several([1, 2], () => block(random, depth)).join(random.pick(["", "\n"]));
}

/** A document: a few blocks, some of them with blocks in them, and now and then text that is in none. */
export function storageDocument(random: Random): string {
  const loose = random.oneIn(10) ? line(random, 1) : "";
  return blocks(random, 2) + loose + (random.oneIn(5) ? list(random, 1) + list(random, 1) : "");
}
