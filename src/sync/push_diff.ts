/**
 * Formats the changes of a page as a unified diff of its file.
 *
 * @module
 */
import type { FrontMatter } from "./front_matter.ts";
import { converted, type Endless } from "./render.ts";

/** The parts of a page that the diff shows. */
interface Shown extends Pick<FrontMatter, "title" | "parent" | "labels"> {
  readonly body: string;
}

/** Maximum number of differing lines before the diff replaces everything: the time grows quadratically. */
const MAX_EDITS = 1_000;

/** The diff of a page; for a new page, all lines are added. */
export async function diffOf(
  path: string,
  { old, now, endless }: {
    readonly old: Shown | undefined;
    readonly now: Shown;
    readonly endless?: Endless | undefined;
  },
): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const before = old === undefined ? "" : shownText(old);
  const [from, to] = [old === undefined ? "/dev/null" : `a/${path}`, `b/${path}`];
  const after = shownText(now);
  const options = {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
    // If all lines are new, no comparison is needed.
    maxEditLength: before === "" ? Infinity : MAX_EDITS,
  };
  const compare = (): string | undefined =>
    createTwoFilesPatch(from, to, before, after, undefined, undefined, options);
  return converted(before + after, compare, endless) ?? replaced({ from, to, before, after });
}

function replaced(
  { from, to, before, after }: Readonly<Record<"from" | "to" | "before" | "after", string>>,
): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines = [...old.map((line) => `-${line}`), ...now.map((line) => `+${line}`)];
  return `--- ${from}\n+++ ${to}\n@@ -1,${old.length} +1,${now.length} @@\n${lines.join("\n")}\n`;
}

function linesOf(text: string): readonly string[] {
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

function shownText({ title, parent, labels = [], body }: Shown): string {
  const members = [
    `title: ${JSON.stringify(title)}`,
    ...(parent === undefined ? [] : [`parent: ${JSON.stringify(parent)}`]),
    `labels: [${labels.toSorted().map((label) => JSON.stringify(label)).join(", ")}]`,
  ];
  return `---\n${members.join("\n")}\n---\n\n${body}`;
}
