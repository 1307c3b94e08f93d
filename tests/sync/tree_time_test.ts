/** How long places take: apart from the tests of what they are, because those are run much more slowly for mutants. */
import assert from "node:assert/strict";
import process from "node:process";
import { type PlacedPage, placePages } from "../../src/sync/tree.ts";

function page(id: number, title: string, parent?: number): PlacedPage {
  const parentId = parent === undefined ? undefined : String(parent);
  return { id: String(id), title, parentId, attachments: [], stays: false };
}

Deno.test("placePages() places 20,000 pages, a chain of 5,000 among them, in a moment", () => {
  const chain = Array.from(
    { length: 5_000 },
    (_, index) => page(index + 1, "x", index === 0 ? undefined : index),
  );
  const flat = Array.from({ length: 15_000 }, (_, index) => page(index + 10_000, `Page ${index}`));
  const before = process.cpuUsage();
  assert.equal(placePages({ pages: [...flat, ...chain], taken: () => false }).pages.size, 20_000);
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 5_000_000);
});
