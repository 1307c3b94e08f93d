/**
 * `atlcli wiki page view`
 *
 * @module
 */
import { type Client, UsageError } from "../../../../mod.ts";
import { getPage, getPageByTitle, listLabels, type Page } from "../../../confluence/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { parseKeyOption, parseTextOption } from "../../options/collect.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";
import { localTime } from "../../output/local_time.ts";
import { oneLine } from "../../output/output.ts";
import { type Line, line } from "../../output/styled.ts";
import { openInBrowser } from "../../browser.ts";
import { parsePageId } from "./page_delete.ts";

/** Options of `wiki page view`. */
interface PageViewOptions {
  readonly id: string | undefined;
  readonly space?: string;
  readonly title?: string;
  /** Whether to print the content in storage format. */
  readonly storage: boolean;
  /** Whether to open the page in the browser instead. */
  readonly web: boolean;
}

/** Adds the command. */
export function addPageView(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "view",
    summary: "show a page",
    description:
      "Shows a page as Markdown; content that Markdown cannot express stays readable. With --storage, prints " +
      "only the content in storage format; with --json, both.",
    examples: [
      "atlcli wiki page view 65601",
      'atlcli wiki page view --space TEAM --title "Team handbook"',
      "atlcli wiki page view 65601 --storage > page.xml",
    ],
  })
    .argument("[id]", "page ID")
    .option("--space <key>", "space key, with --title", parseKeyOption("--space"))
    .option("--title <title>", "page title, with --space", parseTextOption("--title"))
    .option("--storage", "print the content in storage format", false)
    .option("--web", "open the page in the browser", false)
    .action((id, options) => pageView(open(), { ...options, id }));
}

/** Prints a page. */
async function pageView(context: Context, options: PageViewOptions): Promise<void> {
  const find = finderOf(options);
  const { output, terminal } = context;
  const signal = terminal.interrupted;
  await connected(context, async ({ client }) => {
    const page = await find(client, signal);
    if (options.web) return await openInBrowser(context, { site: client.site, address: page.url });
    const storage = page.storage ?? "";
    if (options.storage && output.format === "text") return output.verbatim(`${storage}\n`);
    const { storageToMarkdown } = await import("../../../markdown/mod.ts");
    const markdown = terminal.endless(() => storageToMarkdown(storage, { deployment: client.deployment }));
    const labels = await listLabels(client, { id: page.id, signal });
    const { storage: _, ...about } = page;
    output.result({
      json: { ...about, labels, markdown, storage },
      lines: output.format === "text" ? linesOf(context, { page, labels, markdown }) : [],
    });
  });
}

type Finder = (client: Client, signal: AbortSignal) => Promise<Page>;

function finderOf({ id: text, space, title }: PageViewOptions): Finder {
  if (text !== undefined && (space ?? title) === undefined) {
    const id = parsePageId(text);
    return (client, signal) => getPage(client, { id, signal });
  }
  if (text === undefined && space !== undefined && title !== undefined) {
    return (client, signal) => getPageByTitle(client, { space, title, signal });
  }
  throw new UsageError("Missing page", { hint: "Give its ID, or both --space KEY and --title TITLE" });
}

function linesOf(
  { output }: Context,
  details: { readonly page: Page; readonly labels: readonly string[]; readonly markdown: string },
): readonly Line[] {
  const { page, labels, markdown } = details;
  const { number, when } = page.version;
  const time = when === undefined ? "" : `, ${localTime(when)}`;
  const rows = [
    ["Space", page.spaceKey ?? ""],
    ["Version", `${number}${time}`],
    ["Status", page.status === "current" ? "" : page.status],
    ["Labels", labels.join(", ")],
    ["URL", page.url],
  ] as const;
  return [
    line`${output.paint("key", page.id)}  ${output.paint("heading", oneLine(page.title))}`,
    "",
    ...rows.filter(([, text]) => text !== "")
      .map(([name, text]) => line`${output.paint("dim", `${name}:`.padEnd(8))} ${oneLine(text)}`),
    ...(markdown.trim() === "" ? [] : ["", markdown.trimEnd()]),
  ];
}
