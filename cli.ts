#!/usr/bin/env -S deno run -A
/**
 * The program: the real Host, the real terminal and the arguments go in, the exit code comes out.
 *
 * @module
 */
import { systemHost } from "./mod.ts";
import { runCli } from "./src/cli/app.ts";
import { onCrash } from "./src/cli/crash.ts";
import { withNetworkDefaults } from "./src/cli/process/network_defaults.ts";
import { denoProgram } from "./src/cli/process/program_deno.ts";
import { denoTerminal } from "./src/cli/terminal/terminal_deno.ts";

if (import.meta.main) {
  const host = withNetworkDefaults(systemHost(), (name, value) => Deno.env.set(name, value));
  const outside = { host, terminal: denoTerminal(), program: denoProgram() };
  onCrash(globalThis, { outside, exit: (code) => Deno.exit(code) });
  Deno.exit(await runCli(Deno.args, outside));
}
