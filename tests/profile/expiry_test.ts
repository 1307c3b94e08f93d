import assert from "node:assert/strict";
import { tokenExpiry } from "../../src/profile/mod.ts";

const END = "2027-01-31T00:00:00Z";
const at = Date.parse(END);
const DAY = 24 * 60 * 60 * 1000;

for (
  const [what, now, kind] of [
    ["a token is valid until 14 days before it expires", at - 14 * DAY - 1, "valid"],
    ["a token expires soon from 14 days before", at - 14 * DAY, "expiring"],
    ["a token expires soon until the last millisecond", at - 1, "expiring"],
    ["a token has expired at the very time", at, "expired"],
  ] as const
) {
  Deno.test(`tokenExpiry(): ${what}`, () => {
    assert.deepEqual(tokenExpiry({ tokenExpiresAt: END }, { now }), { kind, at });
  });
}

Deno.test("tokenExpiry() takes another time for soon", () => {
  const now = at - 2 * DAY;
  assert.equal(tokenExpiry({ tokenExpiresAt: END }, { now, withinMs: DAY }).kind, "valid");
  assert.equal(tokenExpiry({ tokenExpiresAt: END }, { now, withinMs: 2 * DAY }).kind, "expiring");
});

for (const tokenExpiresAt of [undefined, "", "soon", "2027-02-30", "31.01.2027"]) {
  Deno.test(`tokenExpiry() does not know when ${JSON.stringify(tokenExpiresAt)} is`, () => {
    const profile = tokenExpiresAt === undefined ? {} : { tokenExpiresAt };
    assert.deepEqual(tokenExpiry(profile, { now: 0 }), { kind: "unknown" });
  });
}
