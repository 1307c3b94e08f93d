/**
 * Files whose page is ambiguous.
 *
 * @module
 */
import type { Undecided } from "./conflicts.ts";
import type { Folder } from "./folder.ts";
import { hashOf } from "./render.ts";
import type { Local } from "./scan.ts";
import type { DocsState } from "./state.ts";

/**
 * Files with the same id as another file, or with an id unknown to this folder: the page is ambiguous. An unedited copy
 * is ignored as long as nothing else was edited.
 */
export async function ambiguousFiles(
  folder: Folder,
  { state, local }: { readonly state: DocsState; readonly local: Local },
): Promise<ReadonlyMap<string, Undecided>> {
  const left = new Map<string, Undecided>();
  for (const [path, { id }] of local.untracked) {
    if (id === undefined) continue;
    const known = state.pages.get(id);
    const isCopy = known !== undefined && hashOf(await folder.text(path) ?? "") === known.markdown;
    if (isCopy && local.pages.get(id)?.kind !== "edited") continue;
    const home = local.pages.get(id)?.kind === "missing" ? undefined : known?.path;
    const other = home ?? [...local.untracked].find(([each, stray]) => stray.id === id && each !== path)?.[0];
    const why = other === undefined ? `this folder has no page ${id}` : `"${other}" has the same id, ${id}`;
    const text = `"${path}" was not sent: ${why}. Remove the line with its id to create a new page`;
    left.set(id, { path, id, why: "in-the-way", text });
  }
  return left;
}
