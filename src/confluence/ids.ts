/**
 * Ids as Confluence gives them. They become parts of paths, of addresses and of queries, so nothing else is let through.
 *
 * Pure.
 *
 * @module
 */
import { AtlcliError } from "../core/errors.ts";
import { printable, shorten } from "../core/text.ts";

/** Whether a text can be the id of a page, a folder or a space: digits. */
export function isPageId(id: string): boolean {
  return /^\d{1,32}$/.test(id);
}

/** Whether a text can be the id of an attached file: digits on Data Center, `att` and digits on Cloud. */
export function isAttachmentId(id: string): boolean {
  return /^(?:att)?\d{1,32}$/.test(id);
}

/** The error for an id that is none. */
export function badId(
  what: "page" | "attached file",
  { id, title }: { readonly id: string; readonly title: string },
): AtlcliError {
  const [name, value] = [title, id].map((text) => shorten(printable(text), 60));
  return new AtlcliError("bad-response", `The site gives the ${what} "${name}" an invalid id: "${value}"`, {
    hint: "Check that the address is that of a Confluence, and that nothing in between changes answers",
  });
}
