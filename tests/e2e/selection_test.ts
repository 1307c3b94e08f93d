/**
 * What each job of the workflows would run on its system: a dry run, on whatever system this is.
 */
import assert from "node:assert/strict";
import { NEEDS, RUNNERS, selectTests, SUITES, type System } from "../../scripts/checks/selection.ts";
import config from "../../deno.json" with { type: "json" };
import { filesBelow, ROOT } from "../helpers/documentation.ts";
import { unguardedUnix } from "../helpers/unix_reach.ts";

const FOLDER = new URL("tests/e2e/", ROOT);
const NAMES = [...Deno.readDirSync(FOLDER)].map(({ name }) => name);
const SYSTEMS: readonly System[] = ["linux", "darwin", "windows"];
const TASKS: Readonly<Record<string, unknown>> = config.tasks;

/** The Deno that writes the reports, and that the static checks are made for. */
const PINNED_DENO = "2.9.5";

/** Tasks that run with any supported Deno: `.ci/run` tries them with the oldest one. */
const FOR_ANY_DENO = ["test", "demo"];

/** Tasks that run no suite, and the systems that they can run on. */
const OTHER_TASKS: Readonly<Record<string, readonly System[]>> = {
  ok: SYSTEMS,
  test: SYSTEMS,
  demo: SYSTEMS,
  bench: ["linux"],
  compile: SYSTEMS,
  npm: ["linux"],
  "test:keychain": SYSTEMS,
  "test:sbom": ["linux"],
};

interface Job {
  readonly name: string;
  readonly text: string;
  readonly systems: readonly System[];
}

/** The jobs that run commands, of all workflows. */
function jobs(): readonly Job[] {
  return filesBelow(".github/workflows", ".yml").flatMap((path) => {
    const [, body = ""] = Deno.readTextFileSync(new URL(path, ROOT)).split(/^jobs:\n/m);
    return body.split(/^ {2}(?=[\w-]+:\n)/m).filter((text) =>
      /^[\w-]+:\n/.test(text) && text.includes("runs-on:")
    )
      .map((text) => {
        const runners = Object.keys(RUNNERS).filter((runner) =>
          new RegExp(`\\b${runner}(?![\\w.-])`).test(text)
        );
        const systems = new Set(runners.flatMap((runner) => RUNNERS[runner] ?? []));
        return { name: `${path} ${text.slice(0, text.indexOf(":"))}`, text, systems: [...systems] };
      });
  });
}

/** A step's own system, from its `if:`; without one, those of the job. */
function tasksOf({ text, systems }: Job): readonly (readonly [task: string, systems: readonly System[]])[] {
  const names: Readonly<Record<string, System>> = { Linux: "linux", macOS: "darwin", Windows: "windows" };
  return text.split(/^ {6}- /m).flatMap((step) => {
    const own = names[/if: runner\.os == '(\w+)'/.exec(step)?.[1] ?? ""];
    return [...step.matchAll(/\bdeno task ([\w:]+)/g)].map(([, task = ""]) =>
      [task, own === undefined ? systems : [own]] as const
    );
  });
}

Deno.test("every job runs on a system that is known, and tests only by a task", () => {
  for (const { name, text, systems } of jobs()) {
    assert.ok(systems.length > 0, name);
    assert.doesNotMatch(text, /\bdeno test\b/, name);
  }
});

Deno.test("every task of a job exists, and can run on each system of the job", () => {
  for (const job of jobs()) {
    for (const [task, systems] of tasksOf(job)) {
      assert.ok(Object.hasOwn(TASKS, task), `${job.name}: ${task}`);
      const suite = task.startsWith("test:") ? task.slice("test:".length) : "";
      for (const system of systems) {
        if (Object.hasOwn(SUITES, suite)) {
          const { run } = selectTests(suite, { system, names: NAMES });
          assert.ok(run.length > 0, `${job.name}: ${task} runs nothing on ${system}`);
        } else assert.ok(OTHER_TASKS[task]?.includes(system), `${job.name}: ${task} on ${system}`);
      }
    }
  }
});

