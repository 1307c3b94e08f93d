/**
 * A machine for `install.sh`: real shells, and a release on loopback, whose executables are scripts that say their
 * version.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { sign } from "../../scripts/release/release_key.ts";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";
import { sha256Text } from "../helpers/sha256_text.ts";
import type { Certificates } from "./certificates.ts";
import { gatedTest, isLinuxCi, noProgram, notOn, onlyOn } from "../helpers/gate.ts";

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
interface Case {
  readonly args?: readonly string[];
  /** Programs that stand before the system's on PATH, as scripts. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** The only programs that are there. */
  readonly only?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Serves the release by https. */
  readonly certificates?: Certificates;
  /** The keys that the script knows: public ones in base64; and the private one, in PEM, that signed the release. */
  readonly keys?: { readonly known: readonly string[]; readonly signer: string };
  /** What a path answers instead. */
  readonly answer?: (path: string) => Response | undefined;
  /** Called before it runs. */
  readonly before?: (home: string) => Promise<void>;
}

interface Installed {
  readonly shell: string;
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  readonly home: string;
  readonly asked: readonly string[];
}

/** Registers a test; on Linux it is one that needs a program: every other system has what it needs. */
export function installShTest(name: string, fn: () => Promise<void>, program = "curl"): void {
  const missing = program === "curl"
    ? undefined
    : onlyOn("linux", "curl and the programs of Linux are what it needs");
  gatedTest({
    name: `install.sh ${name}`,
    unless: notOn("windows", "install.sh is for Linux and macOS") ?? missing ??
      (Deno.build.os === "linux" ? noProgram(program) : undefined),
    required: isLinuxCi(),
    fn,
  });
}

/** It ends with an error, and there is nothing new in the folder. */
export function refusal(message: RegExp): (installed: Installed) => Promise<void> {
  return async ({ exit, out, err, home, shell }) => {
    assert.deepEqual({ exit, out }, { exit: 1, out: "" }, `${shell}: ${err}`);
    assert.match(err, message, shell);
    const folder = Deno.readDir(`${home}/me/.local/bin`);
    const left = await Array.fromAsync(folder, ({ name }) => name).catch(() => []);
    assert.deepEqual(left, [], shell);
  };
}

/** What it needs, without a program that fetches. */
export const PROGRAMS: readonly string[] = "uname sh openssl mkdir mktemp awk sed cut chmod mv rm cat".split(
  " ",
);

/** Everything that a release has, whatever system asks. */
export async function releaseFile(path: string, signer?: string): Promise<string | undefined> {
  const files = RELEASE_TARGETS.map(({ file }) => file);
  const [, version = VERSION, name = ""] =
    /^\/(?:latest\/download|download\/v([^/]+))\/([^/]+)$/.exec(path) ?? [];
  if (version !== VERSION && version !== "1.0.0") return undefined;
  if (files.includes(name)) return executable(version);
  const sum = await sha256Text(executable(version));
  const sums = `# atlcli ${version}\n${files.map((file) => `${sum}  ${file}\n`).join("")}`;
  if (name === "SHA256SUMS") return sums;
  return name === "SHA256SUMS.sig" && signer !== undefined
    ? `${(await sign(sums, signer)).signature}\n`
    : undefined;
}

/** Runs it in each shell, each time on a machine of its own. */
export async function inEachShell(
  options: Case,
  look: (installed: Installed) => Promise<void> | void,
): Promise<void> {
  const asked: string[] = [];
  const { certificates, keys } = options;
  const place = { hostname: "127.0.0.1", port: 0, onListen: () => {}, ...certificates?.good };
  const server = Deno.serve(place, async ({ url }) => {
    const path = new URL(url).pathname;
    asked.push(path);
    const text = await releaseFile(path, keys?.signer);
    return options.answer?.(path) ?? new Response(text ?? "no", { status: text === undefined ? 404 : 200 });
  });
  try {
    for (const shell of SHELLS) {
      const home = await Deno.makeTempDir({ prefix: "atlcli install " });
      try {
        asked.length = 0;
        await options.before?.(home);
        const { port } = server.addr;
        const url = certificates === undefined ? `http://127.0.0.1:${port}/` : `https://localhost:${port}/`;
        const ran = await run(shell, { ...options, home, url });
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
  { home, url, args = [], standIns = {}, only, env, ...rest }: Case & {
    readonly home: string;
    readonly url: string;
  },
): Promise<Pick<Installed, "exit" | "out" | "err">> {
  const bin = `${home}/stand-ins`;
  await Deno.mkdir(bin);
  for (const [name, text] of Object.entries(standIns)) {
    await Deno.writeTextFile(`${bin}/${name}`, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  for (const name of only ?? []) await Deno.symlink(await whichOf(name), `${bin}/${name}`);
  const { code, stdout, stderr } = await new Deno.Command(shell, {
    args: [await scriptFor(home, rest), ...args],
    clearEnv: true,
    env: {
      PATH: only === undefined ? `${bin}:/usr/local/bin:/usr/bin:/bin` : bin,
      HOME: `${home}/me`,
      ATLCLI_RELEASES_URL: url,
      ...await trustOf(home, rest),
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

/** The script, with the keys that it is to know. */
async function scriptFor(home: string, { keys }: Case): Promise<string> {
  if (keys === undefined) return SCRIPT;
  const text = await Deno.readTextFile(SCRIPT);
  await Deno.writeTextFile(
    `${home}/install.sh`,
    text.replace(KEYS, `release_keys='${keys.known.join(" ")}'`),
  );
  return `${home}/install.sh`;
}

/** Where the script has its keys. */
export const KEYS = /^release_keys='([^']*)'$/m;

/** What makes curl and wget believe the test's own authority. */
async function trustOf(home: string, { certificates }: Case): Promise<Readonly<Record<string, string>>> {
  if (certificates === undefined) return {};
  const ca = `${certificates.folder}/ca.pem`;
  await Deno.writeTextFile(`${home}/wgetrc`, `ca_certificate = ${ca}\n`);
  return { CURL_CA_BUNDLE: ca, WGETRC: `${home}/wgetrc` };
}
