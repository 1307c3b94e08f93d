// @ts-check
/**
 * Where releases live, and what is in one.
 *
 * @module
 */
import { Failure } from "./failure.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/** Where releases live, unless the variable says where else: below it is a folder for each version. */
export const RELEASES_URL = "https://github.com/atlcli/atlcli/releases";

/** The variable that names another place, such as a mirror. */
const VARIABLE = "ATLCLI_RELEASES_URL";

/** The systems that there are executables for, as Node names them, and as the files are named. */
const SYSTEMS = new Map([
  ["linux x64", "linux-x64"],
  ["linux arm64", "linux-arm64"],
  ["darwin x64", "macos-x64"],
  ["darwin arm64", "macos-arm64"],
  ["win32 x64", "windows-x64"],
  // Windows on ARM runs programs for x64.
  ["win32 arm64", "windows-x64"],
]);

/**
 * The address of a file of a release.
 *
 * @param {string} version
 * @param {string} name
 * @param {Environment} env
 * @returns {URL}
 * @throws {Failure} when the variable names no place that is safe to load from.
 */
function releaseFile(version, name, env) {
  const text = env[VARIABLE] || RELEASES_URL;
  const base = URL.canParse(text) ? new URL(text) : undefined;
  if (base !== undefined && isSafe(base) && base.username + base.password + base.search + base.hash === "") {
    return new URL(`${base.href.replace(/(?<!\/)\/+$/, "")}/download/v${version}/${name}`);
  }
  throw new Failure(`${VARIABLE} is no https address without user and query`, {
    hint: "Plain http is for this machine alone",
  });
}

/**
 * Whether nobody between here and there can change what is loaded.
 *
 * @param {URL} url
 * @returns {boolean}
 */
function isSafe({ protocol, hostname }) {
  if (protocol === "https:") return true;
  return protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

/**
 * The name of the executable for a system.
 *
 * @param {{ readonly platform: string, readonly arch: string }} system as Node names it.
 * @returns {string}
 * @throws {Failure} when there is none.
 */
function assetFor({ platform, arch }) {
  const system = SYSTEMS.get(`${platform} ${arch}`);
  if (system === undefined) {
    throw new Failure(`There is no executable for ${platform} ${arch}`, {
      hint: `There are executables for ${[...SYSTEMS.keys()].join(", ")}`,
    });
  }
  return `atlcli-${system}${platform === "win32" ? ".exe" : ""}`;
}

export { assetFor, isSafe, releaseFile };
