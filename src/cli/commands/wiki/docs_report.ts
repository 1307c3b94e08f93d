/**
 * Shared by the `wiki docs` commands.
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

/** The absolute path of the folder argument; default: the working folder. */
export function folderOf({ host }: Context, dir: string | undefined): string {
  return absolutePath(host.cwd(), dir ?? ".").replace(/(?<=.)[\\/]\.?$/, "");
}

/** Formats a change, such as `+ Handbook.md`. */
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
 * Reports conflicts on stderr.
 *
 * @throws {AtlcliError} `conflict` if there is one.
 */
export function requireDecided(
  { output }: Context,
  undecided: readonly Undecided[],
  hintsByReason: Hints = HINTS_OF_PULL,
): void {
  if (undecided.length === 0) return;
  for (const { text } of undecided) output.warn(oneLine(text));
  const files = undecided.length === 1
    ? "1 file was left unchanged"
    : `${undecided.length} files were left unchanged`;
  const hints = undecided.map(({ why }) => hintsByReason[why]).filter((hint) => hint !== undefined);
  throw new AtlcliError("conflict", `${files}, for you to decide`, {
    hint: [...new Set(hints)].join("\n") || undefined,
  });
}

const BOTH_EDITED =
  "To take the site's text: remove the file and pull again. To keep yours: merge both, set the version in the " +
  "file to the site's, and push";

/** What to do next, by why something was left. */
type Hints = Readonly<Partial<Record<Undecided["why"], string>>>;

/** After a push: a file in the way is one that was not sent, and its warning says why. */
export const HINTS_OF_PUSH: Hints = {
  "both-edited": BOTH_EDITED,
  "moved-on": BOTH_EDITED,
  "deleted-edited": "Remove the file, or delete the line with its id to create a new page from it",
};
const HINTS_OF_PULL: Hints = { ...HINTS_OF_PUSH, "in-the-way": "Move the file, and pull again" };

/** Runs work on a folder, and converts file errors to an {@linkcode AtlcliError}. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new AtlcliError("docs-folder", error.message, {
      hint: "All files are complete. Fix the problem, then re-run the command to resume",
      cause: error,
    });
  }
}
