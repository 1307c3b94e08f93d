/**
 * Gives a workflow what it needs to run the action for real: a release and a site on this machine. The release is
 * dist/atlcli, signed with a key that is made here and takes the place of the action's own in the workflow's checkout.
 *
 *     deno run -A scripts/checks/rehearse_action.ts &
 *
 * Serves until it is ended. The steps that follow have `ATLCLI_RELEASES_URL` and `REHEARSAL_SITE`, `_EMAIL` and `_TOKEN`.
 *
 * @module
 */
import { appendFile } from "node:fs/promises";
import config from "../../deno.json" with { type: "json" };
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";
import { EXECUTABLE } from "../release/compile.ts";
import { makeKey } from "../release/release_key.ts";
import { signRelease } from "../release/sign.ts";
import { writeSums } from "../release/sums.ts";
import { startSandboxProcess } from "./sandbox_process.ts";

/**
 * Makes a release of an executable.
 *
 * @returns the public key that signed it.
 */
async function makeRelease(folder: string, executable: string): Promise<string> {
  const file = RELEASE_TARGETS.find(({ triple }) => triple === Deno.build.target)?.file;
  if (file === undefined) throw new Error(`A release has nothing for ${Deno.build.target}`);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.copyFile(executable, `${folder}/${file}`);
  await writeSums(folder, { version: config.version, files: [file] });
  const { privateKey, publicKey } = await makeKey();
  await signRelease(folder, {
    version: config.version,
    files: [file],
    privateKey,
    believers: { "this workflow": [publicKey] },
  });
  return publicKey;
}

/** Serves a folder. @returns where. */
function serve(folder: string): string {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async ({ url }) => {
    const file = await Deno.open(`${folder}${new URL(url).pathname}`).catch(() => undefined);
    return file === undefined ? new Response(null, { status: 404 }) : new Response(file.readable);
  });
  return `http://127.0.0.1:${server.addr.port}`;
}

/** The value of a variable of the runner. */
function variable(name: string): string {
  const value = Deno.env.get(name);
  if (!value) throw new Error(`${name} is not set: this is for a step of a workflow`);
  return value;
}

async function main(): Promise<void> {
  const [checkout, variables] = [variable("GITHUB_WORKSPACE"), variable("GITHUB_ENV")];
  const folder = await Deno.makeTempDir({ prefix: "atlcli-rehearsal-" });
  const key = await makeRelease(`${folder}/download/v${config.version}`, EXECUTABLE);
  const keys = `export const RELEASE_KEYS = ${JSON.stringify([key])};\n`;
  await Deno.writeTextFile(`${checkout}/action/release_keys.mjs`, keys);
  const sandbox = await startSandboxProcess([EXECUTABLE]);
  const { email = "", token } = sandbox.account("cloud-valid");
  const given = {
    ATLCLI_RELEASES_URL: serve(folder),
    REHEARSAL_SITE: sandbox.urls.cloud,
    REHEARSAL_EMAIL: email,
    REHEARSAL_TOKEN: token,
  };
  // Windows has no such signal; there, the runner ends what a job leaves running.
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGTERM", () => void sandbox.stop().then(() => Deno.exit()));
  }
  await appendFile(variables, Object.entries(given).map(([name, value]) => `${name}=${value}\n`).join(""));
  console.log("The release and the site are there");
}

if (import.meta.main) await main();
