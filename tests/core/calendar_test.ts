import assert from "node:assert/strict";
import { isCalendarDay, parseIsoTime } from "../../src/core/calendar.ts";

const DAYS: readonly (readonly [day: string, exists: boolean])[] = [
  ["2026-02-28", true],
  ["2026-02-29", false],
  ["2028-02-29", true],
  ["2100-02-29", false],
  ["2026-02-30", false],
  ["2026-04-31", false],
  ["2026-12-31", true],
  ["2026-13-01", false],
  ["2026-00-10", false],
  ["2026-01-00", false],
  ["2026-01-32", false],
  ["0001-01-01", true],
  ["26-01-01", false],
  ["2026-1-1", false],
  [" 2026-01-01", false],
  ["2026-01-01T00:00", false],
  ["", false],
];

for (const [day, exists] of DAYS) {
  Deno.test(`isCalendarDay() returns ${exists} for "${day}", and parseIsoTime() agrees`, () => {
    assert.equal(isCalendarDay(day), exists);
    for (const time of ["T10:00", "T10:00Z", "T10:00:00.000+01:00"]) {
      assert.equal(Number.isNaN(parseIsoTime(`${day}${time}`)), !exists);
    }
  });
}

const TIMES: readonly (readonly [text: string, time: number])[] = [
  ["2026-01-17", Date.UTC(2026, 0, 17)],
  ["2026-01-17T09:00Z", Date.UTC(2026, 0, 17, 9)],
  ["2026-01-17T09:00:30.5+02:00", Date.UTC(2026, 0, 17, 7, 0, 30, 500)],
  ["2026-01-17T23:59Z", Date.UTC(2026, 0, 17, 23, 59)],
  ["2026-01-17T24:00Z", NaN],
  ["2026-01-17T24:00", NaN],
  ["2026-01-17T09:60Z", NaN],
  ["2026-01-17T09:00:60Z", NaN],
  ["2026-01-17T09:00+24:00", NaN],
  ["2026-01-17T9:00Z", NaN],
  ["2026-01-17 09:00", NaN],
  ["2026-01-17T09:00z", NaN],
  ["17 January 2026", NaN],
  ["", NaN],
];

for (const [text, time] of TIMES) {
  Deno.test(`parseIsoTime() reads "${text}" as ${time}`, () => assert.equal(parseIsoTime(text), time));
}

Deno.test("parseIsoTime() takes local time, which is that of this machine", () => {
  assert.equal(parseIsoTime("2026-01-17T09:00"), new Date(2026, 0, 17, 9).getTime());
});
