/**
 * Runs programs in Deno, without a shell.
 *
 * @module
 */
import { type Command, type CommandEnvironment, type CommandResult, RunFault } from "../../core/host.ts";
import { isAbsolutePath } from "../../core/paths.ts";
import { type Child, supervise } from "../shared/supervise.ts";

/** `Host.run()` in Deno. @throws {RunFault} */
export async function denoRun(command: Command): Promise<CommandResult> {
  return await supervise(spawn(command), command);
}

function spawn(command: Command): Child {
  const child = start(command);
  return {
    feed: (bytes) => feed(child, bytes),
    stdout: child.stdout,
    stderr: child.stderr,
    status: child.status.then(({ code }) => code),
    kill: () => kill(child),
  };
}

function start(command: Command): Deno.ChildProcess {
  try {
    return new Deno.Command(command.program, {
      args: [...command.args],
      stdin: command.stdin === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
      ...environmentOf(command.environment),
    }).spawn();
  } catch (cause) {
    const isMissing = cause instanceof Deno.errors.NotFound || isAbsent(command.program);
    const reason = isMissing ? "not-found" : "denied";
    throw new RunFault(reason, command.program, { cause });
  }
}

/** On Windows, Deno's error for a missing absolute path has no class of its own. */
function isAbsent(program: string): boolean {
  if (!isAbsolutePath(program)) return false;
  try {
    Deno.statSync(program);
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
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
    // The program has already ended.
    return;
  }
}

async function feed(child: Deno.ChildProcess, bytes: Uint8Array): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(bytes);
    await writer.close();
  } catch {
    await writer.abort().catch(() => {});
  }
}