Deno.test("with another Deno than the pinned one, a job runs only tasks that work with any", () => {
  const gate = Deno.readTextFileSync(new URL(".ci/run", ROOT));
  for (const task of FOR_ANY_DENO) assert.ok(gate.includes(`"$DENORT_DENO" task ${task}\n`), task);
  for (const job of jobs()) {
    const [, list] = /^ +deno: \[(.*)\]$/m.exec(job.text) ?? [];
    const denos = list?.split(", ") ?? [/deno-version: ([\d.]+)$/m.exec(job.text)?.[1] ?? PINNED_DENO];
    for (const step of job.text.split(/^ {6}- /m)) {
      const only = /if: matrix\.deno == '([\d.]+)'/.exec(step)?.[1];
      for (const [, task = ""] of step.matchAll(/\bdeno task ([\w:]+)/g)) {
        const others = (only === undefined ? denos : [only]).filter((version) => version !== PINNED_DENO);
        assert.ok(others.length === 0 || FOR_ANY_DENO.includes(task), `${job.name}: ${task} with ${others}`);
      }
    }
  }
});

/** The tests of these rules, which mention gates. */
const OF_THIS = ["selection_test.ts", "unix_reach_test.ts"];

/** How a test file skips itself without a variable, and the suites whose tasks set it. */
const GATES: readonly (readonly [variable: string, gate: RegExp, suites: readonly string[]])[] = [
  [
    "ATLCLI_EXECUTABLE",
    /\bnoExecutable\(/,
    ["executable", "action"],
  ],
  ["ATLCLI_EXECUTABLE", /\bactionTest\(/, ["action"]],
];

Deno.test("a test file that skips itself without a variable is in a suite whose task sets it", () => {
  for (const [variable, gate, suites] of GATES) {
    const selected = suites.flatMap((suite) => {
      assert.match(JSON.stringify(TASKS[`test:${suite}`]), new RegExp(`${variable}=`));
      return SYSTEMS.flatMap((system) => selectTests(suite, { system, names: NAMES }).run);
    });
    const gated = NAMES.filter((name) => name.endsWith("_test.ts") && !OF_THIS.includes(name))
      .filter((name) => gate.test(Deno.readTextFileSync(new URL(name, FOLDER))));
    assert.ok(gated.length > 0, variable);
    assert.deepEqual(gated.filter((name) => !selected.includes(`tests/e2e/${name}`)), [], variable);
  }
});

for (
  const [suite, withoutExecutable] of [["e2e", true], ["endurance", true], ["executable", false]] as const
) {
  Deno.test(`on Windows, no test of the suite ${suite} starts a Unix program`, () => {
    const read = (file: string): string => Deno.readTextFileSync(new URL(file));
    const blind = selectTests(suite, { system: "windows", names: NAMES }).run.flatMap((path) =>
      unguardedUnix(new URL(path, ROOT).href, { read, withoutExecutable }).map((text) => `${path}: ${text}`)
    );
    assert.deepEqual(blind, []);
  });
}

Deno.test("every excluded test file exists, is excluded once, and runs on another system", () => {
  const files = NEEDS.flatMap((need) => need.files);
  assert.deepEqual(files.filter((name) => !NAMES.includes(`${name}_test.ts`)), []);
  assert.equal(new Set(files).size, files.length);
  for (const { systems, because } of NEEDS) assert.ok(systems.length > 0 && because !== "");
  const everywhere = new Set(
    ["e2e", "endurance"].flatMap((suite) =>
      SYSTEMS.flatMap((system) => selectTests(suite, { system, names: NAMES }).run)
    ),
  );
  assert.equal(everywhere.size, NAMES.filter((name) => name.endsWith("_test.ts")).length);
});

Deno.test("docs/releasing.md lists the excluded test files of each system, with the reasons", () => {
  const text = Deno.readTextFileSync(new URL("docs/releasing.md", ROOT)).replaceAll(/\s+/g, " ");
  for (const { because, files } of NEEDS) {
    assert.ok(text.includes(because), because);
    for (const name of files) assert.ok(text.includes(`\`${name}\``), name);
  }
});

Deno.test("nothing is signed before the keychain of each system was tried", () => {
  const release = Deno.readTextFileSync(new URL(".github/workflows/release.yml", ROOT));
  assert.match(release, /^ {2}test:\n(?: {4}.*\n)*? {4}uses: \.\/\.github\/workflows\/ci\.yml$/m);
  assert.match(release, /^ {2}sign:\n(?: {4}.*\n)*? {4}needs: \[test, try\]$/m);
  const keychain = jobs().find(({ name }) => name === ".github/workflows/ci.yml keychain");
  assert.ok(keychain !== undefined);
  assert.deepEqual(keychain.systems.toSorted(), SYSTEMS.toSorted());
  assert.match(keychain.text, /run: deno task test:keychain\n {8}env:\n {10}ATLCLI_TEST_KEYCHAIN: "1"/);
  assert.match(keychain.text, /security list-keychains -d user -s/);
  assert.doesNotMatch(keychain.text, /continue-on-error/);
});
