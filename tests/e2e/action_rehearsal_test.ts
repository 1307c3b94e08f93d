/** The job of .github/workflows/ci.yml that runs the action for real: its steps, here. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { ROOT } from "../helpers/documentation.ts";
import { ACTION, Job, onRunner } from "./action_runner.ts";
import { shell } from "./action_fixture.ts";
import { gatedTest, noExecutable } from "../helpers/gate.ts";

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "continue-on-error"?: boolean;
}

interface Workflow {
  readonly jobs: { readonly action: { readonly steps: readonly Step[] } };
}

/** Runs the steps that follow the preparations. */
async function follow(
  job: Job,
  steps: readonly Step[],
  given: Readonly<Record<string, string>>,
): Promise<void> {
  const known: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) known[`env.${name}`] = value;
  const expanded = (values: Readonly<Record<string, string>> = {}): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).map(([name, text]) => [
        name,
        text.replaceAll(/\$\{\{ (\S+) \}\}/g, (_, expression: string) => {
          assert.ok(expression in known, `Unknown expression ${expression}`);
          return known[expression] ?? "";
        }),
      ]),
    );
  for (const step of steps) {
    if (step.uses === "./") {
      const { exit, log } = await job.uses(expanded(step.with));
      assert.ok(exit === 0 || step["continue-on-error"] === true, log);
      known[`steps.${step.id}.outcome`] = exit === 0 ? "success" : "failure";
      for (const name of Object.keys(ACTION.outputs)) {
        known[`steps.${step.id}.outputs.${name}`] = job.outputs[name] ?? "";
      }
    } else if (step.run !== undefined) {
      const { exit, err } = await shell(job, step.run, expanded(step.env));
      assert.equal(exit, 0, `${step.run}\n${err}`);
    }
  }
}

gatedTest({
  name: "the workflow that runs the action for real",
  unless: noExecutable(),
  fn: () =>
    onRunner("", async (folder) => {
      await Deno.writeTextFile(`${folder}/env`, "");
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--quiet", fileURLToPath(new URL("scripts/checks/rehearse_action.ts", ROOT))],
        env: { GITHUB_WORKSPACE: `${folder}/checkout`, GITHUB_ENV: `${folder}/env` },
        stdout: "piped",
      }).spawn();
      const reader = child.stdout.getReader();
      try {
        const { value } = await reader.read();
        // The workflow waits for these words.
        const workflow = await Deno.readTextFile(new URL(".github/workflows/ci.yml", ROOT));
        const [, awaited = ""] = /grep -q "([^"]+)" rehearsal\.log/.exec(workflow) ?? [];
        assert.ok(awaited !== "" && new TextDecoder().decode(value).includes(awaited));
        const lines = (await Deno.readTextFile(`${folder}/env`)).trim().split("\n");
        const given = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s)));
        const { jobs: { action: { steps } } }: Workflow = parse(workflow);
        const prepared = steps.findIndex(({ run }) => run?.includes("scripts/checks/rehearse_action.ts"));
        assert.ok(prepared > 0);
        await follow(new Job(folder, given), steps.slice(prepared + 1), given);
      } finally {
        child.kill("SIGTERM");
        await reader.cancel();
        await child.status;
      }
    }),
});
