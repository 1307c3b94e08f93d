/**
 * Programs, started by Deno without a shell.
 *
 * @module
 */
import { type Command, type CommandEnvironment, type CommandResult, RunFault } from "../host.ts";

/** So much of each output is kept; what a program writes beyond it is read and dropped. */
const MAX_OUTPUT = 1024 * 1024;

/**
 * Starts a program and waits for its end, and for that of everything that holds its output open.
 *
 * @throws {RunFault}
 */
export async function denoRun(command: Command): Promise<CommandResult> {
  const child = spawn(command);
  const stop = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new RunFault("timeout", command.program)), command.timeoutMs);
  try {
    return await Promise.race([finish(child, { stdin: command.stdin, signal: stop.signal }), late.promise]);
  } catch (fault) {
    kill(child);
    stop.abort();
    await child.status;
    throw fault;
  } finally {
    clearTimeout(timer);
  }
}

async function finish(
  child: Deno.ChildProcess,
  options: { readonly stdin: Uint8Array | undefined; readonly signal: AbortSignal },
): Promise<CommandResult> {
  const [stdout, stderr, status] = await Promise.all([
    readSome(child.stdout, options.signal),
    readSome(child.stderr, options.signal),
    child.status,
    feed(child, options.stdin),
  ]);
  return { code: status.code, stdout, stderr };
}

function spawn(command: Command): Deno.ChildProcess {
  try {
    return new Deno.Command(command.program, {
      args: [...command.args],
      stdin: command.stdin === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
      ...environmentOf(command.environment),
    }).spawn();
  } catch (cause) {
    const reason = cause instanceof Deno.errors.NotFound ? "not-found" : "denied";
    throw new RunFault(reason, command.program, { cause });
  }
}

function environmentOf(environment: CommandEnvironment): Pick<Deno.CommandOptions, "clearEnv" | "env"> {
  return environment.kind === "only"
    ? { clearEnv: true, env: { ...environment.variables } }
    : { env: Object.fromEntries(environment.emptied.map((name) => [name, ""])) };
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended already.
    return;
  }
}

/** Writes what the program is to read. A program that ends without reading it is its own business. */
async function feed(child: Deno.ChildProcess, bytes: Uint8Array | undefined): Promise<void> {
  if (bytes === undefined) return;
  const writer = child.stdin.getWriter();
  try {
    await writer.write(bytes);
    await writer.close();
  } catch {
    await writer.abort().catch(() => {});
  }
}

async function readSome(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
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
