import assert from "node:assert/strict";
import { addComment, listComments } from "../../src/jira/comments.ts";
import { failsWith } from "../client/fixture.ts";
import { bodyOf, CLOUD, FACES, richText } from "./fixture.ts";

for (const face of FACES) {
  Deno.test(`listComments() goes from page to page on ${face.name}`, async () => {
    const comment = (id: number) => ({
      id: String(id),
      author: { displayName: "Ada" },
      created: "2026-01-17T12:34:00.000+0000",
      body: richText(face),
    });
    const page = (startAt: number, count: number) => ({
      startAt,
      total: 103,
      comments: Array.from({ length: count }, (_, at) => comment(startAt + at)),
    });
    const url = (startAt: number) =>
      `${face.base}/issue/PROJ-1/comment?orderBy=created&startAt=${startAt}&maxResults=100`;
    const { client, network } = face.open(
      { url: url(0), reply: { json: page(0, 100) } },
      { url: url(100), reply: { json: page(100, 3) } },
    );
    const pages = await Array.fromAsync(listComments(client, { key: "PROJ-1" }));
    assert.deepEqual(pages.map(({ items, more }) => [items.length, more]), [[100, true], [3, false]]);
    assert.deepEqual(pages[1]?.items[2], {
      id: "102",
      author: "Ada",
      created: "2026-01-17T12:34:00.000+0000",
      body: richText(face),
    });
    network.verify();
  });

  Deno.test(`listComments() asks for the newest ones, and no more than are wanted, on ${face.name}`, async () => {
    const { client, network } = face.open({
      url: `${face.base}/issue/PROJ-1/comment?orderBy=-created&startAt=0&maxResults=2`,
      reply: { json: { startAt: 0, total: 9, comments: [{ id: "9" }, { id: "8" }] } },
    });
    const options = { key: "PROJ-1", first: "newest", limit: 2 } as const;
    const [page, ...others] = await Array.fromAsync(listComments(client, options));
    assert.deepEqual(page, { items: [{ id: "9", body: "" }, { id: "8", body: "" }], more: true });
    assert.deepEqual(others, []);
    network.verify();
  });

  Deno.test(`addComment() sends the text as ${face.name} has it, and gives its address`, async () => {
    const fixture = face.open({
      method: "POST",
      url: `${face.base}/issue/PROJ-1/comment`,
      reply: { status: 201, json: { id: "77" } },
    });
    const added = await addComment(fixture.client, { key: "PROJ-1", body: richText(face) });
    assert.deepEqual(added, { id: "77", url: `${face.browse}/PROJ-1?focusedCommentId=77` });
    assert.deepEqual(bodyOf(fixture), { body: richText(face) });
  });
}

Deno.test("listComments() gives no more than are wanted, also where a server sends more", async () => {
  const { client } = CLOUD.open({
    url: /comment/,
    reply: { json: { startAt: 0, total: 3, comments: [{ id: "1" }, { id: "2" }, { id: "3" }] } },
  });
  const pages = await Array.fromAsync(listComments(client, { key: "PROJ-1", limit: 2 }));
  assert.deepEqual(pages.map(({ items, more }) => [items.length, more]), [[2, true]]);
});

Deno.test("listComments() ends if the server repeats a page", async () => {
  const { client } = CLOUD.open({
    url: /comment/,
    reply: { json: { startAt: 0, total: 500, comments: [{ id: "1" }] } },
    times: 2,
  });
  await failsWith(Array.fromAsync(listComments(client, { key: "PROJ-1" })), "bad-response");
});

Deno.test("listComments() ends when a server sends an empty page before the end", async () => {
  const { client } = CLOUD.open({
    url: /comment/,
    reply: { json: { startAt: 0, total: 500, comments: [] } },
  });
  const pages = await Array.fromAsync(listComments(client, { key: "PROJ-1" }));
  assert.deepEqual(pages, [{ items: [], more: false }]);
});

Deno.test("addComment() is sent once: a failure of the server does not make a second one", async () => {
  const { client, network } = CLOUD.open({
    method: "POST",
    url: /comment$/,
    reply: { status: 503, json: {} },
  });
  await failsWith(addComment(client, { key: "PROJ-1", body: "x" }), "server");
  network.verify();
});
