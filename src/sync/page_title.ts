/**
 * The title of a page, which its file may have as front matter, as its first heading, or as its name.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import { leadingHeading } from "../markdown/dialect/leading_heading.ts";
import type { PageFile } from "./front_matter.ts";
import { pageName } from "./names.ts";

/** The title from the front matter, else the first block if it is a heading of the first level, else the file name. */
export function titleOf({ front, body, path }: PageFile & { readonly path: string }): string {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
  const title = front.title ?? (leadingHeading(body)?.text || name);
  if (title.trim() === "" || title.length > 255) {
    throw new UsageError(`"${path}" has no valid page title`, {
      hint: `Say one of 1 to 255 characters before the text, such as: title: ${
        JSON.stringify(pageName(name))
      }`,
    });
  }
  return title;
}

/**
 * The text of a file without its first heading if that is the page's title, which Confluence shows above the text.
 *
 * @param before The text of the page at the site; if it begins with that heading, too, the heading stays.
 */
export function withoutTitle(
  body: string,
  { title, before }: { readonly title: string; readonly before: string },
): string {
  const heading = leadingHeading(body);
  if (heading?.text !== title || leadingHeading(before)?.text === title) return body;
  return heading.rest;
}
