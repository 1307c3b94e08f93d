/**
 * What the `wiki docs` commands have in common.
 *
 * @module
 */
import { absolutePath } from "../../../core/paths.ts";
import { AtlcliError } from "../../../../mod.ts";
import { FileFault } from "../../../core/host.ts";
import type { Done, Undecided } from "../../../sync/mod.ts";
import type { Context } from "../../context.ts";
import { oneLine } from "../../output/output.ts";
import type { Line } from "../../output/styled.ts";

/** A command's folder: the one that was named, seen from the working folder, or that itself. */
export function folderOf({ host }: Context, dir: string | undefined): string {
  return absolutePath(host.cwd(), dir ?? ".").replace(/(?<=.)[\\/]\.?$/, "");
}

/** `+ Handbook.md` */
export function doneLine({ output }: Context, { what, path, from }: Done): Line {
  const [sign, style] = SIGNS[what];
  const moved = from === undefined ? "" : `${oneLine(from)} -> `;
  return output.paint(style, `${sign} ${moved}${oneLine(path)}`);
}

const SIGNS = {
  added: ["+", "good"],
  updated: ["~", "key"],
  moved: [">", "key"],
  removed: ["-", "bad"],
} as const;

/**
 * Says on stderr what was left to be decided.
 *
 * @throws {AtlcliError} `conflict` when there is something.
 */
export function requireDecided({ output }: Context, undecided: readonly Undecided[]): void {
  if (undecided.length === 0) return;
  for (const { text } of undecided) output.warn(oneLine(text));
  const files = undecided.length === 1
    ? "1 file was left as it is"
    : `${undecided.length} files were left as they are`;
  const hints = undecided.map(({ why }) => HINTS[why]).filter((hint) => hint !== undefined);
  throw new AtlcliError("conflict", `${files}, for you to decide`, {
    hint: [...new Set(hints)].join("\n") || undefined,
  });
}

const BOTH_EDITED =
  "Take the site's text: remove the file, and pull again. Keep yours: bring both together, set the version in the " +
  "file to the site's, and push";
const HINTS: Readonly<Partial<Record<Undecided["why"], string>>> = {
  "both-edited": BOTH_EDITED,
  "moved-on": BOTH_EDITED,
  "deleted-edited": "Remove the file, or take the line with its id out of it to make a new page of it",
  "in-the-way": "Move the file, and pull again",
};

/** Runs work on a folder; what the system refuses is an error of ours. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new AtlcliError("docs-folder", error.message, {
      hint: "Every file is whole. Once that is mended, the same command goes on from here",
      cause: error,
    });
  }
}
