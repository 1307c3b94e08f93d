// @ts-check
/**
 * The action: installs atlcli and, if requested, signs in for the following steps.
 *
 * @module
 */
import { wordsOf } from "./failure.mjs";
import { input, readInputs } from "./inputs.mjs";
import { install } from "./install.mjs";
import { formsOf } from "./masks.mjs";
import { checkSignIn, checkVersion } from "./program.mjs";
import { append, assignment, command } from "./runner.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/**
 * Tells the runner what to mask in the log, before any other output.
 *
 * @param {Environment} env
 */
function hideToken(env) {
  for (const form of formsOf(env["INPUT_TOKEN"] ?? "", input(env, "email"))) {
    process.stdout.write(command("add-mask", form));
  }
}

/** @param {Environment} env */
async function run(env) {
  const { version, account, verify } = readInputs(env);
  const { folder, executable, cached, kept } = await install(version, env);
  if (!kept) append(env, "GITHUB_STATE", assignment("folder", folder));
  checkVersion(executable, { version, env });
  append(env, "GITHUB_PATH", `${folder}\n`);
  for (const [name, value] of Object.entries({ version, path: executable, "cache-hit": String(cached) })) {
    append(env, "GITHUB_OUTPUT", assignment(name, value));
  }
  process.stdout.write(
    `atlcli ${version} ${cached ? "was in the tool cache" : "is installed"}: ${executable}\n`,
  );
  if (account !== undefined) signIn(account, { env, verify, executable });
}

/** Variables that would select another account: a runner may set them, and an empty one counts as unset. */
const OTHERS = ["ATLCLI_PROFILE", "ATLCLI_API_TOKEN_FILE"];

/**
 * Sets the account for the following steps.
 *
 * @param {import("./inputs.mjs").Account} account
 * @param {{ readonly env: Environment, readonly verify: boolean, readonly executable: string }} options
 */
function signIn({ site, email, token }, { env, verify, executable }) {
  const others = OTHERS.filter((name) => env[name]).map((name) => [name, ""]);
  const variables = {
    ATLCLI_SITE: site,
    ATLCLI_EMAIL: email,
    ATLCLI_API_TOKEN: token,
    ...Object.fromEntries(others),
  };
  if (verify) checkSignIn(executable, { ...env, ...variables });
  append(env, "GITHUB_STATE", assignment("signed-in", "true"));
  for (const [name, value] of Object.entries(variables)) append(env, "GITHUB_ENV", assignment(name, value));
}

hideToken(process.env);
try {
  await run(process.env);
} catch (error) {
  process.stdout.write(command("error", wordsOf(error)));
  process.exitCode = 1;
}
