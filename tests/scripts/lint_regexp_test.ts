import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import plugin from "../../scripts/lint/plugin.ts";
import { slowText } from "../../scripts/lint/regexp.ts";

/** Each takes time that grows with the square of a text, or faster. */
const slow: readonly RegExp[] = [
  // The search begins again at each character.
  /\n+$/,
  /\s*$/,
  /[ \t]+#/,
  /a+b/,
  /\d+(?:\.\d+)?\s*[wdhm]/g,
  /<([^>]*)>/,
  /<!--[\s\S]*?-->/g,
  /"(?:\\.|[^"\\])*"/g,
  /%.*$/,
  /\][ \t]+#.*$/,
  /\[(?:\\.|[^\]\\])*\]/y,
  /^\n*x/m,
  // Two loops beside each other read the same text.
  /^\s*\s*x/,
  /^.*.*x/,
  /^a:[ \t]+(.*)$/,
  /^[a-z][\w.-]*[^<>]*>/,
  /^\d+\d*:/,
  /^(.*?)(?:\s+(asc|desc))?$/s,
  /^[\p{L}\d]+\w*:/u,
  /^(?:ab)*(?:a|b)*c/,
  /^x{2,}x{2,}y/,
  /^a*(?=b)?a*c/,
  // A lookahead that is asked again at each step back.
  /^`{3,}(?!.*`)/,
  // A loop within a loop.
  /^(?:a+)+$/,
  /^(?:a*)*b/,
  /^(?:\s*\d+)+x/,
  /^(?:a|a)*b/,
  /^(?:a|ab|b)*c/,
  /^(?:\w+\s?)*:/,
  /^(\w+)*=/,
];

for (const expression of slow) {
  Deno.test(`slow-regexp refuses ${expression}`, () => {
    const text = slowText(expression.source, expression.flags);
    assert.ok(text !== undefined && text !== "", "no text was found");
  });
}

/** Linear, though some look alike. */
const linear: readonly RegExp[] = [
  /\s+/g,
  /(?<!\n)\n+$/,
  /(?<![ \t\n])[ \t\n]+$/,
  /^\n+$/,
  /([^/])\/+$/,
  /<([^<>]*)>/,
  /^\s*#/,
  /^(.*)$/s,
  /^#.*/,
  /^([A-Za-z_][\w-]*)[ \t]*:(?:[ \t](.*))?$/s,
  /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$/,
  /^(?:\s*\d+(?:\.\d+)?\s*[wdhm])+\s*$/,
  /^\s*(\d+(\.\d+)?[wdhm]\s*)+$/,
  /^(?:a|b)*c/,
  /^(?:a+b)+$/,
  /(?<![\w:.-])([a-z][\w:.-]*)="([^"]*)"/g,
  /\border\s+by\b/gi,
  /[ \t]{0,3}x/,
  /^[A-Za-z0-9+/]{86}==\n?$/,
  /^---[ \t]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/,
  /^[ \t]*(:+)[ \t]*$/gm,
  /'([^']+)'/g,
];

for (const expression of linear) {
  Deno.test(`slow-regexp allows ${expression}`, () => {
    assert.equal(slowText(expression.source, expression.flags), undefined);
  });
}

function lint(path: string, source: string): readonly string[] {
  const filename = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return Deno.lint.runPlugin(plugin, filename, source).map(({ message }) => message);
}

const MESSAGE = `The time of /a+$/ grows faster than the text: "a", many times`;

for (
  const source of [
    "/a+$/.test(text);",
    `new RegExp("a+$", "i").test(text);`,
    `RegExp("a+$").test(text);`,
    "new RegExp(`a+$`).test(text);",
  ]
) {
  for (const path of ["src/core/url.ts", "src/cli/commands/api/body.ts", "action/sums.mjs"]) {
    Deno.test(`slow-regexp refuses ${source} in ${path}`, () => {
      assert.deepEqual(lint(path, source), [MESSAGE]);
    });
  }
  Deno.test(`slow-regexp allows ${source} in a script`, () => {
    assert.deepEqual(lint("scripts/checks/demo.ts", source), []);
  });
}

Deno.test("slow-regexp does not mind other literals and computed expressions", () => {
  assert.deepEqual(
    lint("src/core/url.ts", 'const a = ["a+$", 1, null]; new RegExp(a); new RegExp(a.join("")); f(`a+$`);'),
    [],
  );
});
