/**
 * Provides a release and a site on this machine, so that a workflow can run the real action. The release is
 * dist/atlcli, signed with a new key that replaces the action's key in the workflow's checkout.
 *
 *     deno run -A scripts/checks/rehearse_action.ts &
 *
 * Serves until it is terminated. The following steps have `ATLCLI_RELEASES_URL` and `REHEARSAL_SITE`,
 * `_EMAIL` and `_TOKEN`.
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
 * Creates a release of an executable.
 *
 * @returns The public key of the signature.
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

/** Serves a folder. @returns The URL. */
function serve(folder: string): string {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async ({ url }) => {
    const file = await Deno.open(`${folder}${new URL(url).pathname}`).catch(() => undefined);
    return file === undefined ? new Response(null, { status: 404 }) : new Response(file.readable);
  });
  return `http://127.0.0.1:${server.addr.port}`;
}

/** The value of a variable that the runner sets. */
function variable(name: string): string {
  const value = Deno.env.get(name);
  if (!value) throw new Error(`${name} is not set: this must run as a workflow step`);
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
  // Windows has no such signal; there, the runner ends remaining processes of a job.
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGTERM", () => void sandbox.stop().then(() => Deno.exit()));
  }
  await appendFile(variables, Object.entries(given).map(([name, value]) => `${name}=${value}\n`).join(""));
  console.log("The release and the site are ready");
}

if (import.meta.main) await main();
