/**
 * Any number of generated pages in one space, for measurements and long lists.
 *
 * @module
 */
import type { Page, Space } from "../wiki_model.ts";
import { PEOPLE } from "./people.ts";

const MINUTE = 60_000;
const FIRST_ID = 600_000;
const PEOPLE_LIST = Object.values(PEOPLE);
const LABELS = [[], ["generated"], ["generated", "batch"]];

/** The space of the generated pages. */
export const LOAD_SPACE: Space = {
  id: 30_009,
  key: "LOAD",
  name: "Generated pages",
  homepageId: FIRST_ID,
};

/**
 * Generates pages, always the same ones: the first is the top of the space, and every tenth has nine below it.
 *
 * @param options `longestPage`: how many characters the last page has, at least.
 */
export function generatePages(
  options: { readonly now: number; readonly pages: number; readonly longestPage: number },
): readonly Page[] {
  const { now, pages, longestPage } = options;
  return Array.from({ length: pages }, (_, index) => {
    const time = now - (pages - index) * MINUTE;
    const author = PEOPLE_LIST[index % PEOPLE_LIST.length] ?? PEOPLE.mia;
    const isLast = index > 0 && index === pages - 1;
    return {
      id: FIRST_ID + index,
      space: LOAD_SPACE,
      parentId: index === 0 ? undefined : FIRST_ID + (index % 10 === 0 ? 0 : index - index % 10),
      title: index === 0 ? "Generated pages" : `Page ${index}`,
      body: bodyOf(index, isLast ? longestPage : 0),
      version: 1,
      message: "",
      author,
      editor: author,
      labels: LABELS[index % LABELS.length] ?? [],
      created: time,
      updated: time,
      status: "current",
    };
  });
}

function bodyOf(index: number, length: number): string {
  const body =
    `<h2>Section ${index}</h2><p>The <strong>${index}th</strong> page of many.</p><ul><li><p>one</p></li>` +
    `<li><p>two &amp; three</p></li></ul><table><tbody><tr><th>Key</th><th>Value</th></tr><tr><td>index</td>` +
    `<td>${index}</td></tr></tbody></table>`;
  return length > body.length ? body.repeat(Math.ceil(length / body.length)) : body;
}
