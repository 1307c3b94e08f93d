/**
 * The context of reading storage format, and helpers to inspect elements.
 *
 * @module
 */
import { Uncarried } from "../dialect/write.ts";
import type { AttachmentReference, LinkReference, UserReference } from "./reference.ts";
import { IGNORED } from "./names.ts";
import type { XmlElement, XmlNode } from "./xml.ts";

/** How references are written in Markdown. If a function returns `undefined`, the reference's own form is used. */
export interface StorageToMarkdownOptions {
  /** The URL of a page, a space or an anchor, such as the path of a file. */
  readonly resolveLink?: (reference: LinkReference) => string | undefined;
  /** The URL of an attachment. */
  readonly resolveAttachment?: (reference: AttachmentReference) => string | undefined;
  /** The display name of a user. */
  readonly resolveUser?: (user: UserReference) => string | undefined;
  /**
   * Where the page is. The anchors of headings have other names on Confluence Data Center.
   *
   * @default "cloud"
   */
  readonly deployment?: "cloud" | "data-center";
}

/** Where nodes are read from. */
export interface Reading {
  readonly source: string;
  readonly options: StorageToMarkdownOptions;
  /** The URLs written for references, for the way back. */
  readonly addresses: Map<string, LinkReference | AttachmentReference>;
  /** The fragment of each heading, by Confluence's anchor. */
  readonly slugs?: ReadonlyMap<string, string>;
  /** What is written for the anchors in the page to which links lead. */
  readonly places: Map<string, string>;
  /** Anchors whose links have no Markdown form: it would lead to a heading with another anchor. */
  readonly ambiguous: ReadonlySet<string>;
}

/** The source of an element. */
export function sliceOf(reading: Reading, node: { readonly start: number; readonly end: number }): string {
  return reading.source.slice(node.start, node.end);
}

/** The attributes that have a meaning. */
export function significant(
  { attributes }: { readonly attributes: Readonly<Record<string, string>> },
): Readonly<Record<string, string>> {
  for (const ignored of IGNORED) {
    if (!Object.hasOwn(attributes, ignored)) continue;
    return Object.fromEntries(Object.entries(attributes).filter(([name]) => !IGNORED.has(name)));
  }
  return attributes;
}

/** @throws {Uncarried} if an element has other attributes than those allowed. */
export function allowOnly(element: XmlElement, ...allowed: readonly string[]): void {
  for (const name of Object.keys(element.attributes)) {
    if (!allowed.includes(name) && !IGNORED.has(name)) throw new Uncarried();
  }
}

/** Whether a node is white space. */
export function isBlankText(node: XmlNode): boolean {
  return node.kind === "text" && /^[ \t\n]*$/.test(node.text);
}

/** The child elements, with only white space between them. */
export function elementsIn(element: XmlElement): readonly XmlElement[] {
  return element.children.flatMap((node) => {
    if (isBlankText(node)) return [];
    if (node.kind !== "element") throw new Uncarried();
    return [node];
  });
}

/** The text of an element that contains only text. */
export function textIn(element: XmlElement): string {
  const sections = element.children.filter((node) => node.kind === "text" && node.cdata);
  return (sections.length > 0 ? element.children.filter((node) => !isLooseSpace(node)) : element.children)
    .map((node) => {
      if (node.kind !== "text") throw new Uncarried();
      return node.text;
    }).join("");
}

function isLooseSpace(node: XmlNode): boolean {
  return node.kind === "text" && !node.cdata && isBlankText(node);
}
