import assert from "node:assert/strict";
import { compareIds, placeAttachments, type PlacedPage, placePages } from "../../src/sync/tree.ts";

const page = (id: number, title: string, parent?: number): PlacedPage => ({
  id: String(id),
  title,
  parentId: parent === undefined ? undefined : String(parent),
});

function place(
  pages: readonly PlacedPage[],
  options: { readonly kept?: Readonly<Record<string, string>>; readonly taken?: readonly string[] } = {},
): Readonly<Record<string, string>> {
  const kept = new Map(Object.entries(options.kept ?? {}));
  const taken = (path: string): boolean => options.taken?.includes(path) ?? false;
  return Object.fromEntries(placePages({ pages, kept, taken }));
}

Deno.test("placePages() puts a page into the folder of its parent", () => {
  assert.deepEqual(place([page(3, "Deep", 2), page(2, "Middle", 1), page(1, "Top")]), {
    1: "Top.md",
    2: "Top/Middle.md",
    3: "Top/Middle/Deep.md",
  });
});

Deno.test("placePages() puts a page whose parent is no page at the top", () => {
  assert.deepEqual(place([page(2, "In a folder", 77)]), { 2: "In a folder.md" });
});

Deno.test("placePages() gives the name to the oldest page, and ids to the others, in any order", () => {
  const pages = [page(10, "a:b"), page(9, "A?b"), page(100, "a/b")];
  const expected = { 9: "A-b.md", 10: "a-b-10.md", 100: "a-b-100.md" };
  assert.deepEqual(place(pages), expected);
  assert.deepEqual(place(pages.toReversed()), expected);
});

Deno.test("placePages() takes names that differ in case or in how accents are written for the same", () => {
  assert.deepEqual(place([page(1, "Caf\u00e9"), page(2, "CAFE\u0301")]), {
    1: "Café.md",
    2: "CAFÉ-2.md",
  });
});

Deno.test("placePages() keeps out of the way of somebody else's file", () => {
  assert.deepEqual(place([page(1, "Home")], { taken: ["Home.md"] }), { 1: "Home-1.md" });
  assert.deepEqual(place([page(1, "Home")], { taken: ["Home.md", "Home-1.md"] }), { 1: "Home-1-2.md" });
});

Deno.test("placePages() leaves a page where it is kept, and puts those below it there", () => {
  assert.deepEqual(place([page(1, "New name"), page(2, "Child", 1)], { kept: { 1: "Old name.md" } }), {
    1: "Old name.md",
    2: "Old name/Child.md",
  });
});

Deno.test("placePages() gives nobody a place that is kept for another page", () => {
  assert.deepEqual(place([page(1, "B"), page(2, "A")], { kept: { 2: "B.md" } }), { 1: "B-1.md", 2: "B.md" });
});

Deno.test("placePages() ends with pages that lie below each other", () => {
  assert.deepEqual(place([page(1, "One", 2), page(2, "Two", 1), page(3, "Self", 3)]), {
    1: "One.md",
    2: "One/Two.md",
    3: "Self.md",
  });
});

Deno.test("placePages() places 20,000 pages, a chain of 5,000 among them, in a moment", () => {
  const chain = Array.from(
    { length: 5_000 },
    (_, index) => page(index + 1, "x", index === 0 ? undefined : index),
  );
  const flat = Array.from({ length: 15_000 }, (_, index) => page(index + 10_000, `Page ${index}`));
  const started = performance.now();
  assert.equal(Object.keys(place([...flat, ...chain])).length, 20_000);
  assert.ok(performance.now() - started < 5_000);
});

Deno.test("placeAttachments() puts files beside their page, under names of their own", () => {
  const files = [
    { id: "att20", title: "Plan.PNG" },
    { id: "att3", title: "plan.png" },
    { id: "att4", title: "../../evil.sh" },
  ];
  assert.deepEqual(Object.fromEntries(placeAttachments("Top/Page.md", files)), {
    att3: "Top/Page.attachments/plan.png",
    att4: "Top/Page.attachments/-..-evil.sh",
    att20: "Top/Page.attachments/Plan-att20.PNG",
  });
});

Deno.test("compareIds() orders numbers that are too long for one", () => {
  const ids = ["10", "9", "9007199254740993", "9007199254740992", "att7"];
  assert.deepEqual(ids.toSorted(compareIds), ["att7", "9", "10", "9007199254740992", "9007199254740993"]);
});
