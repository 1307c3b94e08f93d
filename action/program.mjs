// @ts-check
/**
 * Runs the installed executable.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { detailOf, Failure } from "./failure.mjs";
import { show } from "./runner.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/** Maximum run time, in milliseconds. */
const PATIENCE = 180_000;

/**
 * Checks that the executable starts on this machine, and has the requested version.
 *
 * @param {string} executable
 * @param {{ readonly version: string, readonly env: Environment }} options
 * @throws {Failure} if it does not start, or is another version.
 */
function checkVersion(executable, { version, env }) {
  const { status, stdout, error } = spawnSync(executable, ["--version"], {
    env: withoutInputs(env),
    encoding: "utf8",
    timeout: PATIENCE,
  });
  if (error !== undefined || status !== 0) {
    throw new Failure(
      `${executable} does not start: ${error ? detailOf(error) : `it exited with ${status}`}`,
      {
        hint: "On Linux it requires glibc, which Alpine does not have",
        cause: error,
      },
    );
  }
  if (stdout.trim() !== version) {
    throw new Failure(`${executable} reports version ${JSON.stringify(stdout.trim())}, not ${version}`);
  }
}

/**
 * Verifies the token with the site. The output goes to the log.
 *
 * @param {string} executable
 * @param {Environment} env with the three variables.
 * @throws {Failure} if the sign-in failed.
 */
function checkSignIn(executable, env) {
  const { status, stdout, stderr, error } = spawnSync(executable, ["auth", "status"], {
    env: withoutInputs(env),
    encoding: "utf8",
    timeout: PATIENCE,
  });
  show(`${stdout}${stderr}`);
  if (status === 0) return;
  throw new Failure(
    `Failed to sign in: ${error ? detailOf(error) : `atlcli auth status exited with ${status}`}`,
    {
      hint: "See its output above",
      cause: error,
    },
  );
}

/**
 * The environment without the action's inputs, because one of them is the token.
 *
 * @param {Environment} env
 * @returns {Record<string, string | undefined>}
 */
function withoutInputs(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INPUT_")));
}

export { checkSignIn, checkVersion };
