#!/usr/bin/env -S deno run -A
/**
 * The program: the real Host, the real terminal and the arguments go in, the exit code comes out.
 *
 * @module
 */
import { denoHost } from "./mod.ts";
import { runCli } from "./src/cli/app.ts";
import { denoProgram } from "./src/cli/program_deno.ts";
import { denoTerminal } from "./src/cli/terminal_deno.ts";

if (import.meta.main) {
  // Deno trusts its own list of authorities alone; people's machines know more, such as their company's.
  if (Deno.env.get("DENO_TLS_CA_STORE") === undefined) Deno.env.set("DENO_TLS_CA_STORE", "mozilla,system");
  Deno.exit(await runCli(Deno.args, { host: denoHost(), terminal: denoTerminal(), program: denoProgram() }));
}
