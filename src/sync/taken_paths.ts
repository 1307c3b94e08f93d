/**
 * The set of occupied paths in a folder, by the comparison rules of every file system.
 *
 * Pure.
 *
 * @module
 */
import { foldedName, foldedPart } from "./names.ts";

/** A set of paths. Two paths that some file system treats as equal are one. */
export class TakenPaths {
  /** The folded names in each folder, by the folder's folded path. */
  readonly #names = new Map<string, Set<string>>();
  /** Cache of folded folder paths, each derived from its parent's. */
  readonly #folders = new Map<string, string>([["", ""]]);

  /** Whether a path is occupied. */
  has(path: string): boolean {
    const { folder, name } = partsOf(path);
    return this.#names.get(this.#folded(folder))?.has(foldedPart(name)) ?? false;
  }

  /** Occupies a path. */
  add(path: string): void {
    const { folder, name } = partsOf(path);
    const key = this.#folded(folder);
    const names = this.#names.get(key) ?? new Set();
    names.add(foldedPart(name));
    this.#names.set(key, names);
  }

  /** Occupies and returns the first free path. The candidates must not run out. */
  take(candidates: Iterable<string>, isFree: (path: string) => boolean): string {
    for (const path of candidates) {
      if (this.has(path) || !isFree(path)) continue;
      this.add(path);
      return path;
    }
    throw new RangeError("No path is free");
  }

  #folded(folder: string): string {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const { folder: above, name } = partsOf(folder);
    const key = this.#folders.get(above);
    const folded = key === undefined ? `/${foldedName(folder)}` : `${key}/${foldedPart(name)}`;
    this.#folders.set(folder, folded);
    return folded;
  }
}

/** Candidate names: plain, with the id, and then numbered. */
export function* candidates(
  { stem, id, ending }: { readonly stem: string; readonly id: string; readonly ending: string },
): Generator<string, void, void> {
  yield `${stem}${ending}`;
  yield `${stem}-${id}${ending}`;
  for (let count = 2;; count++) yield `${stem}-${id}-${count}${ending}`;
}

function partsOf(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf("/");
  return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}
