/** Programs of Linux that a test wants, and does not bring along. */

/** Whether a program is there to be started. */
function isThere(program: string): boolean {
  return Deno.build.os === "linux" &&
    new Deno.Command("sh", { args: ["-c", `command -v ${program}`], stdout: "null" }).outputSync().success;
}

/**
 * Registers a test that needs a program. Without the program, the test's name gives the reason, and CI on Linux fails.
 *
 * @param options `missing`: what else is missing.
 */
export function programTest(
  program: string,
  options: { readonly name: string; readonly missing?: string | undefined; readonly fn: () => Promise<void> },
): void {
  const why = options.missing ?? (isThere(program) ? undefined : `there is no ${program}`);
  const must = Deno.build.os === "linux" && Deno.env.get("CI") === "true";
  Deno.test({
    name: why === undefined ? options.name : `${options.name}: not tried, ${why}`,
    ignore: why !== undefined && !must,
    fn: why === undefined ? options.fn : () => Promise.reject(new Error(`Cannot be tried: ${why}`)),
  });
}
