import assert from "node:assert/strict";
import { printable, shorten } from "../../src/core/text.ts";

const CASES: readonly (readonly [name: string, text: string, shown: string])[] = [
  ["plain text", "Ada Lovelace", "Ada Lovelace"],
  ["umlauts, emoji, Hebrew", "Jürgen 😀 שלום", "Jürgen 😀 שלום"],
  ["an escape sequence", "\u001b[31mred\u001b[0m", "[31mred[0m"],
  ["a window title", "\u001b]0;owned\u0007x", "]0;ownedx"],
  ["C1 controls", "a\u009b31mb\u0085c", "a31mbc"],
  ["DEL and backspace", "a\u007fb\bc", "abc"],
  ["a carriage return that would hide a line", "evil\rgood", "evil good"],
  ["line breaks and tabs", "a\nb\r\nc\td", "a b c d"],
  ["line and paragraph separators", "a\u2028b\u2029c", "a b c"],
  ["bidirectional overrides", "user\u202egnp.exe\u202c", "usergnp.exe"],
  ["bidirectional isolates", "\u2066a\u2067b\u2068c\u2069", "abc"],
  ["NUL", "a\0b", "ab"],
];

for (const [name, text, shown] of CASES) {
  Deno.test(`printable() on ${name}`, () => assert.equal(printable(text), shown));
}

Deno.test("printable() keeps line feeds and tabs when told to, and nothing else", () => {
  assert.equal(printable("a\tb\nc\r\u001b\u202ed\u2028", { keepLines: true }), "a\tb\ncd");
});

Deno.test("shorten() leaves a text that fits as it is", () => assert.equal(shorten("abc", 3), "abc"));

Deno.test("shorten() ends a longer text in an ellipsis, and counts it", () =>
  assert.equal(shorten("abcd", 3), "ab…"));

Deno.test("shorten() never cuts a character in two", () => assert.equal(shorten("😀😀😀", 2), "😀…"));
