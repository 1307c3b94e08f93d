/**
 * Creates `dist/atlcli-npm.tgz`, the package for Node and Bun.
 *
 * `deno pack` generates JavaScript and declarations for every entry of `exports`; this script adds the rest.
 * The command line is not included: it requires Deno, and is released as executables. Needs Deno 2.9 and npm.
 *
 *     deno task npm
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { RELEASES_URL } from "../../src/cli/commands/upgrade/release_address.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The packed package. */
export const NPM_PACKAGE = `${ROOT}dist/atlcli-npm.tgz`;

/** The package.json that `deno pack` writes. */
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The URL of the repository. */
const REPOSITORY = RELEASES_URL.replace(/\/releases$/, "");

/** Metadata for npm, bundlers and installers. */
const MORE = {
  description:
    "Sign in to Atlassian, Jira and Confluence, Cloud and Data Center: profiles, tokens, a careful client",
  keywords: ["atlassian", "jira", "confluence", "api-token", "personal-access-token", "client"],
  // htmlparser2 and entities require 20.19.
  engines: { node: ">=20.19.0" },
  sideEffects: false,
  // The registry compares the provenance with it.
  repository: { type: "git", url: `git+${REPOSITORY}.git` },
};

/** Runs a program. Prints its output only on failure. */
async function run(program: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args: [...args], cwd: ROOT }).output();
  if (success) return;
  await Deno.stderr.write(stderr);
  throw new Error(`Failed to create the package: ${program} ${args[0]}`);
}

/** The dependencies, with exactly the tested versions. */
function pinned(names: readonly string[]): Readonly<Record<string, string>> {
  const versions = new Map(
    Object.values(config.imports).map((specifier) => {
      const [, name = "", version = ""] = /^npm:(@?[^@]+)@([^/]+)/.exec(specifier) ?? [];
      return [name, version];
    }),
  );
  return Object.fromEntries(
    names.toSorted().map((name) => {
      const version = versions.get(name);
      if (version === undefined) throw new Error(`deno.json has no version of "${name}"`);
      return [name, version];
    }),
  );
}

/** Adds the TypeScript library that a declaration needs; `deno pack` drops that line of the source. */
async function nameLibrary(path: string, library: string): Promise<void> {
  const text = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, `/// <reference lib="${library}" />\n${text}`);
}

async function makeIn(folder: string): Promise<void> {
  const packed = `${folder}/packed.tgz`;
  const left = ["cli.ts", "src/cli", "CHANGELOG.md"].map((path) => `--ignore=${path}`);
  await run(Deno.execPath(), ["pack", "--allow-dirty", "--no-source-maps", ...left, `--output=${packed}`]);
  await run("tar", ["-xzf", packed, "-C", folder]);
  await nameLibrary(`${folder}/package/src/connect.d.ts`, "esnext.disposable");
  const path = `${folder}/package/package.json`;
  const manifest: Manifest = JSON.parse(await Deno.readTextFile(path));
  const dependencies = pinned(Object.keys(manifest.dependencies));
  await Deno.writeTextFile(path, `${JSON.stringify({ ...manifest, ...MORE, dependencies }, null, 2)}\n`);
  await run("npm", ["pack", "--silent", `${folder}/package`, "--pack-destination", folder]);
  const name = config.name.replace("@", "").replace("/", "-");
  await Deno.mkdir(`${ROOT}dist`, { recursive: true });
  await Deno.copyFile(`${folder}/${name}-${config.version}.tgz`, NPM_PACKAGE);
}

/** Creates the package. */
export async function makeNpmPackage(): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-npm-" });
  try {
    await makeIn(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  await makeNpmPackage();
  const { size } = await Deno.stat(NPM_PACKAGE);
  console.log(`${NPM_PACKAGE}: ${(size / 1e6).toFixed(2)} MB`);
}
