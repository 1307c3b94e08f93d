/**
 * A machine for `install.sh`: real shells, and a release on loopback, whose executables are scripts that say their
 * version.
 */
import { fileURLToPath } from "node:url";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";
import { sha256Text } from "../helpers/sha256_text.ts";

/** The script. */
export const SCRIPT = fileURLToPath(new URL("../../install.sh", import.meta.url));
/** The newest version. */
export const VERSION = "1.2.3";
/** The executable of a version, here. */
export const executable = (version: string): string => `#!/bin/sh\necho ${version}\n`;
/** The shells that are here. */
export const SHELLS = await Array.fromAsync(["/bin/sh", "/bin/dash", "/bin/bash"], async (path) => {
  return await Deno.stat(path).then(() => [path], () => []);
}).then((found) => found.flat());

/** What a machine has and a release is. */
export interface Case {
  readonly args?: readonly string[];
  /** Programs that stand before the system's on PATH, as scripts. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** The only programs that are there. */
  readonly only?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What a path answers instead. */
  readonly answer?: (path: string) => Response | undefined;
  /** Called before it runs. */
  readonly before?: (home: string) => Promise<void>;
}

export interface Installed {
  readonly shell: string;
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  readonly home: string;
  readonly asked: readonly string[];
}

/** Everything that a release has, whatever system asks. */
async function releaseFile(path: string): Promise<string | undefined> {
  const files = RELEASE_TARGETS.map(({ file }) => file);
  const [, version = VERSION, name = ""] =
    /^\/(?:latest\/download|download\/v([^/]+))\/([^/]+)$/.exec(path) ?? [];
  if (version !== VERSION && version !== "1.0.0") return undefined;
  if (files.includes(name)) return executable(version);
  if (name !== "SHA256SUMS") return undefined;
  const sum = await sha256Text(executable(version));
  return `# atlcli ${version}\n${files.map((file) => `${sum}  ${file}\n`).join("")}`;
}

/** Runs it in each shell, each time on a machine of its own. */
export async function inEachShell(
  options: Case,
  look: (installed: Installed) => Promise<void> | void,
): Promise<void> {
  const asked: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async ({ url }) => {
    const path = new URL(url).pathname;
    asked.push(path);
    const text = await releaseFile(path);
    return options.answer?.(path) ?? new Response(text ?? "no", { status: text === undefined ? 404 : 200 });
  });
  try {
    for (const shell of SHELLS) {
      const home = await Deno.makeTempDir({ prefix: "atlcli install " });
      try {
        asked.length = 0;
        await options.before?.(home);
        const ran = await run(shell, { ...options, home, url: `http://127.0.0.1:${server.addr.port}/` });
        await look({ ...ran, shell, home, asked });
      } finally {
        await Deno.remove(home, { recursive: true });
      }
    }
  } finally {
    await server.shutdown();
  }
}

async function run(
  shell: string,
  { home, url, args = [], standIns = {}, only, env }: Case & { readonly home: string; readonly url: string },
): Promise<Pick<Installed, "exit" | "out" | "err">> {
  const bin = `${home}/stand-ins`;
  await Deno.mkdir(bin);
  for (const [name, text] of Object.entries(standIns)) {
    await Deno.writeTextFile(`${bin}/${name}`, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  for (const name of only ?? []) await Deno.symlink(await whichOf(name), `${bin}/${name}`);
  const { code, stdout, stderr } = await new Deno.Command(shell, {
    args: [SCRIPT, ...args],
    clearEnv: true,
    env: {
      PATH: only === undefined ? `${bin}:/usr/local/bin:/usr/bin:/bin` : bin,
      HOME: `${home}/me`,
      ATLCLI_RELEASES_URL: url,
      ...env,
    },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { exit: code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

async function whichOf(name: string): Promise<string> {
  const { stdout } = await new Deno.Command("/bin/sh", { args: ["-c", `command -v ${name}`] }).output();
  return new TextDecoder().decode(stdout).trim();
}
