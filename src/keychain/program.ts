/**
 * Runs a keychain's own program with a time limit.
 *
 * @module
 */
import { type CommandResult, type Host, RunFault } from "../core/host.ts";
import { keychainError } from "./errors.ts";

/** A keychain's program and its settings. */
export interface KeychainProgram {
  /** Name on PATH, or absolute path. */
  readonly program: string;
  /** The keychain's name as users know it: {@linkcode SecretStore.label}. */
  readonly label: string;
  /** The program's whole environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Time limit in milliseconds; the program is killed afterwards. */
  readonly timeoutMs: number;
  /** How to install the program. */
  readonly install: string;
}

/**
 * Runs the program once.
 *
 * @throws {KeychainError} `keychain-unavailable` if it cannot be started, `keychain-timeout` if it was killed.
 */
export async function runKeychain(
  host: Pick<Host, "run">,
  { program, label, variables, timeoutMs, install }: KeychainProgram,
  input: { readonly args: readonly string[]; readonly stdin?: Uint8Array },
): Promise<CommandResult> {
  try {
    return await host.run({ program, ...input, environment: { kind: "only", variables }, timeoutMs });
  } catch (cause) {
    if (!(cause instanceof RunFault)) throw cause;
    if (cause.reason === "timeout") {
      throw keychainError(
        "keychain-timeout",
        `The ${label} did not respond within ${timeoutMs / 1000} seconds`,
        { remedy: "It may be locked and waiting for a password: unlock it, and try again", cause },
      );
    }
    const problem = cause.reason === "not-found" ? "was not found" : "may not be started";
    throw keychainError("keychain-unavailable", `The ${label} cannot be used: "${program}" ${problem}`, {
      remedy: install,
      cause,
    });
  }
}

/** Selects the named variables that are set. */
export function variablesOf(host: Pick<Host, "env">, names: readonly string[]): Record<string, string> {
  const pairs = names.flatMap((name) => {
    const value = host.env(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}
