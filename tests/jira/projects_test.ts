import assert from "node:assert/strict";
import { listProjects } from "../../src/jira/projects.ts";
import { CLOUD, DATA_CENTER } from "./fixture.ts";

const project = (key: string, name = key) => ({ id: `1${key}`, key, name, projectTypeKey: "software" });

Deno.test("listProjects() goes from page to page on Cloud", async () => {
  const url = (startAt: number) =>
    `${CLOUD.base}/project/search?query=a&orderBy=key&startAt=${startAt}&maxResults=100`;
  const { client, network } = CLOUD.open(
    { url: url(0), reply: { json: { startAt: 0, isLast: false, values: [project("A"), project("B")] } } },
    { url: url(2), reply: { json: { startAt: 2, isLast: true, values: [project("C")] } } },
  );
  const pages = await Array.fromAsync(listProjects(client, { query: "a" }));
  assert.deepEqual(pages.map(({ items }) => items.map(({ key }) => key)), [["A", "B"], ["C"]]);
  assert.deepEqual(pages[0]?.items[0], { id: "1A", key: "A", name: "A", type: "software" });
  network.verify();
});

Deno.test("listProjects() sorts and filters what Data Center sends at once", async () => {
  const { client, network } = DATA_CENTER.open({
    url: `${DATA_CENTER.base}/project`,
    reply: { json: [project("WEB"), project("OPS", "Web operations"), project("HR", "People")] },
  });
  const pages = await Array.fromAsync(listProjects(client, { query: "web" }));
  assert.deepEqual(pages.map(({ items, more }) => [items.map(({ key }) => key), more]), [[
    ["OPS", "WEB"],
    false,
  ]]);
  network.verify();
});

Deno.test("listProjects() gives no more than are wanted, and says that there are more", async () => {
  const dc = DATA_CENTER.open({ url: /project$/, reply: { json: [project("A"), project("B")] } });
  const [page] = await Array.fromAsync(listProjects(dc.client, { limit: 1 }));
  assert.deepEqual([page?.items.length, page?.more], [1, true]);
  const cloud = CLOUD.open({
    url: /startAt=0&maxResults=1$/,
    reply: { json: { startAt: 0, total: 2, isLast: false, values: [project("A")] } },
  });
  const pages = await Array.fromAsync(listProjects(cloud.client, { limit: 1 }));
  assert.deepEqual(pages.map(({ items, more }) => [items.length, more]), [[1, true]]);
});
