/** How GitHub Actions, GitLab CI and Jenkins read their files: the little of it that the examples use. */
import assert from "node:assert/strict";
import { type CiMachine, REF, SECRETS } from "./ci_machine.ts";
import type { Ran } from "./atlcli_process.ts";

type Variables = Readonly<Record<string, string>>;

/** A step of a workflow of GitHub. */
export interface GithubStep {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Variables;
  readonly run?: string;
  readonly env?: Variables;
}

const EXPRESSIONS: Variables = {
  "secrets.ATLASSIAN_URL": SECRETS.url,
  "secrets.ATLASSIAN_EMAIL": SECRETS.email,
  "secrets.ATLASSIAN_TOKEN": SECRETS.token,
  "github.ref_name": REF,
};

function expanded(text: string, more: Variables): string {
  return text.replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) => {
    const value = { ...EXPRESSIONS, ...more }[expression];
    assert.ok(value !== undefined, `Unknown expression ${expression}`);
    return value;
  });
}

function allExpanded(variables: Variables | undefined, more: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables ?? {}).map(([name, text]) => [name, expanded(text, more)]),
  );
}

/**
 * Runs the steps of a job of GitHub Actions, the action's post step at the end.
 *
 * @param more Expressions in addition to those that every example may use.
 * @returns what each `run:` came to.
 */
export async function runGithub(
  { job, shell }: CiMachine,
  steps: readonly GithubStep[],
  more: Variables = {},
): Promise<readonly Ran[]> {
  const runs: Ran[] = [];
  for (const { uses, run, env, with: inputs, name: _, ...rest } of steps) {
    assert.deepEqual(rest, {}, "Something that this runner does not know");
    if (uses !== undefined) {
      assert.match(uses, /^atlcli\/atlcli@v/);
      const { exit, log } = await job.uses(allExpanded(inputs, more));
      assert.equal(exit, 0, log);
    }
    if (run !== undefined) {
      runs.push(await shell(["bash", "-ec"], expanded(run, more), allExpanded(env, more)));
    }
  }
  assert.equal((await job.post()).exit, 0);
  return runs;
}

/** A job of GitLab. */
export interface GitlabJob {
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
  readonly variables: Variables;
}

/** Runs a job of GitLab: all lines in one shell, variables replaced by the project's. */
export async function runGitlab({ folder, shell }: CiMachine, job: GitlabJob, more: Variables): Promise<Ran> {
  const project: Variables = {
    ATLASSIAN_URL: SECRETS.url,
    ATLASSIAN_EMAIL: SECRETS.email,
    ATLASSIAN_TOKEN: SECRETS.token,
    CI_PROJECT_DIR: folder,
    ...more,
  };
  const variables = Object.entries(job.variables).map(([name, text]) =>
    [name, text.replaceAll(/\$(\w+)/g, (_, variable: string) => project[variable] ?? "")] as const
  );
  const lines = [...job.before_script ?? [], ...job.script].join("\n");
  return await shell(["bash", "-eo", "pipefail", "-c"], lines, {
    ...project,
    ...Object.fromEntries(variables),
  });
}

/** Other allowed lines of a Jenkinsfile, without a meaning here. */
const SCAFFOLD =
  /^(?:\/\/.*|pipeline \{|agent any|environment \{|stages \{|stage\('[\w ]+'\) \{|steps \{|\}|)$/;

/** The variables of a Jenkinsfile's `environment`, with Jenkins' credentials. */
export function jenkinsEnvironment(text: string): Record<string, string> {
  const credentials: Variables = {
    "atlassian-url": SECRETS.url,
    "atlassian-email": SECRETS.email,
    "atlassian-token": SECRETS.token,
  };
  const found = [...text.matchAll(/^ *(\w+) = credentials\('([\w-]+)'\)$/gm)];
  return Object.fromEntries(found.map(([, name = "", id = ""]) => {
    assert.ok(id in credentials, `There is no credential "${id}"`);
    return [name, credentials[id] ?? ""];
  }));
}

/** Runs the `sh` steps of a Jenkinsfile, each as Jenkins does: every line is shown before it runs. */
export async function runJenkins(
  { folder, shell }: CiMachine,
  text: string,
  more: Variables,
): Promise<readonly Ran[]> {
  const env = { ...jenkinsEnvironment(text), WORKSPACE: folder, ...more };
  const runs: Ran[] = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    const command = /^sh '([^']*)'$/.exec(line)?.[1];
    if (command !== undefined) runs.push(await shell(["sh", "-xec"], command, env));
    else assert.ok(SCAFFOLD.test(line) || / = credentials\('/.test(line), `Unknown line ${line}`);
  }
  return runs;
}
