/** What the tests of the action have: releases on loopback, a sandbox to sign in to, and jobs on a runner. */
import { startSandboxProcess } from "../../scripts/checks/sandbox_process.ts";
import { Job, onRunner } from "./action_runner.ts";
import { ATLCLI, type Ran } from "./atlcli_process.ts";
import { KEY, type ReleaseServer, startReleases } from "./action_releases.ts";
import { gatedTest, isCi, noExecutable, noProgram } from "../helpers/gate.ts";

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

/** Windows starts no script: there, the tests need the executable. */
const NO_PROGRAM = Deno.build.os === "windows" ? noExecutable() : undefined;

export function actionTest(name: string, body: (scene: Scene) => Promise<void>): void {
  gatedTest({
    name: `the action ${name}`,
    unless: NO_PROGRAM ?? noProgram("node"),
    required: NO_PROGRAM === undefined && isCi(),
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
