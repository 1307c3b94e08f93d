import assert from "node:assert/strict";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/mod.ts";
import { ask, type Asked, testSandbox, URLS } from "../helpers/sandbox.ts";

const V2 = `${URLS.cloud}/wiki/api/v2`;
const DC = `${URLS.confluence}/rest/api`;

interface List {
  readonly results: readonly {
    readonly id: string;
    readonly title: string;
    readonly body?: { readonly storage?: { readonly value: string } };
  }[];
  readonly size?: number;
  readonly _links: { readonly next?: string; readonly base: string };
}

function listOf(answer: Asked): List {
  assert.equal(answer.status, 200, answer.text);
  const list: List = JSON.parse(answer.text);
  return list;
}

/** Follows a list to its end, and gives how many items each part had, and all titles. */
async function follow(
  sandbox: Sandbox,
  first: { readonly url: string; readonly as: string; readonly origin: string },
): Promise<{ readonly sizes: readonly number[]; readonly titles: readonly string[] }> {
  const sizes: number[] = [];
  const titles: string[] = [];
  let url: string | undefined = first.url;
  while (url !== undefined) {
    const list: List = listOf(await ask(sandbox, url, { as: first.as }));
    sizes.push(list.results.length);
    titles.push(...list.results.map(({ title }) => title));
    url = list._links.next === undefined ? undefined : first.origin + list._links.next;
  }
  return { sizes, titles };
}

function create(sandbox: Sandbox, page: object): Promise<Asked> {
  return ask(sandbox, `${V2}/pages`, {
    as: "cloud-valid",
    body: { spaceId: "30001", status: "current", body: { representation: "storage", value: "" }, ...page },
  });
}

function save(sandbox: Sandbox, id: string, page: object): Promise<Asked> {
  const body = {
    id,
    status: "current",
    title: "Saved",
    body: { representation: "storage", value: "<p>a</p>" },
  };
  return ask(sandbox, `${V2}/pages/${id}`, { as: "cloud-valid", method: "PUT", body: { ...body, ...page } });
}

const MANY: Omit<SandboxOptions, "urls"> = { pages: 510 };

Deno.test("Cloud gives 510 pages with their bodies in three parts, by links below the site", async () => {
  const sandbox = testSandbox(MANY);
  const url = `${V2}/spaces/30009/pages?body-format=storage&limit=250`;
  const { sizes, titles } = await follow(sandbox, { url, as: "cloud-valid", origin: URLS.cloud });
  assert.deepEqual(sizes, [250, 250, 10]);
  assert.equal(new Set(titles).size, 510);
});

Deno.test("Cloud says in a header, too, where a list goes on and what its links are below", async () => {
  const answer = await ask(testSandbox(), `${V2}/pages?limit=2`, { as: "cloud-valid" });
  const next = listOf(answer)._links.next ?? "";
  assert.match(next, /^\/wiki\/api\/v2\/pages\?limit=2&cursor=[^&]+$/);
  assert.equal(
    answer.headers.get("Link"),
    `<${next}>; rel="next", <https://sandbox.atlassian.net/wiki>; rel="base"`,
  );
});

for (
  const query of ["limit=0", "limit=251", "limit=x", "cursor=none", "sort=colour", "body-format=markdown"]
) {
  Deno.test(`Cloud refuses a list with ${query}`, async () => {
    const answer = await ask(testSandbox(), `${V2}/pages?${query}`, { as: "cloud-valid" });
    assert.equal(answer.status, 400, answer.text);
  });
}

Deno.test("a cursor is good for the list that it was made for, and for no other", async () => {
  const sandbox = testSandbox();
  const { next = "" } = listOf(await ask(sandbox, `${V2}/pages?limit=2`, { as: "cloud-valid" }))._links;
  const other = next.replace("?", "?title=Code&");
  assert.equal((await ask(sandbox, URLS.cloud + next, { as: "cloud-valid" })).status, 200);
  assert.equal((await ask(sandbox, URLS.cloud + other, { as: "cloud-valid" })).status, 400);
});

/** As the article of Atlassian's says that Data Center cuts lists: by what is expanded. */
const CUTS: readonly (readonly [expand: string, most: number])[] = [
  ["body.storage,version", 50],
  ["version", 200],
  ["", 510],
];

