import assert from "node:assert/strict";
import { UsageError } from "../../src/core/errors.ts";
import { formatSize, parseSize } from "../../src/core/size.ts";

for (
  const [text, bytes] of [
    ["0", 0],
    ["4096", 4096],
    ["64K", 65_536],
    ["64k", 65_536],
    ["1.5M", 1_572_864],
    [" 2G ", 2_147_483_648],
    ["64 MB", 67_108_864],
    ["64MiB", 67_108_864],
    ["1T", 1_099_511_627_776],
    ["0.0001K", 0],
  ] as const
) {
  Deno.test(`parseSize() takes "${text}" for ${bytes} bytes`, () => assert.equal(parseSize(text), bytes));
}

for (
  const text of [
    "",
    "M",
    "-1",
    "+1",
    "1e9",
    "1.",
    ".5",
    "2 X",
    "64MBM",
    "0x10",
    "NaN",
    "Infinity",
    "9999999T",
  ]
) {
  Deno.test(`parseSize() refuses "${text}"`, () => {
    assert.throws(
      () => parseSize(text),
      (error) => error instanceof UsageError && /64M/.test(error.hint ?? ""),
    );
  });
}

for (
  const [bytes, text] of [
    [0, "0 bytes"],
    [1023, "1023 bytes"],
    [1024, "1 KiB"],
    [67_108_864, "64 MiB"],
    [1_610_612_736, "1.5 GiB"],
    [2 ** 40, "1 TiB"],
  ] as const
) {
  Deno.test(`formatSize() shows ${bytes} as ${text}`, () => assert.equal(formatSize(bytes), text));
}
