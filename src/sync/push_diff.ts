/**
 * What would change on a page, as a unified diff of its file.
 *
 * @module
 */
import type { FrontMatter } from "./front_matter.ts";

/** A page as a diff shows it. */
export interface Shown extends Pick<FrontMatter, "title" | "parent" | "labels"> {
  readonly body: string;
}

/** The diff of a page; of a new one, all of it is new. */
export async function diffOf(
  path: string,
  { old, now }: { readonly old: Shown | undefined; readonly now: Shown },
): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const before = old === undefined ? "" : shownText(old);
  const from = old === undefined ? "/dev/null" : `a/${path}`;
  return createTwoFilesPatch(from, `b/${path}`, before, shownText(now), undefined, undefined, {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
}

function shownText({ title, parent, labels = [], body }: Shown): string {
  const members = [
    `title: ${JSON.stringify(title)}`,
    ...(parent === undefined ? [] : [`parent: ${JSON.stringify(parent)}`]),
    `labels: [${labels.toSorted().map((label) => JSON.stringify(label)).join(", ")}]`,
  ];
  return `---\n${members.join("\n")}\n---\n\n${body}`;
}
