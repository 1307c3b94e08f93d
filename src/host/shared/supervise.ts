/**
 * Supervises a running program: its input and output, and its time limit.
 *
 * @module
 */
import { type Command, type CommandResult, RunFault } from "../../core/host.ts";

/** Maximum size of each kept output, in bytes. Further output is read and dropped. */
const MAX_OUTPUT = 1024 * 1024;

/** A running program. */
export interface Child {
  /** Writes its standard input and closes it. A program may end without reading it. */
  readonly feed: (bytes: Uint8Array) => Promise<void>;
  /** Standard output. */
  readonly stdout: ReadableStream<Uint8Array>;
  /** Standard error. */
  readonly stderr: ReadableStream<Uint8Array>;
  /** The exit status, once the program has ended. */
  readonly status: Promise<number>;
  /** Kills the program (`SIGKILL`); does nothing if it has ended. */
  readonly kill: () => void;
}

/**
 * Waits for the end of a program, and of every process that holds its output open.
 *
 * @throws {RunFault} `timeout`; the program is killed then.
 */
export async function supervise(child: Child, command: Command): Promise<CommandResult> {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RunFault("timeout", command.program)), command.timeoutMs);
  });
  try {
    return await Promise.race([finish(child, { stdin: command.stdin, signal: stop.signal }), late]);
  } catch (fault) {
    child.kill();
    stop.abort();
    await child.status;
    throw fault;
  } finally {
    clearTimeout(timer);
  }
}

async function finish(
  child: Child,
  options: { readonly stdin: Uint8Array | undefined; readonly signal: AbortSignal },
): Promise<CommandResult> {
  const [stdout, stderr, code] = await Promise.all([
    readSome(child.stdout, options.signal),
    readSome(child.stderr, options.signal),
    child.status,
    options.stdin && child.feed(options.stdin),
  ]);
  return { code, stdout, stderr };
}

async function readSome(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const cancel = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", cancel, { once: true });
  const kept = new Uint8Array(new ArrayBuffer(MAX_OUTPUT));
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const chunk = next.value.subarray(0, MAX_OUTPUT - length);
    kept.set(chunk, length);
    length += chunk.length;
  }
  return kept.slice(0, length);
}
