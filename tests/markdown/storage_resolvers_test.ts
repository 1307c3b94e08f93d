import assert from "node:assert/strict";
import {
  type AttachmentReference,
  type LinkReference,
  markdownToStorage,
  storageToMarkdown,
} from "../../src/markdown/mod.ts";

const PAGE = '<ri:page ri:content-title="Release plan" />';
const OTHER = '<ri:page ri:space-key="OPS" ri:content-title="Runbook" />';
const FILE = '<ri:attachment ri:filename="a b.png" />';

function link(target: string, text?: string): string {
  const body = text === undefined
    ? ""
    : `<ac:plain-text-link-body><![CDATA[${text}]]></ac:plain-text-link-body>`;
  return `<p><ac:link>${target}${body}</ac:link></p>`;
}

const page = (reference: LinkReference): string | undefined =>
  reference.kind === "page" && reference.space === undefined
    ? `./${reference.title.toLowerCase().replaceAll(" ", "-")}.md`
    : undefined;

const file = ({ filename }: AttachmentReference): string => `files/${encodeURIComponent(filename)}`;

Deno.test("storageToMarkdown() writes the address that resolveLink() gives for a page", () => {
  assert.equal(storageToMarkdown(link(PAGE), { resolveLink: page }), "[Release plan](./release-plan.md)\n");
  assert.equal(storageToMarkdown(link(PAGE, "x"), { resolveLink: page }), "[x](./release-plan.md)\n");
});

Deno.test("storageToMarkdown() writes a reference's own form where resolveLink() gives none", () => {
  assert.equal(storageToMarkdown(link(OTHER), { resolveLink: page }), "[Runbook](page:OPS/Runbook)\n");
});

Deno.test("storageToMarkdown() writes the address that resolveAttachment() gives, for links and images", () => {
  const options = { resolveAttachment: file };
  assert.equal(storageToMarkdown(link(FILE), options), "[a b.png](files/a%20b.png)\n");
  assert.equal(storageToMarkdown(`<p><ac:image>${FILE}</ac:image></p>`, options), "![](files/a%20b.png)\n");
  assert.equal(
    storageToMarkdown(`<ac:image ac:width="9">${FILE}</ac:image>`, options),
    '::image{src="files/a%20b.png" width="9"}\n',
  );
});

Deno.test("storageToMarkdown() shows the name that resolveUser() gives beside the id", () => {
  const user = '<p><ac:link><ri:user ri:account-id="557058:1" /></ac:link></p>';
  const options = { resolveUser: (id: object) => "accountId" in id ? "Mia [x]" : undefined };
  const markdown = storageToMarkdown(user, options);
  assert.equal(markdown, ':mention[Mia \\[x\\]]{account-id="557058:1"}\n');
  assert.equal(markdownToStorage(markdown), user);
});

Deno.test("markdownToStorage() makes references of addresses that resolveLink() and resolveAttachment() know", () => {
  const options = {
    resolveLink: (address: string): LinkReference | undefined =>
      address === "./release-plan.md" ? { kind: "page", title: "Release plan" } : undefined,
    resolveAttachment: (address: string): AttachmentReference | undefined =>
      address.startsWith("files/") ? { kind: "attachment", filename: "a b.png" } : undefined,
  };
  const markdown =
    "[Release plan](./release-plan.md) [x](./release-plan.md) [y](other.md) ![](files/a%20b.png)";
  assert.equal(
    markdownToStorage(markdown, options),
    `<p><ac:link>${PAGE}</ac:link> <ac:link>${PAGE}<ac:plain-text-link-body><![CDATA[x]]></ac:plain-text-link-body>` +
      `</ac:link> <a href="other.md">y</a> <ac:image>${FILE}</ac:image></p>`,
  );
});

Deno.test("markdownToStorage() asks resolveUser() who a name is", () => {
  const options = { resolveUser: (name: string) => name === "Mia" ? { userKey: "8a7f" } : undefined };
  assert.equal(
    markdownToStorage(":mention[Mia] :mention[Ben]", options),
    '<p><ac:link><ri:user ri:userkey="8a7f" /></ac:link> @Ben</p>',
  );
});

Deno.test("a page with resolved references comes back the same, tables and items included", () => {
  const body = `${link(PAGE)}<ul><li>${link(FILE, "x")}</li></ul>` +
    `<table><tbody><tr><td><ac:image>${FILE}</ac:image></td></tr></tbody></table>`;
  const markdown = storageToMarkdown(body, { resolveLink: page, resolveAttachment: file });
  const back = markdownToStorage(markdown, {
    resolveLink: (address) =>
      address === "./release-plan.md" ? { kind: "page", title: "Release plan" } : undefined,
    resolveAttachment: (address) =>
      address === "files/a%20b.png" ? { kind: "attachment", filename: "a b.png" } : undefined,
  });
  assert.equal(storageToMarkdown(back, { resolveLink: page, resolveAttachment: file }), markdown);
  assert.ok(!markdown.includes("confluence-storage"), markdown);
});

for (
  const [title, address] of [
    ["a/b", "page:a%2Fb"],
    ["50% #1 & more?", "page:50%25%20%231%20%26%20more%3F"],
    ["日本", "page:%E6%97%A5%E6%9C%AC"],
    ["[x] (y) <z>", "page:%5Bx%5D%20(y)%20%3Cz%3E"],
  ] as const
) {
  Deno.test(`a page's title becomes an address, and comes back: ${title}`, () => {
    const target = `<ri:page ri:content-title="${
      title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    }" />`;
    const markdown = storageToMarkdown(link(target, "t"));
    assert.equal(markdown.replaceAll("\\", ""), `[t](${address})\n`);
    assert.equal(markdownToStorage(markdown), link(target, "t"));
  });
}
