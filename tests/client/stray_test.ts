import assert from "node:assert/strict";
import { leadAstray } from "./stray.ts";

Deno.test("redirects and links made by chance: the token leaves the site by none", async () => {
  const { followed, refused } = await leadAstray({ times: 1_500, seed: 1 });
  assert.equal(followed + refused, 1_500);
  // Some lead inside, so that following is tested, too.
  assert.ok(followed > 12 && refused > 750, `${followed} followed, ${refused} refused`);
});
