import { leadAstray } from "../client/stray.ts";

Deno.test("200,000 redirects and links made by chance: the token leaves the site by none", async () => {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  const { followed, refused } = await leadAstray({ times: 200_000, seed });
  console.log(`seed ${seed}: ${followed} followed inside the site, ${refused} refused`);
});
