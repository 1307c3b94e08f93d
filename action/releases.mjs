// @ts-check
/**
 * The URLs of releases, and their files.
 *
 * @module
 */
import { Failure } from "./failure.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/** The default URL of the releases, with a folder per version. The variable overrides it. */
export const RELEASES_URL = "https://github.com/atlcli/atlcli/releases";

/** The variable with another URL, such as that of a mirror. */
const VARIABLE = "ATLCLI_RELEASES_URL";

/** The supported systems, by Node's names, and the suffixes of the file names. */
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
 * The URL of a file of a release.
 *
 * @param {string} version
 * @param {string} name
 * @param {Environment} env
 * @returns {URL}
 * @throws {Failure} if the variable is not a safe URL.
 */
function releaseFile(version, name, env) {
  const text = env[VARIABLE] || RELEASES_URL;
  const base = URL.canParse(text) ? new URL(text) : undefined;
  if (base !== undefined && isSafe(base) && base.username + base.password + base.search + base.hash === "") {
    return new URL(`${base.href.replace(/(?<!\/)\/+$/, "")}/download/v${version}/${name}`);
  }
  throw new Failure(`${VARIABLE} is not an https URL without a user and a query`, {
    hint: "Plain http is allowed only for this machine",
  });
}

/**
 * Whether downloads from a URL cannot be modified in transit.
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
 * @param {{ readonly platform: string, readonly arch: string }} system by Node's names.
 * @returns {string}
 * @throws {Failure} if there is none.
 */
function assetFor({ platform, arch }) {
  const system = SYSTEMS.get(`${platform} ${arch}`);
  if (system === undefined) {
    throw new Failure(`No executable for ${platform} ${arch}`, {
      hint: `Available: ${[...SYSTEMS.keys()].join(", ")}`,
    });
  }
  return `atlcli-${system}${platform === "win32" ? ".exe" : ""}`;
}

export { assetFor, isSafe, releaseFile };
