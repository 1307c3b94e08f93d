/** How long redaction takes. These tests measure the CPU time of their process: `deno task test:endurance` runs them. */
import assert from "node:assert/strict";
import { cpuUsage } from "node:process";
import { redact } from "../../src/core/redact.ts";
import { Secret } from "../../src/core/secret.ts";

Deno.test("redact() takes no longer for what is almost a secret", () => {
  for (const special of ["!", "\\!", "\\", "&", "&amp;", "+;", "\n", "%25"]) {
    const secret = `${special.repeat(24)}Anch0rOfThis`;
    new Secret(secret).reveal();
    for (
      const near of [
        "\\".repeat(40),
        `${"\\".repeat(7)}u0021`,
        `${"\\".repeat(15)}!`,
        "&amp;amp;",
        "&#43;;",
        "&amp;#x00021;",
        "%2521",
        special,
        `\\${special}`,
      ]
    ) {
      const before = cpuUsage();
      redact(`${near.repeat(200)}Anch0rOfThat Anch0rOfThis`);
      const ms = cpuUsage(before).user / 1_000;
      assert.ok(ms < 1_000, `${JSON.stringify([special, near])}: ${ms} ms of CPU`);
    }
  }
});

for (const char of ['"', "\\"]) {
  Deno.test(`redact() looks for a long secret of nothing but ${char} in no time, and finds it`, () => {
    const secret = new Secret(char.repeat(1_500)).reveal();
    const before = cpuUsage();
    for (let line = 0; line < 100; line++) assert.equal(redact(`line ${line}`), `line ${line}`);
    assert.ok(cpuUsage(before).user < 500_000);
    assert.equal(redact(`a ${secret} b`), "a [secret] b");
  });
}
