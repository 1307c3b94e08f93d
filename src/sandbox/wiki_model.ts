/**
 * The sandbox's data model of Confluence, independent of any API. Times are milliseconds since 1970.
 *
 * @module
 */
import type { User } from "./model.ts";

/** A space of Confluence. */
export interface Space {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly homepageId: number;
  /** Who may see it; by default everybody who is signed in. */
  readonly members?: readonly User[];
  /** Who may change it; by default everybody who may see it. */
  readonly writers?: readonly User[];
}

/** A page of Confluence. Its body is storage format. */
export interface Page {
  readonly id: number;
  readonly space: Space;
  readonly parentId: number | undefined;
  readonly title: string;
  readonly body: string;
  readonly version: number;
  /** The comment on this version. */
  readonly message: string;
  /** The author of the page. */
  readonly author: User;
  /** The author of this version. */
  readonly editor: User;
  readonly labels: readonly string[];
  readonly created: number;
  readonly updated: number;
  readonly status: "current" | "trashed";
}

/** Content of an attachment: bytes, or a number of bytes that are generated on demand. */
export type AttachmentContent =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "generated"; readonly size: number };

/** One version of an attachment. */
export interface Attachment {
  /** Its numeric id; the API shows it as `att50001`. */
  readonly id: number;
  readonly pageId: number;
  readonly fileName: string;
  readonly mediaType: string;
  readonly comment: string;
  readonly content: AttachmentContent;
  readonly version: number;
  readonly author: User;
  readonly created: number;
  readonly updated: number;
}

/** A comment on a page. Its body is storage format. */
export interface PageComment {
  readonly id: number;
  readonly pageId: number;
  readonly author: User;
  readonly body: string;
  readonly version: number;
  readonly created: number;
}

/** The size of an attachment in bytes. */
export function sizeOf({ content }: Attachment): number {
  return content.kind === "bytes" ? content.bytes.length : content.size;
}
