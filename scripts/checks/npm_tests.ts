/**
 * Builds the npm package, installs it with npm in an empty folder, and tests it there in Node and Bun.
 *
 * Uses the Node on PATH, and a newer one; that one and Bun are installed from npm into the same folder.
 * Install scripts of packages are not run.
 *
 *     deno task test:npm
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { makeNpmPackage, NPM_PACKAGE } from "../release/npm_package.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The names of the npm packages with runtimes for this machine. */
const NODE_OS = { darwin: "darwin", windows: "win", linux: "linux" }[Deno.build.os as string] ?? "linux";
const BUN_OS = Deno.build.os === "windows" ? "windows" : NODE_OS;
const [NODE_CPU, BUN_CPU] = Deno.build.arch === "aarch64" ? ["arm64", "aarch64"] : ["x64", "x64"];

/** The packages installed in addition. */
const TOOLS = {
  node: `node-${NODE_OS}-${NODE_CPU}@22.23.3`,
  bun: `@oven/bun-${BUN_OS}-${BUN_CPU}@1.4.5`,
  typescript: "typescript@5.8.3",
  types: "@types/node@22.15.15",
};

async function run(
  program: string,
  options: { readonly args: readonly string[]; readonly cwd: string; readonly env?: Record<string, string> },
): Promise<boolean> {
  const { success } = await new Deno.Command(program, { ...options, args: [...options.args] }).spawn().status;
  return success;
}

function nameOf(specifier: string): string {
  return specifier.slice(0, specifier.lastIndexOf("@"));
}

async function tryIn(folder: string): Promise<boolean> {
  await Deno.writeTextFile(`${folder}/package.json`, JSON.stringify({ private: true }));
  const install = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
  if (!await run("npm", { args: [...install, NPM_PACKAGE, ...Object.values(TOOLS)], cwd: folder })) {
    return false;
  }
  const bundle = ["bundle", "--quiet", "--platform=deno", "--external=undici"];
  const contract = [`--output=${folder}/host_contract.mjs`, "tests/npm/host_contract_program.ts"];
  if (!await run(Deno.execPath(), { args: [...bundle, ...contract], cwd: ROOT })) return false;
  return await run(Deno.execPath(), {
    args: ["test", "--allow-all", "tests/npm/"],
    cwd: ROOT,
    env: {
      ATLCLI_TEST_NPM_FOLDER: folder,
      ATLCLI_TEST_NODE: `${folder}/node_modules/${nameOf(TOOLS.node)}/bin/node`,
      ATLCLI_TEST_BUN: `${folder}/node_modules/${nameOf(TOOLS.bun)}/bin/bun`,
    },
  });
}

if (import.meta.main) {
  await makeNpmPackage();
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-npm-" }));
  try {
    Deno.exitCode = await tryIn(folder) ? 0 : 1;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
