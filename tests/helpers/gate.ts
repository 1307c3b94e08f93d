/**
 * Tests that need a system, a program, a permission or a variable. A test that cannot run here is skipped by name, with
 * the reason; lint refuses every other way to skip a test.
 *
 * @module
 */

/** A test that not every machine can run. */
interface GatedTest {
  readonly name: string;
  /** Why the test cannot run here; `undefined` if it can. Reasons are joined by `??`: the first one counts. */
  readonly unless: string | undefined;
  /**
   * Whether the test fails instead of being skipped.
   *
   * @default {false}
   */
  readonly required?: boolean;
  readonly fn: (t: Deno.TestContext) => void | Promise<void>;
}

/** Registers a test. One that cannot run here is registered as `NAME: not tried, REASON`. */
export function gatedTest({ name, unless, required = false, fn }: GatedTest): void {
  if (unless === undefined) return Deno.test({ name, fn });
  Deno.test({
    name: `${name}: not tried, ${unless}`,
    ignore: !required,
    fn: () => Promise.reject(new Error(`Required here, but not tried: ${unless}`)),
  });
}

/** A reason on every system but one. */
export function onlyOn(os: typeof Deno.build.os, because: string): string | undefined {
  return Deno.build.os === os ? undefined : because;
}

/** A reason on one system. */
export function notOn(os: typeof Deno.build.os, because: string): string | undefined {
  return Deno.build.os === os ? because : undefined;
}

/** A reason without a program that starts. */
export function noProgram(program: string): string | undefined {
  try {
    new Deno.Command(program, { args: ["--version"], stdin: "null", stdout: "null", stderr: "null" })
      .outputSync();
    return undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `there is no ${program}`;
    throw error;
  }
}

/** A reason for every user but root. */
export function notRoot(): string | undefined {
  return Deno.uid() === 0 ? undefined : "only root can give files to another user";
}

/** A reason without a variable. */
export function noVariable(name: string, task: string): string | undefined {
  return Deno.env.get(name) === undefined ? `${name} is not set (deno task ${task})` : undefined;
}

/** A reason without the executable. */
export function noExecutable(): string | undefined {
  return noVariable("ATLCLI_EXECUTABLE", "test:executable");
}

/** Whether this is CI, which has everything that a test needs. */
export function isCi(): boolean {
  return Deno.env.get("CI") === "true";
}

/** Whether this is CI on Linux, which also has the programs that only Linux has. */
export function isLinuxCi(): boolean {
  return isCi() && Deno.build.os === "linux";
}
