/**
 * Builds the container image for this machine's processor, from scratch, with dist/atlcli.
 *
 *     deno task image                         # builds localhost/atlcli with buildah
 *     deno task image context                 # creates dist/image, for any other builder: docker build -t atlcli -f dist/image/Containerfile dist/image
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { containerfile } from "./containerfile.ts";
import { makeRootfs } from "./rootfs.ts";
import { commitOf, timeOf } from "../release/stamp.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The name of the image. */
export const IMAGE = "localhost/atlcli";

/** Maximum size of the image, in bytes: the program, and 6 MB for its dependencies. */
export const MAX_BYTES = 96_000_000;

/** The input of an image. */
interface ImageOptions {
  /** The executable. */
  readonly program: string;
  /** The folder for the Containerfile and the files; it is recreated. */
  readonly context: string;
}

/** Creates the build context. */
export async function makeContext({ program, context }: ImageOptions): Promise<void> {
  await Deno.remove(context, { recursive: true }).catch(() => {});
  await makeRootfs(`${context}/rootfs`, program);
  const source = { version: config.version, revision: await commitOf(ROOT) };
  await Deno.writeTextFile(`${context}/Containerfile`, containerfile(source));
}

/**
 * Builds the image with buildah, from a context.
 *
 * The files get the time of the commit, so that builds of a commit are identical.
 *
 * @param flags Global flags of buildah, such as the location of images.
 */
export async function buildImage(context: string, flags: readonly string[] = []): Promise<void> {
  const time = String(await timeOf(ROOT) ?? 0);
  const tags = [`${IMAGE}:${config.version}`, `${IMAGE}:latest`].flatMap((tag) => ["--tag", tag]);
  const { success } = await new Deno.Command("buildah", {
    args: [...flags, "bud", "--quiet", "--isolation", "chroot", "--timestamp", time, ...tags, context],
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("Failed to build the image");
}

async function main([word]: readonly string[]): Promise<void> {
  const context = `${ROOT}dist/image`;
  await makeContext({ program: `${ROOT}dist/atlcli`, context });
  if (word !== "context") await buildImage(context);
}

if (import.meta.main) await main(Deno.args);
