/**
 * Converts between Confluence's storage format and Markdown.
 *
 * @module
 */
import { clean } from "../dialect/clean.ts";
import { fence } from "../dialect/nodes.ts";
import { readBlocks } from "../dialect/read.ts";
import { print } from "../dialect/syntax.ts";
import { writePieces } from "../dialect/write.ts";
import { anchorsOf, headingsIn, storageHeadings } from "./anchors.ts";
import type { Reading, StorageToMarkdownOptions } from "./context.ts";
import { areKept } from "./kept.ts";
import { KNOWN, RAW } from "./names.ts";
import { blocksIn, piecesOf } from "./read_blocks.ts";
import { writeBlocks } from "./write_blocks.ts";
import { parseReference } from "./reference.ts";
import { type Addresses, headingAt, type MarkdownToStorageOptions } from "./write_links.ts";
import { Malformed, parseXml } from "./xml.ts";

/**
 * Converts a page's body to Markdown. Content without a Markdown form stays as storage format in a fenced block.
 *
 * @example
 * ```ts
 * import { storageToMarkdown } from "@atlcli/atlcli/markdown";
 *
 * console.assert(storageToMarkdown("<p><strong>Done</strong></p>").trim() === "**Done**");
 * ```
 *
 * @param storage The value of `body.storage`. Text that is not XML becomes one fenced block.
 */
export function storageToMarkdown(storage: string, options: StorageToMarkdownOptions = {}): string {
  const source = clean(storage);
  const slugs = slugsOf(source, options);
  let markdown = "";
  // A link that is raw may change the text of a heading, and so its anchor.
  for (let [tries, ambiguous] = [3, new Set<string>()]; tries > 0; tries--) {
    const reading: Reading = {
      source,
      options,
      addresses: new Map(),
      places: new Map(),
      ambiguous,
      ...slugs,
    };
    markdown = markdownOf(reading);
    const others = misledIn(markdown, reading);
    if (others.length === 0) break;
    ambiguous = new Set([...ambiguous, ...others]);
  }
  return markdown === "" ? "" : `${markdown}\n`;
}

/** The anchors whose links lead to others on the way back. */
function misledIn(markdown: string, { places, options }: Reading): readonly string[] {
  if (places.size === 0) return [];
  const anchors = anchorsIn(markdown, options.deployment);
  return [...places].flatMap(([anchor, address]) => {
    const back = headingAt(address, anchors) ?? parseReference(address);
    return back?.kind === "anchor" && back.anchor === anchor ? [] : [anchor];
  });
}

/** The fragments of headings, if the page links to places in it. */
function slugsOf(source: string, { deployment = "cloud" }: StorageToMarkdownOptions): Pick<Reading, "slugs"> {
  return source.includes("<ac:link ac:anchor=")
    ? { slugs: anchorsOf(storageHeadings(source), deployment).slugs }
    : {};
}

function markdownOf(reading: Reading): string {
  try {
    const addresses = addressesOf(reading);
    return writePieces(piecesOf(parseXml(reading.source), reading), {
      known: KNOWN,
      keeps: areKept,
      again: (blocks) => {
        const source = writeBlocks(blocks, addresses);
        return blocksIn(parseXml(source), { ...reading, source });
      },
    });
  } catch (error) {
    if (error instanceof Malformed) return print([fence(RAW, reading.source)]);
    throw error;
  }
}

/** Resolves the written URLs back to references. */
function addressesOf({ addresses }: Reading): Addresses {
  return {
    resolveLink: (address) => addresses.get(address),
    resolveAttachment: (address) => {
      const reference = addresses.get(address);
      return reference?.kind === "attachment" ? reference : undefined;
    },
  };
}

/**
 * Converts Markdown to the body of a page.
 *
 * @example
 * ```ts
 * import { markdownToStorage } from "@atlcli/atlcli/markdown";
 *
 * console.assert(markdownToStorage("**Done**") === "<p><strong>Done</strong></p>");
 * ```
 *
 * @throws {UsageError} if it is nested too deep, or a paragraph is too long.
 */
export function markdownToStorage(markdown: string, options: MarkdownToStorageOptions = {}): string {
  const text = clean(markdown);
  const anchors = anchorsIn(text, options.deployment);
  return writeBlocks(readBlocks(text, KNOWN, options.onHtml), { ...options, ...anchors });
}

/** The anchors of headings, if a link leads to a place in the same page. */
function anchorsIn(
  text: string,
  deployment: MarkdownToStorageOptions["deployment"] = "cloud",
): Pick<Addresses, "anchors"> {
  return LINK_TO_PLACE.test(text)
    ? { anchors: anchorsOf(headingsIn(readBlocks(text, KNOWN)), deployment).bySlug }
    : {};
}

/** What a link to a place in the same page looks like: in parentheses, as a definition, as HTML. */
const LINK_TO_PLACE = /\]\(<?#|\]: ?<?#|href=["']?#/;
