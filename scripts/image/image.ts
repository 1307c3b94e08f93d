/**
 * Makes the container image, for this machine's kind of processor: from scratch, of dist/atlcli.
 *
 *     deno task image                         # builds localhost/atlcli, by buildah
 *     deno task image context                 # leaves dist/image, for any other builder: docker build -t atlcli -f dist/image/Containerfile dist/image
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { containerfile } from "./containerfile.ts";
import { makeRootfs } from "./rootfs.ts";
import { commitOf, timeOf } from "../release/stamp.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The image's name. */
export const IMAGE = "localhost/atlcli";

/** As large as the image may be, in bytes: the program, and 6 MB of what it needs. */
export const MAX_BYTES = 96_000_000;

/** What an image is made of. */
export interface ImageOptions {
  /** The executable. */
  readonly program: string;
  /** The folder for the Containerfile and the files; it is made anew. */
  readonly context: string;
}

/** Makes all that a builder of images needs. */
export async function makeContext({ program, context }: ImageOptions): Promise<void> {
  await Deno.remove(context, { recursive: true }).catch(() => {});
  await makeRootfs(`${context}/rootfs`, program);
  const source = { version: config.version, revision: await commitOf(ROOT) };
  await Deno.writeTextFile(`${context}/Containerfile`, containerfile(source));
}

/**
 * Builds the image with buildah, from a context.
 *
 * The files get the time of the commit, so that one commit gives one image.
 *
 * @param flags Of buildah itself: where it keeps images.
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
