/**
 * Decides which imports the layers refuse, and why.
 *
 * @module
 */
import type { Loading } from "./imports.ts";
import { EXCEPTIONS, type Layer, LAYERS, PRIVATE } from "./layers.ts";

/** Whether a path is a folder or file of the project, or is inside it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Whether a package, or a path in one, matches a name that may end in `*`. */
export function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern
  );
}

/** The layer of a path: the one with the longest matching folder. */
export function layerOf(path: string): Layer | undefined {
  return LAYERS.filter(({ folder }) => isBelow(path, folder))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

/**
 * Why a file may not import a target.
 *
 * @param path The importing file, as a path in the project.
 * @param target A path in the project, or the name of a package.
 * @returns `undefined` if the import is allowed.
 */
export function refusal(path: string, target: string, loading: Loading): string | undefined {
  const layer = layerOf(path);
  if (layer === undefined) return `"${path}" belongs to no layer`;
  if (EXCEPTIONS.some(({ from, to }) => from === path && to === target)) return undefined;
  const owners = PRIVATE.find(({ files }) => files.includes(target))?.knownTo ?? [path];
  if (!owners.includes(path)) return `Only "${owners[0]}" may import "${target}"`;
  const below = layerOf(target);
  const isKnown = below === undefined
    ? matches(target, layer.packages ?? [])
    : below === layer || layer.imports.some((folder) => isBelow(target, folder));
  if (!isKnown) return `"${layer.folder}" may not import "${target}"`;
  const isHeavy = (layer.lazy ?? []).some((heavy) => isBelow(target, heavy));
  return isHeavy && loading === "static" ? `"${target}" is heavy: load it with import()` : undefined;
}
