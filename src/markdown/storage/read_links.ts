/**
 * Reads Confluence links, images, mentions and emoticons.
 *
 * @module
 */
import { atom, type Attributes, type Block, type Inline, leaf } from "../dialect/nodes.ts";
import { Uncarried } from "../dialect/write.ts";
import { allowOnly, elementsIn, type Reading, significant, textIn } from "./context.ts";
import {
  type AttachmentReference,
  formatReference,
  type LinkReference,
  parseReference,
  titleOf,
  type UserReference,
} from "./reference.ts";
import type { XmlElement, XmlNode } from "./xml.ts";

/** The result of reading `ac:link`: a mention, or a link around nodes. */
type LinkParts =
  | { readonly kind: "mention"; readonly node: Inline }
  | { readonly kind: "link"; readonly url: string; readonly children: readonly XmlNode[] };

/** Reads `ac:link`: a mention, or a link, whose text defaults to its target's title. */
export function readLink(element: XmlElement, reading: Reading): LinkParts {
  allowOnly(element, "ac:anchor");
  const anchor = element.attributes["ac:anchor"];
  const [target, body, ...others] = linkParts(elementsIn(element));
  if (others.length > 0) throw new Uncarried();
  if (target?.name === "ri:user") {
    if (body !== undefined || anchor !== undefined) throw new Uncarried();
    return { kind: "mention", node: readMention(target, reading) };
  }
  const reference = referenceOf(target, anchor);
  const children = body === undefined ? [titleNode(reference)] : bodyOf(body);
  return { kind: "link", url: addressOf(reference, reading), children };
}

const BODIES: readonly string[] = ["ac:link-body", "ac:plain-text-link-body"];

/** The target of a link, its body, and its other elements. */
function linkParts(elements: readonly XmlElement[]): readonly (XmlElement | undefined)[] {
  const bodies = elements.filter(({ name }) => BODIES.includes(name));
  const targets = elements.filter(({ name }) => !BODIES.includes(name));
  return [targets[0], bodies[0], ...targets.slice(1), ...bodies.slice(1)];
}

function bodyOf(body: XmlElement): readonly XmlNode[] {
  allowOnly(body);
  if (body.name === "ac:link-body") return body.children;
  return [{ kind: "text", text: textIn(body), cdata: true, start: body.start, end: body.end }];
}

/** The text that Confluence shows for a link without one. */
function titleNode(reference: LinkReference | AttachmentReference): XmlNode {
  return { kind: "text", text: titleOf(reference), cdata: false, start: 0, end: 0 };
}

/** The URL for a reference. */
function addressOf(
  reference: LinkReference | AttachmentReference,
  { options, addresses, slugs, places, ambiguous }: Reading,
): string {
  if (reference.kind === "anchor" && ambiguous.has(reference.anchor)) throw new Uncarried();
  const slug = reference.kind === "anchor" ? slugs?.get(reference.anchor) : undefined;
  const address = slug !== undefined
    ? `#${encodeURIComponent(slug)}`
    : reference.kind === "attachment"
    ? options.resolveAttachment?.(reference)
    : options.resolveLink?.(reference);
  if (reference.kind === "anchor" && (slug !== undefined || address === undefined)) {
    places.set(reference.anchor, address ?? formatReference(reference));
  }
  if (address === undefined) return formatReference(reference);
  addresses.set(address, reference);
  return address;
}

function referenceOf(
  target: XmlElement | undefined,
  anchor: string | undefined,
): LinkReference | AttachmentReference {
  const place = anchor === undefined ? {} : { anchor };
  if (target === undefined) {
    if (anchor === undefined || anchor === "") throw new Uncarried();
    return { kind: "anchor", anchor };
  }
  const { title, space, day } = titleAndSpace(target);
  switch (target.name) {
    case "ri:page":
      allowOnly(target, "ri:content-title", "ri:space-key");
      return { kind: "page", title: required(title), ...space, ...place };
    case "ri:blog-post":
      allowOnly(target, "ri:content-title", "ri:space-key", "ri:posting-day");
      return { kind: "blog", title: required(title), day: required(day), ...space, ...place };
    case "ri:space":
      allowOnly(target, "ri:space-key");
      return { kind: "space", space: required(space.space), ...place };
    case "ri:attachment":
      if (anchor !== undefined) throw new Uncarried();
      return attachmentOf(target);
    default:
      throw new Uncarried();
  }
}

