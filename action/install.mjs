// @ts-check
/**
 * Puts the executable of one version into the runner's tool cache, or finds it there.
 *
 * A folder of the cache is whole or not there: it is made under another name, and renamed. Beside the executable lie the
 * signed sums of its release, and every job verifies all of it again: the signature, the version and the sum. So nothing
 * is used that was cut short, or that another job has changed, whatever it has changed besides.
 *
 * @module
 */
import { createHash, randomUUID } from "node:crypto";
import {
  createReadStream,
  lstatSync,
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
import { loadSums, SIGNATURE, signedSum, SUMS } from "./sums.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/**
 * @typedef {object} Installed
 * @property {string} folder where the executable is; for PATH.
 * @property {string} executable its path.
 * @property {boolean} cached whether it was there before.
 * @property {boolean} kept whether it stays for other jobs.
 */

const PROGRAM = process.platform === "win32" ? "atlcli.exe" : "atlcli";
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
  const wanted = { file: asset, version };
  if (await isGenuine(folder, wanted)) return { ...installed, cached: true };
  const partial = join(root, `${PARTIAL}${randomUUID()}`);
  try {
    mkdirSync(partial, { recursive: true });
    await load(wanted, { env, folder: partial });
    await moveInto(folder, { partial, wanted });
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return { ...installed, cached: false };
}

/**
 * The name of a file in a release, and the release's version.
 *
 * @typedef {{ readonly file: string, readonly version: string }} Wanted
 */

/**
 * Loads the executable into a folder, with the signed sums of its release.
 *
 * @param {Wanted} wanted
 * @param {{ readonly env: Environment, readonly folder: string }} options
 */
async function load(wanted, { env, folder }) {
  const { file, version } = wanted;
  const sums = await loadSums(version, env);
  const sum = signedSum(sums, wanted);
  const got = await loadFile(releaseFile(version, file, env), { to: join(folder, PROGRAM), env });
  if (got !== sum) {
    throw new Failure(`The sum of ${file} is ${got}, the release says ${sum}`, {
      hint: "It was changed on its way, or cut short: nothing was installed",
    });
  }
  writeFileSync(join(folder, SUMS), sums.text);
  writeFileSync(join(folder, SIGNATURE), sums.signature);
}

/**
 * Another job may have been faster, which is as good: what it put there is not taken away again, because it is started by
 * now. What is there and broken is replaced file by file.
 *
 * @param {string} folder
 * @param {{ readonly partial: string, readonly wanted: Wanted }} options
 * @throws {Failure} when neither works.
 */
async function moveInto(folder, { partial, wanted }) {
  mkdirSync(join(folder, ".."), { recursive: true });
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(folder, { force: true });
  if (isRenamed(partial, folder) || await isGenuine(folder, wanted)) return;
  try {
    for (const name of [PROGRAM, SUMS, SIGNATURE]) replaceFile(join(partial, name), join(folder, name));
  } catch (cause) {
    if (!(await isGenuine(folder, wanted))) throw new Failure(`Failed to make ${folder}`, { cause });
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
 * Whether the executable of that release is there: it, and nothing that a link leads to, has the sum that was signed.
 *
 * @param {string} folder
 * @param {Wanted} wanted
 * @returns {Promise<boolean>}
 */
async function isGenuine(folder, wanted) {
  try {
    if (!lstatSync(join(folder, PROGRAM)).isFile()) return false;
    const text = readFileSync(join(folder, SUMS));
    const signature = readFileSync(join(folder, SIGNATURE), "utf8");
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(join(folder, PROGRAM))) hash.update(chunk);
    return hash.digest("hex") === signedSum({ text, signature }, wanted);
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
