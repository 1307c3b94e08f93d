// @ts-check
/**
 * Cleans up at the end of the job, even if it failed.
 *
 * @module
 */
import { rmSync } from "node:fs";
import { wordsOf } from "./failure.mjs";
import { append, assignment, command } from "./runner.mjs";

const { env } = process;
try {
  if (env["STATE_signed-in"] === "true") {
    for (const name of ["ATLCLI_SITE", "ATLCLI_EMAIL", "ATLCLI_API_TOKEN"]) {
      append(env, "GITHUB_ENV", assignment(name, ""));
    }
  }
  const folder = env["STATE_folder"];
  if (folder) rmSync(folder, { recursive: true, force: true });
} catch (error) {
  process.stdout.write(command("warning", `Failed to clean up: ${wordsOf(error)}`));
}
