/**
 * The pages of the documentation, all of them: README, docs/ and what lies below it, and those of the project itself.
 */

/** The project's folder. */
export const ROOT = new URL("../../", import.meta.url);

/** A page. */
export interface Page {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
}

/** The files below a folder whose name ends so, in order. */
export function filesBelow(folder: string, end: string): string[] {
  return [...Deno.readDirSync(new URL(`${folder}/`, ROOT))].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(`${folder}/${name}`, end) : name.endsWith(end) ? [`${folder}/${name}`] : []
  ).toSorted();
}

/** The pages. */
export const pages: readonly Page[] = [
  "README.md",
  "SECURITY.md",
  ".github/CONTRIBUTING.md",
  ...filesBelow("docs", ".md"),
]
  .map((path) => ({ path, text: Deno.readTextFileSync(new URL(path, ROOT)) }));
