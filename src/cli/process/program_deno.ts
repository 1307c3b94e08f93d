/**
 * The running program, from Deno's information.
 *
 * @module
 */
import type { Program } from "./program.ts";
import { RELEASE_KEYS } from "./release_keys.ts";

/** Variables cleared for a process that needs no credential. */
const NO_TOKEN = { ATLCLI_API_TOKEN: "", ATLCLI_API_TOKEN_FILE: "" } as const;

/** The program of this process. Reads everything lazily. */
export function denoProgram(): Program {
  return {
    get executable(): string | undefined {
      return Deno.build.standalone ? Deno.execPath() : undefined;
    },
    deno: Deno.version.deno,
    target: Deno.build.target,
    releaseKeys: RELEASE_KEYS,
    startAlone(args): void {
      if (!Deno.build.standalone) return;
      const nothing = { stdin: "null", stdout: "null", stderr: "null" } as const;
      new Deno.Command(Deno.execPath(), { args: [...args], env: NO_TOKEN, ...nothing }).spawn().unref();
    },
  };
}
