/** The program as a process, with an observer that reads `/proc` of every child process, as any user can. */
import { ATLCLI, environment, feed } from "../atlcli_process.ts";
import type { Case } from "./cases.ts";
import type { Machine } from "./machine.ts";
import { EMAIL, TOKEN, tracesIn } from "./traces.ts";
import { signalIfRunning } from "../../helpers/signal_if_running.ts";

/** What a process came to. */
export interface ProcessOutcome {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** What was open to others: `the token, as it is, in the environment of secret-tool search …`. */
  readonly open: readonly string[];
  /** The command lines that were seen, the program's own left out. */
  readonly seen: ReadonlySet<string>;
}

/** How it is run. */
export interface ProcessOptions {
  readonly flags?: readonly string[];
  /** Additional variables. The caller is responsible for secrets in them. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process, after a delay in milliseconds. */
  readonly interrupt?: { readonly afterMs: number; readonly signal: Deno.Signal };
}

/** Runs a case. */
export async function runProcess(
  machine: Machine,
  one: Case,
  options: ProcessOptions = {},
): Promise<ProcessOutcome> {
  if (one.first !== undefined) {
    const [site = ""] = machine.words(["SITE"]);
    const env = { ATLCLI_SITE: site, ATLCLI_EMAIL: EMAIL, ATLCLI_API_TOKEN: TOKEN };
    await run(machine, { words: machine.words(one.first) }, { env });
  }
  const words = [...one.command.split(" "), ...machine.words(one.args), ...options.flags ?? []];
  return await run(machine, { ...one, words }, options);
}

async function run(
  machine: Machine,
  line: Partial<Case> & { readonly words: readonly string[] },
  { env = {}, interrupt }: ProcessOptions,
): Promise<ProcessOutcome> {
  const [program, ...first] = ATLCLI;
  const child = new Deno.Command(program, {
    args: [...first, ...line.words],
    env: {
      ...environment(machine.home, env),
      PATH: `${machine.keyring.path}:/usr/bin:/bin`,
      TMPDIR: machine.temporary,
      DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere",
      ATLCLI_RELEASES_URL: machine.words(["SITE"]).join(""),
    },
    clearEnv: true,
    cwd: machine.folder,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stop = line.serves ? { afterMs: 1_500, signal: "SIGINT" as const } : interrupt;
  const timer = stop && setTimeout(() => signalIfRunning(child, stop.signal), stop.afterMs);
  const watch = new ProcessWatch(child.pid, {
    words: line.words.some((word) => word.includes(TOKEN)),
    variables: Object.values(env).some((value) => tracesIn(value).length > 0),
  });
  const [{ code, stdout, stderr }] = await Promise.all([child.output(), feed(child, line.stdin ?? "")]);
  clearTimeout(timer);
  const { open, seen } = await watch.end();
  const decoder = new TextDecoder();
  return { exit: code, out: decoder.decode(stdout), err: decoder.decode(stderr), open, seen };
}

/** Observes repeatedly, until stopped. */
class ProcessWatch {
  readonly #open = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #root: number;
  readonly #given: { readonly words: boolean; readonly variables: boolean };
  #ended = false;
  readonly #looking: Promise<void>;

  constructor(root: number, given: { readonly words: boolean; readonly variables: boolean }) {
    this.#root = root;
    this.#given = given;
    this.#looking = this.#look();
  }

  async end(): Promise<{ readonly open: readonly string[]; readonly seen: ReadonlySet<string> }> {
    this.#ended = true;
    await this.#looking;
    return { open: [...this.#open], seen: this.#seen };
  }

  async #look(): Promise<void> {
    while (!this.#ended) {
      const own = readProc(this.#root, "cmdline");
      for (const pid of family(this.#root)) this.#lookAt(pid, own);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #lookAt(pid: number, own: string): void {
    const [words, variables] = [readProc(pid, "cmdline"), readProc(pid, "environ")];
    const isOwn = pid === this.#root;
    // Between its start and its first program, a child still has the command line and the environment of its parent.
    if (!isOwn && (words === own || words === "")) return;
    if (!isOwn) this.#seen.add(words);
    if (!(isOwn && this.#given.words)) this.#note(words, `in the command line ${words}`);
    if (!(isOwn && this.#given.variables)) this.#note(variables, `in the environment of ${words}`);
  }

  #note(text: string, where: string): void {
    for (const trace of tracesIn(text)) this.#open.add(`${trace}, ${where}`);
  }
}

/** A process and all that it started, by whichever thread. */
function family(root: number): readonly number[] {
  const children = threads(root)
    .flatMap((thread) => readProc(root, `task/${thread}/children`).split(" "))
    .filter((text) => text !== "");
  return [root, ...children.flatMap((pid) => family(Number(pid)))];
}

function threads(pid: number): readonly string[] {
  try {
    return Array.from(Deno.readDirSync(`/proc/${pid}/task`), ({ name }) => name);
  } catch {
    return [];
  }
}

function readProc(pid: number, name: string): string {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/${name}`).replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}
