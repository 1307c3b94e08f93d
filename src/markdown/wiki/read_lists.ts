/**
 * Reads lists of wiki markup. A list goes on to the next blank line: whatever stands between two items belongs to the
 * first one.
 *
 * @module
 */
import { type Block, item, list } from "../dialect/nodes.ts";
import { Uncarried } from "../dialect/write.ts";
import { joined, type Line } from "./macros.ts";

/** A line that begins an item; the first one of a list must not begin with two dashes. */
const ITEM = /^[ \t]*([*#-]+)[ \t]+(\S.*)$/s;
/** An item without content. */
const EMPTY_ITEM = /^[ \t]*[*#-]+[ \t]+$/;

/** Whether a line begins a list. */
export function startsList({ text }: Line): boolean {
  return !/^[ \t]*--/.test(text) && isItem(text);
}

/** Whether a line begins an item. */
function isItem(text: string): boolean {
  return ITEM.test(text) || EMPTY_ITEM.test(text);
}

/** Reads the content of an item. */
type Read = (wiki: string) => readonly Block[];

/** An item: its markers (`*`, `#`, one per enclosing list), and its content. */
interface Item {
  readonly markers: string;
  readonly lines: Line[];
}

/** Reads the lines of a list. */
export function readLists(lines: readonly Line[], read: Read): readonly Block[] {
  const items: Item[] = [];
  for (const line of lines) {
    if (EMPTY_ITEM.test(line.text)) throw new Uncarried();
    const [, markers, text = ""] = ITEM.exec(line.text) ?? [];
    if (markers === undefined) items.at(-1)?.lines.push(line);
    else items.push({ markers: markers.replaceAll("-", "*"), lines: [{ ...line, text }] });
  }
  return nestedLists(items, { depth: 0, read });
}

const DEEPEST = 20;

/** How deep a list is, and how its items are read. */
interface Level {
  readonly depth: number;
  readonly read: Read;
}

/** The lists of items at a nesting depth. */
function nestedLists(items: readonly Item[], level: Level): Block[] {
  const { depth } = level;
  if (depth > DEEPEST) throw new Uncarried();
  const lists: Block[] = [];
  for (let at = 0; at < items.length;) {
    const kind = items[at]?.markers.charAt(depth);
    let end = at;
    while (end < items.length && items[end]?.markers.charAt(depth) === kind) end++;
    lists.push(listOf(items.slice(at, end), level));
    at = end;
  }
  return lists;
}

function listOf(items: readonly Item[], { depth, read }: Level): Block {
  const ordered = items[0]?.markers.charAt(depth) === "#";
  const groups: { own: Item; below: Item[] }[] = [];
  for (const each of items) {
    const last = groups.at(-1);
    if (each.markers.length === depth + 1) groups.push({ own: each, below: [] });
    else if (last !== undefined) last.below.push(each);
    // An item that is nested deeper than its parent allows.
    else throw new Uncarried();
  }
  return list(
    groups.map(({ own, below }) =>
      item([...read(joined(own.lines)), ...nestedLists(below, { depth: depth + 1, read })])
    ),
    { ordered },
  );
}
