/** The examples of CI, in examples/ci and docs/ci.md: their own lines, in real shells, against the sandbox. */
import assert from "node:assert/strict";
import { parse } from "yaml";
import { ROOT } from "../helpers/documentation.ts";
import { ATLCLI } from "./atlcli_process.ts";
import { type CiMachine, onCi, requireVersion, SECRETS, statusOf } from "./ci_machine.ts";
import {
  type GithubStep,
  type GitlabJob,
  jenkinsEnvironment,
  runGithub,
  runGitlab,
  runJenkins,
} from "./ci_systems.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

async function fileOf(path: string): Promise<string> {
  const text = await Deno.readTextFile(new URL(path, ROOT));
  requireVersion(text);
  return text;
}

/** The blocks of docs/ci.md that are of a language. */
async function blocks(language: string): Promise<readonly string[]> {
  const text = await fileOf("docs/ci.md");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map(([, body = ""]) =>
    body
  );
}

function ciTest(name: string, body: (machine: CiMachine) => Promise<void>): void {
  gatedTest({
    name: `CI examples: ${name}`,
    unless: notOn("windows", "the examples are for the shells of Unix"),
    fn: () => onCi(body),
  });
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly GithubStep[] }>>;
}

const GITHUB = "examples/ci/github-actions.yml";

ciTest(`${GITHUB}: signs in by the action, searches, comments and moves an issue`, async (machine) => {
  const { jobs }: Workflow = parse(await fileOf(GITHUB));
  assert.notEqual(await statusOf("PROJ-1"), "Done");
  const [search, close] = await runGithub(machine, jobs["jira"]?.steps ?? [], {
    "vars.ANNOUNCEMENT": "PROJ-1",
  });
  assert.match(search?.out ?? "", /^PROJ-\d+$/m);
  assert.equal(await Deno.readTextFile(`${machine.folder}/fixed.txt`), search?.out);
  assert.match(close?.out ?? "", /PROJ-1/);
  assert.equal(await statusOf("PROJ-1"), "Done");
});

ciTest(`${GITHUB}: one step has the credentials`, async (machine) => {
  const { jobs }: Workflow = parse(await fileOf(GITHUB));
  const [search] = await runGithub(machine, jobs["one-step"]?.steps ?? []);
  assert.match(search?.out ?? "", /^PROJ-\d+ /m);
  assert.deepEqual(machine.job.env, {});
});

const GITLAB = "examples/ci/gitlab-ci.yml";

ciTest(`${GITLAB}: installs, and moves an issue`, async (machine) => {
  const file: Readonly<Record<string, GitlabJob>> = parse(await fileOf(GITLAB));
  const job = file["jira-update"];
  assert.ok(job !== undefined);
  assert.notEqual(await statusOf("PROJ-5"), "Done");
  const { out } = await runGitlab(machine, job, { ISSUE_KEY: "PROJ-5" });
  assert.match(out, /^Status: Authenticated ✓$/m);
  assert.equal(await statusOf("PROJ-5"), "Done");
});

const JENKINS = "examples/ci/Jenkinsfile";

ciTest(`${JENKINS}: installs, and searches, and its log does not show the token`, async (machine) => {
  const runs = await runJenkins(machine, await fileOf(JENKINS), { TAG_NAME: "v1.0.0" });
  assert.match(runs[1]?.out ?? "", /^Status: Authenticated ✓$/m);
  assert.match(runs[2]?.out ?? "", /^PROJ-\d+ /m);
});

/** `docker run` with the program in the image's place: it has the variables that are named, and no others. */
const DOCKER = String.raw`#!/bin/sh
[ "$1" = run ] || exit 64
shift
set_variables=
while [ "$1" != atlcli ]; do
  case $1 in
    --rm | --read-only) ;;
    -e)
      shift
      case $1 in
        *=*) set_variables="$set_variables $1" ;;
        *) eval "set_variables=\"\$set_variables $1=\$$1\"" ;;
      esac
      ;;
    *) exit 64 ;;
  esac
  shift
done
shift
exec env -i DENO_DIR="$DENO_DIR" HOME=/nowhere $set_variables PROGRAM "$@"
`;

const SCRIPT = "examples/ci/docker.sh";

async function withDocker({ folder, job }: CiMachine): Promise<Record<string, string>> {
  const program = ATLCLI.map((word) => `'${word}'`).join(" ");
  await Deno.mkdir(`${folder}/docker`);
  await Deno.writeTextFile(`${folder}/docker/docker`, DOCKER.replace("PROGRAM", program), { mode: 0o755 });
  const { PATH } = job.later();
  return {
    PATH: `${folder}/docker:${PATH}`,
    ATLCLI_SITE: SECRETS.url,
    ATLCLI_EMAIL: SECRETS.email,
    ATLCLI_API_TOKEN: SECRETS.token,
  };
}

ciTest(`${SCRIPT}: gives a container three variables by name`, async (machine) => {
  const { out } = await machine.shell(["sh", "-c"], await fileOf(SCRIPT), await withDocker(machine));
  assert.match(out, /^Status: Authenticated ✓$/m);
  assert.match(out, /^PROJ-\d+ /m);
});

Deno.test("README names the action by the version that it has", async () => {
  const text = await Deno.readTextFile(new URL("README.md", ROOT));
  const named = [...text.matchAll(/atlcli\/atlcli@\S+?(?=[`\s])/g)].join("\n");
  assert.match(named, /@v/);
  requireVersion(named);
});

Deno.test("no example inserts untrusted text into a shell script", async () => {
  for (const path of ["README.md", "docs/ci.md", GITHUB]) {
    const lines = (await Deno.readTextFile(new URL(path, ROOT))).split("\n");
    assert.ok(lines.some((line) => line.includes("github.ref_name")), path);
    assert.deepEqual(lines.filter((line) => /^(?! *[A-Z_]+:).*\$\{\{ *github\./.test(line)), [], path);
  }
});

ciTest("docs/ci.md: the steps for GitHub Actions", async (machine) => {
  const lists: readonly unknown[] = (await blocks("yaml")).map((text) => parse(text));
  const found = lists.filter(Array.isArray);
  assert.equal(found.length, 2);
  // One of them takes the program for granted.
  await machine.job.uses();
  for (const steps of found) {
    const runs = await runGithub(machine, steps);
    assert.match(runs.at(-1)?.out ?? "", /^PROJ-\d+ /m);
  }
});

ciTest("docs/ci.md: the job for GitLab", async (machine) => {
  await machine.job.uses();
  const jobs: readonly Readonly<Record<string, GitlabJob>>[] = (await blocks("yaml")).map((text) =>
    parse(text)
  );
  const found = jobs.filter((each) => !Array.isArray(each)).flatMap((each) => Object.values(each));
  assert.ok(found.length > 0);
  for (const job of found) {
    const { out } = await runGitlab(machine, job, { CI_COMMIT_TAG: "v1.0.0", ISSUE_KEY: "PROJ-4" });
    assert.match(out, /PROJ-\d+/);
  }
});

ciTest("docs/ci.md: the environment for Jenkins is that of the example", async () => {
  const [block = ""] = await blocks("groovy");
  const folded = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
  assert.ok(folded(await fileOf(JENKINS)).includes(folded(block)));
  assert.deepEqual(jenkinsEnvironment(block), {
    ATLCLI_SITE: SECRETS.url,
    ATLCLI_EMAIL: SECRETS.email,
    ATLCLI_API_TOKEN: SECRETS.token,
  });
});
