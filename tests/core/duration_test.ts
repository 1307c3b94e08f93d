import assert from "node:assert/strict";
import { formatDuration, parseCount, parseDuration } from "../../src/core/duration.ts";
import { UsageError } from "../../src/core/errors.ts";

for (
  const [text, ms] of [
    ["90", 90_000],
    ["1.5", 1_500],
    ["0", 0],
    ["90s", 90_000],
    ["500ms", 500],
    ["2m", 120_000],
    ["0.5m", 30_000],
    ["1h", 3_600_000],
    [" 2m ", 120_000],
    ["0.0015", 2],
    ["24h", 86_400_000],
    ["86400", 86_400_000],
  ] as const
) {
  Deno.test(`parseDuration() takes "${text}" for ${ms} ms`, () => assert.equal(parseDuration(text), ms));
}

for (
  const text of [
    "",
    "s",
    "-1",
    "+1",
    "1e3",
    "1.",
    ".5",
    "2 m",
    "2M",
    "2d",
    "1h30m",
    "0x10",
    "NaN",
    "24.1h",
    "86401",
    "9".repeat(400),
    "constructor",
    "1toString",
  ]
) {
  Deno.test(`parseDuration() refuses "${text.slice(0, 20)}"`, () => {
    assert.throws(() => parseDuration(text), (error) => {
      assert.ok(error instanceof UsageError);
      assert.equal(error.message, `Invalid duration: "${text}"`);
      assert.match(error.hint ?? "", /90s, 2m, 1h/);
      return true;
    });
  });
}

for (
  const [ms, text] of [
    [0, "0 s"],
    [-5, "0 s"],
    [1, "1 s"],
    [1_000, "1 s"],
    [1_001, "2 s"],
    [45_000, "45 s"],
    [59_001, "1 min"],
    [60_000, "1 min"],
    [125_000, "2 min 5 s"],
    [3_600_000, "1 h"],
    [4_800_000, "1 h 20 min"],
    [3_605_000, "1 h 5 s"],
    [4_805_000, "1 h 20 min"],
    [90_000_000, "25 h"],
  ] as const
) {
  Deno.test(`formatDuration() says "${text}" for ${ms} ms`, () => assert.equal(formatDuration(ms), text));
}

for (
  const [text, count] of [["0", 0], ["50", 50], [" 7 ", 7], ["007", 7], ["999999999", 999_999_999]] as const
) {
  Deno.test(`parseCount() takes "${text}"`, () => assert.equal(parseCount(text), count));
}

for (const text of ["", " ", "-1", "+1", "1.0", "1e3", "0x1", "a", "1 2", "1000000000"]) {
  Deno.test(`parseCount() refuses "${text}"`, () => {
    assert.throws(() => parseCount(text), {
      name: "UsageError",
      message: `Invalid whole number: "${text}"`,
      hint: "Give 0 or more, such as 50",
    });
  });
}
