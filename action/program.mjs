// @ts-check
/**
 * Runs the executable that was installed.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { detailOf, Failure } from "./failure.mjs";
import { show } from "./runner.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/** For how long it may run, in milliseconds. */
const PATIENCE = 180_000;

/**
 * Asks the executable for its version: that it starts on this machine at all, and is what was asked for.
 *
 * @param {string} executable
 * @param {{ readonly version: string, readonly env: Environment }} options
 * @throws {Failure} when it does not start, or is another version.
 */
function checkVersion(executable, { version, env }) {
  const { status, stdout, error } = spawnSync(executable, ["--version"], {
    env: withoutInputs(env),
    encoding: "utf8",
    timeout: PATIENCE,
  });
  if (error !== undefined || status !== 0) {
    throw new Failure(
      `${executable} does not start: ${error ? detailOf(error) : `it ended with ${status}`}`,
      {
        hint: "On Linux it needs glibc: Alpine has none",
        cause: error,
      },
    );
  }
  if (stdout.trim() !== version) {
    throw new Failure(`${executable} says that it is ${JSON.stringify(stdout.trim())}, not ${version}`);
  }
}

/**
 * Asks the site who the token belongs to. What is said to that is in the log.
 *
 * @param {string} executable
 * @param {Environment} env with the three variables.
 * @throws {Failure} when nobody is signed in.
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
    `Failed to sign in: ${error ? detailOf(error) : `atlcli auth status ended with ${status}`}`,
    {
      hint: "What it said stands above",
      cause: error,
    },
  );
}

/**
 * The inputs of this action are nobody else's business: one of them is the token.
 *
 * @param {Environment} env
 * @returns {Record<string, string | undefined>}
 */
function withoutInputs(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INPUT_")));
}

export { checkSignIn, checkVersion };
