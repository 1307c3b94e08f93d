import assert from "node:assert/strict";
import { JsonTextError, parseJson, parseJsonBytes } from "../../src/core/strict_json.ts";
import { effort } from "../helpers/effort.ts";

for (
  const text of [
    "{}",
    "[]",
    " \t\r\n{ } ",
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1.5e+10",
    '""',
    '"a"',
    '"\\u00e9\\n\\"\\\\\\/\\b"',
    '"\\ud83d\\ude00 \\ud800"',
    '"ünïcode 😀 \u2028 \u007f"',
    "[1, [2, [], {}], null]",
    '{"a": {"b": [true, false]}, "": 1, "constructor": 2, "toString": {}}',
    '{"2": 1, "1": 2}',
  ]
) {
  Deno.test(`parseJson() reads ${JSON.stringify(text)} as JSON.parse does`, () => {
    assert.deepEqual(parseJson(text), JSON.parse(text));
  });
}

for (
  const [what, text, line, column, problem] of [
    ["an empty text", "", 1, 1, /a value is expected, not the end/],
    ["white space alone", " \n ", 2, 2, /a value is expected, not the end/],
    ["half an object", '{\n  "a": 1', 2, 9, /a "," or "}" is expected/],
    ["half a list", "[1", 1, 3, /a "," or "\]" is expected/],
    ["a comma too many", '{"a": 1,}', 1, 9, /a name in "…" is expected/],
    ["a comma too many in a list", "[1,]", 1, 4, /a value is expected/],
    ["a missing comma", '{"a": 1\n "b": 2}', 2, 2, /a "," or "}" is expected/],
    ["a missing colon", '{"a" 1}', 1, 6, /a ":" is expected/],
    ["a name without quotes", "{a: 1}", 1, 2, /a name in "…" is expected/],
    ["single quotes", "{'a': 1}", 1, 2, /a name in "…" is expected/],
    ["a missing value", '{"a": }', 1, 7, /a value is expected/],
    ["a text without an end", '{"a": "b', 1, 9, /a text has no closing "/],
    ["a text that ends in a backslash", '"a\\', 1, 4, /a text has no closing "/],
    ["a line break in a text", '"a\nb"', 1, 3, /a line break or control character/],
    ["an escape that means nothing", '{"a": "\\x"}', 1, 7, /"\\" that means nothing/],
    ["half an escape", '["\\u00"]', 1, 2, /"\\" that means nothing/],
    ["something after the end", "{} x", 1, 4, /unexpected text after the end/],
    ["two values", "1 2", 1, 3, /unexpected text after the end/],
    ["a number that begins with 0", "01", 1, 2, /unexpected text after the end/],
    ["a plus sign", "+1", 1, 1, /a value is expected/],
    ["a number that ends in a dot", "1.", 1, 2, /unexpected text after the end/],
    ["a number too large", "[1e400]", 1, 2, /the number is too large/],
    ["a negative number too large", `-${"9".repeat(400)}`, 1, 1, /the number is too large/],
    ["not a number", "NaN", 1, 1, /a value is expected/],
    ["a word in capitals", "True", 1, 1, /a value is expected/],
    ["a comment", '// x\n{"a": 1}', 1, 1, /a value is expected/],
    ["a member twice", '{"a": 1,\n  "a": 2}', 2, 3, /duplicate member/],
    ["a member twice, once escaped", '{"a": 1, "\\u0061": 2}', 1, 10, /duplicate member/],
    ["__proto__", '{"a": {"__proto__": {}}}', 1, 8, /a member must not be named "__proto__"/],
    ["__proto__, escaped", '{"\\u005f_proto__": 1}', 1, 2, /a member must not be named "__proto__"/],
    [
      "a member twice, as written by a program",
      '{\n  "a": 1,\n  "a": 1\n}\n',
      3,
      3,
      /duplicate member/,
    ],
    [
      "__proto__, as written by a program",
      '{\n  "__proto__": 1\n}\n',
      2,
      3,
      /a member must not be named "__proto__"/,
    ],
    ["101 lists, as written by a program", nestedLists(101), 101, 201, /nested more than 100 levels deep/],
    ["Windows line ends", '{\r\n"a": 1,\r\n}', 3, 1, /a name in "…" is expected/],
    ["old Mac line ends", '{\r"a": 1,\r}', 3, 1, /a name in "…" is expected/],
    ["101 nested lists", "[".repeat(101), 1, 101, /nested more than 100 levels deep/],
    ["100,000 nested lists", "[".repeat(100_000), 1, 101, /nested more than 100 levels deep/],
    ["100,000 nested objects", '{"a":'.repeat(100_000), 1, 501, /nested more than 100 levels deep/],
  ] as const
) {
  Deno.test(`parseJson() tells line and column of ${what}`, () => {
    assert.throws(() => parseJson(text), (error) => {
      assert.ok(error instanceof JsonTextError);
      assert.match(error.problem, problem);
      assert.deepEqual([error.line, error.column], [line, column]);
      return true;
    });
  });
}

/** A list in a list in a list …, as JSON.stringify writes it; the innermost is empty. */
function nestedLists(depth: number): string {
  return JSON.stringify(JSON.parse("[".repeat(depth) + "]".repeat(depth)), undefined, 2);
}

for (const depth of [1, 99, 100]) {
  Deno.test(`parseJson() reads ${depth} nested lists, as written by a program`, () => {
    assert.deepEqual(parseJson(nestedLists(depth)), JSON.parse(nestedLists(depth)));
  });
}

Deno.test("parseJson() reads 100 nested lists", () => {
  assert.deepEqual(
    parseJson("[".repeat(100) + "]".repeat(100)),
    JSON.parse("[".repeat(100) + "]".repeat(100)),
  );
});

Deno.test("parseJson() reads a text of megabytes, with escapes and without", () => {
  const long = "x".repeat(5_000_000);
  assert.equal(parseJson(JSON.stringify(long)), long);
  const escaped = "\n".repeat(2_000_000);
  assert.equal(parseJson(JSON.stringify(escaped)), escaped);
});

Deno.test("parseJson() never quotes the text", () => {
  const secret = "ATATT3xSECRET";
  for (
    const text of [
      `{"t": "${secret}`,
      `{"t": "${secret}\\x"}`,
      `{"t": ${secret}}`,
      `{${secret}: 1}`,
      `{"t": 1} ${secret}`,
    ]
  ) {
    assert.throws(() => parseJson(text), (error) => {
      assert.ok(error instanceof JsonTextError);
      assert.ok(!Deno.inspect(error).includes("SECRET"));
      return true;
    });
  }
});

Deno.test("parseJson() agrees with JSON.parse on what is JSON, for damaged texts", () => {
  const seed = '{"a": [1, -2.5e3, "t\\u00e9\\"x", {"b": null, "c": true}], "d": {"e": "", "f": [[], {}]}}';
  const random = generator(7);
  const alphabet = '{}[]",:\\ntrue0123456789.-+eE \n\t\u0001u';
  for (let round = 0; round < effort(4_000, 20_000); round++) {
    const characters = [...seed];
    for (let change = 0; change <= random(3); change++) {
      characters.splice(random(characters.length), random(3), alphabet.charAt(random(alphabet.length)));
    }
    const text = characters.join("");
    const expected = attempt(() => JSON.parse(text));
    const actual = attempt(() => parseJson(text));
    if (actual instanceof JsonTextError && /duplicate|too large/.test(actual.problem)) continue;
    if (expected instanceof Error) assert.ok(actual instanceof JsonTextError, text);
    else assert.deepEqual(actual, expected, text);
  }
});

Deno.test("parseJsonBytes() reads UTF-8, with a byte order mark and without", () => {
  const text = '{"ä": "😀"}';
  const bytes = new TextEncoder().encode(text);
  assert.deepEqual(parseJsonBytes(bytes), { "ä": "😀" });
  assert.deepEqual(parseJsonBytes(Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes])), { "ä": "😀" });
});

for (
  const [what, bytes, line, column] of [
    ["a lone continuation byte", [0x22, 0x61, 0x80, 0x22], 1, 3],
    ["half a character at the end", [0x22, 0xc3], 1, 2],
    ["UTF-16", [0xff, 0xfe, 0x7b, 0x00], 1, 1],
    ["Latin-1 on the second line", [0x7b, 0x0a, 0x22, 0xe4, 0x22], 2, 2],
    ["an encoded surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22], 1, 2],
  ] as const
) {
  Deno.test(`parseJsonBytes() tells line and column of ${what}`, () => {
    assert.throws(() => parseJsonBytes(Uint8Array.from(bytes)), {
      name: "JsonTextError",
      line,
      column,
      problem: "a byte is not UTF-8",
    });
  });
}

function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

/** The same numbers each time. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}
