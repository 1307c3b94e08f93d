/**
 * How large the program may get: data in the tree, so that growth is seen in review.
 *
 * An executable is Deno's runtime, which differs by system and version, and our bundle, which does not. So the bundle is
 * what is held against the limit: it may grow by 2 % of an executable over what was recorded.
 *
 * @module
 */
import sizes from "./sizes.json" with { type: "json" };

/** What an executable may grow by, as a share of its size. */
const GROWTH = 0.02;

/** What was measured, in bytes. */
export interface Sizes {
  /** The executable for Linux on x64, with Deno 2.4.2. */
  readonly executable: number;
  /** All files of the bundle. */
  readonly bundle: number;
}

/** How large a bundle may be, in bytes. */
export function bundleLimit(recorded: Sizes = sizes): number {
  return Math.floor(recorded.bundle + GROWTH * recorded.executable);
}

/** The size of all files in a folder, in bytes. */
export async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for await (const { name } of Deno.readDir(folder)) size += (await Deno.stat(`${folder}/${name}`)).size;
  return size;
}

/**
 * Says how large a bundle is.
 *
 * @throws {Error} when it is larger than it may be.
 */
export function requireSize(bundle: number, recorded: Sizes = sizes): void {
  const limit = bundleLimit(recorded);
  const figures = `${bundle} bytes, recorded ${recorded.bundle}, at most ${limit}`;
  if (bundle > limit) {
    throw new Error(
      `The bundle is too large: ${figures}. If it has to be, write what is measured into scripts/release/sizes.json`,
    );
  }
  console.log(`bundle: ${figures}`);
}