for (const [expand, most] of CUTS) {
  Deno.test(`Data Center gives at most ${most} of 510 pages at once with expand=${expand}`, async () => {
    const sandbox = testSandbox(MANY);
    const path = `/content?spaceKey=LOAD&limit=1000&expand=${expand}`;
    const first = { url: DC + path, as: "confluence-valid", origin: URLS.confluence };
    const { sizes, titles } = await follow(sandbox, first);
    assert.equal(sizes[0], most);
    assert.equal(new Set(titles).size, 510);
  });
}

Deno.test("the last of the generated pages is as long as it is asked to be", async () => {
  const sandbox = testSandbox({ pages: 3, longestPage: 5_000_000 });
  const answer = await ask(sandbox, `${V2}/spaces/30009/pages?body-format=storage`, { as: "cloud-valid" });
  const lengths = listOf(answer).results.map(({ body }) => body?.storage?.value.length ?? 0);
  assert.ok((lengths[2] ?? 0) >= 5_000_000, String(lengths));
  assert.ok((lengths[1] ?? 0) < 1000);
});

Deno.test("a page goes through its versions, and keeps the old ones", async () => {
  const sandbox = testSandbox();
  const { id } = JSON.parse((await create(sandbox, { title: "New" })).text);
  const saved = await save(sandbox, id, { version: { number: 2, message: "why" } });
  assert.equal(saved.status, 200, saved.text);
  const conflict = await save(sandbox, id, { version: { number: 2 } });
  assert.equal(conflict.status, 409);
  assert.match(conflict.text, /Current Version: \[2\]\. Provided version: \[2\]/);
  const jump = await save(sandbox, id, { version: { number: 4 } });
  assert.equal(jump.status, 409, "a version cannot be left out");
  const old = await ask(sandbox, `${V2}/pages/${id}?version=1&body-format=storage`, { as: "cloud-valid" });
  assert.match(old.text, /"title":"New"/);
  const versions = await ask(sandbox, `${V2}/pages/${id}/versions`, { as: "cloud-valid" });
  assert.match(versions.text, /"number":2,"message":"why".*"number":1,/);
  assert.equal((await ask(sandbox, `${V2}/pages/${id}?version=3`, { as: "cloud-valid" })).status, 404);
});

const REFUSED: readonly (readonly [page: object, words: RegExp])[] = [
  [{ title: "Decisions" }, /A page with this title already exists/],
  [{ title: "decisions" }, /A page with this title already exists/],
  [{ title: "" }, /Title is required/],
  [{ title: "a".repeat(256) }, /255/],
  [{ title: "T", body: { representation: "storage", value: "<p>open" } }, /expecting <\/p>/],
  [{ title: "T", body: { representation: "storage", value: "<b>a</p>" } }, /expected <\/b>/],
  [{ title: "T", body: { representation: "storage", value: "a & b" } }, /entity/],
  [{ title: "T", body: { representation: "wiki", value: "*a*" } }, /representation/],
];

for (const [page, words] of REFUSED) {
  Deno.test(`the page ${JSON.stringify(page).slice(0, 70)} is refused: ${words.source}`, async () => {
    const answer = await create(testSandbox(), page);
    assert.equal(answer.status, 400, answer.text);
    assert.match(answer.text, words);
  });
}

Deno.test("a title that is taken in one space is free in another", async () => {
  assert.equal((await create(testSandbox(), { title: "Decisions", spaceId: "30003" })).status, 200);
});

