import assert from "node:assert/strict";
import { asAnyFileSystem, hostileTitle, randomOf } from "../helpers/hostile_titles.ts";
import { compareIds, type PlacedPage, placePages } from "../../src/sync/tree.ts";
import { effort } from "../helpers/effort.ts";

type File = PlacedPage["attachments"][number];

function page(id: number, title: string, parent?: number): PlacedPage {
  return {
    id: String(id),
    title,
    parentId: parent === undefined ? undefined : String(parent),
    attachments: [],
    stays: false,
  };
}

/** The page, placed before at a path, by a title that is the same unless another is given. */
function placed(one: PlacedPage, path: string, title = one.title): PlacedPage {
  return { ...one, before: { path, title, attachments: {} } };
}

function place(
  pages: readonly PlacedPage[],
  options: { readonly taken?: readonly string[] } = {},
): Readonly<Record<string, string>> {
  const taken = (path: string): boolean => options.taken?.includes(path) ?? false;
  return Object.fromEntries(placePages({ pages, taken }).pages);
}

function placeFiles(
  path: string,
  attachments: readonly File[],
  before: Record<string, File & { path: string }> = {},
) {
  const one = {
    ...page(1, "Page"),
    attachments,
    stays: true,
    before: { path, title: "Page", attachments: before },
  };
  const { files } = placePages({ pages: [one], taken: () => false });
  return Object.fromEntries(files.get("1") ?? []);
}

Deno.test("placePages() puts a page into the folder of its parent", () => {
  assert.deepEqual(place([page(3, "Deep", 2), page(2, "Middle", 1), page(1, "Top")]), {
    1: "Top.md",
    2: "Top/Middle.md",
    3: "Top/Middle/Deep.md",
  });
});

Deno.test("placePages() puts a page into the folder of its parent, though that is younger", () => {
  assert.deepEqual(place([page(1, "Child", 5), page(5, "Top")]), { 1: "Top/Child.md", 5: "Top.md" });
});

