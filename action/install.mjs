// @ts-check
/**
 * Puts the executable of one version into the runner's tool cache, or finds it there.
 *
 * A folder of the cache is whole or not there: it is made under another name, and renamed. Beside the executable lies
 * its sum, so one that was cut short or changed since is not used.
 *
 * @module
 */
import { createHash, randomUUID } from "node:crypto";
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFile } from "./download.mjs";
import { Failure } from "./failure.mjs";
import { assetFor, releaseFile } from "./releases.mjs";
import { loadSum } from "./sums.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/**
 * @typedef {object} Installed
 * @property {string} folder where the executable is; for PATH.
 * @property {string} executable its path.
 * @property {boolean} cached whether it was there before.
 * @property {boolean} kept whether it stays for other jobs.
 */

const PROGRAM = process.platform === "win32" ? "atlcli.exe" : "atlcli";
/** The file beside the executable with its sum. */
const SUM = "sha256";
/** The beginning of the names of folders that are being filled. */
const PARTIAL = ".partial-";
/** After this many milliseconds nobody fills such a folder any more. */
const ABANDONED = 60 * 60 * 1000;

/**
 * @param {string} version
 * @param {Environment} env
 * @returns {Promise<Installed>}
 * @throws {Failure} when it cannot be loaded, or is not what the release says.
 */
async function install(version, env) {
  const asset = assetFor(process);
  const cache = env["RUNNER_TOOL_CACHE"];
  const root = join(cache || env["RUNNER_TEMP"] || tmpdir(), "atlcli");
  const folder = join(root, version, process.arch);
  const installed = { folder, executable: join(folder, PROGRAM), kept: Boolean(cache) };
  removeAbandoned(root);
  if (await isWhole(folder)) return { ...installed, cached: true };
  const partial = join(root, `${PARTIAL}${randomUUID()}`);
  try {
    mkdirSync(partial, { recursive: true });
    await load(asset, { version, env, folder: partial });
    await moveInto(folder, partial);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return { ...installed, cached: false };
}

/**
 * Loads the executable into a folder, with its sum.
 *
 * @param {string} asset its name in the release.
 * @param {{ readonly version: string, readonly env: Environment, readonly folder: string }} options
 */
async function load(asset, { version, env, folder }) {
  const wanted = await loadSum(asset, { version, env });
  const got = await loadFile(releaseFile(version, asset, env), { to: join(folder, PROGRAM), env });
  if (got !== wanted) {
    throw new Failure(`The sum of ${asset} is ${got}, the release says ${wanted}`, {
      hint: "It was changed on its way, or cut short: nothing was installed",
    });
  }
  writeFileSync(join(folder, SUM), got);
}

/**
 * Another job may have been faster, which is as good: what it put there is not taken away again, because it is started by
 * now. What is there and broken is replaced file by file.
 *
 * @param {string} folder
 * @param {string} partial
 * @throws {Failure} when neither works.
 */
async function moveInto(folder, partial) {
  mkdirSync(join(folder, ".."), { recursive: true });
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(folder, { force: true });
  if (isRenamed(partial, folder) || await isWhole(folder)) return;
  try {
    for (const name of [PROGRAM, SUM]) replaceFile(join(partial, name), join(folder, name));
  } catch (cause) {
    if (!(await isWhole(folder))) throw new Failure(`Failed to make ${folder}`, { cause });
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {boolean} whether it could be renamed; no system puts a folder in the place of one that is not empty.
 */
function isRenamed(from, to) {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function replaceFile(from, to) {
  if (isRenamed(from, to)) return;
  // It is a folder.
  rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}

/**
 * Whether the executable is there, as it was when it came.
 *
 * @param {string} folder
 * @returns {Promise<boolean>}
 */
async function isWhole(folder) {
  try {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(join(folder, PROGRAM))) hash.update(chunk);
    return hash.digest("hex") === readFileSync(join(folder, SUM), "utf8");
  } catch {
    return false;
  }
}

/**
 * Removes what jobs that were killed left behind.
 *
 * @param {string} root
 */
function removeAbandoned(root) {
  for (const name of namesIn(root).filter((name) => name.startsWith(PARTIAL))) {
    const path = join(root, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (Date.now() - mtimeMs > ABANDONED) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {readonly string[]}
 */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export { install };
