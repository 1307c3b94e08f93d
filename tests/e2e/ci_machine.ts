/**
 * The machine that examples of CI run on: releases on loopback in the place of GitHub's, a sandbox in the place of the
 * site, and the ways in which each system gives a job its secrets and runs its lines.
 */
import assert from "node:assert/strict";
import { sandbox } from "./action_fixture.ts";
import { Job, onRunner } from "./action_runner.ts";
import { KEY, startReleases, VERSION } from "./action_releases.ts";
import type { Ran } from "./atlcli_process.ts";
import { ROOT } from "../helpers/documentation.ts";

const YOU = sandbox.account("cloud-valid");

/** What each system keeps for its jobs, by the names in the examples. */
export const SECRETS: Readonly<Record<"url" | "email" | "token", string>> = {
  url: sandbox.urls.cloud,
  email: YOU.email ?? "",
  token: YOU.token,
};

/** The variables of a job, without secrets. */
export const REF = "v1.0.0";

export interface CiMachine {
  /** A folder of the job's own. */
  readonly folder: string;
  /** The job, as a runner of GitHub has it; elsewhere it is only an environment. */
  readonly job: Job;
  /**
   * Runs lines in a shell, with these variables and no others of ours.
   *
   * @throws when they end with another code than 0, or show the token.
   */
  shell(
    program: readonly [string, ...string[]],
    lines: string,
    env?: Readonly<Record<string, string>>,
  ): Promise<Ran>;
}

/** Runs an example on a machine of its own. */
export async function onCi(body: (machine: CiMachine) => Promise<void>): Promise<void> {
  await onRunner(KEY, async (folder) => {
    const releases = await startReleases();
    releases.files.set("install.sh", new Uint8Array(await Deno.readFile(new URL("install.sh", ROOT))));
    const job = new Job(folder, { ATLCLI_RELEASES_URL: releases.url });
    await Deno.mkdir(`${folder}/work`);
    try {
      await body({
        folder: `${folder}/work`,
        job,
        async shell([program, ...args], lines, env = {}) {
          const text = lines.replaceAll("https://github.com/atlcli/atlcli/releases", releases.url);
          const { code, stdout, stderr } = await new Deno.Command(program, {
            args: [...args, text],
            cwd: `${folder}/work`,
            env: { ...job.later(), ...env },
            clearEnv: true,
          }).output();
          const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
          assert.equal(code, 0, `${lines}\n${out}${err}`);
          assert.ok(!`${out}${err}`.includes(SECRETS.token), `The token was shown by ${lines}`);
          return { exit: code, out: out ?? "", err: err ?? "" };
        },
      });
    } finally {
      await releases.close();
    }
  });
}

/** The version that an example names has to be this one. */
export function requireVersion(text: string): void {
  const named = [...text.matchAll(/(?:@v|\/v|--version )(\d+\.\d+\.\d+)/g)].map(([, version]) => version);
  assert.ok(named.every((version) => version === VERSION), `${named} in an example of ${VERSION}`);
}

/** The status of an issue, by the sandbox itself. */
export async function statusOf(key: string): Promise<string> {
  const authorization = `Basic ${btoa(`${SECRETS.email}:${SECRETS.token}`)}`;
  const url = `${SECRETS.url}/rest/api/3/issue/${key}?fields=status`;
  const response = await fetch(url, { headers: { authorization } });
  const { fields }: { readonly fields: { readonly status: { readonly name: string } } } = await response
    .json();
  return fields.status.name;
}