Deno.test("placePages() puts a page whose parent is no page at the top", () => {
  assert.deepEqual(place([page(2, "In a folder", 77)]), { 2: "In a folder.md" });
  assert.deepEqual(place([page(2, "Home", 77), page(5, "Home")]), { 2: "Home.md", 5: "Home-5.md" });
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

Deno.test("placePages() avoids the path of a user's own file", () => {
  assert.deepEqual(place([page(1, "Home")], { taken: ["Home.md"] }), { 1: "Home-1.md" });
  assert.deepEqual(place([page(1, "Home")], { taken: ["Home.md", "Home-1.md"] }), { 1: "Home-1-2.md" });
});

Deno.test("placePages() leaves a page where it stays, and puts those below it there", () => {
  const stays = { ...placed(page(1, "New name"), "Old name.md", "Old name"), stays: true };
  assert.deepEqual(place([stays, page(2, "Child", 1)]), { 1: "Old name.md", 2: "Old name/Child.md" });
});

Deno.test("placePages() lets one of two pages stay at what some file system takes for one path", () => {
  const stay = (id: number, path: string): PlacedPage => ({ ...placed(page(id, "x"), path), stays: true });
  assert.deepEqual(place([stay(1, "Home.md"), stay(2, "HOME.md")]), { 1: "Home.md", 2: "x.md" });
});

Deno.test("placePages() gives no page the previous path of another page", () => {
  const stays = { ...placed(page(2, "A"), "B.md", "B"), stays: true };
  assert.deepEqual(place([page(1, "B"), stays]), { 1: "B-1.md", 2: "B.md" });
  const renamed = placed(page(2, "A"), "B.md", "B");
  assert.deepEqual(place([page(1, "B"), renamed]), { 1: "B-1.md", 2: "A.md" });
});

Deno.test("placePages() lets two pages that swapped their titles swap no files", () => {
  const swapped = [placed(page(1, "B"), "A.md", "A"), placed(page(2, "A"), "B.md", "B")];
  assert.deepEqual(place(swapped), { 1: "B-1.md", 2: "A-2.md" });
});

Deno.test("placePages() leaves a page where it was, as long as title and parent are the same", () => {
  const pages = [page(1, "Home"), placed(page(7, "Home"), "Home.md"), placed(page(9, "home"), "home-9.md")];
  assert.deepEqual(place(pages), { 1: "Home-1.md", 7: "Home.md", 9: "home-9.md" });
  assert.deepEqual(place([placed(page(7, "Home!"), "Home-7.md", "Home?")]), { 7: "Home!.md" });
  assert.deepEqual(place([placed(page(7, "a/b"), "a-b-7.md", "a:b")]), { 7: "a-b-7.md" });
});

Deno.test("placePages() moves a page with its parent, and renames one whose title changed in case alone", () => {
  const pages = [placed(page(1, "New"), "Old.md", "Old"), placed(page(2, "Child", 1), "Old/Child.md")];
  assert.deepEqual(place(pages), { 1: "New.md", 2: "New/Child.md" });
  assert.deepEqual(place([placed(page(1, "HOME"), "Home.md", "Home")]), { 1: "HOME.md" });
});

Deno.test("placePages() ends with pages that lie below each other", () => {
  assert.deepEqual(place([page(1, "One", 2), page(2, "Two", 1), page(3, "Self", 3)]), {
    1: "One.md",
    2: "One/Two.md",
    3: "Self.md",
  });
});

Deno.test("placePages() puts files beside their page, under names of their own", () => {
  const files = [
    { id: "att20", title: "Plan.PNG" },
    { id: "att3", title: "plan.png" },
    { id: "att4", title: "../../evil.sh" },
  ];
  assert.deepEqual(placeFiles("Top/Page.md", files), {
    att3: "Top/Page.attachments/plan.png",
    att4: "Top/Page.attachments/-..-evil.sh",
    att20: "Top/Page.attachments/Plan-att20.PNG",
  });
});

Deno.test("placePages() puts the id of a file behind its name, if that has no ending", () => {
  assert.deepEqual(placeFiles("Page.md", [{ id: "att1", title: "notes" }, { id: "att2", title: "NOTES" }]), {
    att1: "Page.attachments/notes",
    att2: "Page.attachments/NOTES-att2",
  });
});

Deno.test("placePages() gives a file a name that no other one has or had, however they are called", () => {
  const files = [
    { id: "1000026", title: "r.txt" },
    { id: "1000028", title: "r-1000029.txt" },
    { id: "1000029", title: "R.txt" },
    { id: "1000030", title: "a.txt" },
  ];
  const before = {
    1000026: { id: "1000026", title: "a.txt", path: "Page.attachments/a.txt" },
    1000030: { id: "1000030", title: "r.txt", path: "Page.attachments/r.txt" },
  };
  assert.deepEqual(placeFiles("Page.md", files), {
    1000026: "Page.attachments/r.txt",
    1000028: "Page.attachments/r-1000029.txt",
    1000029: "Page.attachments/R-1000029-2.txt",
    1000030: "Page.attachments/a.txt",
  });
  assert.deepEqual(placeFiles("Page.md", files, before), {
    1000026: "Page.attachments/r-1000026.txt",
    1000028: "Page.attachments/r-1000029.txt",
    1000029: "Page.attachments/R-1000029-2.txt",
    1000030: "Page.attachments/a-1000030.txt",
  });
});

Deno.test("placePages() keeps the names of files when their page moves", () => {
  const before = { att9: { id: "att9", title: "x.png", path: "Old.attachments/x-att9.png" } };
  assert.deepEqual(placeFiles("New.md", [{ id: "att9", title: "x.png" }], before), {
    att9: "New.attachments/x-att9.png",
  });
});

for (const seed of [1, 2, 3]) {
  Deno.test(`placePages() gives no two of many hostile siblings and their files one path, seed ${seed}`, () => {
    const count = seed === 1 ? 10_000 : effort(1_500, 10_000);
    const random = randomOf(seed * 7919);
    const pages = Array.from({ length: count }, (_, index): PlacedPage => ({
      ...page(
        1_000_000 + index,
        hostileTitle(random),
        seed === 2 && index > 100 ? 1_000_000 + index % 3 : undefined,
      ),
      attachments: index % 4 > 0 ? [] : Array.from({ length: 8 }, (_, at) => ({
        id: String(2_000_000 + 8 * index + at),
        title: `${hostileTitle(random)}.txt`,
      })),
    }));
    const places = placePages({ pages, taken: (path) => path.length % 97 === 0 });
    const paths = [
      ...places.pages.values(),
      ...[...places.files.values()].flatMap((files) => [...files.values()]),
    ];
    assert.equal(paths.length, 3 * count);
    assert.equal(new Set(paths.map(asAnyFileSystem)).size, paths.length);
    const again = placePages({
      pages: pages.map((one) => ({
        ...one,
        before: {
          path: places.pages.get(one.id) ?? "",
          title: one.title,
          attachments: Object.fromEntries(
            one.attachments.map((
              { id, title },
            ) => [id, { title, path: places.files.get(one.id)?.get(id) ?? "" }]),
          ),
        },
      })).toReversed(),
      taken: () => true,
    });
    for (const [id, path] of places.pages) assert.equal(again.pages.get(id), path);
    for (const [id, files] of places.files) {
      assert.deepEqual(Object.fromEntries(again.files.get(id) ?? []), Object.fromEntries(files));
    }
  });
}

Deno.test("compareIds() orders numbers that are too long for one", () => {
  const ids = ["10", "9", "9007199254740993", "9007199254740992", "att7"];
  assert.deepEqual(ids.toSorted(compareIds), ["att7", "9", "10", "9007199254740992", "9007199254740993"]);
});

Deno.test("compareIds() orders ids as numbers, whatever stands before them", () => {
  const ordered = ["9", "att10", "11", "12", "099", "100", "att9007199254740993", "9007199254740994"];
  for (const [at, one] of ordered.entries()) {
    for (const [other, id] of ordered.entries()) {
      assert.equal(Math.sign(compareIds(one, id)), Math.sign(at - other), `${one} and ${id}`);
    }
  }
});
