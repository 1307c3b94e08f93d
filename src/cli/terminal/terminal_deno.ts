/**
 * The real terminal: the only file of the command line, except `cli.ts`, that uses `Deno.*`.
 *
 * @module
 */
import { Interrupted, type Prompter, ReaderGone, type Terminal, type TextSink } from "./terminal.ts";

/** Exit codes of a process that a signal ended: 128 and the signal's number, as POSIX shells report it. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** The standard streams of the process. */
export function denoTerminal(): Terminal {
  let interrupted: AbortSignal | undefined;
  const signals = new Signals();
  /** Starts listening on first access: before that, a signal ends the process as usual. */
  const listening = (): AbortSignal => interrupted ??= abortedBy(signals);
  // The first process of a container ignores signals unless it has a handler (pid_namespaces(7)).
  if (Deno.pid === 1) {
    signals.listen((exitCode) => {
      if (interrupted === undefined) Deno.exit(exitCode);
    });
  }
  return {
    stdout: sink(Deno.stdout),
    stderr: sink(Deno.stderr),
    stdin: {
      isTerminal: Deno.stdin.isTerminal(),
      readText: () => new Response(Deno.stdin.readable).text(),
      open: () => Deno.stdin.readable,
    },
    async prompter(): Promise<Prompter> {
      const { clackPrompter } = await import("./terminal_prompts.ts");
      return clackPrompter(listening());
    },
    get interrupted(): AbortSignal {
      return listening();
    },
    endless: (work) => signals.unheard(work),
  };
}

function sink(stream: typeof Deno.stdout): TextSink {
  const isTerminal = stream.isTerminal();
  return {
    isTerminal,
    columns: isTerminal ? columns() : undefined,
    write: (text) => writeAll(stream, new TextEncoder().encode(text)),
    writeBytes: (bytes) => writeAll(stream, bytes),
  };
}

/** A terminal without a size reports 0. */
function columns(): number | undefined {
  try {
    return Deno.consoleSize().columns || undefined;
  } catch {
    return undefined;
  }
}

function writeAll(stream: typeof Deno.stdout, bytes: Uint8Array): void {
  try {
    for (let done = 0; done < bytes.length;) done += stream.writeSync(bytes.subarray(done));
  } catch (error) {
    // On Windows Rust's standard library reports ERROR_BROKEN_PIPE and ERROR_NO_DATA, the two of a closed pipe, as this.
    if (error instanceof Deno.errors.BrokenPipe) {
      throw new ReaderGone("The output pipe was closed", { cause: error });
    }
    throw error;
  }
}

/** A second signal ends the process immediately, in case something is stuck. */
function abortedBy(signals: Signals): AbortSignal {
  const controller = new AbortController();
  signals.listen((exitCode) => {
    if (controller.signal.aborted) Deno.exit(exitCode);
    controller.abort(new Interrupted(exitCode));
  });
  return controller.signal;
}

/** The signals that end the process. */
class Signals {
  readonly #listeners: (readonly [name: "SIGINT" | "SIGTERM", listener: () => void])[] = [];

  /** Calls a listener on each signal. */
  listen(listener: (exitCode: 130 | 143) => void): void {
    for (const [name, exitCode] of Object.entries(SIGNALS)) {
      // Deno on Windows listens to SIGINT, SIGBREAK and SIGHUP only, and throws for others (Deno.addSignalListener).
      if (Deno.build.os === "windows" && name !== "SIGINT") continue;
      const signal = name === "SIGINT" ? "SIGINT" : "SIGTERM";
      const entry = [signal, () => listener(exitCode)] as const;
      this.#listeners.push(entry);
      Deno.addSignalListener(...entry);
    }
  }

  /** Removes the listeners during `work`, so that the system's default applies. */
  unheard<T>(work: () => T): T {
    for (const entry of this.#listeners) Deno.removeSignalListener(...entry);
    try {
      return work();
    } finally {
      for (const entry of this.#listeners) Deno.addSignalListener(...entry);
    }
  }
}
