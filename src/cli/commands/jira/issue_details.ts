/**
 * Reads and formats an issue for `issue view`.
 *
 * @module
 */
import type { Client } from "../../../../mod.ts";
import { type Comment, getIssue, type Issue, issueUrl, listComments, richTextOf } from "../../../jira/mod.ts";
import { cellOf } from "./issue_cells.ts";
import { oneLine, type Output } from "../../output/output.ts";
import { type Line, line } from "../../output/styled.ts";
import type { CommandTerminal } from "../../context.ts";
import { toMarkdown } from "./rich_text.ts";

/** The fields to show, in order, with their titles. */
const SHOWN: readonly (readonly [field: string, title: string])[] = [
  ["issuetype", "Type"],
  ["status", "Status"],
  ["resolution", "Resolution"],
  ["priority", "Priority"],
  ["assignee", "Assignee"],
  ["reporter", "Reporter"],
  ["parent", "Parent"],
  ["subtasks", "Subtasks"],
  ["issuelinks", "Links"],
  ["labels", "Labels"],
  ["components", "Components"],
  ["fixVersions", "Fix versions"],
  ["duedate", "Due"],
  ["created", "Created"],
  ["updated", "Updated"],
];

type MarkdownComment = Comment & { readonly markdown: string };

/** An issue with everything that the command shows. */
interface IssueDetails {
  readonly issue: Issue;
  readonly url: string;
  /** The description, as Markdown. */
  readonly description: string | undefined;
  /** The newest comments, oldest first. */
  readonly comments: readonly MarkdownComment[];
  /** Whether there are older comments. */
  readonly more: boolean;
}

/** Options of {@linkcode readIssue}. */
interface ReadIssueOptions {
  readonly key: string;
  readonly all: boolean;
  readonly comments: number;
  readonly terminal: CommandTerminal;
}

/**
 * Reads an issue and its newest comments, at the same time.
 *
 * @param options `all`: whether to read all fields, not only the shown ones. `comments`: the number of
 * comments.
 * @throws {HttpError} `not-found` if the issue does not exist, or this account cannot see it.
 */
export async function readIssue(client: Client, options: ReadIssueOptions): Promise<IssueDetails> {
  const { key, all, terminal: { interrupted: signal } } = options;
  const fields = all ? undefined : ["summary", "description", ...SHOWN.map(([field]) => field)];
  const [issue, { comments, more }] = await Promise.all([
    getIssue(client, { key, fields, signal }),
    newestComments(client, options),
  ]);
  const text = richTextOf(issue.fields["description"]);
  return {
    issue,
    url: issueUrl(client, issue.key),
    description: text === undefined ? undefined : await toMarkdown(text, options.terminal),
    comments: await Promise.all(comments.map((comment) => withMarkdown(comment, options.terminal))),
    more,
  };
}

async function newestComments(
  client: Client,
  options: ReadIssueOptions,
): Promise<{ readonly comments: readonly Comment[]; readonly more: boolean }> {
  const { key, comments: limit, terminal: { interrupted: signal } } = options;
  if (limit === 0) return { comments: [], more: false };
  const comments: Comment[] = [];
  let more = false;
  for await (const page of listComments(client, { key, first: "newest", limit, signal })) {
    comments.push(...page.items);
    more = page.more;
  }
  return { comments: comments.reverse(), more };
}

async function withMarkdown(comment: Comment, terminal: CommandTerminal): Promise<MarkdownComment> {
  return { ...comment, markdown: await toMarkdown(comment.body, terminal) };
}

/** Converts an issue to one JSON object. */
export function detailsAsJson(
  { issue, url, description, comments, more }: IssueDetails,
): Record<string, unknown> {
  return {
    key: issue.key,
    id: issue.id,
    url,
    descriptionMarkdown: description ?? null,
    comments: comments.map(({ id, author, created, updated, body, markdown }) => ({
      id,
      author: author ?? null,
      created: created ?? null,
      updated: updated ?? null,
      body,
      bodyMarkdown: markdown,
    })),
    olderComments: more,
    fields: issue.fields,
  };
}

/** Formats an issue as lines of text. */
export function detailsAsLines(output: Output, details: IssueDetails): readonly Line[] {
  const { issue, url, description, comments, more } = details;
  const summary = oneLine(String(issue.fields["summary"] ?? ""));
  const rows = SHOWN.map(([field, title]) => [title, oneLine(textOf(field, issue.fields[field]))] as const)
    .filter(([, text]) => text !== "");
  const width = Math.max(...rows.map(([title]) => title.length));
  return [
    line`${output.link(output.paint("key", issue.key), url)}  ${output.paint("heading", summary)}`,
    "",
    ...rows.map(([title, text]) => line`${output.paint("dim", `${title}:`.padEnd(width + 1))} ${text}`),
    line`${output.paint("dim", "URL:".padEnd(width + 1))} ${url}`,
    ...(description === undefined || description.trim() === "" ? [] : ["", shown(description)]),
    ...(more ? ["", output.paint("dim", `Older comments: --comments ${comments.length * 10}`)] : []),
    ...comments.flatMap((
      comment,
    ) => ["", output.paint("heading", headOf(comment)), "", shown(comment.markdown)]),
  ];
}

function textOf(field: string, value: unknown): string {
  return field === "issuelinks" ? linksOf(value) : cellOf(value);
}

function headOf({ author, created }: Comment): string {
  return oneLine(`${author ?? "Unknown author"}, ${cellOf(created)}`);
}

function shown(markdown: string): string {
  return markdown.trimEnd();
}

/** Formats Jira's field `issuelinks`: `blocks PROJ-2, is blocked by PROJ-3`. */
function linksOf(value: unknown): string {
  return Array.isArray(value) ? value.map(linkOf).filter((text) => text !== "").join(", ") : "";
}

/** `outwardIssue` goes with the outward wording of the type, `inwardIssue` with the inward wording. */
function linkOf(link: unknown): string {
  const outward = textAt(link, "outwardIssue", "key");
  const inward = textAt(link, "inwardIssue", "key");
  if (outward !== undefined) return `${textAt(link, "type", "outward") ?? "→"} ${outward}`;
  return inward === undefined ? "" : `${textAt(link, "type", "inward") ?? "←"} ${inward}`;
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const member = path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null
        ? new Map<string, unknown>(Object.entries(inner)).get(name)
        : undefined,
    value,
  );
  return typeof member === "string" ? member : undefined;
}
