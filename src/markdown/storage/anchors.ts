/**
 * Places of headings: the fragments that GitHub and editors use (`#the-section-below`), and Confluence's own anchors.
 *
 * @see https://support.atlassian.com/confluence-cloud/docs/insert-anchor-links/
 * @see https://confluence.atlassian.com/doc/anchor-macro-139578.html
 * @module
 */
import { decodeHTML } from "entities";
import { type Block, isBlock, plainText } from "../dialect/nodes.ts";
import { contentOf } from "../dialect/read.ts";

/** The kinds of Confluence, which name anchors differently. */
type AnchorStyle = "cloud" | "data-center";

/** The headings of a page. */
interface Anchors {
  /** Confluence's anchor of a heading, by its fragment. */
  readonly bySlug: ReadonlyMap<string, string>;
  /** The fragment of a heading, by Confluence's anchor. */
  readonly slugs: ReadonlyMap<string, string>;
}

/** The anchors of headings, in their order: equal ones are numbered. */
export function anchorsOf(headings: Iterable<string>, style: AnchorStyle): Anchors {
  const bySlug = new Map<string, string>();
  const slugs = new Map<string, string>();
  const seen = new Map<string, number>();
  const numbered = (name: string, separator: string): string => {
    const count = seen.get(separator + name) ?? 0;
    seen.set(separator + name, count + 1);
    return count === 0 ? name : `${name}${separator}${count}`;
  };
  for (const heading of headings) {
    const text = heading.replace(/\s+/g, " ").trim();
    if (text === "") continue;
    const slug = numbered(slugOf(text), "-");
    const anchor = numbered(text.replaceAll(" ", style === "cloud" ? "-" : ""), ".");
    // Signs alone have no fragment.
    if (slugOf(text) === "") continue;
    if (!bySlug.has(slug)) bySlug.set(slug, anchor);
    if (!slugs.has(anchor)) slugs.set(anchor, slug);
  }
  return { bySlug, slugs };
}

/** GitHub's fragment for a heading. */
function slugOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "").replaceAll(" ", "-");
}

/** The texts of the headings in Markdown. */
export function* headingsIn(blocks: Iterable<Block>): Generator<string> {
  for (const block of blocks) {
    if (block.type === "heading") yield plainText(block.children);
    else if (block.type === "containerDirective") yield* headingsIn(contentOf(block));
    else if (block.type === "blockquote" || block.type === "list") {
      for (const child of block.children) {
        yield* headingsIn(
          child.type === "listItem" ? child.children.filter(isBlock) : isBlock(child) ? [child] : [],
        );
      }
    }
  }
}

/** The texts of the headings in storage format. */
export function* storageHeadings(storage: string): Generator<string> {
  const opening = /<h([1-6])(?=[ >])/g;
  for (let match = opening.exec(storage); match !== null; match = opening.exec(storage)) {
    const start = storage.indexOf(">", match.index);
    const end = storage.indexOf(`</h${match[1]}>`, start);
    if (end < 0) return;
    opening.lastIndex = end;
    yield decodeHTML(storage.slice(start + 1, end).replace(/<[^<>]*>/g, ""));
  }
}
