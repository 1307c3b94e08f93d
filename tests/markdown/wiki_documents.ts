/**
 * Texts in Jira's wiki markup made by chance.
 *
 * @module
 */
import type { Random } from "./random.ts";
import { WORDS } from "./words.ts";

/** Random choices, and the words to choose from. */
interface Maker extends Random {
  readonly words: readonly string[];
}

function words(random: Maker): string {
  return random.several([1, 4], () => random.pick(random.words)).join(random.pick([" ", " ", "", "  "]));
}

const THINGS: readonly string[] = [
  "[text|https://x.example/a_(b)]",
  "[https://x.example/a_b]",
  "https://x.example/c_d?e=f",
  "[~mia]",
  "[^file name.pdf]",
  "[the file|^a.png]",
  "[#top]",
  "[*bold* link|https://x.example|A tip]",
  "!a.png!",
  "!https://x.example/a.png|alt=Foo!",
  "!a b.png|width=300,thumbnail!",
  "{anchor:here}",
  "(*)",
  "(/)",
  "--",
  "\\\\",
  "\\*no\\*",
  "{{mono *x*}}",
  "{{a\\}b}}",
  "{{{}mono{}}}",
  "C:\\Users\\me\\.ssh",
  "\\\\server\\share",
  "f(x)",
  ":-)",
  "(!)",
  "[Mia M|~mia]",
  "[!https://x.example/a.png|alt=A!|https://y.example]",
  "{*}mid{*}word",
];

function line(random: Maker, depth = 2): string {
  return random.several([1, 3], () => {
    const kind = random.int(8);
    if (kind < 4 || depth === 0) return words(random);
    if (kind < 6) return random.pick(THINGS);
    const sign = random.pick(["*", "_", "-", "+", "^", "~", "??"]);
    if (random.oneIn(5)) return `{color:${random.pick(["red", "#00ff00"])}}${line(random, depth - 1)}{color}`;
    return `${sign}${line(random, depth - 1)}${sign}`;
  }).join(random.pick(["", " ", " "]));
}

/** What follows in an item. */
function inside(random: Maker): string {
  const code = `{code}\n${random.pick(CODES)}\n{code}`;
  return random.pick([
    words(random),
    code,
    `${code}\n${words(random)}`,
    `{quote}\n${words(random)}\n\n${words(random)}\n{quote}`,
    "||a||b||\n|c|d|",
    "h2. a",
  ]);
}

function list(random: Maker): string {
  let markers = random.pick(["*", "#", "-"]);
  return random.several([1, 4], () => {
    const written = `${markers} ${line(random, 1)}${random.oneIn(4) ? `\n${inside(random)}` : ""}`;
    if (random.oneIn(3) && markers.length < 4) markers += random.pick(["*", "#"]);
    else if (random.oneIn(3) && markers.length > 1) markers = markers.slice(0, -1);
    return written;
  }).join("\n");
}

function table(random: Maker): string {
  const columns = 1 + random.int(3);
  const cell = (): string => {
    if (random.oneIn(5)) return " ";
    return random.oneIn(8) ? random.pick(["{code}x|y{code}", "a\n* b\n* c", "a\nb"]) : line(random, 1);
  };
  const row = (bar: string): string => `${bar}${Array.from({ length: columns }, cell).join(bar)}${bar}`;
  const head = random.oneIn(3) ? [] : [row("||")];
  return [...head, ...random.several([head.length === 0 ? 1 : 0, 3], () => row("|"))].join("\n");
}

const CODES: readonly string[] = [
  "int x = 1; // *no*",
  "",
  "\n\n  x\n",
  "```\n~~~\n:::",
  "{quote} {noformat",
  "\tt",
];

function block(random: Maker, depth: number): string {
  switch (random.int(depth > 0 ? 9 : 7)) {
    case 0:
      return `h${1 + random.int(6)}. ${line(random)}`;
    case 1:
      return list(random);
    case 2:
      return table(random);
    case 3:
      return `{code${random.pick(["", ":java", ":title=A.java", ":c++|title=x|borderStyle=solid"])}}\n${
        random.pick(CODES)
      }\n{code}`;
    case 4:
      return random.pick(["----", `bq. ${line(random)}`, `{noformat}${random.pick(CODES)}{noformat}`]);
    case 7:
      return `{quote}\n${blocks(random, 0)}\n{quote}`;
    case 8:
      return `{panel${random.pick(["", ":title=My title", ":title=T|borderStyle=dashed"])}}\n${
        blocks(random, 0)
      }\n{panel}`;
    default:
      return random.several([1, 3], () => line(random)).join("\n");
  }
}

function blocks(random: Maker, depth: number): string {
  return random.several([1, 2], () => block(random, depth)).join(random.pick(["\n", "\n\n"]));
}

/** A text, of these words. */
export function wikiDocument(random: Random, words: readonly string[] = WORDS): string {
  return blocks({ ...random, words }, 1);
}
