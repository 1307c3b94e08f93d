/**
 * The initial comments, worklogs and links. OPS-4 has all of them, and a description with every element of rich text.
 *
 * @module
 */
import { type AdfDocument, adfOf } from "../adf.ts";
import type { Comment, Issue, IssueLink, RichText, Worklog } from "../model.ts";
import { issueKey } from "../model.ts";
import { PEOPLE } from "./people.ts";
import { LINK_TYPES } from "./projects.ts";

const HOUR = 3_600_000;
const TALKED_ABOUT = "OPS-4";

const DOCUMENT: AdfDocument = {
  version: 1,
  type: "doc",
  content: [
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "What happens" }] },
    {
      type: "paragraph",
      content: [
        { type: "text", text: "At " },
        { type: "text", text: "03:00", marks: [{ type: "strong" }] },
        { type: "text", text: " the disk of " },
        { type: "text", text: "db-2", marks: [{ type: "code" }] },
        { type: "text", text: " is full. Ask " },
        { type: "mention", attrs: { id: PEOPLE.joerg.accountId, text: "@Jörg Weiß" } },
        { type: "text", text: ", or " },
        {
          type: "text",
          text: "read this",
          marks: [{ type: "link", attrs: { href: "https://example.com/disks?a=1&b=2" } }],
        },
        { type: "text", text: "." },
      ],
    },
    {
      type: "bulletList",
      content: [item("Old dumps are kept"), item("Logs are not rotated")],
    },
    {
      type: "codeBlock",
      attrs: { language: "bash" },
      content: [{ type: "text", text: "df -h /var/lib && du -sh <dumps>" }],
    },
    {
      type: "panel",
      attrs: { panelType: "warning" },
      content: [{ type: "paragraph", content: [{ type: "text", text: "Never delete the newest dump." }] }],
    },
  ],
};

const MARKUP = [
  "h2. What happens",
  "",
  "At *03:00* the disk of {{db-2}} is full. Ask [~joerg.weiss], or [read this|https://example.com/disks?a=1&b=2].",
  "",
  "* Old dumps are kept",
  "* Logs are not rotated",
  "",
  "{code:bash}",
  "df -h /var/lib && du -sh <dumps>",
  "{code}",
  "",
  "{warning}Never delete the newest dump.{warning}",
].join("\n");

/** A description with every element, as a document and as wiki markup. */
export const RICH_DESCRIPTION: RichText = { text: MARKUP, document: DOCUMENT };

function item(text: string): AdfDocument["content"][number] {
  return { type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text }] }] };
}

/** The comments, by the id of their issue. */
export function seedComments(issues: readonly Issue[], now: number): Map<number, readonly Comment[]> {
  const said = [
    [PEOPLE.mia, "It was full again this morning."],
    [PEOPLE.priya, "The dumps of last year are still there.\n\nMay I remove them?"],
    [PEOPLE.joerg, "Yes, all but the newest."],
  ] as const;
  const comments = said.map(([author, text], index): Comment => {
    const created = now - (said.length - index) * HOUR;
    const id = 70_001 + index;
    return {
      id,
      author,
      updateAuthor: author,
      body: { text, document: adfOf(text) },
      created,
      updated: created,
    };
  });
  return new Map([[idOf(issues), comments]]);
}

/** The worklogs, by the id of their issue. */
export function seedWorklogs(issues: readonly Issue[], now: number): Map<number, readonly Worklog[]> {
  const worklog: Worklog = {
    id: 71_001,
    author: PEOPLE.priya,
    comment: { text: "Looked for large files" },
    started: now - 26 * HOUR,
    seconds: 5400,
    created: now - 24 * HOUR,
  };
  return new Map([[idOf(issues), [worklog]]]);
}

/** The links. */
export function seedLinks(issues: readonly Issue[]): IssueLink[] {
  const [blocks] = LINK_TYPES;
  const other = issues.find((issue) => issueKey(issue) === "OPS-3");
  if (blocks === undefined || other === undefined) throw new RangeError("There is nothing to link");
  return [{ id: 72_001, type: blocks, from: idOf(issues), to: other.id }];
}

function idOf(issues: readonly Issue[]): number {
  const issue = issues.find((candidate) => issueKey(candidate) === TALKED_ABOUT);
  if (issue === undefined) throw new RangeError(`There is no issue ${TALKED_ABOUT}`);
  return issue.id;
}
