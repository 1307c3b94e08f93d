/**
 * The context of reading storage format, and helpers to inspect elements.
 *
 * @module
 */
import { Uncarried } from "../dialect/write.ts";
import type { AttachmentReference, LinkReference, UserReference } from "./reference.ts";
import { IGNORED } from "./names.ts";
import type { XmlElement, XmlNode } from "./xml.ts";

/** How a page's references are written in Markdown. Each may answer `undefined`: the reference's own form is used. */
export interface StorageToMarkdownOptions {
  /** The address of a page, a space or a place, such as the path of a file beside this one. */
  readonly resolveLink?: (reference: LinkReference) => string | undefined;
  /** The address of an attached file. */
  readonly resolveAttachment?: (reference: AttachmentReference) => string | undefined;
  /** The name to show for a user. */
  readonly resolveUser?: (user: UserReference) => string | undefined;
}

/** Where nodes are read from. */
export interface Reading {
  readonly source: string;
  readonly options: StorageToMarkdownOptions;
  /** What addresses were written for references, for the way back. */
  readonly addresses: Map<string, LinkReference | AttachmentReference>;
}

/** The source of an element. */
export function sliceOf(reading: Reading, node: { readonly start: number; readonly end: number }): string {
  return reading.source.slice(node.start, node.end);
}

/** Attributes without those that mean nothing. */
export function significant(
  { attributes }: { readonly attributes: Readonly<Record<string, string>> },
): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !IGNORED.has(name)));
}

/** @throws {Uncarried} if an element has other attributes than those allowed. */
export function allowOnly(element: XmlElement, ...allowed: readonly string[]): void {
  if (Object.keys(significant(element)).some((name) => !allowed.includes(name))) throw new Uncarried();
}

/** Whether a node is white space. */
export function isBlankText(node: XmlNode): boolean {
  return node.kind === "text" && /^[ \t\n]*$/.test(node.text);
}

/** The elements in an element, where nothing but white space may stand between them. */
export function elementsIn(element: XmlElement): readonly XmlElement[] {
  return element.children.flatMap((node) => {
    if (isBlankText(node)) return [];
    if (node.kind !== "element") throw new Uncarried();
    return [node];
  });
}

/** All text in an element that has nothing but text in it. */
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
