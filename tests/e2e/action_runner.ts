/**
 * A runner of GitHub Actions, as far as an action sees it: the inputs and files in its environment, what it makes of
 * those files and of the log, and the post step at the end. The action itself is run by the real Node.
 */
import assert from "node:assert/strict";
import { parse } from "yaml";
import { environment } from "./atlcli_process.ts";

const ROOT = new URL("../../", import.meta.url);

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: Readonly<Record<"using" | "main" | "post", string>>;
}

/** What `action.yml` says. */
export const ACTION: Action = parse(await Deno.readTextFile(new URL("action.yml", ROOT)));

/** What a step came to. */
export interface Step {
  readonly exit: number;
  /** What the runner shows: every mask is blotted out. */
  readonly log: string;
  /** What was really said. */
  readonly said: string;
}

/** A step that takes longer hangs. */
const MAX_STEP_MS = 120_000;

type Variables = Readonly<Record<string, string | undefined>>;

/** A job on a runner. */
export class Job {
  /** What later steps have in their environment. */
  readonly env: Record<string, string> = {};
  /** What later steps have before PATH, the latest first. */
  readonly path: string[] = [];
  readonly outputs: Record<string, string> = {};
  readonly masks: string[] = [];
  readonly #state: Record<string, string> = {};

  /** @param folder of the runner. @param machine Variables of the machine that the runner is on. */
  constructor(readonly folder: string, readonly machine: Variables = {}) {}

  /** The tool cache, which outlives the job. */
  get toolCache(): string {
    return `${this.folder}/tools`;
  }

  /** The folder for what does not outlive the job. */
  get temp(): string {
    return `${this.folder}/temp`;
  }

  /** Runs the action, as `uses:` with `with:` does. */
  async uses(inputs: Readonly<Record<string, string>> = {}): Promise<Step> {
    for (const name of Object.keys(inputs)) assert.ok(name in ACTION.inputs, `No input is called "${name}"`);
    const given = Object.entries(ACTION.inputs).map(([name, { default: standard = "" }]) =>
      [`INPUT_${name.toUpperCase()}`, inputs[name] ?? standard] as const
    );
    return await this.#node(ACTION.runs.main, Object.fromEntries(given));
  }

  /** The action's post step. */
  async post(): Promise<Step> {
    const state = Object.entries(this.#state).map(([name, value]) => [`STATE_${name}`, value] as const);
    return await this.#node(ACTION.runs.post, Object.fromEntries(state));
  }

  /** The environment of a step that comes later. */
  later(): Record<string, string> {
    const { PATH = "", ...rest } = environment(`${this.folder}/home`, this.machine);
    const separator = Deno.build.os === "windows" ? ";" : ":";
    return {
      ...rest,
      ...this.env,
      CI: "true",
      GITHUB_ACTIONS: "true",
      PATH: [...this.path, PATH].join(separator),
    };
  }

  async #node(file: string, more: Variables): Promise<Step> {
    const files = Object.fromEntries(
      ["ENV", "PATH", "OUTPUT", "STATE"].map((
        name,
      ) => [`GITHUB_${name}`, `${this.temp}/_${name.toLowerCase()}`]),
    );
    await Deno.mkdir(this.temp, { recursive: true });
    for (const path of Object.values(files)) await Deno.writeTextFile(path, "");
    const given = {
      RUNNER_TOOL_CACHE: this.toolCache,
      RUNNER_TEMP: this.temp,
      ...files,
      ...this.machine,
      ...more,
    };
    const { code, stdout, stderr } = await new Deno.Command("node", {
      args: [`${this.folder}/checkout/${file}`],
      env: Object.fromEntries(
        Object.entries({ ...this.later(), ...given }).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]]
        ),
      ),
      clearEnv: true,
      signal: AbortSignal.timeout(MAX_STEP_MS),
    }).output();
    await this.#take(files);
    const decoder = new TextDecoder();
    return this.#shown(code, `${decoder.decode(stdout)}${decoder.decode(stderr)}`);
  }

  async #take(files: Readonly<Record<string, string>>): Promise<void> {
    const text = (name: string): Promise<string> => Deno.readTextFile(files[`GITHUB_${name}`] ?? "");
    Object.assign(this.env, assignments(await text("ENV")));
    Object.assign(this.outputs, assignments(await text("OUTPUT")));
    Object.assign(this.#state, assignments(await text("STATE")));
    this.path.unshift(...(await text("PATH")).split("\n").filter((line) => line !== ""));
  }

  /** Masks count from the line on that names them. */
  #shown(exit: number, said: string): Step {
    let commands: string | undefined = "";
    const lines = said.split("\n").flatMap((line) => {
      const [, name = "", text = ""] = /^::([a-z-]+|[0-9a-f-]{36})::(.*)$/.exec(line) ?? [];
      if (name === "stop-commands") commands = text;
      else if (name !== "" && name === commands) commands = "";
      else if (commands === "" && name === "add-mask") {
        this.masks.push(unescaped(text));
        return [];
      }
      return [this.masks.reduce((all, mask) => all.replaceAll(mask, "***"), line)];
    });
    return { exit, said, log: lines.join("\n") };
  }
}

function unescaped(text: string): string {
  return text.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
}

/** What one of the runner's files says; anything that the runner would not understand fails. */
function assignments(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length - 1;) {
    const [, name, end] = /^([^=<]+)<<(.+)$/.exec(lines[at] ?? "") ?? [];
    const last = lines.indexOf(end ?? "", at + 1);
    assert.ok(name !== undefined && last > at, `Not an assignment: ${lines[at]}`);
    found[name] = lines.slice(at + 1, last).join("\n");
    at = last + 1;
  }
  return found;
}

/**
 * Gives a runner a folder of its own, with the action in it, and removes it at the end.
 *
 * @param key The public key of the releases, in the place of ours.
 */
export async function onRunner(key: string, body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-runner-" }));
  try {
    await Deno.mkdir(`${folder}/home`);
    await Deno.mkdir(`${folder}/checkout/action`, { recursive: true });
    for (const { name } of Deno.readDirSync(new URL("action/", ROOT))) {
      await Deno.copyFile(new URL(`action/${name}`, ROOT), `${folder}/checkout/action/${name}`);
    }
    await Deno.copyFile(new URL("deno.json", ROOT), `${folder}/checkout/deno.json`);
    const keys = `export const RELEASE_KEYS = ${JSON.stringify([key])};\n`;
    await Deno.writeTextFile(`${folder}/checkout/action/release_keys.mjs`, keys);
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
