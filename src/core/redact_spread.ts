/**
 * Finds secrets that are interspersed with characters that a reader does not see or takes for a gap: white space,
 * control characters, and zero-width characters. Such a secret can still be read, and copied.
 *
 * Pure.
 *
 * @module
 */

/** The half-open range of a match, in UTF-16 units. */
export type Range = readonly [start: number, end: number];

/**
 * Removes gap characters from a text. Returns the same string if there are none. A loop, as in `isPrintableAscii()`.
 */
export function compact(text: string): string {
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length;) {
    const width = gapAt(text, at);
    if (width > 0 && start < at) pieces.push(text.slice(start, at));
    at += Math.max(width, 1);
    if (width > 0) start = at;
  }
  return pieces.length === 0 && start === 0 ? text : pieces.join("") + text.slice(start);
}

/** Replaces ranges of a compacted text in the original text, including the gaps inside them. */
export function replaceRanges(text: string, ranges: readonly Range[], by: string): string {
  const places = placesOf(text);
  const pieces: string[] = [];
  let copied = 0;
  for (const [start, end] of merged(ranges)) {
    pieces.push(text.slice(copied, places[start]), by);
    copied = (places[end - 1] ?? text.length) + 1;
  }
  return [...pieces, text.slice(copied)].join("");
}

/** The offset in the original text of each unit of the compacted text. */
function placesOf(text: string): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < text.length;) {
    const width = gapAt(text, at);
    if (width === 0) places.push(at);
    at += Math.max(width, 1);
  }
  return places;
}

/** Sorts ranges, and merges overlapping ones. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const found: Range[] = [];
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const [before, reach] = found.at(-1) ?? [0, -1];
    if (start < reach) found.splice(-1, 1, [before, Math.max(reach, end)]);
    else found.push([start, end]);
  }
  return found;
}

/** The length of the gap character at an offset, in UTF-16 units; 0 if it is not a gap. */
function gapAt(text: string, at: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at);
  // Tags and variation selectors, U+E0000 to U+E0FFF, are surrogate pairs.
  if (code === 0xdb40) return 2;
  return code <= 0x20 || (code >= 0x7f && (code <= 0xa0 || (code >= 0xad && GAP.test(text.charAt(at)))))
    ? 1
    : 0;
}

/** White space and zero-width characters above Latin-1. */
const GAP =
  /[\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]/;
