/**
 * The program that this process runs, as Deno knows it.
 *
 * @module
 */
import type { Program } from "./program.ts";
import { RELEASE_KEYS } from "./release_keys.ts";

/** Emptied for a process that needs no credential. */
const NO_TOKEN = { ATLCLI_API_TOKEN: "", ATLCLI_API_TOKEN_FILE: "" } as const;

/** This process's program. Looking costs nothing before somebody asks. */
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
