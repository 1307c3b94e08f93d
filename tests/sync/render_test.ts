import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  contentHash,
  hashOf,
  leadSame,
  type LinkedPage,
  LinkMap,
  relativeAddress,
  render,
  targetOf,
  targetsIn,
  unrender,
} from "../../src/sync/render.ts";

const HERE: LinkedPage = {
  title: "Here",
  path: "Top/Here.md",
  files: new Map([["a b#1.png", "Top/Here.attachments/a b#1.png"]]),
};
const OTHER: LinkedPage = {
  title: 'Other (one) "1"',
  path: "Top/Sub/Other (one) 100% & more.md",
  files: new Map([["x.csv", "Top/Sub/Other.attachments/x.csv"]]),
};
const LINKS = new LinkMap({ space: "TEAM", deployment: "cloud" }, [HERE, OTHER]);

const link = (reference: string, text = "text"): string =>
  `<p><ac:link>${reference}<ac:plain-text-link-body><![CDATA[${text}]]></ac:plain-text-link-body></ac:link></p>`;
const page = (title: string, space = ""): string =>
  `<ri:page${space === "" ? "" : ` ri:space-key="${space}"`} ri:content-title="${
    title.replaceAll('"', "&quot;")
  }" />`;

Deno.test("render() makes a link to a pulled page relative, and unrender() makes it a link of Confluence's again", () => {
  const storage = link(page(OTHER.title));
  const { body } = render(storage, { page: HERE, links: LINKS, endless: undefined });
  assert.equal(body, "[text](Sub/Other%20%28one%29%20100%25%20%26%20more.md)\n");
  assert.equal(unrender(body, { page: HERE, links: LINKS, endless: undefined }), storage);
});

Deno.test("render() makes a link to a place on a pulled page relative, and back", () => {
  const storage = link(page("Here")).replace("<ac:link>", '<ac:link ac:anchor="Der Ort">');
  const { body } = render(storage, { page: OTHER, links: LINKS, endless: undefined });
  assert.equal(body, "[text](../Here.md#Der%20Ort)\n");
  assert.equal(unrender(body, { page: OTHER, links: LINKS, endless: undefined }), storage);
});

Deno.test("render() leaves links to what was not pulled as they are", () => {
  for (const reference of [page("Nowhere"), page("Here", "ELSE")]) {
    const storage = link(reference);
    const { body } = render(storage, { page: OTHER, links: LINKS, endless: undefined });
    assert.match(body, /\(page:/);
    assert.equal(unrender(body, { page: OTHER, links: LINKS, endless: undefined }), storage);
  }
});

Deno.test("render() takes a link that names the space itself for one into it", () => {
  const { body } = render(link(page("Here", "team")), { page: OTHER, links: LINKS, endless: undefined });
  assert.equal(body, "[text](../Here.md)\n");
});

Deno.test("render() leads images to the files beside the page, and unrender() leads them back", () => {
  const storage = '<p><ac:image><ri:attachment ri:filename="a b#1.png" /></ac:image></p>';
  const { body } = render(storage, { page: HERE, links: LINKS, endless: undefined });
  assert.match(body, /\(Here\.attachments\/a%20b%231\.png\)/);
  assert.equal(unrender(body, { page: HERE, links: LINKS, endless: undefined }), storage);
});

Deno.test("unrender() leaves addresses alone that lead out of the folder, or to nothing in it", () => {
  for (
    const address of [
      "https://example.com/Here.md",
      "../../Here.md",
      "/Top/Here.md",
      "Gone.md",
      "mailto:a@b.c",
    ]
  ) {
    const storage = unrender(`[text](${address})\n`, { page: HERE, links: LINKS, endless: undefined });
    assert.equal(storage, `<p><a href="${address}">text</a></p>`);
  }
});

Deno.test("leadSame() tells when a page that is referred to was moved, made or removed", () => {
  const { links } = render(link(page(OTHER.title)) + link(page("Nowhere")), {
    page: HERE,
    links: LINKS,
    endless: undefined,
  });
  const same = (pages: readonly LinkedPage[]): boolean =>
    leadSame(links, { page: HERE, links: new LinkMap({ space: "TEAM", deployment: "cloud" }, pages) });
  assert.equal(same([HERE, OTHER]), true);
  assert.equal(same([HERE, { ...OTHER, path: "Elsewhere.md" }]), false);
  assert.equal(same([HERE]), false);
  assert.equal(same([HERE, OTHER, { ...OTHER, title: "Nowhere", path: "Nowhere.md" }]), false);
});

Deno.test("relativeAddress() and targetOf() are each other's way back", () => {
  const paths = ["a.md", "x/a.md", "x/y/z.md", "Ä ö/ü.md", "100%/#1?.md", "a&b;c=d:e.md", "日本/語.md"];
  for (const from of paths) {
    for (const to of paths) assert.equal(targetOf(from, relativeAddress(from, to)), to);
  }
});

Deno.test("targetOf() returns undefined for a path outside the folder", () => {
  for (const address of ["", "..", "../..", "../../x", "https:x", "//x", "\\\\x", "%E0%A4%A", "?x"]) {
    assert.ok([undefined, ""].includes(targetOf("d/a.md", address)), address);
  }
});

Deno.test("hashOf() does not care about line ends", () => {
  assert.equal(hashOf("a\r\nb\r\n"), hashOf("\ufeffa\nb\n"));
  assert.notEqual(hashOf("a\nb"), hashOf("a\nb\n"));
});

Deno.test("hashOf() hashes a long text as a whole, wherever its characters are cut", () => {
  for (const before of ["", "a"]) {
    const text = `${before}${"\u{1f600}".repeat(100_000)}`;
    assert.equal(hashOf(text), createHash("sha256").update(text).digest("hex"));
  }
});

Deno.test("render(), unrender(), targetsIn() and contentHash() leave long conversions to who can be interrupted, and no others", () => {
  const done: unknown[] = [];
  const endless = <T>(work: () => T): T => {
    const result = work();
    done.push(result);
    return result;
  };
  const options = { page: HERE, links: LINKS, endless };
  const [short, signs, long] = [
    "<p>a</p>".repeat(100),
    "<p>a</p>".repeat(3_000),
    `<p>${"a ".repeat(140_000)}</p>`,
  ];
  assert.equal(render(short, options).body, "a\n\n".repeat(100).trimEnd() + "\n");
  assert.deepEqual(done, []);
  for (const storage of [signs, long]) {
    const { body } = render(storage, options);
    assert.deepEqual(done.splice(0), [body]);
    assert.equal(unrender(body, options), storage);
    assert.deepEqual(done.splice(0), [storage]);
    assert.equal(targetsIn(body, HERE, endless).size, 0);
    assert.equal(done.splice(0).length, 1);
    assert.equal(contentHash(storage, endless), hashOf(body));
    assert.deepEqual(done.splice(0), [body]);
  }
});