function titleAndSpace({ attributes, children, name }: XmlElement): {
  readonly title: string | undefined;
  readonly day: string | undefined;
  readonly space: { readonly space?: string };
} {
  if (children.length > 0 && name !== "ri:attachment") throw new Uncarried();
  const space = attributes["ri:space-key"];
  return {
    title: attributes["ri:content-title"],
    day: attributes["ri:posting-day"],
    space: space === undefined ? {} : { space },
  };
}

function required(value: string | undefined): string {
  if (value === undefined || value === "") throw new Uncarried();
  return value;
}

function attachmentOf(target: XmlElement): AttachmentReference {
  allowOnly(target, "ri:filename");
  const filename = required(target.attributes["ri:filename"]);
  const [page, ...others] = elementsIn(target);
  if (page === undefined) return { kind: "attachment", filename };
  if (page.name !== "ri:page" || others.length > 0) throw new Uncarried();
  allowOnly(page, "ri:content-title", "ri:space-key");
  const { title, space } = titleAndSpace(page);
  return { kind: "attachment", filename, page: { title: required(title), ...space } };
}

const USER_ATTRIBUTES: readonly (readonly [xml: string, markdown: string])[] = [
  ["ri:account-id", "account-id"],
  ["ri:userkey", "userkey"],
  ["ri:username", "username"],
];

function readMention(target: XmlElement, { options }: Reading): Inline {
  const entries = Object.entries(significant(target));
  const [entry, ...others] = entries;
  const names = USER_ATTRIBUTES.find(([xml]) => xml === entry?.[0]);
  if (entry === undefined || names === undefined || others.length > 0 || target.children.length > 0) {
    throw new Uncarried();
  }
  const [, value] = entry;
  const label = options.resolveUser?.(userOf(names[1], value)) ?? "";
  return atom({ name: "mention", attributes: { [names[1]]: value }, label });
}

function userOf(attribute: string, value: string): UserReference {
  if (attribute === "account-id") return { accountId: value };
  return attribute === "userkey" ? { userKey: value } : { username: value };
}

/** Reads `ac:emoticon`. */
export function readEmoticon(element: XmlElement): Inline {
  const { "ac:emoji-fallback": label = "", ...attributes } = significant(element);
  if (element.children.length > 0 || label.trim() !== label) throw new Uncarried();
  return atom({ name: "emoji", attributes: unprefixed(attributes), label });
}

/** Attributes without Confluence's common prefix. */
function unprefixed(attributes: Attributes, taken: readonly string[] = []): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const short = name.replace(/^ac:/, "");
      if (short === name || taken.includes(short)) throw new Uncarried();
      return [short, value];
    }),
  );
}

/** Reads inline `ac:image`: in Markdown's own form if it has only a URL, a text and a title. */
export function readImage(element: XmlElement, reading: Reading): Inline {
  const { url, alt, attributes } = imageParts(element, reading);
  const { title, ...others } = attributes;
  if (Object.keys(others).length > 0 || title === "") {
    return atom({ name: "image", attributes: { src: url, ...attributes }, label: alt });
  }
  return { type: "image", url, alt, ...(title === undefined ? {} : { title }) };
}

/** Reads `ac:image` as a block. */
export function readImageBlock(element: XmlElement, reading: Reading): Block {
  const { url, alt, attributes } = imageParts(element, reading);
  return leaf({ name: "image", attributes: { src: url, ...attributes }, label: alt });
}

function imageParts(
  element: XmlElement,
  reading: Reading,
): { readonly url: string; readonly alt: string; readonly attributes: Attributes } {
  const { "ac:alt": alt = "", ...attributes } = significant(element);
  const [target, ...others] = elementsIn(element);
  if (target === undefined || others.length > 0) throw new Uncarried();
  return { url: imageAddress(target, reading), alt, attributes: unprefixed(attributes, ["src"]) };
}

function imageAddress(target: XmlElement, reading: Reading): string {
  if (target.name === "ri:attachment") return addressOf(attachmentOf(target), reading);
  if (target.name !== "ri:url" || target.children.length > 0) throw new Uncarried();
  allowOnly(target, "ri:value");
  const address = required(target.attributes["ri:value"]);
  if (parseReference(address) !== undefined) throw new Uncarried();
  return address;
}
