/** Rules for every workflow, in addition to those of actionlint. */
import assert from "node:assert/strict";
import { filesBelow, ROOT } from "../helpers/documentation.ts";

const WORKFLOWS = filesBelow(".github/workflows", ".yml").map((path) => ({
  path,
  text: Deno.readTextFileSync(new URL(path, ROOT)),
}));

/** The jobs of a workflow, by name. */
function jobsOf(text: string): ReadonlyMap<string, string> {
  const [, jobs = ""] = text.split(/^jobs:\n/m);
  const parts = jobs.split(/^ {2}(?=[\w-]+:\n)/m).filter((part) => /^[\w-]+:\n/.test(part));
  return new Map(parts.map((part) => [part.slice(0, part.indexOf(":")), part]));
}

Deno.test("there are workflows, and each has jobs", () => {
  assert.ok(WORKFLOWS.length >= 2);
  for (const { path, text } of WORKFLOWS) assert.ok(jobsOf(text).size > 1, path);
});

Deno.test("every action is pinned by commit, with its version in a comment", () => {
  for (const { path, text } of WORKFLOWS) {
    const uses = [...text.matchAll(/\buses: (.*)$/gm)].map(([, used = ""]) => used);
    for (const used of uses) {
      assert.match(used, /^(?:[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/.*)$/, path);
    }
  }
});

Deno.test("no checkout leaves its token behind", () => {
  for (const { path, text } of WORKFLOWS) {
    const checkouts =
      text.match(/uses: actions\/checkout@.*\n(?: +with:\n +persist-credentials: false\n)?/g) ?? [];
    for (const checkout of checkouts) assert.match(checkout, /persist-credentials: false/, path);
  }
});

Deno.test("every job declares its permissions and its time limit", () => {
  for (const { path, text } of WORKFLOWS) {
    assert.match(text, /^permissions:(?: \{\}|\n {2}contents: read)$/m, path);
    for (const [name, job] of jobsOf(text)) {
      if (!/^ {4}uses: \.\//m.test(job)) assert.match(job, /^ {4}timeout-minutes: \d+$/m, `${path}: ${name}`);
    }
  }
});

Deno.test("of the release, one job has the key, and the jobs that may write build nothing", () => {
  const jobs = jobsOf(WORKFLOWS.find(({ path }) => path.endsWith("release.yml"))?.text ?? "");
  const withKey = [...jobs].filter(([, job]) => job.includes("secrets.")).map(([name]) => name);
  assert.deepEqual(withKey, ["sign"]);
  assert.doesNotMatch(jobs.get("sign") ?? "", /: write/);
  for (const [name, job] of jobs) {
    assert.match(job, /^ {4}permissions:/m, name);
    if (/^ {6}(?:contents|attestations): write$/m.test(job)) {
      assert.doesNotMatch(job, /checkout|setup-deno/, name);
    }
  }
});

Deno.test("in the release, every job after the signature publishes from an environment for tags only", () => {
  const jobs = jobsOf(WORKFLOWS.find(({ path }) => path.endsWith("release.yml"))?.text ?? "");
  const environments = [...jobs].map(([name, job]) => [name, /^ {4}environment: (.*)$/m.exec(job)?.[1]]);
  const before = ["check", "test", "build", "try"];
  const wanted = [...jobs.keys()].map((name) => {
    return [name, before.includes(name) ? undefined : name === "sign" ? "release" : "publish"];
  });
  assert.deepEqual(environments, wanted);
  for (const [name, job] of jobs) {
    const mayPublish = /^ {6}[\w-]+: write$/m.test(job);
    assert.equal(mayPublish, /^ {4}environment: publish$/m.test(job), name);
  }
});

Deno.test("the sums are signed for the tag", () => {
  const jobs = jobsOf(WORKFLOWS.find(({ path }) => path.endsWith("release.yml"))?.text ?? "");
  assert.match(
    jobs.get("sign") ?? "",
    / run: deno run --frozen -A scripts\/release\/sign\.ts dist "\$GITHUB_REF_NAME"$/m,
  );
});

Deno.test("no text of a tag is inserted into a script", () => {
  for (const { path, text } of WORKFLOWS) {
    const scripts = [...text.matchAll(/^( +)(?:- )?run: \|\n((?:\1 .*\n|\n)+)|run: (?!\|)(.*)$/gm)]
      .map(([, , block, line]) => block ?? line ?? "");
    assert.ok(scripts.length > 0, path);
    for (const script of scripts) assert.doesNotMatch(script, /\$\{\{/, path);
  }
});
