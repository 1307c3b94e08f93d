/**
 * Documents in Atlassian Document Format made by chance, valid by its schema.
 *
 * @module
 */
import type { AdfDocument, AdfMark, AdfNode, Json } from "../../src/markdown/adf/document.ts";
import type { Random } from "./random.ts";
import { WORDS } from "./words.ts";

type Attributes = Readonly<Record<string, Json>>;

function node(type: string, attrs?: Attributes, content?: readonly AdfNode[]): AdfNode {
  return {
    type,
    ...(attrs === undefined || Object.keys(attrs).length === 0 ? {} : { attrs }),
    ...(content === undefined ? {} : { content }),
  };
}

function words(random: Random): string {
  return random.several([1, 4], () => random.pick(WORDS)).join(
    random.pick([" ", " ", "  ", "", "\n", " \t"]),
  );
}

function marks(random: Random): AdfMark[] {
  if (random.oneIn(6)) {
    return [
      { type: "code" },
      ...(random.oneIn(2) ? [{ type: "link", attrs: { href: "https://x.example" } }] : []),
    ];
  }
  const all: AdfMark[] = [
    { type: "strong" },
    { type: "em" },
    { type: "strike" },
    { type: "underline" },
    { type: "subsup", attrs: { type: random.pick(["sub", "sup"]) } },
    { type: "textColor", attrs: { color: random.pick(["#ff0000", "#00FF00"]) } },
    { type: "backgroundColor", attrs: { color: "#fedec8" } },
    { type: "link", attrs: { href: random.pick(["https://x.example/a_(b)", "mailto:a@b.example", "#x y"]) } },
    { type: "link", attrs: { href: "https://y.example", title: 'A "title"' } },
    { type: "annotation", attrs: { id: "c-1", annotationType: "inlineComment" } },
  ];
  const chosen = random.several([0, 3], () => random.pick(all));
  return chosen.filter((mark, index) => chosen.findIndex(({ type }) => type === mark.type) === index);
}

function text(random: Random): AdfNode {
  const own = random.oneIn(2) ? marks(random) : [];
  return {
    type: "text",
    text: random.oneIn(8) ? " " : words(random),
    ...(own.length === 0 ? {} : { marks: own }),
  };
}

const ATOMS: readonly AdfNode[] = [
  node("hardBreak"),
  node("hardBreak", { text: "\n" }),
  node("mention", { id: "557058:ab", text: "@Mia", accessLevel: "" }),
  node("mention", { id: "1", userType: "APP" }),
  node("emoji", { shortName: ":grinning:", id: "1f600", text: "😀" }),
  node("emoji", { shortName: ":x:" }),
  node("date", { timestamp: "1794960000000" }),
  node("date", { timestamp: "1794960000001" }),
  node("status", { text: "In [x] *progress*", color: "yellow", localId: "q", style: "" }),
  node("status", { text: "Done", color: "green", style: "bold" }),
  node("inlineCard", { url: "https://x.example/browse/A-1?b=c&d" }),
  node("inlineCard", { data: { "@type": "x" } }),
  node("placeholder", { text: "Type here" }),
  node("inlineExtension", { extensionType: "com.x", extensionKey: "k", parameters: { a: [1, "b"] } }),
  node("mediaInline", { id: "m", collection: "c", type: "file" }),
];

function line(random: Random): AdfNode[] {
  return random.several([0, 4], () => random.oneIn(3) ? random.pick(ATOMS) : text(random));
}

const plain = (random: Random): AdfNode =>
  node("paragraph", random.oneIn(5) ? { localId: "p" } : {}, line(random));

function media(random: Random): AdfNode {
  return random.oneIn(2)
    ? node("media", {
      type: "external",
      url: "https://x.example/a_b.png",
      ...(random.oneIn(2) ? { alt: "A" } : {}),
    })
    : node("media", { type: "file", id: "m-1", collection: "c", width: 20, height: 30 });
}

function single(random: Random): AdfNode {
  const attrs = random.pick<Attributes>([
    { layout: "center" },
    { layout: "wide", width: 50 },
    { layout: "center", width: 300, widthType: "pixel" },
  ]);
  const caption = random.oneIn(5) ? [node("caption", {}, line(random).filter(inCaption))] : [];
  return node("mediaSingle", attrs, [media(random), ...caption]);
}

function inCaption({ type }: AdfNode): boolean {
  return ["text", "hardBreak", "mention", "emoji", "date", "placeholder", "inlineCard", "status"].includes(
    type,
  );
}

function code(random: Random): AdfNode {
  const value = random.pick(["", "a", "x\n\n  y\n", "```\n~~~\n:::", "\tt", "# h"]);
  const attrs = random.pick<Attributes>([{}, { language: "java" }, { language: "c++" }, { language: "adf" }, {
    wrap: true,
  }]);
  return node("codeBlock", attrs, value === "" ? [] : [{ type: "text", text: value }]);
}

