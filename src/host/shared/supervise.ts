/**
 * A program that is running: what it reads and writes, and its end, in time.
 *
 * @module
 */
import { type Command, type CommandResult, RunFault } from "../../core/host.ts";

/** So much of each output is kept; what a program writes beyond it is read and dropped. */
const MAX_OUTPUT = 1024 * 1024;

/** A program that was started. */
export interface Child {
  /** Writes what it is to read, and no more; a program that ends without reading it is its own business. */
  readonly feed: (bytes: Uint8Array) => Promise<void>;
  /** What it writes. */
  readonly stdout: ReadableStream<Uint8Array>;
  /** What it says. */
  readonly stderr: ReadableStream<Uint8Array>;
  /** Its exit status, when it has ended. */
  readonly status: Promise<number>;
  /** Kills it (`SIGKILL`); does nothing when it has ended. */
  readonly kill: () => void;
}

/**
 * Waits for a program's end, and for that of everything that holds its output open.
 *
 * @throws {RunFault} `timeout`: it is killed then.
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
