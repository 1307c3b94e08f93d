/**
 * Targets of Confluence links, and their URLs in Markdown.
 *
 * @module
 */
import { allowed } from "../dialect/clean.ts";

/** A page, by its title. */
export interface PageReference {
  /** Discriminates the union {@linkcode LinkReference}. */
  readonly kind: "page";
  /** The title, unique in the space. */
  readonly title: string;
  /** The key of its space; absent for the space of the page that refers to it. */
  readonly space?: string;
  /** The name of an anchor on the page. */
  readonly anchor?: string;
}

/** A blog post. */
export interface BlogReference {
  /** Discriminates the union {@linkcode LinkReference}. */
  readonly kind: "blog";
  /** The title, unique in the space on that day. */
  readonly title: string;
  /** The day of publication: `2026/11/18`. */
  readonly day: string;
  /** The key of its space; absent for the space of the page that refers to it. */
  readonly space?: string;
  /** The name of an anchor in the post. */
  readonly anchor?: string;
}

/** A space. */
export interface SpaceReference {
  /** Discriminates the union {@linkcode LinkReference}. */
  readonly kind: "space";
  /** The key of the space. */
  readonly space: string;
  /** The name of an anchor on its home page. */
  readonly anchor?: string;
}

/** An anchor on the same page. */
export interface AnchorReference {
  /** Discriminates the union {@linkcode LinkReference}. */
  readonly kind: "anchor";
  /** Name of the anchor. */
  readonly anchor: string;
}

/** A file attached to a page. */
export interface AttachmentReference {
  /** Discriminates it from a {@linkcode LinkReference}. */
  readonly kind: "attachment";
  /** The file's name with its extension. */
  readonly filename: string;
  /** The page with the attachment; absent for the referring page. */
  readonly page?: { readonly title: string; readonly space?: string };
}

/** The target of a link that is not a URL. */
export type LinkReference = PageReference | BlogReference | SpaceReference | AnchorReference;

/** A user, by what identifies them: `accountId` on Cloud, `userKey` or `username` on Data Center. */
export type UserReference =
  | { readonly accountId: string }
  | { readonly userKey: string }
  | { readonly username: string };

const encode = encodeURIComponent;

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => part === undefined ? [] : [encode(part)]).join("/");
}

function withAnchor(address: string, { anchor }: { readonly anchor?: string }): string {
  return anchor === undefined ? address : `${address}#${encode(anchor)}`;
}

/**
 * Formats a reference: `page:SPACE/Title`, `blog:SPACE/2026-11-18/Title`, `space:SPACE`, `#anchor`,
 * `attachment:file.png`.
 */
export function formatReference(reference: LinkReference | AttachmentReference): string {
  switch (reference.kind) {
    case "page":
      return withAnchor(`page:${joined(reference.space, reference.title)}`, reference);
    case "blog": {
      const { space, day, title } = reference;
      return withAnchor(`blog:${joined(space, day.replaceAll("/", "-"), title)}`, reference);
    }
    case "space":
      return withAnchor(`space:${joined(reference.space)}`, reference);
    case "anchor":
      return `#${encode(reference.anchor)}`;
    case "attachment": {
      const { page, filename } = reference;
      return `attachment:${joined(page?.space, page?.title, filename)}`;
    }
  }
}

/** Parses the output of {@linkcode formatReference}; `undefined` for any other URL. */
export function parseReference(address: string): LinkReference | AttachmentReference | undefined {
  const match = /^(?:(page|blog|space|attachment):([^#]*))?(?:#(.*))?$/s.exec(address);
  if (match === null) return undefined;
  const [, kind, path = "", fragment] = match;
  const parts = decodedParts([...path.split("/"), fragment ?? ""]);
  const anchor = parts?.pop();
  if (parts === undefined || anchor === undefined) return undefined;
  return referenceOf({ kind, parts }, fragment === undefined ? {} : { anchor });
}

function decodedParts(parts: readonly string[]): string[] | undefined {
  try {
    return parts.map((part) => allowed(decodeURIComponent(part)));
  } catch {
    return undefined;
  }
}

function referenceOf(
  { kind, parts }: { readonly kind: string | undefined; readonly parts: readonly string[] },
  place: { readonly anchor?: string },
): LinkReference | AttachmentReference | undefined {
  const [last = "", before, first] = parts.toReversed();
  if (last === "" && kind !== undefined) return undefined;
  switch (kind) {
    case "page":
      return parts.length > 2 ? undefined : { kind, title: last, ...spaceOf(before), ...place };
    case "blog":
      if (before === undefined || parts.length > 3) return undefined;
      return { kind, title: last, day: before.replaceAll("-", "/"), ...spaceOf(first), ...place };
    case "space":
      return parts.length > 1 ? undefined : { kind, space: last, ...place };
    case "attachment":
      if (parts.length > 3 || place.anchor !== undefined) return undefined;
      return {
        kind,
        filename: last,
        ...(before === undefined ? {} : { page: { title: before, ...spaceOf(first) } }),
      };
    default:
      return place.anchor === undefined || place.anchor === ""
        ? undefined
        : { kind: "anchor", anchor: place.anchor };
  }
}

function spaceOf(space: string | undefined): { readonly space?: string } {
  return space === undefined ? {} : { space };
}

/** The text that Confluence shows for a link without one. */
export function titleOf(reference: LinkReference | AttachmentReference): string {
  switch (reference.kind) {
    case "page":
    case "blog":
      return reference.title;
    case "space":
      return reference.space;
    case "anchor":
      return reference.anchor;
    case "attachment":
      return reference.filename;
  }
}
