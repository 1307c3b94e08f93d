/** How the contract of a Host is tried: under Deno, or by a program for Node and Bun. */
import { gatedTest } from "./gate.ts";

/** How the tests are registered, and which of them. */
export interface ContractOptions {
  /**
   * Takes a test.
   *
   * @default {Deno.test}
   */
  readonly test?: (name: string, body: () => Promise<void>) => void;
  /**
   * Whether the host can lock files. One that cannot has to say so.
   *
   * @default {true}
   */
  readonly locks?: boolean;
  /** Why a test, by its sentence, cannot be tried here; it is skipped by name. Only under Deno. */
  readonly skip?: (sentence: string) => string | undefined;
}

/** Registers one test of a contract. */
export function contractTest(
  { test, skip }: ContractOptions,
  { name, sentence, fn }: {
    readonly name: string;
    readonly sentence: string;
    readonly fn: () => Promise<void>;
  },
): void {
  const full = `${name} ${sentence}`;
  if (test !== undefined) test(full, fn);
  else gatedTest({ name: full, unless: skip?.(sentence), fn });
}
