/** Errors of ours, as tests expect them. */
import assert from "node:assert/strict";
import { AtlcliError, type ErrorCode } from "../../src/core/errors.ts";
import { adviceOn } from "./advice.ts";

/** Checks that something fails with an error of ours, with this code, about which the command line says what to do. */
export async function failsWith(work: Promise<unknown>, code: ErrorCode): Promise<AtlcliError> {
  const outcome = await work.catch((thrown: unknown) => thrown);
  assert.ok(outcome instanceof AtlcliError, `Expected an error of ours, not ${Deno.inspect(outcome)}`);
  assert.equal(outcome.code, code, outcome.message);
  assert.notEqual(adviceOn(outcome), "", `A next step for: ${outcome.message}`);
  return outcome;
}
