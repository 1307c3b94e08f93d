import assert from "node:assert/strict";
import { parseJson, readBytes } from "../../src/client/body.ts";
import { HttpError } from "../../src/core/errors.ts";

function bodyOf(...pieces: readonly string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)));
}

async function read(maxBytes: number, pieces: readonly string[]): Promise<string> {
  return new TextDecoder().decode(await readBytes(bodyOf(...pieces), { maxBytes, longer: "cut" }));
}

for (
  const [maxBytes, text] of [[0, ""], [1, "a"], [2, "ab"], [3, "abc"], [5, "abcde"], [6, "abcdef"], [
    9,
    "abcdef",
  ]] as const
) {
  Deno.test(`readBytes() reads ${maxBytes} bytes of pieces at most`, async () => {
    assert.equal(await read(maxBytes, ["ab", "", "cd", "ef"]), text);
  });
}

Deno.test("readBytes() throws the given error at the first byte over the limit", async () => {
  const longer = (): Error => new RangeError("too long");
  await assert.rejects(readBytes(bodyOf("abc", "d"), { maxBytes: 3, longer }), RangeError);
  assert.equal((await readBytes(bodyOf("abc"), { maxBytes: 3, longer })).byteLength, 3);
});

Deno.test("readBytes() reads nothing of no body", async () => {
  assert.equal((await readBytes(null, { maxBytes: 9, longer: "cut" })).byteLength, 0);
});

function parse(text: string): unknown {
  return parseJson({ text, status: 200, request: "GET https://site.test/a" });
}

for (const [open, close] of [["[", "]"], ['{"a":[', "]}"]] as const) {
  const levels = open.length > 1 ? 2 : 1;
  Deno.test(`parseJson() parses ${open} 500 levels deep, and not 501`, () => {
    const nested = (depth: number): string => open.repeat(depth / levels) + close.repeat(depth / levels);
    assert.ok(parse(nested(500)));
    assert.throws(() => parse(`[${nested(500)}]`), HttpError);
  });
}

Deno.test("parseJson() gives undefined for nothing but space", () => {
  assert.equal(parse(" \n"), undefined);
});
