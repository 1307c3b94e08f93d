import assert from "node:assert/strict";
import { leadAstray } from "./stray.ts";

Deno.test("4,000 redirects and links made by chance: the token leaves the site by none", async () => {
  const { followed, refused } = await leadAstray({ times: 4_000, seed: 1 });
  assert.equal(followed + refused, 4_000);
  // Some lead inside, so that following is tested, too.
  assert.ok(followed > 40 && refused > 2_000, `${followed} followed, ${refused} refused`);
});
