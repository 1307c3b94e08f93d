/**
 * The printer of simple blocks, compared with the library's and with the parser: it writes the same text, which the parser
 * reads as the same blocks. And the pieces of storage format that are not checked: a full check agrees.
 */
import assert from "node:assert/strict";
import { clean } from "../../src/markdown/dialect/clean.ts";
import { printPlain } from "../../src/markdown/dialect/print_plain.ts";
import { parsePiece, print } from "../../src/markdown/dialect/syntax.ts";
import { unpacked } from "../../src/markdown/dialect/write.ts";
import { areKept } from "../../src/markdown/storage/kept.ts";
import { KNOWN } from "../../src/markdown/storage/names.ts";
import { piecesOf } from "../../src/markdown/storage/read_blocks.ts";
import { writeBlocks } from "../../src/markdown/storage/write_blocks.ts";
import { parseXml } from "../../src/markdown/storage/xml.ts";
import { effort } from "../helpers/effort.ts";
import { Maker } from "./plain_blocks.ts";
import { plainTree } from "./plain_trees.ts";
import { randomOf } from "./random.ts";
import { storageDocument } from "./storage_documents.ts";

const BLOCKS = effort(6_000, 400_000);
const DOCUMENTS = effort(300, 20_000);

Deno.test("a block that is printed without the printer is the same with it, and read as the same block", () => {
  let printed = 0;
  for (let seed = 0; seed < BLOCKS; seed++) {
    const random = randomOf(seed);
    const block = new Maker(random).block();
    const otherMarkers = random.oneIn(5);
    const markdown = printPlain(block, { otherMarkers });
    if (markdown === undefined) continue;
    printed++;
    assert.equal(markdown, print([block], { otherMarkers }));
    assert.deepEqual(plainTree(parsePiece(markdown, KNOWN)), plainTree([block]), JSON.stringify(markdown));
  }
  assert.ok(printed > BLOCKS / 10, `${printed} blocks were printed`);
});

Deno.test("two lists that are printed without the printer stay two lists", () => {
  for (const [first, second] of [["- a", "* b"], ["1. a", "1) b"], ["- a\n  - b", "1. c"]] as const) {
    const lists = parsePiece(`${first}\n\n${second}`, KNOWN);
    const [one, other, ...others] = lists;
    assert.ok(one !== undefined && other !== undefined && others.length === 0);
    const markdown = [
      printPlain(one, { otherMarkers: false }),
      printPlain(other, { otherMarkers: /^\*|\)/.test(second) }),
    ];
    assert.deepEqual(markdown, [first, second]);
  }
});

/** What changes on its way, or nearly does. */
const ODD: readonly string[] = [
  "<ac:task-list><ac:task><ac:task-status>complete</ac:task-status><ac:task-body>a\u2003</ac:task-body></ac:task></ac:task-list>",
  "<ul><li><p><ac:image><ri:url ri:value='https://x.y/a.png'/></ac:image></p></li></ul>",
  "<ul><li><p><ac:structured-macro ac:name='toc'/></p></li><li><ac:x/></li></ul>",
  "<p><a href='page:A'>b</a> <ac:link><ri:page ri:content-title=' A  b '/></ac:link></p>",
  "<p><span style='a'>b</span><span style='a'>c</span></p>",
  "<p><u><code> a </code></u> <strong> b</strong>c</p>",
  "<table><tbody><tr><td><ac:image><ri:attachment ri:filename='a'/></ac:image></td></tr></tbody></table>",
];

/** The number of pieces of a page that come back by decision. */
function keptIn(storage: string): number {
  const source = clean(storage);
  const reading = {
    source,
    options: {},
    addresses: new Map(),
    places: new Map(),
    ambiguous: new Set<string>(),
  };
  let kept = 0;
  for (const piece of piecesOf(parseXml(source), reading)) {
    const blocks = unpacked([piece]);
    if (!areKept(blocks)) continue;
    kept++;
    const written = writeBlocks(blocks, {});
    const again = unpacked(piecesOf(parseXml(written), { ...reading, source: written }));
    assert.deepEqual(plainTree(again), plainTree(blocks), written);
  }
  return kept;
}

Deno.test("blocks that are said to come back from storage format do", () => {
  for (const storage of ODD) keptIn(storage);
  let kept = 0;
  for (let seed = 0; seed < DOCUMENTS; seed++) kept += keptIn(storageDocument(randomOf(seed)));
  assert.ok(kept > DOCUMENTS / 2, `${kept} pieces were kept`);
});
