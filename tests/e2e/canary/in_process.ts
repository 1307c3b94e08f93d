/** The command line in this process, on a machine of files, real programs and a real network: quick, so it goes through everything. */
import { runCli } from "../../../src/cli/app.ts";
import { denoHost } from "../../../src/host/deno/host.ts";
import { UNKNOWN_PROGRAM } from "../../../src/cli/process/program.ts";
import type { Prompter } from "../../../src/cli/terminal/terminal.ts";
import type { Command, Host } from "../../../src/core/host.ts";
import { memoryTerminal } from "../../helpers/memory_terminal.ts";
import type { Case } from "./cases.ts";
import type { Machine } from "./machine.ts";
import { EMAIL, TOKEN, tracesIn } from "./traces.ts";

/** What a command line came to. */
export interface Outcome {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** What was given to programs that must not be: `the token, as it is, in the arguments of xdg-open`. */
  readonly started: readonly string[];
}

/** How a command line is run. */
interface RunOptions {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Called when what comes first has been done. */
  readonly onReady?: () => void;
}

/** Runs a case. */
export async function runCase(machine: Machine, one: Case, options: RunOptions = {}): Promise<Outcome> {
  if (one.first !== undefined) {
    const [site = ""] = machine.words(["SITE"]);
    const env = { ATLCLI_SITE: site, ATLCLI_EMAIL: EMAIL, ATLCLI_API_TOKEN: TOKEN };
    const { exit, err } = await run(machine, { words: machine.words(one.first) }, { env });
    if (exit !== 0) throw new Error(`Not even the first command works: ${err}`);
  }
  options.onReady?.();
  const words = [
    ...one.command.split(" ").filter((word) => word !== ""),
    ...machine.words(one.args),
    ...options.flags ?? [],
  ];
  return await run(machine, { ...one, words }, options);
}

async function run(
  machine: Machine,
  line: Partial<Case> & { readonly words: readonly string[] },
  { env = {} }: RunOptions,
): Promise<Outcome> {
  const started: string[] = [];
  const host = hostOf(machine, { env, onRun: (command) => started.push(...tracesOf(command)) });
  const terminal = memoryTerminal({
    stdin: line.stdin ?? "",
    isTerminal: line.asks ?? false,
    onWrite: () => line.serves && terminal.interrupt(130),
  });
  const exit = await runCli(line.words, {
    host,
    program: { ...UNKNOWN_PROGRAM, releaseKeys: ["a key that signed nothing"] },
    terminal: line.asks ? { ...terminal, prompter: () => Promise.resolve(person(machine)) } : terminal,
  });
  return { exit, out: terminal.out(), err: terminal.err(), started };
}

/** A user who answers all prompts. */
function person(machine: Machine): Prompter {
  const [site = ""] = machine.words(["SITE"]);
  return {
    text: ({ message }) => Promise.resolve(/email/i.test(message) ? EMAIL : site),
    secret: () => Promise.resolve(TOKEN),
    confirm: () => Promise.resolve(true),
  };
}

function hostOf(
  machine: Machine,
  { env, onRun }: {
    readonly env: Readonly<Record<string, string>>;
    readonly onRun: (command: Command) => void;
  },
): Host {
  const real = denoHost();
  const variables: Readonly<Record<string, string>> = {
    HOME: machine.home,
    PATH: `${machine.keyring.path}:/usr/bin:/bin`,
    ATLCLI_RELEASES_URL: machine.words(["SITE"]).join(""),
    DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere",
    ...env,
  };
  return {
    ...real,
    os: "linux",
    env: (name) => variables[name],
    cwd: () => machine.folder,
    clock: { now: Date.now, sleep: () => Promise.resolve() },
    run: (command) => {
      onRun(command);
      return real.run(command);
    },
  };
}

function tracesOf({ program, args, environment }: Command): readonly string[] {
  const variables = environment.kind === "only" ? Object.values(environment.variables) : [];
  return [
    ...tracesIn(JSON.stringify([program, ...args])).map((trace) =>
      `${trace}, in the arguments of ${program}`
    ),
    ...tracesIn(variables.join("\n")).map((trace) => `${trace}, in the environment of ${program}`),
  ];
}
