/**
 * The container image, built once, and ways to run it: as documented, by buildah, and by hand where a root file system
 * that cannot be written or a process 1 is wanted, which buildah has not.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { buildImage, IMAGE, makeContext } from "../../scripts/image/image.ts";
import { startSandboxProcess } from "../../scripts/checks/sandbox_process.ts";
import { ATLCLI, type Ran } from "./atlcli_process.ts";
import { gatedTest } from "../helpers/gate.ts";

const EXECUTABLE = fileURLToPath(new URL("../../dist/atlcli", import.meta.url));

/** The image takes a while, and a machine that has buildah: `deno task test:image`. */
const NO_IMAGE = Deno.env.get("ATLCLI_TEST_IMAGE") === "1"
  ? undefined
  : "ATLCLI_TEST_IMAGE is not 1 (deno task test:image)";

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Files of this machine that stand in the container: there, here. */
  readonly mounts?: Readonly<Record<string, string>>;
  /** Who runs it there, as a number; by default as the image says. */
  readonly user?: number;
}

/** What `buildah inspect` says, as far as it matters here. */
interface Inspected {
  readonly OCIv1: {
    readonly config: {
      readonly User: string;
      readonly Env: readonly string[];
      readonly Entrypoint: readonly string[];
      readonly WorkingDir: string;
      readonly Labels: Readonly<Record<string, string>>;
    };
    readonly rootfs: { readonly diff_ids: readonly string[] };
  };
}

/** One container of the image. */
export interface Container {
  /** Where its files are on this machine. */
  readonly root: string;
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /**
   * Starts the program as process 1, as user 10001, on a root that cannot be written to.
   *
   * @param files Whether /tmp and the home can be written to nevertheless.
   */
  start(args: readonly string[], options?: RunOptions & { readonly files?: boolean }): Deno.ChildProcess;
}

class Image {
  readonly #flags: readonly string[];

  constructor(readonly folder: string) {
    this.#flags = ["--storage-driver", "vfs", "--root", `${folder}/storage`, "--runroot", `${folder}/run`];
  }

  async build(): Promise<void> {
    await makeContext({ program: EXECUTABLE, context: `${this.folder}/context` });
    await buildImage(`${this.folder}/context`, this.#flags);
  }

  async buildah(args: readonly string[], stdin?: string): Promise<Ran> {
    return await run("buildah", [...this.#flags, ...args], stdin);
  }

  async inspect(): Promise<Inspected> {
    return JSON.parse((await this.buildah(["inspect", "--type", "image", IMAGE])).out);
  }

  /** Uses a container, and removes it. */
  async container(use: (container: Container) => Promise<void>): Promise<void> {
    const name = await this.#say(["from", `${IMAGE}:latest`]);
    const root = await this.#say(["mount", name]);
    const { OCIv1: { config } } = await this.inspect();
    try {
      await use({
        root,
        run: (args, { env = {}, stdin, mounts = {}, user } = {}) => {
          const flags = [
            ...(user === undefined ? [] : ["--user", `${user}:${user}`]),
            ...Object.entries(env).flatMap(([variable, value]) => ["--env", `${variable}=${value}`]),
            ...Object.entries(mounts).flatMap(([there, here]) => ["--volume", `${here}:${there}:ro`]),
          ];
          const words = [name, "--", ...config.Entrypoint, ...args];
          return this.buildah(["run", "--isolation", "chroot", ...flags, ...words], stdin);
        },
        start: (args, { env = {}, files = false } = {}) =>
          new Deno.Command("unshare", {
            args: [
              "--mount",
              "--pid",
              "--fork",
              "--kill-child",
              "sh",
              "-ec",
              SCRIPT,
              "sh",
              root,
              ...config.Entrypoint,
              ...args,
            ],
            env: {
              ...Object.fromEntries(config.Env.map((line) => line.split(/=(.*)/s))),
              ...env,
              FILES: files ? "1" : "",
              PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
            },
            clearEnv: true,
            stdin: "null",
            stdout: "piped",
            stderr: "piped",
          }).spawn(),
      });
    } finally {
      await this.buildah(["rm", name]);
    }
  }

  async #say(args: readonly string[]): Promise<string> {
    const { exit, out, err } = await this.buildah(args);
    assert.equal(exit, 0, err);
    return out.trim();
  }
}

/** A runtime of containers in six lines: what it leaves out (cgroups, network) does not matter to the program. */
const SCRIPT = String.raw`
root=$1; shift
mkdir -p "$root/proc"
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
if [ "$FILES" ]; then mount -t tmpfs -o mode=1777 tmpfs "$root/home/atlcli"; fi
mount -o remount,ro,bind "$root"
unset FILES
exec chroot --userspec=10001:10001 "$root" "$@"
`;

async function run(program: string, args: readonly string[], stdin = ""): Promise<Ran> {
  const child = new Deno.Command(program, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  })
    .spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin)).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { exit: code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

const built = NO_IMAGE === undefined ? await build() : undefined;

async function build(): Promise<Image> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-image-" });
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  const image = new Image(folder);
  await image.build();
  return image;
}

/** The sandbox on this machine: containers here have its network. */
export const sandbox = NO_IMAGE === undefined ? await startSandboxProcess(ATLCLI) : undefined;
globalThis.addEventListener("unload", () => void sandbox?.stop());

/** What a container is given to sign in with. */
export function variables(account = "cloud-valid"): Record<string, string> {
  const { email = "", token = "" } = sandbox?.account(account) ?? {};
  return { ATLCLI_SITE: sandbox?.urls.cloud ?? "", ATLCLI_EMAIL: email, ATLCLI_API_TOKEN: token };
}

export function imageTest(name: string, body: (image: Image) => Promise<void>): void {
  gatedTest({
    name: `the image ${name}`,
    unless: NO_IMAGE,
    fn: () => built === undefined ? Promise.reject(new Error("There is no image")) : body(built),
  });
}
