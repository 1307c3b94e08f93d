// @ts-check
/**
 * The inputs of the action.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { Failure } from "./failure.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/**
 * The account to sign in with. The email is empty on Data Center.
 *
 * @typedef {{ readonly site: string, readonly email: string, readonly token: string }} Account
 */

/**
 * `account` is absent if there is no sign-in.
 *
 * @typedef {{ readonly version: string, readonly account: Account | undefined, readonly verify: boolean }} Inputs
 */

const VERSION = /^v?(\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?)$/;

/**
 * The text of an input from the runner, without surrounding white space.
 *
 * @param {Environment} env
 * @param {string} name
 * @returns {string}
 */
function input(env, name) {
  return (env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
}

/**
 * Reads and validates the inputs.
 *
 * @param {Environment} env
 * @returns {Inputs}
 * @throws {Failure} if one is invalid, or one that another needs is missing.
 */
function readInputs(env) {
  return { version: versionOf(env), account: accountOf(env), verify: isTrue(env, "verify") };
}

/**
 * @param {Environment} env
 * @returns {string} without a leading `v`; default: the version of this action.
 */
function versionOf(env) {
  const wanted = input(env, "version") || ownVersion();
  const version = VERSION.exec(wanted)?.[1];
  if (version !== undefined) return version;
  throw new Failure(`The input version is invalid: ${JSON.stringify(wanted)}`, {
    hint: "Give a release, such as 1.2.3, or omit it for the version of the action",
  });
}

/** @returns {string} the version of the package that contains this action. */
function ownVersion() {
  /** @type {{ readonly version: string }} */
  const { version } = JSON.parse(readFileSync(new URL("../deno.json", import.meta.url), "utf8"));
  return version;
}

/**
 * @param {Environment} env
 * @returns {Account | undefined}
 */
function accountOf(env) {
  const account = { site: input(env, "site"), email: input(env, "email"), token: input(env, "token") };
  for (const [name, value] of Object.entries(account)) {
    if (hasControl(value)) {
      throw new Failure(`The input ${name} has more than one line, or a control character`);
    }
  }
  if (account.token !== "" && account.site === "") {
    throw new Failure("The input site is missing", {
      hint: "A token is sent only to the site it was meant for",
    });
  }
  if (account.token === "" && account.site !== "") {
    throw new Failure("The input token is missing or empty", {
      hint: "Check the secret's name. A pull request from a fork has no access to secrets: omit site there",
    });
  }
  return account.token === "" ? undefined : account;
}

/**
 * @param {string} text
 * @returns {boolean}
 */
function hasControl(text) {
  return /\p{Cc}|[\u2028\u2029]/u.test(text);
}

/**
 * @param {Environment} env
 * @param {string} name
 * @returns {boolean}
 */
function isTrue(env, name) {
  const value = input(env, name).toLowerCase();
  if (value === "true") return true;
  if (value === "false") return false;
  throw new Failure(`The input ${name} is neither true nor false: ${JSON.stringify(value)}`);
}

export { input, readInputs };
