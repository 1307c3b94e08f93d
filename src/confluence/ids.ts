/**
 * Validates ids from Confluence. They become parts of paths, URLs and queries, so every other form is rejected.
 *
 * Pure.
 *
 * @module
 */
import { AtlcliError } from "../core/errors.ts";
import { printable, shorten } from "../core/text.ts";

/** Whether a text is a valid id of a page, a folder or a space: digits. */
export function isPageId(id: string): boolean {
  return /^\d{1,32}$/.test(id);
}

/** Whether a text is a valid id of an attachment: digits on Data Center, `att` and digits on Cloud. */
export function isAttachmentId(id: string): boolean {
  return /^(?:att)?\d{1,32}$/.test(id);
}

/** Creates the error for an invalid id. */
export function badId(
  what: "page" | "attached file",
  { id, title }: { readonly id: string; readonly title: string },
): AtlcliError {
  const [name, value] = [title, id].map((text) => shorten(printable(text), 60));
  return new AtlcliError("bad-response", `The site gives the ${what} "${name}" an invalid id: "${value}"`, {
    hint: "Check that the address is that of a Confluence site, and that no proxy changes its responses",
  });
}
