// @ts-check
/**
 * Installs the executable of a version into the runner's tool cache, or finds it there.
 *
 * A folder of the cache is complete or missing: it is filled under another name, and renamed. The signed
 * checksums of the release are stored next to the executable, and every job verifies the signature, the
 * version and the checksum again. So a truncated executable, or one that another job has changed, is never
 * used.
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
 * @property {string} folder the folder of the executable; for PATH.
 * @property {string} executable its path.
 * @property {boolean} cached whether it was already installed.
 * @property {boolean} kept whether it stays for other jobs.
 */

const PROGRAM = process.platform === "win32" ? "atlcli.exe" : "atlcli";
/** Name prefix of folders that are being filled. */
const PARTIAL = ".partial-";
/** Age after which such a folder is abandoned, in milliseconds. */
const ABANDONED = 60 * 60 * 1000;

/**
 * @param {string} version
 * @param {Environment} env
 * @returns {Promise<Installed>}
 * @throws {Failure} if it cannot be downloaded, or does not match the release.
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
 * The name of a file in a release, and the version of the release.
 *
 * @typedef {{ readonly file: string, readonly version: string }} Wanted
 */

/**
 * Downloads the executable and the signed checksums of its release into a folder.
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
    throw new Failure(`The checksum of ${file} is ${got}, but the release states ${sum}`, {
      hint: "The download was modified or truncated: nothing was installed",
    });
  }
  writeFileSync(join(folder, SUMS), sums.text);
  writeFileSync(join(folder, SIGNATURE), sums.signature);
}

/**
 * Renames the filled folder. If another job was faster, its installation is kept, because it may be in use. A
 * damaged installation is replaced file by file.
 *
 * @param {string} folder
 * @param {{ readonly partial: string, readonly wanted: Wanted }} options
 * @throws {Failure} if neither works.
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
 * @returns {boolean} whether it was renamed; no system replaces a folder that is not empty.
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
 * Whether the executable of that release is installed: a file, not a link, with the signed checksum.
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
 * Removes the leftovers of killed jobs.
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
