/**
 * Limits the size of the program. The sizes are committed, so that growth is visible in review.
 *
 * An executable consists of Deno's runtime, which differs by system and version, and our bundle, which does
 * not. So the limit applies to the bundle: it may exceed its recorded size by 2 % of an executable.
 *
 * @module
 */
import sizes from "./sizes.json" with { type: "json" };

/** The allowed growth, as a share of the executable's size. */
const GROWTH = 0.02;

/** The recorded sizes, in bytes. */
interface Sizes {
  /** The executable for Linux on x64, with Deno 2.4.2. */
  readonly executable: number;
  /** All files of the bundle. */
  readonly bundle: number;
}

/** The maximum size of a bundle, in bytes. */
export function bundleLimit(recorded: Sizes = sizes): number {
  return Math.floor(recorded.bundle + GROWTH * recorded.executable);
}

/** The total size of the files in a folder, in bytes. */
export async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for await (const { name } of Deno.readDir(folder)) size += (await Deno.stat(`${folder}/${name}`)).size;
  return size;
}

/**
 * Reports the size of a bundle.
 *
 * @throws {Error} if it exceeds the limit.
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
