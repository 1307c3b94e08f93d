/**
 * `atlcli jira issue view`
 *
 * @module
 */
import {
  type Client,
  type Comment,
  getIssue,
  type Issue,
  issueUrl,
  listComments,
  printable,
  richTextOf,
} from "../../mod.ts";
import { addCommand, type Parent } from "./command.ts";
import { connected } from "./connected.ts";
import type { Context } from "./context.ts";
import { parseCountOption } from "./globals.ts";
import { cellOf } from "./issue_cells.ts";
import { issueKeyOf, KEY_ARGUMENT, KEY_OPTION } from "./issue_key.ts";
import { linksOf } from "./issue_links.ts";
import { oneLine } from "./output.ts";
import { toMarkdown } from "./rich_text.ts";

/** What `issue view` is told. */
export interface ViewCommandOptions {
  readonly key: string;
  /** How many comments, the newest ones. */
  readonly comments: number;
}

const DEFAULT_COMMENTS = 5;

/** The fields that are shown, in order, and what each is called. */
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

/** Adds the command. */
export function addIssueView(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "view",
    summary: "show an issue",
    description:
      "Shows an issue: its fields, its description and its newest comments, as Markdown, times in your " +
      "zone. With --json, all its fields as Jira has them, and long texts as Markdown besides.",
    examples: [
      "atlcli jira issue view PROJ-1",
      "atlcli jira issue view --key PROJ-1 --comments 20",
      "atlcli jira issue view PROJ-1 --json",
    ],
  })
    .alias("show")
    .argument(...KEY_ARGUMENT)
    .option(...KEY_OPTION)
    .option(
      "--comments <count>",
      "how many comments, the newest ones",
      parseCountOption("--comments"),
      DEFAULT_COMMENTS,
    )
    .action((key, options) => view(open(), { ...options, key: issueKeyOf(key, options.key) }));
}

/** Prints an issue. */
export async function view(context: Context, options: ViewCommandOptions): Promise<void> {
  await connected(context, async ({ client }) => {
    const { interrupted: signal } = context.terminal;
    const fields = context.output.format === "text"
      ? ["summary", "description", ...SHOWN.map(([field]) => field)]
      : ["*all", "-comment"];
    const [issue, { comments, more }] = await Promise.all([
      getIssue(client, { key: options.key, fields, signal }),
      newestComments(client, { ...options, signal }),
    ]);
    const text = richTextOf(issue.fields["description"]);
    const seen = {
      issue,
      url: issueUrl(client, issue.key),
      description: text === undefined ? undefined : await toMarkdown(text),
      comments: await Promise.all(comments.map(withMarkdown)),
      more,
    };
    context.output.answer({
      json: jsonOf(seen),
      lines: context.output.format === "text" ? linesOf(context, seen) : [],
    });
  });
}

type SeenComment = Comment & { readonly markdown: string };

/** Everything that is shown. */
interface Seen {
  readonly issue: Issue;
  readonly url: string;
  /** Markdown. */
  readonly description: string | undefined;
  /** The newest ones, the oldest of them first. */
  readonly comments: readonly SeenComment[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

async function newestComments(
  client: Client,
  options: ViewCommandOptions & { readonly signal: AbortSignal },
): Promise<{ readonly comments: readonly Comment[]; readonly more: boolean }> {
  const { key, comments: limit, signal } = options;
  if (limit === 0) return { comments: [], more: false };
  const comments: Comment[] = [];
  let more = false;
  for await (const page of listComments(client, { key, first: "newest", limit, signal })) {
    comments.push(...page.items);
    more = page.more;
  }
  return { comments: comments.reverse(), more };
}

async function withMarkdown(comment: Comment): Promise<SeenComment> {
  return { ...comment, markdown: await toMarkdown(comment.body) };
}

function jsonOf({ issue, url, description, comments, more }: Seen): Record<string, unknown> {
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

function linesOf({ output }: Context, seen: Seen): readonly string[] {
  const { issue, url, description, comments, more } = seen;
  const summary = oneLine(String(issue.fields["summary"] ?? ""));
  const rows = SHOWN.map(([field, title]) => [title, oneLine(textOf(field, issue.fields[field]))] as const)
    .filter(([, text]) => text !== "");
  const width = Math.max(...rows.map(([title]) => title.length));
  return [
    `${output.paint("key", issue.key)}  ${output.paint("heading", summary)}`,
    "",
    ...rows.map(([title, text]) => `${output.paint("dim", `${title}:`.padEnd(width + 1))} ${text}`),
    `${output.paint("dim", "Address:".padEnd(width + 1))} ${url}`,
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
  return oneLine(`${author ?? "Somebody"}, ${cellOf(created)}`);
}

function shown(markdown: string): string {
  return printable(markdown, { keepLines: true }).trimEnd();
}
