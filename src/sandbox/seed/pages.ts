/**
 * The initial spaces and pages.
 *
 * @module
 */
import type { Page, Space } from "../wiki_model.ts";
import { handbookPages } from "./handbook.ts";
import { PEOPLE, type PersonName } from "./people.ts";

const DAY = 24 * 3_600_000;

const TEAM: Space = { id: 30_001, key: "TEAM", name: "Web shop team", homepageId: 40_001 };
const KB: Space = {
  id: 30_002,
  key: "KB",
  name: "Knowledge base",
  homepageId: 40_101,
  writers: [PEOPLE.joerg, PEOPLE.tomas],
};
const DOCS: Space = { id: 30_003, key: "DOCS", name: "Handbook", homepageId: 40_201 };
const STAFF: Space = {
  id: 30_004,
  key: "STAFF",
  name: "Staff matters",
  homepageId: 40_901,
  members: [PEOPLE.zoe, PEOPLE.joerg],
};

/**
 * The spaces: `DOCS` has a page for each element of storage format, few people may change `KB`, and only its members
 * see `STAFF`.
 */
export const SPACES: readonly Space[] = [TEAM, KB, DOCS, STAFF];

type Row = readonly [
  space: Space,
  id: number,
  parentId: number | undefined,
  author: PersonName,
  title: string,
  body: string,
  labels?: readonly string[],
];

const CODE =
  '<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:parameter ac:name="language">bash' +
  '</ac:parameter><ac:plain-text-body><![CDATA[pg_restore --clean shop.dump && echo "done"]]>' +
  "</ac:plain-text-body></ac:structured-macro>";

const ROWS: readonly Row[] = [
  [TEAM, 40_001, undefined, "mia", "Web shop team", "<p>Who we are, and how we work.</p>"],
  [
    TEAM,
    40_002,
    40_001,
    "mia",
    "Working agreements",
    "<ul><li>Reviews within a day</li><li>No meetings on Friday</li></ul>",
  ],
  [TEAM, 40_003, 40_001, "sean", "Decisions", "<p>One page for each.</p>", ["decision"]],
  [
    TEAM,
    40_004,
    40_003,
    "sean",
    "2026-03: Passkeys",
    "<h2>Decision</h2><p>We offer passkeys <strong>and</strong> passwords.</p>",
    ["decision"],
  ],
  [TEAM, 40_005, 40_003, "zoe", "2026-05: Größentabelle", "<p>Sizes are shown in EU, UK &amp; US.</p>", [
    "decision",
    "i18n",
  ]],
  [
    TEAM,
    40_006,
    40_001,
    "priya",
    "Release plan",
    "<table><tbody><tr><th>Version</th><th>Month</th></tr><tr><td>v2.0.0</td><td>December</td></tr></tbody></table>",
  ],
  [KB, 40_101, undefined, "joerg", "Knowledge base", "<p>What everybody should find.</p>"],
  [KB, 40_102, 40_101, "joerg", "How to restore a backup", `<p>On the new host:</p>${CODE}`, [
    "howto",
    "backup",
  ]],
  [
    KB,
    40_103,
    40_101,
    "tomas",
    "What's on call?",
    "<ol><li>Read the alert.</li><li>Write that you saw it.</li></ol>",
    ["howto"],
  ],
  [STAFF, 40_901, undefined, "zoe", "Staff matters", "<p>For a few.</p>"],
];

/** The pages at a given time. */
export function seedPages(now: number): readonly Page[] {
  const small = ROWS.map(([space, id, parentId, author, title, body, labels = []], index): Page => ({
    id,
    space,
    parentId,
    title,
    body,
    version: 1,
    message: "",
    author: PEOPLE[author],
    editor: PEOPLE[author],
    labels,
    created: now - (100 - index) * DAY,
    updated: now - (100 - index) * DAY,
    status: "current",
  }));
  return [...small, ...handbookPages(DOCS, now)];
}
