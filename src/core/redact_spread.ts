/**
 * Text without the characters that a reader does not see or takes for a gap: white space, control characters, and those
 * of zero width. A secret with some of them in it is still read, and copied, as that secret.
 *
 * Pure.
 *
 * @module
 */

/** The half-open range of a match, in UTF-16 units. */
export type Range = readonly [start: number, end: number];

/** A text without what does not count. The same string if all of it counts. By a loop, as `isPrintableAscii()` is. */
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

/** Replaces ranges of a compacted text in the text that it was made of, along with the gaps inside them. */
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

/** Where each unit of the compacted text is in the text. */
function placesOf(text: string): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < text.length;) {
    const width = gapAt(text, at);
    if (width === 0) places.push(at);
    at += Math.max(width, 1);
  }
  return places;
}

/** Ranges in order, those that overlap as one. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const found: Range[] = [];
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const [before, reach] = found.at(-1) ?? [0, -1];
    if (start < reach) found.splice(-1, 1, [before, Math.max(reach, end)]);
    else found.push([start, end]);
  }
  return found;
}

/** The number of UTF-16 units at a place that do not count; 0 where the character does. */
function gapAt(text: string, at: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at);
  // Tags and variation selectors, U+E0000 to U+E0FFF, are a pair.
  if (code === 0xdb40) return 2;
  return code <= 0x20 || (code >= 0x7f && (code <= 0xa0 || (code >= 0xad && GAP.test(text.charAt(at)))))
    ? 1
    : 0;
}

/** White space and characters of zero width, above Latin-1. */
const GAP =
  /[\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]/;
