import assert from "node:assert/strict";
import { bundleLimit, requireSize } from "../../scripts/release/sizes.ts";

const RECORDED = { executable: 1000, bundle: 100 };

Deno.test("a bundle may grow by two percent of an executable, and by no byte more", () => {
  assert.equal(bundleLimit(RECORDED), 120);
  requireSize(120, RECORDED);
  assert.throws(() => requireSize(121, RECORDED), /too large: 121 bytes, recorded 100, at most 120/);
});
