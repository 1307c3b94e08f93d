/**
 * Writes links, images and mentions as storage format.
 *
 * @module
 */
import type { Link } from "mdast";
import type { MarkdownOptions } from "../dialect/options.ts";
import { plainText } from "../dialect/nodes.ts";
import {
  type AttachmentReference,
  type LinkReference,
  parseReference,
  titleOf,
  type UserReference,
} from "./reference.ts";
import { cdata, element, escapeText } from "./write_xml.ts";

/** How URLs in Markdown become references. If a function returns `undefined`, the URL stays. */
export interface MarkdownToStorageOptions extends MarkdownOptions {
  /** The reference for a URL, such as the path of a file. */
  readonly resolveLink?: (address: string) => LinkReference | AttachmentReference | undefined;
  /** The attachment for a URL. */
  readonly resolveAttachment?: (address: string) => AttachmentReference | undefined;
  /** The user for a `:mention[name]` without an id. */
  readonly resolveUser?: (name: string) => UserReference | undefined;
  /**
   * Where the page goes. Confluence Data Center knows only some languages of code: each becomes the one it knows that
   * comes nearest, or none.
   *
   * @default "cloud"
   */
  readonly deployment?: "cloud" | "data-center";
}

/** Resolves URLs to references. */
export interface Addresses extends MarkdownToStorageOptions {
  /** Confluence's anchor of each heading of the page, by its fragment. */
  readonly anchors?: ReadonlyMap<string, string>;
}

/** Writes a link around its text. A link to a title equal to its text needs none. */
export function writeLink(
  { url, title, children }: Link,
  { addresses, body }: { readonly addresses: Addresses; readonly body: string },
): string {
  const reference = headingAt(url, addresses) ?? addresses.resolveLink?.(url) ??
    addresses.resolveAttachment?.(url) ?? parseReference(url);
  if (reference === undefined) {
    const own = title === null || title === undefined ? {} : { title };
    return element(["a", { href: url, ...own }], body);
  }
  const anchor = reference.kind !== "attachment" && reference.anchor !== undefined
    ? { "ac:anchor": reference.anchor }
    : {};
  const marked = children.some(({ type }) => type !== "text");
  const text = plainText(children);
  return element(["ac:link", anchor], target(reference) + linkBody(reference, { body, marked, text }));
}

/** The heading of the page to which a fragment leads. */
export function headingAt(url: string, { anchors }: Pick<Addresses, "anchors">): LinkReference | undefined {
  const anchor = url.startsWith("#") ? anchors?.get(decodedFragment(url.slice(1))) : undefined;
  return anchor === undefined ? undefined : { kind: "anchor", anchor };
}

function decodedFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment).toLowerCase();
  } catch {
    return fragment;
  }
}

function linkBody(
  reference: LinkReference | AttachmentReference,
  { body, marked, text }: { readonly body: string; readonly marked: boolean; readonly text: string },
): string {
  if (marked) return element("ac:link-body", body);
  const own = titleOf(reference).replace(/[ \t\n]+/g, " ").trim();
  return text === own || text === "" ? "" : element("ac:plain-text-link-body", cdata(text));
}

function page({ title, space }: { readonly title: string; readonly space?: string }): string {
  return element(["ri:page", { ...spaceKey(space), "ri:content-title": title }]);
}

function spaceKey(space: string | undefined): Record<string, string> {
  return space === undefined ? {} : { "ri:space-key": space };
}

function target(reference: LinkReference | AttachmentReference): string {
  switch (reference.kind) {
    case "page":
      return page(reference);
    case "blog": {
      const { space, title, day } = reference;
      const attributes = { ...spaceKey(space), "ri:content-title": title, "ri:posting-day": day };
      return element(["ri:blog-post", attributes]);
    }
    case "space":
      return element(["ri:space", { "ri:space-key": reference.space }]);
    case "anchor":
      return "";
    case "attachment": {
      const on = reference.page === undefined ? "" : page(reference.page);
      return element(["ri:attachment", { "ri:filename": reference.filename }], on);
    }
  }
}

/** Writes an image: `src` is its URL, `alt` its text, and the rest are attributes. */
export function writeImage(
  { src = "", alt, ...others }: Readonly<Record<string, string | null | undefined>>,
  addresses: Addresses,
): string {
  const address = src ?? "";
  const reference = addresses.resolveAttachment?.(address) ?? parseReference(address);
  const own = Object.entries(others).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[`ac:${name}`, value]]
  );
  const text = alt === null || alt === undefined || alt === "" ? {} : { "ac:alt": alt };
  const content = reference?.kind === "attachment"
    ? target(reference)
    : element(["ri:url", { "ri:value": address }]);
  return element(["ac:image", { ...text, ...Object.fromEntries(own) }], content);
}

/** Writes a mention, or the name if it has no account. */
export function writeMention(
  attributes: Readonly<Record<string, string>>,
  { addresses, label }: { readonly addresses: Addresses; readonly label: string },
): string {
  const user = userIn(attributes) ?? addresses.resolveUser?.(label);
  if (user === undefined) return escapeText(`@${label}`);
  return element("ac:link", element(["ri:user", userAttribute(user)]));
}

function userIn({ "account-id": accountId, userkey, username }: Readonly<Record<string, string>>):
  | UserReference
  | undefined {
  if (accountId !== undefined) return { accountId };
  if (userkey !== undefined) return { userKey: userkey };
  return username === undefined ? undefined : { username };
}

function userAttribute(user: UserReference): Record<string, string> {
  if ("accountId" in user) return { "ri:account-id": user.accountId };
  return "userKey" in user ? { "ri:userkey": user.userKey } : { "ri:username": user.username };
}
