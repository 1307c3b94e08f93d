import assert from "node:assert/strict";
import type { Sandbox } from "../../src/sandbox/mod.ts";
import { ask, type Asked, fileForm, headerOf, testSandbox, URLS } from "../helpers/sandbox.ts";

const V1 = `${URLS.cloud}/wiki/rest/api/content/40002/child/attachment`;
const DC = `${URLS.confluence}/rest/api/content/40002/child/attachment`;

function upload(
  sandbox: Sandbox,
  to: { readonly url: string; readonly as: string; readonly method?: string },
  content = "one",
): Promise<Asked> {
  const { url, ...asking } = to;
  return ask(sandbox, url, { ...asking, form: fileForm("a b.txt", content) });
}

function idOf(answer: Asked): string {
  assert.equal(answer.status, 200, answer.text);
  const { results } = JSON.parse(answer.text);
  return results[0].id;
}

Deno.test("an upload without the header that uploads need is refused, in plain words", async () => {
  for (const [url, as] of [[V1, "cloud-valid"], [DC, "confluence-valid"]] as const) {
    const sandbox = testSandbox();
    const form = fileForm("a.txt", "a");
    const answer = await ask(sandbox, url, { as, form, headers: { "X-Atlassian-Token": "nocheck" } });
    assert.deepEqual([answer.status, answer.text], [403, "XSRF check failed"]);
  }
});

Deno.test("Cloud's PUT makes a file or its next version, POST a file alone", async () => {
  const sandbox = testSandbox();
  const put = { url: V1, as: "cloud-valid", method: "PUT" };
  const id = idOf(await upload(sandbox, put));
  assert.equal(idOf(await upload(sandbox, put, "two")), id);
  const again = await upload(sandbox, { url: V1, as: "cloud-valid" }, "three");
  assert.equal(again.status, 400);
  assert.match(again.text, /same file name as an existing attachment: a b\.txt/);
  const list = await ask(sandbox, `${URLS.cloud}/wiki/api/v2/pages/40002/attachments`, { as: "cloud-valid" });
  assert.match(list.text, /"title":"a b\.txt".*"fileSize":3.*"version":\{"number":2/);
});

Deno.test("Data Center's files have versions, which are downloaded by themselves", async () => {
  const sandbox = testSandbox();
  const id = idOf(await upload(sandbox, { url: DC, as: "confluence-valid" }));
  assert.equal((await upload(sandbox, { url: DC, as: "confluence-valid" }, "x")).status, 400);
  const next = await upload(sandbox, { url: `${DC}/${id}/data`, as: "confluence-valid" }, "two");
  assert.equal(next.status, 200, next.text);
  const file = `${URLS.confluence}/download/attachments/40002/a%20b.txt`;
  const text = async (query: string): Promise<string> =>
    (await ask(sandbox, file + query, { as: "confluence-valid" })).text;
  assert.deepEqual([await text(""), await text("?version=2"), await text("?version=1")], [
    "two",
    "two",
    "one",
  ]);
  const elsewhere = `${DC.replace("40002", "40003")}/${id}/data`;
  assert.equal((await upload(sandbox, { url: elsewhere, as: "confluence-valid" })).status, 404);
  assert.equal((await ask(sandbox, `${file}?version=3`, { as: "confluence-valid" })).status, 404);
  assert.equal((await ask(sandbox, file)).status, 404, "an anonymous one sees no file");
});

Deno.test("Cloud sends a download to the media host, which takes no credential", async () => {
  const sandbox = testSandbox();
  const id = idOf(await upload(sandbox, { url: V1, as: "cloud-valid" }));
  const answer = await ask(sandbox, `${V1}/${id}/download`, { as: "cloud-valid" });
  const location = answer.headers.get("Location") ?? "";
  assert.deepEqual([answer.status, new URL(location).origin], [302, "https://media.demo.test"]);
  const bare = await ask(sandbox, location);
  assert.deepEqual([bare.status, bare.text, bare.headers.get("Content-Length")], [200, "one", "3"]);
  const signed = await ask(sandbox, location, { authorization: headerOf(sandbox, "cloud-valid") });
  assert.equal(signed.status, 400);
  assert.equal((await ask(sandbox, location.replace(/&signature.*/, ""))).status, 403);
  assert.equal((await ask(sandbox, location.replace(/file\/\d+/, "file/1"))).status, 404);
  assert.equal(sandbox.requests.at(-2)?.host, "media.demo.test");
});

Deno.test("every file that a list of Cloud's names can be downloaded from the address it gives", async () => {
  const sandbox = testSandbox();
  const list = await ask(sandbox, `${URLS.cloud}/wiki/api/v2/attachments?limit=5`, { as: "cloud-valid" });
  for (const { downloadLink, fileSize } of JSON.parse(list.text).results) {
    const answer = await ask(sandbox, `${URLS.cloud}/wiki${downloadLink}`, { as: "cloud-valid" });
    assert.equal(answer.status, 302, downloadLink);
    const file = await sandbox.fetch(new URL(answer.headers.get("Location") ?? ""), {});
    assert.equal((await file.arrayBuffer()).byteLength, fileSize, downloadLink);
  }
});

Deno.test("500 MB are streamed, and none of them is made before it is asked for", async () => {
  const sandbox = testSandbox({ largeAttachment: 500_000_000 });
  const url = `${URLS.confluence}/download/attachments/40006/training.mp4`;
  const headers = { Authorization: headerOf(sandbox, "confluence-valid") };
  const response = await sandbox.fetch(new URL(url), { headers });
  assert.equal(response.headers.get("Content-Length"), "500000000");
  const reader = response.body?.getReader();
  const first = await reader?.read();
  assert.equal(first?.value?.length, 65_536);
  assert.deepEqual([...first?.value?.subarray(254, 258) ?? []], [254, 255, 0, 1]);
  await reader?.cancel();
});

Deno.test("there is no large file unless requested", async () => {
  const url = `${URLS.cloud}/wiki/api/v2/attachments?limit=250`;
  const sizes = JSON.parse((await ask(testSandbox(), url, { as: "cloud-valid" })).text).results
    .map(({ fileSize }: { readonly fileSize: number }) => fileSize);
  assert.ok(Math.max(...sizes) < 1000, String(sizes));
});

Deno.test("a generated file has exactly the bytes that it says", async () => {
  const { generatedBytes } = await import("../../src/sandbox/wiki/download.ts");
  for (const size of [0, 1, 65_536, 65_537, 200_000]) {
    const bytes = await new Response(generatedBytes(size)).bytes();
    assert.equal(bytes.length, size);
    assert.equal(bytes.at(-1), size === 0 ? undefined : (size - 1) % 256);
  }
});
