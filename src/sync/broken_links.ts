/**
 * Links that a text has begun to have, and that lead nowhere once it is at the site.
 *
 * @module
 */
import { addressesIn, type RenderOptions, unrender } from "./render.ts";

/** A text as content of a page. */
interface Content {
  /** Storage format. */
  readonly storage: string;
  /** Relative addresses, as the text has them, that lead to no page and no file that is sent. */
  readonly brokenLinks: readonly string[];
  /** HTML that is sent as text, with its line in the text. */
  readonly html: readonly HtmlAsText[];
}

/** An HTML tag that is sent as text. */
export interface HtmlAsText {
  /** The tag as it is written, such as `<div>`. */
  readonly tag: string;
  /** The line of the file, from 1. */
  readonly line: number;
}

/**
 * Converts a text.
 *
 * @param options `before`: the text of the page at the site. What that leads to in vain already is not repeated.
 */
export function toContent(
  body: string,
  { before, ...options }: RenderOptions & { readonly before: string },
): Content {
  const unresolved = new Set<string>();
  const onUnresolved = (address: string): void => void unresolved.add(address);
  const html: HtmlAsText[] = [];
  const onHtml = (tag: string, line: number): void => void html.push({ tag, line });
  const storage = unrender(body, { ...options, onUnresolved, onHtml });
  const old = unresolved.size === 0 ? new Set<string>() : addressesIn(before, options.endless);
  return { storage, brokenLinks: [...unresolved].filter((address) => !old.has(address)), html };
}