Deno.test("a page in the trash is gone from lists and searches, frees its title, and can be purged", async () => {
  const sandbox = testSandbox();
  const page = `${V2}/pages/40003`;
  const purge = await ask(sandbox, `${page}?purge=true`, { as: "cloud-valid", method: "DELETE" });
  assert.equal(purge.status, 400, "what is not in the trash cannot be purged");
  assert.equal((await ask(sandbox, page, { as: "cloud-valid", method: "DELETE" })).status, 204);
  const titles = async (query: string): Promise<readonly string[]> => {
    const list = listOf(await ask(sandbox, `${V2}/pages?space-id=30001${query}`, { as: "cloud-valid" }));
    return list.results.map(({ title }) => title);
  };
  assert.ok(!(await titles("")).includes("Decisions"));
  assert.deepEqual(await titles("&status=trashed"), ["Decisions"]);
  const cql = encodeURIComponent("title = Decisions");
  const found = await ask(sandbox, `${DC}/content/search?cql=${cql}`, { as: "confluence-valid" });
  assert.equal(listOf(found).size, 0);
  assert.equal((await create(sandbox, { title: "Decisions" })).status, 200);
  assert.equal(
    (await ask(sandbox, `${page}?purge=true`, { as: "cloud-valid", method: "DELETE" })).status,
    204,
  );
  assert.equal((await ask(sandbox, page, { as: "cloud-valid" })).status, 404);
});

Deno.test("what was below a page that is trashed is below its parent", async () => {
  const sandbox = testSandbox();
  await ask(sandbox, `${DC}/content/40003`, { as: "confluence-valid", method: "DELETE" });
  const above = await ask(sandbox, `${V2}/pages/40004/ancestors`, { as: "cloud-valid" });
  assert.deepEqual(listOf(above).results.map(({ id }) => id), ["40001"]);
});

Deno.test("a space for members is as one that is not there, for the others", async () => {
  const sandbox = testSandbox();
  for (const path of ["/spaces/30004", "/pages/40901", "/spaces/30004/pages"]) {
    assert.equal((await ask(sandbox, V2 + path, { as: "cloud-valid" })).status, 404, path);
    assert.equal((await ask(sandbox, V2 + path, { as: "cloud-confluence-only" })).status, 200, path);
  }
  assert.equal((await ask(sandbox, `${DC}/content/40901`, { as: "confluence-valid" })).status, 404);
});

Deno.test("who may read a space and not change it gets a 403", async () => {
  const sandbox = testSandbox();
  const page = { type: "page", title: "T", space: { key: "KB" } };
  const answer = await ask(sandbox, `${DC}/content`, { as: "confluence-colleague", body: page });
  assert.deepEqual([answer.status, /KB/.test(answer.text)], [403, true]);
});

Deno.test("labels are added and removed one by one, in small letters", async () => {
  const sandbox = testSandbox();
  const labels = `${DC}/content/40203/label`;
  const add = await ask(sandbox, labels, {
    as: "confluence-valid",
    body: [{ prefix: "global", name: "New" }, { prefix: "global", name: "reference" }],
  });
  assert.equal(add.status, 200, add.text);
  const names = async (): Promise<readonly string[]> => {
    const list = JSON.parse((await ask(sandbox, labels, { as: "confluence-valid" })).text);
    return list.results.map(({ name }: { readonly name: string }) => name);
  };
  assert.deepEqual(await names(), ["reference", "new"]);
  await ask(sandbox, `${labels}?name=reference`, { as: "confluence-valid", method: "DELETE" });
  assert.deepEqual(await names(), ["new"]);
  const bad = await ask(sandbox, labels, {
    as: "confluence-valid",
    body: { prefix: "global", name: "two words" },
  });
  assert.equal(bad.status, 400);
});

Deno.test("a title that is longer than any new one may be stays when its page is changed", async () => {
  const sandbox = testSandbox();
  const list = listOf(await ask(sandbox, `${V2}/pages?space-id=30003&limit=250`, { as: "cloud-valid" }));
  const { id, title } = list.results.find((page) => page.title.length === 300) ??
    assert.fail("not found");
  assert.equal((await save(sandbox, id, { title, version: { number: 2 } })).status, 200);
  assert.equal((await save(sandbox, id, { title: `${title}!`, version: { number: 3 } })).status, 400);
});

Deno.test("Data Center purges what is in its trash", async () => {
  const sandbox = testSandbox();
  const page = `${DC}/content/40002`;
  const statuses = [];
  for (const query of ["", "?status=trashed"]) {
    statuses.push((await ask(sandbox, page + query, { as: "confluence-valid", method: "DELETE" })).status);
    statuses.push((await ask(sandbox, `${page}?status=any`, { as: "confluence-valid" })).status);
  }
  assert.deepEqual(statuses, [204, 200, 204, 404]);
});