function list(random: Random, depth: number): AdfNode {
  const [type, attrs] = random.pick<readonly [string, Attributes]>([
    ["bulletList", {}],
    ["orderedList", {}],
    ["orderedList", { order: 3 }],
  ]);
  return node(
    type,
    attrs,
    random.several([1, 3], () => {
      const more = depth > 0 && random.oneIn(2) ? [random.pick([list, code, tasks])(random, depth - 1)] : [];
      return node("listItem", {}, [plain(random), ...more]);
    }),
  );
}

function tasks(random: Random, depth: number): AdfNode {
  const items = random.several(
    [1, 3],
    () =>
      node("taskItem", { localId: `${random.int(99)}`, state: random.pick(["TODO", "DONE"]) }, line(random)),
  );
  const nested = depth > 0 && random.oneIn(3) ? [tasks(random, depth - 1)] : [];
  return node("taskList", { localId: "t" }, [...items, ...nested]);
}

function decisions(random: Random): AdfNode {
  const items = random.several(
    [1, 2],
    () => node("decisionItem", { localId: "d", state: "DECIDED" }, line(random)),
  );
  return node("decisionList", { localId: "l" }, items);
}

function panel(random: Random, depth: number): AdfNode {
  const attrs = random.pick<Attributes>([
    { panelType: "info" },
    { panelType: "success", localId: "x" },
    { panelType: "custom", panelColor: "#ffffff", panelIcon: ":x:" },
  ]);
  return node(
    "panel",
    attrs,
    some(random, depth, [plain, heading, list, code, tasks, decisions, single, rule]),
  );
}

type Make = (random: Random, depth: number) => AdfNode;

const heading: Make = (random) => node("heading", { level: 1 + random.int(6) }, line(random));
const rule: Make = () => node("rule");
const quote: Make = (random, depth) =>
  node("blockquote", {}, some(random, depth, [plain, list, code, single]));
const card: Make = () => node("blockCard", { url: "https://x.example" });
const embed: Make = () => node("embedCard", { url: "https://x.example", layout: "wide", width: 80 });
const extension: Make = () =>
  node("extension", { extensionType: "com.x", extensionKey: "k", parameters: { a: "b'\"" }, layout: "wide" });
const group: Make = (random) =>
  node("mediaGroup", {}, [media(random), node("media", { type: "file", id: "f", collection: "c" })]);

function some(random: Random, depth: number, makes: readonly Make[]): AdfNode[] {
  return random.several([1, 2], () => random.pick(makes)(random, depth - 1));
}

const RICH: readonly Make[] = [
  plain,
  plain,
  heading,
  rule,
  list,
  code,
  tasks,
  decisions,
  panel,
  quote,
  single,
  group,
];

function table(random: Random, depth: number): AdfNode {
  const columns = 1 + random.int(3);
  const odd = random.oneIn(2);
  const row = (type: string): AdfNode =>
    node(
      "tableRow",
      {},
      Array.from({ length: columns }, () => {
        const attrs: Attributes = odd && random.oneIn(3)
          ? { colspan: 2, colwidth: [100, 200], background: "#deebff" }
          : {};
        const content = odd && depth > 0
          ? some(random, depth, [...RICH, card, embed, nested])
          : [plain(random)];
        return node(odd && random.oneIn(5) ? "tableHeader" : type, attrs, content);
      }),
    );
  const head = random.oneIn(3) ? [] : [row("tableHeader")];
  const attrs = random.pick<Attributes>([{}, { isNumberColumnEnabled: false, layout: "default" }, {
    layout: "wide",
  }]);
  return node("table", attrs, [
    ...head,
    ...random.several([head.length === 0 ? 1 : 0, 3], () => row("tableCell")),
  ]);
}

const nested: Make = (random, depth) => node("nestedExpand", { title: "N" }, some(random, depth, RICH));
const expand: Make = (random, depth) =>
  node("expand", { title: 'T "t"' }, some(random, depth, [...RICH, table, card, nested]));
const bodied: Make = (random, depth) =>
  node(
    "bodiedExtension",
    { extensionType: "com.x", extensionKey: "b" },
    some(random, depth, [...RICH, table]),
  );
const layout: Make = (random, depth) =>
  node(
    "layoutSection",
    {},
    [1, 2].map(() => node("layoutColumn", { width: 50 }, some(random, depth, [...RICH, table, expand]))),
  );
const aligned: Make = (random) => ({
  ...plain(random),
  marks: [random.pick([
    { type: "alignment", attrs: { align: "center" } },
    { type: "indentation", attrs: { level: 2 } },
    { type: "fontSize", attrs: { fontSize: "small" } },
  ])],
});

/** A document. */
export function adfDocument(random: Random): AdfDocument {
  const makes = [...RICH, plain, table, expand, bodied, layout, aligned, card, embed, extension];
  return { version: 1, type: "doc", content: random.several([0, 2], () => random.pick(makes)(random, 2)) };
}
