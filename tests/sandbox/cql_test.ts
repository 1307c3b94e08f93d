import assert from "node:assert/strict";
import { JqlError } from "../../src/sandbox/jql/ast.ts";
import { PEOPLE } from "../../src/sandbox/seed/people.ts";
import { contentId, titleOf, visibleContent } from "../../src/sandbox/wiki/content.ts";
import { runCql } from "../../src/sandbox/wiki/cql.ts";
import { storageFault } from "../../src/sandbox/wiki/storage_check.ts";
import { createWorld } from "../../src/sandbox/world.ts";
import { ask, NOW, testSandbox, URLS } from "../helpers/sandbox.ts";

const WORLD = createWorld({ now: NOW, issues: 0, pages: 0, longestPage: 0, largeAttachment: 1 });
const ALL = visibleContent(WORLD, PEOPLE.mia);
const CONTEXT = { world: WORLD, user: PEOPLE.mia, now: NOW };

function find(cql: string): readonly string[] {
  return runCql(cql, ALL, CONTEXT).map(titleOf);
}

const FOUND: readonly (readonly [cql: string, titles: readonly string[]])[] = [
  ["space = KB", ["Knowledge base", "How to restore a backup", "What's on call?"]],
  ['space.key = "kb" and title ~ "backup"', ["How to restore a backup"]],
  ['type = page and title = "tables"', ["Tables"]],
  ["label = deep", ["Deepest"]],
  ["label in (deep, decision) and space = TEAM", [
    "Decisions",
    "2026-03: Passkeys",
    "2026-05: Größentabelle",
  ]],
  ["space = KB and label not in (howto)", ["Knowledge base"]],
  ["space = KB and not label = howto", ["Knowledge base"]],
  ["id in (40001, 40102)", ["Web shop team", "How to restore a backup"]],
  ["ancestor = 40003", ["2026-03: Passkeys", "2026-05: Größentabelle"]],
  ["parent = 40003 or id = 40003 order by title desc", [
    "Decisions",
    "2026-05: Größentabelle",
    "2026-03: Passkeys",
  ]],
  ['text ~ "pg_restore"', ["How to restore a backup"]],
  ['text ~ "passkeys AND"', ["2026-03: Passkeys"]],
  ["type = attachment and space = TEAM", ["training.mp4"]],
  ["type = attachment and container = 40208 order by title", [
    "a..b#1 100%.txt",
    "Größen.csv",
    "logo.svg",
    "shop front.png",
  ]],
  ['space = DOCS and lastmodified > now("-2h")', ["Deepest"]],
  ['space = DOCS and lastmodified >= "2026/11/18 13:30"', ["Deeper", "Deepest"]],
  ["creator = currentUser() and space = TEAM", ["Web shop team", "Working agreements"]],
  ["space = STAFF", []],
];

for (const [cql, titles] of FOUND) {
  Deno.test(`CQL finds what ${cql} means`, () => assert.deepEqual(find(cql), titles));
}

for (
  const cql of [
    "",
    "order by title",
    "nonsense",
    "colour = red",
    "title > 5",
    "lastmodified > yesterday",
    "type = page order by colour",
    "space = EMPTY",
  ]
) {
  Deno.test(`CQL refuses ${JSON.stringify(cql)}`, () => assert.throws(() => find(cql), JqlError));
}

Deno.test("a rejected query returns an error of CQL, and a missing one is also rejected", async () => {
  const url = `${URLS.confluence}/rest/api/search`;
  const bad = await ask(testSandbox(), `${url}?cql=title%20~`, { as: "confluence-valid" });
  assert.equal(bad.status, 400);
  assert.match(bad.text, /"Could not parse cql : Error in the CQL Query/);
  assert.equal((await ask(testSandbox(), url, { as: "confluence-valid" })).status, 400);
});

Deno.test("a search on Cloud goes on by cursor, and its links are below the base", async () => {
  const sandbox = testSandbox();
  const titles: string[] = [];
  const path = "/rest/api/content/search?cql=space%3DDOCS%20and%20type%3Dpage&limit=10&expand=version";
  let next: string | undefined = path;
  while (next !== undefined) {
    const answer = await ask(sandbox, `${URLS.cloud}/wiki${next}`, { as: "cloud-valid" });
    assert.equal(answer.status, 200, answer.text);
    const { results, _links } = JSON.parse(answer.text);
    titles.push(...results.map(({ title }: { readonly title: string }) => title));
    assert.equal(_links.base, `${URLS.cloud}/wiki`);
    next = _links.next;
  }
  assert.equal(titles.length, 33);
  assert.equal(new Set(titles).size, 33);
});

Deno.test("ids of attachments begin with att", () => {
  const ids = ALL.filter(({ type }) => type === "attachment").map(contentId);
  assert.ok(ids.length > 0 && ids.every((id) => /^att\d+$/.test(id)));
});

Deno.test("every seeded body is storage format", () => {
  for (const { id, body } of WORLD.pages.values()) assert.equal(storageFault(body), undefined, String(id));
});

const BODIES: readonly (readonly [body: string, fault: RegExp | undefined])[] = [
  ["", undefined],
  ["plain text", undefined],
  ["<p>a &amp; b &#8238; &nbsp; &eacute;</p>", undefined],
  ["<!-- a < b --><p a='>' b=\"<\">c</p>", undefined],
  ["<x><![CDATA[ < & </x> ]]></x>", undefined],
  ["<ac:image /><br/>", undefined],
  ["<p>", /expecting <\/p>/],
  ["</p>", /Unexpected close tag <\/p>; expected <\/nothing>/],
  ["<p><b></p></b>", /\[1,7\]/],
  ["<p>\n a & b</p>", /entity/],
  ["a < b", /Unexpected character '<'/],
  ["<x><![CDATA[ open</x>", /Unexpected character '<'/],
];

for (const [body, fault] of BODIES) {
  Deno.test(`the body ${JSON.stringify(body)} is ${fault === undefined ? "taken" : "refused"}`, () => {
    if (fault === undefined) assert.equal(storageFault(body), undefined);
    else assert.match(storageFault(body) ?? "", fault);
  });
}

Deno.test("a body of 5 MB is looked at within a moment", () => {
  const body = `<p>${"<b a='1'>x &lt; y</b>".repeat(250_000)}</p>`;
  assert.equal(storageFault(body), undefined);
});
