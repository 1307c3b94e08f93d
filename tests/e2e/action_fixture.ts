/** What the tests of the action have: releases on loopback, a sandbox to sign in to, and jobs on a runner. */
import { startSandboxProcess } from "../../scripts/checks/sandbox_process.ts";
import { Job, onRunner } from "./action_runner.ts";
import { ATLCLI, type Ran } from "./atlcli_process.ts";
import { KEY, type ReleaseServer, startReleases } from "./action_releases.ts";

export const sandbox = await startSandboxProcess(ATLCLI);
globalThis.addEventListener("unload", () => void sandbox.stop());

type Variables = Readonly<Record<string, string | undefined>>;

export interface Scene {
  /** A job on the runner, which loads releases from loopback. */
  readonly job: Job;
  readonly releases: ReleaseServer;
  /** Another job on the same runner, with more variables of the machine. */
  again(machine?: Variables): Job;
}

/** Windows starts no script: there, the tests need the executable (`deno task test:executable`). */
const NO_PROGRAM = Deno.build.os === "windows" && Deno.env.get("ATLCLI_EXECUTABLE") === undefined;

/** Without Node nothing of this can run, which is a fault where tests have to be complete. */
const NO_NODE = Deno.env.get("CI") === undefined && !(await hasNode());

async function hasNode(): Promise<boolean> {
  try {
    return (await new Deno.Command("node", { args: ["--version"] }).output()).success;
  } catch {
    return false;
  }
}

export function actionTest(name: string, body: (scene: Scene) => Promise<void>): void {
  Deno.test({
    name: `the action ${name}`,
    ignore: NO_PROGRAM || NO_NODE,
    fn: () =>
      onRunner(KEY, async (folder) => {
        const releases = await startReleases();
        const again = (machine: Variables = {}) =>
          new Job(folder, { ATLCLI_RELEASES_URL: releases.url, ...machine });
        try {
          await body({ job: again(), releases, again });
        } finally {
          await releases.close();
        }
      }),
  });
}

/** Runs a line in the shell of a later step. */
export async function shell(
  job: Job,
  line: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["--noprofile", "--norc", "-eo", "pipefail", "-c", line],
    env: { ...job.later(), ...env },
    clearEnv: true,
  }).output();
  const decoder = new TextDecoder();
  return { exit: code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
