import assert from "node:assert/strict";
import { isIdempotent, isRetriableStatus, nextWait, retryAfter } from "../../src/client/retry.ts";

const NOW = Date.parse("2026-03-26T15:59:00Z");
const YEAR = 365 * 24 * 3_600_000;

const RETRY_AFTER: readonly (readonly [value: string, ms: number | undefined])[] = [
  ["0", 0],
  ["1", 1_000],
  ["120", 120_000],
  [" 7 ", 7_000],
  ["1.5", 1_500],
  ["86400", 86_400_000],
  ["99999999999999999999", YEAR],
  ["1" + "0".repeat(400), YEAR],
  ["-1", undefined],
  ["", undefined],
  ["soon", undefined],
  ["0x10", undefined],
  ["1e3", undefined],
  ["5, 10", undefined],
  ["NaN", undefined],
  ["Infinity", undefined],
  ["2026-03-26", undefined],
  ["Thu, 26 Mar 2026 16:00:00 GMT", 60_000],
  ["after Thu, 26 Mar 2026 16:00:00 GMT", undefined],
  ["Thursday, 26-Mar-26 16:00:00 GMT", 60_000],
  ["Thu Mar 26 16:00:00 2026", 60_000],
  ["Thu, 26 Mar 2026 15:00:00 GMT", 0],
  ["Fri, 31 Dec 9999 23:59:59 GMT", YEAR],
  ["Thu, 99 Mar 2026 16:00:00 GMT", undefined],
];

for (const [value, ms] of RETRY_AFTER) {
  Deno.test(`retryAfter() reads "${value.slice(0, 40)}" as ${ms}`, () => {
    assert.equal(retryAfter(new Headers({ "retry-after": value }), NOW), ms);
  });
}

const RESETS: readonly (readonly [value: string, ms: number | undefined])[] = [
  ["2026-03-26T16:00Z", 60_000],
  ["2026-03-26T16:00:30Z", 90_000],
  ["2026-03-26T17:00:00.500+01:00", 60_500],
  ["2026-03-26T15:00Z", 0],
  ["2026-13-26T15:00Z", undefined],
  ["1774540800", undefined],
  ["tomorrow", undefined],
];

for (const [value, ms] of RESETS) {
  Deno.test(`retryAfter() reads X-RateLimit-Reset "${value}" as ${ms}`, () => {
    assert.equal(retryAfter(new Headers({ "x-ratelimit-reset": value }), NOW), ms);
  });
}

Deno.test("retryAfter() prefers Retry-After to X-RateLimit-Reset", () => {
  const headers = new Headers({ "retry-after": "3", "x-ratelimit-reset": "2026-03-26T16:00Z" });
  assert.equal(retryAfter(headers, NOW), 3_000);
});

Deno.test("retryAfter() falls back to X-RateLimit-Reset when Retry-After is rubbish", () => {
  const headers = new Headers({ "retry-after": "-1", "x-ratelimit-reset": "2026-03-26T16:00Z" });
  assert.equal(retryAfter(headers, NOW), 60_000);
});

Deno.test("retryAfter() never reads headers that begin with Beta-", () => {
  const headers = new Headers({
    "beta-retry-after": "900",
    "beta-ratelimit": '"global-app-quota";r=0;t=600',
  });
  assert.equal(retryAfter(headers, NOW), undefined);
});

Deno.test("nextWait() doubles from 2 s to 30 s", () => {
  const waits = [1, 2, 3, 4, 5, 6, 60].map((attempt) => nextWait({ attempt, random: 0.5 }));
  assert.deepEqual(waits, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

Deno.test("nextWait() has jitter between 0.7 and 1.3", () => {
  assert.equal(nextWait({ attempt: 1, random: 0 }), 1_400);
  assert.equal(nextWait({ attempt: 1, random: 0.999999 }), 2_600);
});

Deno.test("nextWait() waits at least what Retry-After says, whatever the jitter", () => {
  for (const random of [0, 0.1, 0.5, 0.999]) {
    for (const retryAfterMs of [1, 2_500, 60_000, 120_000]) {
      for (const attempt of [1, 2, 9]) {
        const wait = nextWait({ attempt, retryAfterMs, random });
        assert.ok(wait >= retryAfterMs, `${wait} < ${retryAfterMs}`);
      }
    }
  }
});

Deno.test("nextWait() adds jitter above Retry-After, and at most 9 s of it", () => {
  assert.equal(nextWait({ attempt: 1, retryAfterMs: 10_000, random: 0.5 }), 11_500);
  assert.ok(nextWait({ attempt: 1, retryAfterMs: 120_000, random: 0.999999 }) <= 129_000);
});

Deno.test("nextWait() backs off when Retry-After is 0", () => {
  assert.equal(nextWait({ attempt: 3, retryAfterMs: 0, random: 0 }), 5_600);
});

for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
  Deno.test(`isIdempotent() of ${method}`, () => assert.equal(isIdempotent(method), true));
}

for (const method of ["POST", "PATCH", "get", ""]) {
  Deno.test(`isIdempotent() not of "${method}"`, () => assert.equal(isIdempotent(method), false));
}

const STATUSES: readonly (readonly [status: number, idempotent: boolean, other: boolean])[] = [
  [429, true, true],
  [502, true, false],
  [503, true, false],
  [504, true, false],
  [500, false, false],
  [501, false, false],
  [505, false, false],
  [400, false, false],
  [401, false, false],
  [408, false, false],
  [200, false, false],
];

for (const [status, idempotent, other] of STATUSES) {
  Deno.test(`isRetriableStatus() of ${status}`, () => {
    assert.equal(isRetriableStatus(status, { idempotent: true }), idempotent);
    assert.equal(isRetriableStatus(status, { idempotent: false }), other);
  });
}

Deno.test("retryAfter() takes X-RateLimit-Reset in the form that Atlassian documents, and in no other", () => {
  const reset = (value: string): number | undefined =>
    retryAfter(new Headers({ "x-ratelimit-reset": value }), NOW);
  assert.equal(reset("2026-03-26T16:00Z"), 60_000);
  assert.equal(reset("26 Mar 2026 16:00:00 GMT"), undefined);
});
