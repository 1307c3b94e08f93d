/**
 * The space `DOCS`: a page for each element of storage format, and for each title that is difficult as a file name.
 *
 * @module
 */
import type { Page, Space } from "../wiki_model.ts";
import { RICH_BODIES } from "./rich_bodies.ts";
import { PEOPLE } from "./people.ts";

const FIRST_ID = 40_201;
const HOUR = 3_600_000;

interface Row {
  readonly title: string;
  /** The depth in the tree: the parent of a row is the last one with a smaller depth. */
  readonly depth: number;
  readonly body: string;
  readonly labels?: readonly string[];
}

const text = (words: string): string => `<p>${words}</p>`;

const ROWS: readonly Row[] = [
  { title: "Handbook", depth: 0, body: RICH_BODIES.home, labels: ["handbook"] },
  { title: "Formatting", depth: 1, body: RICH_BODIES.formatting, labels: ["handbook", "reference"] },
  { title: "Tables", depth: 2, body: RICH_BODIES.tables, labels: ["reference"] },
  { title: "Nested lists", depth: 2, body: RICH_BODIES.lists, labels: ["reference"] },
  { title: "Code", depth: 2, body: RICH_BODIES.code, labels: ["reference", "howto"] },
  { title: "Panels", depth: 2, body: RICH_BODIES.panels, labels: ["reference"] },
  { title: "Tasks", depth: 2, body: RICH_BODIES.tasks },
  { title: "Images & attachments", depth: 2, body: RICH_BODIES.images, labels: ["reference"] },
  { title: "People, emoji and dates", depth: 2, body: RICH_BODIES.inline },
  { title: "Layouts", depth: 2, body: RICH_BODIES.layouts },
  { title: "Unknown macros", depth: 2, body: RICH_BODIES.unknown },
  { title: "Links", depth: 2, body: RICH_BODIES.links },
  { title: "Entities and odd characters", depth: 2, body: RICH_BODIES.entities },
  { title: "Expand and excerpt", depth: 2, body: RICH_BODIES.expand },
  { title: "Empty", depth: 2, body: "" },
  { title: "Hard titles", depth: 1, body: text("Each of these is hard on a file name.") },
  { title: "a/b", depth: 2, body: text("A slash.") },
  { title: "..", depth: 2, body: text("Only dots.") },
  { title: "CON", depth: 2, body: text("A device of Windows.") },
  { title: "What? Why!", depth: 2, body: text("One of two that give the same file name.") },
  { title: "What Why", depth: 2, body: text("The other one.") },
  { title: "Caf\u00e9", depth: 2, body: text("One of two that differ in how an accent is written.") },
  { title: "Cafe\u0301", depth: 2, body: text("The other one.") },
  {
    title: `A very long title ${"and so on ".repeat(29)}`.slice(0, 255),
    depth: 2,
    body: text("255 characters."),
  },
  { title: `${"Länge ".repeat(50).slice(0, 299)}!`, depth: 2, body: text("300 characters.") },
  { title: "🎉🚀", depth: 2, body: text("Only emoji.") },
  { title: "Überschrift: größer als *alles*", depth: 2, body: text("Umlauts and signs.") },
  { title: "日本語のページ", depth: 2, body: text("日本語の本文です。") },
  { title: "\u202eevil\u0007 title", depth: 2, body: text("Control characters.") },
  { title: "index", depth: 2, body: text("A name that tools like to use.") },
  { title: "Deep", depth: 1, body: text("Down we go.") },
  { title: "Deeper", depth: 2, body: text("Further down.") },
  { title: "Deepest", depth: 3, body: text("The bottom."), labels: ["deep"] },
];

/** The pages of the space at a given time, created an hour apart. */
export function handbookPages(space: Space, now: number): readonly Page[] {
  const people = Object.values(PEOPLE);
  return ROWS.map((row, index): Page => {
    const author = people[index % people.length] ?? PEOPLE.mia;
    const time = now - (ROWS.length - index) * HOUR;
    return {
      id: FIRST_ID + index,
      space,
      parentId: parentOf(index),
      title: row.title,
      body: row.body,
      version: 1,
      message: "",
      author,
      editor: author,
      labels: row.labels ?? [],
      created: time,
      updated: time,
      status: "current",
    };
  });
}

function parentOf(index: number): number | undefined {
  const depth = ROWS[index]?.depth ?? 0;
  const parent = ROWS.slice(0, index).findLastIndex((row) => row.depth < depth);
  return parent < 0 ? undefined : FIRST_ID + parent;
}
