/**
 * The program on a terminal, as a person uses it: by `script` of util-linux, which is on every Linux.
 */
import { ATLCLI, environment } from "./atlcli_process.ts";
import { gatedTest, isLinuxCi, onlyOn } from "../helpers/gate.ts";

const COLUMNS = 100;
const PATIENCE_MS = 20_000;

/** Why no terminal is available; `undefined` if there is one. */
export const NO_TERMINAL: string | undefined = onlyOn("linux", "script of util-linux is on Linux only") ??
  await whyNone();

async function whyNone(): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command("script", { args: ["--version"], stderr: "null" }).output();
    if (new TextDecoder().decode(stdout).includes("util-linux")) return undefined;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return "there is no script of util-linux";
}

/** Registers a test that needs a terminal. Without one, the test's name gives the reason, and CI fails. */
export function terminalTest(name: string, body: () => Promise<void>): void {
  gatedTest({ name, unless: NO_TERMINAL, required: isLinuxCi(), fn: body });
}

/** A terminal with the program on it. */
export class PseudoTerminal {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #reading: Promise<void>;
  #shown = "";
  #expected = 0;
  #onShown = (): void => {};
  #ended = false;

  /**
   * Starts the program.
   *
   * @param command What the shell on the terminal runs; `atlcli` is the program.
   */
  constructor(
    command: string,
    options: { readonly home: string; readonly env?: Record<string, string>; readonly columns?: number },
  ) {
    const program = ATLCLI.map((word) => `'${word}'`).join(" ");
    const line = `stty cols ${options.columns ?? COLUMNS} rows 40; atlcli() { ${program} "$@"; }; ${command}`;
    this.#child = new Deno.Command("script", {
      args: ["--quiet", "--return", "--flush", "--command", line, "/dev/null"],
      env: { ...environment(options.home, options.env), TERM: "xterm-256color", SHELL: "/bin/sh" },
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#reading = this.#read();
  }

  /** Everything that the terminal has shown. */
  get shown(): string {
    return this.#shown;
  }

  /** Waits until a text is shown that has not been waited for before. */
  async expect(text: string): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const at = this.#shown.indexOf(text, this.#expected);
      if (at >= 0) {
        this.#expected = at + text.length;
        return;
      }
      const left = end - Date.now();
      if (left <= 0 || !(await this.#more(left))) {
        throw this.#stuck(`The terminal never showed "${text}"`);
      }
    }
  }

  /** Types, or pastes. Enter is `\r`, Ctrl-C is `\x03`. */
  async type(text: string): Promise<void> {
    await this.#writer.write(new Uint8Array(new TextEncoder().encode(text)));
  }

  /** Waits for the end of the command, and gives its exit code. */
  async end(): Promise<number> {
    const end = Date.now() + PATIENCE_MS;
    while (await this.#more(end - Date.now()));
    if (!this.#ended) throw this.#stuck("The command never ended");
    await this.#writer.close().catch(() => {});
    return (await this.#child.status).code;
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.#child.stdout) {
      this.#shown += decoder.decode(chunk, { stream: true });
      this.#onShown();
    }
    this.#ended = true;
  }

  /** Whoever waits gives up, and nothing is left running. */
  #stuck(problem: string): Error {
    if (!this.#ended) this.#child.kill("SIGKILL");
    return new Error(`${problem}:\n…${this.#shown.slice(-1000)}`);
  }

  /** Waits until more is shown; `false` when nothing came in time, or nothing can come any more. */
  async #more(ms: number): Promise<boolean> {
    const shown = Promise.withResolvers<boolean>();
    this.#onShown = () => shown.resolve(true);
    const timer = setTimeout(() => shown.resolve(false), ms);
    const ended = this.#reading.then(() => false);
    try {
      return await Promise.race([shown.promise, ended]);
    } finally {
      clearTimeout(timer);
    }
  }
}
