/**
 * Runs programs in Node, without a shell.
 *
 * @module
 */
import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { type Command, type CommandEnvironment, type CommandResult, RunFault } from "../../core/host.ts";
import { supervise } from "../shared/supervise.ts";

/** `Host.run()` in Node. @throws {RunFault} */
export async function nodeRun(command: Command): Promise<CommandResult> {
  const child = await start(command);
  return await supervise({
    feed: (bytes) => feed(child.stdin, bytes),
    stdout: streamOf(child.stdout),
    stderr: streamOf(child.stderr),
    status: statusOf(child),
    kill: () => void child.kill("SIGKILL"),
  }, command);
}

async function start(command: Command): Promise<ChildProcess> {
  const { spawn } = await import("node:child_process");
  try {
    const child = spawn(command.program, [...command.args], {
      stdio: [command.stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      env: environmentOf(command.environment),
      windowsHide: true,
    });
    await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
    return child;
  } catch (cause) {
    const absent = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw new RunFault(absent ? "not-found" : "denied", command.program, { cause });
  }
}

function environmentOf(environment: CommandEnvironment): Record<string, string | undefined> {
  if (environment.kind === "only") return { ...environment.variables };
  const emptied = Object.fromEntries(environment.emptied.map((name) => [name, ""]));
  return { ...globalThis.process.env, ...emptied };
}

/** As in a shell: 128 plus the signal's number if a signal ended the program. */
async function statusOf(child: ChildProcess): Promise<number> {
  const { constants } = await import("node:os");
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve) => child.once("exit", resolve));
  }
  const { exitCode, signalCode } = child;
  return exitCode ?? 128 + (signalCode === null ? 0 : constants.signals[signalCode]);
}

function feed(stdin: Writable | null, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (stdin === null) return resolve();
    stdin.once("error", () => resolve()).once("close", () => resolve());
    stdin.end(bytes);
  });
}

function streamOf(output: Readable | null): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller): void => {
      if (output === null) return controller.close();
      output.on("data", (chunk: Uint8Array) => controller.enqueue(Uint8Array.from(chunk)));
      output.once("end", () => controller.close());
      output.once("error", (error) => controller.error(error));
    },
    cancel: (): void => void output?.destroy(),
  });
}
