/** The program as a process that goes on while a test does something to it. */
import { ATLCLI, environment } from "../e2e/atlcli_process.ts";

/** Starts it. What it prints can be read from the process. */
export function spawnAtlcli(args: readonly string[], home: string): Deno.ChildProcess {
  const [program, ...first] = ATLCLI;
  return new Deno.Command(program, {
    args: [...first, ...args],
    clearEnv: true,
    env: environment(home),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}
