/**
 * The paths that are given away in a folder, however the file system compares names.
 *
 * Pure.
 *
 * @module
 */
import { foldedName, foldedPart } from "./names.ts";

/** A set of paths. Two that some file system takes for one are one. */
export class TakenPaths {
  /** The names in each folder, by what stands for the folder. */
  readonly #names = new Map<string, Set<string>>();
  /** What stands for a folder: paths get long, and each is worked out once, from the one above it. */
  readonly #folders = new Map<string, string>([["", ""]]);

  /** Whether a path is taken. */
  has(path: string): boolean {
    const { folder, name } = partsOf(path);
    return this.#names.get(this.#folded(folder))?.has(foldedPart(name)) ?? false;
  }

  /** Takes a path. */
  add(path: string): void {
    const { folder, name } = partsOf(path);
    const key = this.#folded(folder);
    const names = this.#names.get(key) ?? new Set();
    names.add(foldedPart(name));
    this.#names.set(key, names);
  }

  /** The first path that is free, which is taken then: they have to go on until one is. */
  take(candidates: Iterable<string>, isFree: (path: string) => boolean = () => true): string {
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

/** The names to try one after the other: as it is, with the id, and then counted up. */
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
