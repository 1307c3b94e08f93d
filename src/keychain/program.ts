/**
 * A keychain's own program, with a time limit around it.
 *
 * @module
 */
import { type CommandResult, type Host, RunFault } from "../core/host.ts";
import { keychainError } from "./errors.ts";

/** How a keychain's program is started. */
export interface KeychainProgram {
  /** Its name on PATH, or its absolute path. */
  readonly program: string;
  /** What users call the keychain: {@linkcode SecretStore.label}. */
  readonly label: string;
  /** The whole environment that it gets. */
  readonly variables: Readonly<Record<string, string>>;
  /** After so many milliseconds it is killed. */
  readonly timeoutMs: number;
  /** What to do where the program is missing. */
  readonly install: string;
}

/**
 * Runs it once.
 *
 * @throws {KeychainError} `keychain-unavailable` when it cannot be started, `keychain-timeout` when it was killed.
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
        `The ${label} did not answer within ${timeoutMs / 1000} seconds`,
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

/** Those of the named variables that are set. */
export function variablesOf(host: Pick<Host, "env">, names: readonly string[]): Record<string, string> {
  const pairs = names.flatMap((name) => {
    const value = host.env(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}
